"""Operators on what follows what: order, within, paired."""

from trainer.model.rubric import Check
from trainer.scoring.matching import distinct, first_group, second_group
from trainer.scoring.proof import Reading, nothing, quote, quotes, unknown
from trainer.scoring.record import Record, Sighting
from trainer.scoring.windows import Stretches, stretches, turns_on


def order(check: Check, record: Record) -> Reading:
    """Return 1 when the first of ``acts`` comes before the first of ``then`` in the window, or ``then`` never comes."""
    where = stretches(check.window, record)
    firsts = first_group(check, record, where)
    thens = tuple(one for one in second_group(check, record) if where.holds(one.at))
    if not firsts:
        return _never(check, record, where, thens)
    if not thens or firsts[0].at < thens[0].at:
        return Reading(1, quotes(check, (firsts[0], *thens[:1])))
    early = quote(check, thens[0], harm=True, why="early")
    return Reading(0, tuple(one for one in (early, quote(check, firsts[0])) if one.quote))


def within(check: Check, record: Record) -> Reading:
    """Return 1 when each of ``acts`` is followed by one of ``then`` in ``limit`` agent turns.

    A trigger that no agent turn follows gave no chance and is skipped.
    """
    where = stretches(check.window, record)
    triggers = [one for one in first_group(check, record, where) if _chance(record, one)]
    thens = second_group(check, record)
    if not triggers:
        return _never(check, record, where, ())
    answers = [_answer(record, one, thens, check.limit) for one in triggers]
    missed = [one for one, answer in zip(triggers, answers, strict=True) if answer is None]
    if missed:
        return Reading(0, quotes(check, missed, harm=True, why="unanswered"))
    exchange = sorted((*triggers, *(one for one in answers if one is not None)), key=lambda one: one.at)
    return Reading(1, quotes(check, distinct(exchange)))


def paired(check: Check, record: Record) -> Reading:
    """Return how many of ``acts`` have none of ``then`` in the same or the next ``limit`` (default 1) agent turns."""
    where = stretches(check.window, record)
    seen = first_group(check, record, where)
    thens = second_group(check, record)
    alone = [one for one in seen if not _partner(record, one, thens, check.limit or 1)]
    if alone:
        return Reading(len(alone), quotes(check, alone, harm=True, why="unpaired"))
    return Reading(0, (nothing(check, record, where, helps=True),))


def _never(check: Check, record: Record, where: Stretches, thens: tuple[Sighting, ...]) -> Reading:
    """Return what the check says when its first group never occurs."""
    if check.missing == "unknown":
        return unknown("no_trigger")
    held = check.missing == "pass"
    harm = () if held else quotes(check, thens[:1], harm=True, why="early")
    return Reading(int(held), (*harm, nothing(check, record, where, helps=held)))


def _chance(record: Record, trigger: Sighting) -> bool:
    return trigger.turn.role == "agent" or any(pos > trigger.pos for pos in record.agent)


def _answer(record: Record, trigger: Sighting, thens: tuple[Sighting, ...], limit: int) -> Sighting | None:
    end = turns_on(record, trigger.pos, limit)
    return next((one for one in thens if trigger.at < one.at < end and one != trigger), None)


def _partner(record: Record, seen: Sighting, thens: tuple[Sighting, ...], limit: int) -> bool:
    end = turns_on(record, seen.pos, limit)
    return any((seen.pos, 0) <= one.at < end for one in thens)
