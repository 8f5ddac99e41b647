"""Which acts satisfy a check: its act group, its argument conditions and its window together."""

from collections.abc import Iterable, Mapping
from typing import Final

from trainer.model.rubric import Check
from trainer.scoring.record import Record, Sighting
from trainer.scoring.windows import Stretches

THEN: Final = "then."


def first_group(check: Check, record: Record, where: Stretches) -> tuple[Sighting, ...]:
    """Return the sightings of ``acts`` in the window, each act of a clause once."""
    wanted = {name: value for name, value in check.where.items() if not name.startswith(THEN)}
    inside = (one for one in record.seen(check.acts, check.role) if where.holds(one.at))
    return distinct(one for one in inside if fits(dict(one.act.args), wanted))


def second_group(check: Check, record: Record) -> tuple[Sighting, ...]:
    """Return the sightings of ``then`` anywhere; acts that are not the customer's are the agent's."""
    wanted = {name.removeprefix(THEN): value for name, value in check.where.items() if name.startswith(THEN)}
    return tuple(one for one in record.seen(check.then, "agent") if fits(dict(one.act.args), wanted))


def fits(have: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    """Tell whether every wanted argument has one of its values (``yes|partly``)."""
    return all(have.get(name, "") in value.split("|") for name, value in wanted.items())


def distinct(seen: Iterable[Sighting]) -> tuple[Sighting, ...]:
    """Return the sightings with each act of a clause once: two rules may have found the same thing."""
    kept: dict[tuple[int, int, str, tuple[tuple[str, str], ...]], Sighting] = {}
    for one in seen:
        kept.setdefault((one.pos, one.act.clause, one.act.id, one.act.args), one)
    return tuple(kept.values())
