"""The conversation laid out for searching: every act with its place, in order, by act id and by speaker.

Built once per case, so that a hundred checks cost little. Acts that the customer no longer heard are left out
unless they are violations (customer engine: attention). Not here: windows (``windows``) and operators.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from trainer.model.analysis import Act, Analysis
from trainer.model.transcript import Role, Transcript, Turn
from trainer.scoring.case import Case
from trainer.scoring.labels import CUSTOMER_PREFIX, FOUND_BY_CODE, VIOLATIONS

Point = tuple[int, int]
"""A place in the conversation: index of the turn, offset in its raw text."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One act at its place."""

    pos: int
    turn: Turn
    act: Act

    @property
    def at(self) -> Point:
        """Return where it begins."""
        return (self.pos, self.act.span.start)

    @property
    def end(self) -> Point:
        """Return where it ends."""
        return (self.pos, self.act.span.end)


@dataclass(frozen=True, slots=True)
class Record:
    """A transcript with its acts in order.

    Attributes:
        agent: indexes of the agent's turns.
        customer: indexes of the customer's turns.
        found: sightings by (role, act id), in order of place.
        unread: roles with a spoken turn that nobody analysed.
        sees: acts that could have been found, None for all.
    """

    transcript: Transcript
    analyses: Mapping[int, Analysis]
    agent: tuple[int, ...]
    customer: tuple[int, ...]
    found: Mapping[tuple[Role, str], tuple[Sighting, ...]]
    unread: frozenset[Role] = field(default_factory=frozenset)
    sees: frozenset[str] | None = None

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Return all turns in order."""
        return self.transcript.turns

    def seen(self, acts: Iterable[str], role: Role) -> tuple[Sighting, ...]:
        """Return the sightings of any of ``acts`` in order; customer acts are always the customer's."""
        merged = [one for act in acts for one in self.found.get((side(act, role), act), ())]
        return tuple(sorted(merged, key=lambda one: (one.at, one.act.id)))

    def places(self, role: Role) -> tuple[int, ...]:
        """Return the indexes of the turns of the agent or the customer."""
        return self.customer if role == "customer" else self.agent


def side(act: str, role: Role) -> Role:
    """Return who does ``act``: the customer's acts are named so, others belong to ``role``."""
    return "customer" if act.startswith(CUSTOMER_PREFIX) else role


def read(case: Case) -> Record:
    """Lay out a case for searching."""
    turns = case.transcript.turns
    found: dict[tuple[Role, str], list[Sighting]] = {}
    for pos, turn in enumerate(turns):
        analysis = case.analyses.get(turn.n)
        for act in _counting(turn, analysis):
            found.setdefault((turn.role, act.id), []).append(Sighting(pos, turn, act))
    return Record(
        transcript=case.transcript,
        analyses=case.analyses,
        agent=_indexes(turns, "agent"),
        customer=_indexes(turns, "customer"),
        found={key: tuple(sorted(seen, key=lambda one: one.at)) for key, seen in found.items()},
        unread=frozenset(turn.role for turn in turns if turn.text.strip() and turn.n not in case.analyses),
        sees=None if case.sees is None else case.sees | FOUND_BY_CODE,
    )


def _indexes(turns: tuple[Turn, ...], role: Role) -> tuple[int, ...]:
    return tuple(pos for pos, turn in enumerate(turns) if turn.role == role)


def _counting(turn: Turn, analysis: Analysis | None) -> tuple[Act, ...]:
    if analysis is None:
        return ()
    heard = len(turn.text) if turn.heard_until is None else turn.heard_until
    return tuple(
        act
        for act in analysis.acts
        if act.polarity > 0 and (turn.role != "agent" or act.span.start < heard or act.id in VIOLATIONS)
    )
