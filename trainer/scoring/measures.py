"""Operators that measure: rate, max_gap, ratio. Unknown where the transcript does not carry what they need."""

from itertools import pairwise

from trainer.model.rubric import Check
from trainer.model.transcript import Turn
from trainer.scoring.matching import first_group, second_group
from trainer.scoring.proof import Reading, measured, nothing, unknown
from trainer.scoring.record import Record
from trainer.scoring.units import units
from trainer.scoring.windows import stretches

MINUTE = 60_000
SECOND = 1_000
LEAST = 10
"""Turns shorter than this many characters tell nothing of the rate (course S05)."""


def rate(check: Check, record: Record) -> Reading:
    """Return characters a minute over the spoken turns, or 1/0 where a band is set (course S05)."""
    if record.transcript.origin == "practice":
        return unknown("typed")
    spoken = [record.turns[pos] for pos in record.places(check.role)]
    timed = [(units(turn.text), length) for turn in spoken if (length := _duration(turn)) and units(turn.text) >= LEAST]
    if not timed:
        return unknown("needs_times")
    figure = sum(chars for chars, _ in timed) * MINUTE // sum(length for _, length in timed)
    return _bounded(check, record, figure)


def max_gap(check: Check, record: Record) -> Reading:
    """Return the longest wait in seconds, or with ``acts`` the longest agent stretch without one in characters."""
    return _longest_stretch(check, record) if check.acts else _longest_wait(check, record)


def ratio(check: Check, record: Record) -> Reading:
    """Return a share per mille: of characters, of turns with an act, or of one act group against two."""
    if not check.acts:
        mine = sum(units(record.turns[pos].text) for pos in record.places(check.role))
        return _share(check, record, mine, sum(units(record.turns[p].text) for p in (*record.agent, *record.customer)))
    where = stretches(check.window, record)
    seen = first_group(check, record, where)
    if check.then:
        others = sum(where.holds(one.at) for one in second_group(check, record))
        return _share(check, record, len(seen), len(seen) + others)
    turns = sum(where.holds((pos, 0)) for pos in record.places(check.role))
    return _share(check, record, len({one.pos for one in seen}), turns)


def _share(check: Check, record: Record, part: int, total: int) -> Reading:
    if total == 0:
        where = stretches(check.window, record)
        return Reading(None, (nothing(check, record, where, helps=False),), "reason.no_trigger")
    return _bounded(check, record, part * 1000 // total)


def _longest_wait(check: Check, record: Record) -> Reading:
    gaps = [
        after.started_ms - before.ended_ms
        for before, after in pairwise(record.turns)
        if after.role == check.role != before.role and before.ended_ms is not None and after.started_ms is not None
    ]
    if not gaps:
        return unknown("needs_times")
    return _bounded(check, record, max(0, *gaps) // SECOND)


def _longest_stretch(check: Check, record: Record) -> Reading:
    breaks = {one.pos for one in first_group(check, record, stretches(check.window, record))}
    longest = run = 0
    for pos, turn in enumerate(record.turns):
        if turn.role == "agent":
            run += units(turn.text)
            longest = max(longest, run)
        if pos in breaks or turn.role == "customer":
            run = 0
    return _bounded(check, record, longest)


def _bounded(check: Check, record: Record, figure: int) -> Reading:
    if not check.limit and not check.upper:
        return Reading(figure, (measured(check, record, figure, helps=True),))
    low, high = (0, check.limit) if check.op == "max_gap" else (check.limit, check.upper or figure)
    inside = low <= figure <= high
    return Reading(int(inside), (measured(check, record, figure, helps=inside),))


def _duration(turn: Turn) -> int:
    if turn.started_ms is None or turn.ended_ms is None:
        return 0
    return max(0, turn.ended_ms - turn.started_ms)
