"""Operators on what happens beside the words: cue, overlap, factors."""

from typing import Final

from trainer.model.assessment import Evidence
from trainer.model.rubric import Check
from trainer.model.transcript import Cue, Turn
from trainer.scoring.matching import fits, second_group
from trainer.scoring.proof import Reading, cited, measured, nothing, quotes, unknown
from trainer.scoring.record import Point, Record, Sighting
from trainer.scoring.windows import stretches

CUT_IN_MS: Final = 1_000
"""An import's turn must begin this long before the customer's end to count as cutting in (desk 1.3)."""
TOKENS: Final = frozenset({"backchannel"})
VERIFY: Final = ("verify_id",)
REFUSES: Final = frozenset({"c_refuse", "c_deny"})


def cue(check: Check, record: Record) -> Reading:
    """Return how many cues of these kinds there are; unknown in an import that carries no cue at all."""
    if not record.transcript.cues and record.transcript.origin == "import":
        return unknown("needs_actions")
    where = stretches(check.window, record)
    seen = [one for one in _cues(check, record) if where.holds((_index(record, one.at_turn), 0))]
    if not seen:
        return Reading(0, (nothing(check, record, where, helps=False),))
    return Reading(len(seen), _places(check, record, seen, helps=True))


def overlap(check: Check, record: Record) -> Reading:
    """Return how often the agent cut in; ours is called overlap, because times alone do not show intent."""
    cuts = [one for one in record.transcript.cues if one.kind == "overlap" and one.by == check.role]
    if cuts:
        return Reading(len(cuts), _places(check, record, cuts, helps=False))
    if record.transcript.origin == "practice":
        return Reading(0, (nothing(check, record, stretches(check.window, record), helps=True),))
    return _timed_overlap(check, record)


def factors(check: Check, record: Record) -> Reading:
    """Return how many different identity factors were known before the first ``then`` act (course S133-S135)."""
    thens = second_group(check, record)
    end = thens[0].at if thens else (len(record.turns), 0)
    asked = _asked(check, record, end)
    known = {name for one in asked for name in _named(one)}
    ok = [one for one in record.transcript.cues if one.kind == "verify" and one.data.get("ok") == "yes"]
    ok = [one for one in ok if (_index(record, one.at_turn), 0) < end]
    known |= {name for one in ok for name in _split(one.data.get("factor", ""))}
    total = len(known - {""}) or len(known)
    if not total:
        return Reading(0, (nothing(check, record, stretches(check.window, record), helps=False, acts=VERIFY),))
    proof = (*quotes(check, asked), *_places(check, record, ok, helps=True))
    return Reading(total, proof or (measured(check, record, total, helps=True),))


def _asked(check: Check, record: Record, end: Point) -> list[Sighting]:
    """Return the identity questions before ``end`` that the customer answered before ``end``."""
    seen = record.seen(check.acts or VERIFY, "agent")
    return [one for one in seen if one.at < end and _answered(record, one, end)]


def _answered(record: Record, asked: Sighting, end: Point) -> bool:
    reply = next((pos for pos in record.customer if pos > asked.pos), None)
    if reply is None or (reply, 0) >= end:
        return False
    analysis = record.analyses.get(record.turns[reply].n)
    return analysis is None or not any(act.id in REFUSES for act in analysis.acts)


def _named(asked: Sighting) -> tuple[str, ...]:
    return _split(asked.act.arg("factor"))


def _split(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.replace("+", ",").split(","))


def _timed_overlap(check: Check, record: Record) -> Reading:
    pairs = list(zip(record.turns, record.turns[1:], strict=False))
    heard = [(one, two) for one, two in pairs if one.role == "customer" and two.role == check.role]
    timed = [(one.ended_ms, two) for one, two in heard if one.ended_ms is not None and two.started_ms is not None]
    if not heard or len(timed) < len(heard):
        return unknown("needs_times")
    cuts = [two for end, two in timed if end - (two.started_ms or 0) >= CUT_IN_MS and not _token(record, two)]
    if not cuts:
        return Reading(0, (nothing(check, record, stretches(check.window, record), helps=True),))
    return Reading(len(cuts), tuple(cited(check, turn, "beside.overlap", helps=False) for turn in cuts))


def _token(record: Record, turn: Turn) -> bool:
    analysis = record.analyses.get(turn.n)
    return analysis is not None and bool(analysis.acts) and all(act.id in TOKENS for act in analysis.acts)


def _cues(check: Check, record: Record) -> list[Cue]:
    wanted = {name: value for name, value in check.where.items() if "." not in name}
    cues = record.transcript.cues
    return [one for one in cues if one.kind in check.cues and one.by == check.role and fits(one.data, wanted)]


def _index(record: Record, number: int) -> int:
    """Return the index of the last turn numbered ``number`` or lower, 0 where there is none."""
    return max((pos for pos, turn in enumerate(record.turns) if turn.n <= number), default=0)


def _places(check: Check, record: Record, cues: list[Cue], *, helps: bool) -> tuple[Evidence, ...]:
    """Return the turns beside which the cues stand, each with its beginning as the quote."""
    beside = [(one.kind, turn) for one in cues if (turn := _beside(record, one)) is not None and turn.text.strip()]
    proof = tuple(cited(check, turn, f"beside.{kind}", helps=helps) for kind, turn in beside)
    return proof or (measured(check, record, len(cues), helps=helps),)


def _beside(record: Record, one: Cue) -> Turn | None:
    """Return the turn that cut in, or the turn after which the cue stands."""
    if one.kind == "overlap":
        return next((record.turns[pos] for pos in record.agent if record.turns[pos].n >= one.at_turn), None)
    return record.turns[_index(record, one.at_turn)] if record.turns else None
