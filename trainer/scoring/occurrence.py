"""Operators on whether and how often something is said: present, absent, count."""

from trainer.model.rubric import Check
from trainer.scoring.labels import VIOLATIONS
from trainer.scoring.matching import first_group
from trainer.scoring.proof import Reading, nothing, quotes
from trainer.scoring.record import Record
from trainer.scoring.windows import stretches


def present(check: Check, record: Record) -> Reading:
    """Return 1 with the quotes, or 0 with the range searched."""
    counted = count(check, record)
    return Reading(min(1, counted.value or 0), counted.evidence)


def absent(check: Check, record: Record) -> Reading:
    """Return 1 with the range searched, or 0 with the offending quotes."""
    where = stretches(check.window, record)
    seen = first_group(check, record, where)
    if seen:
        return Reading(0, quotes(check, seen, harm=True))
    return Reading(1, (nothing(check, record, where, helps=True),))


def count(check: Check, record: Record) -> Reading:
    """Return how many distinct acts there are, with their quotes."""
    where = stretches(check.window, record)
    seen = first_group(check, record, where)
    if seen:
        return Reading(len(seen), quotes(check, seen))
    # Not finding an offence speaks for the agent, not finding a skill against.
    clean = bool(check.acts) and set(check.acts) <= VIOLATIONS
    return Reading(0, (nothing(check, record, where, helps=clean),))
