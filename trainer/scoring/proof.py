"""Evidence as operators make it: verbatim quotes, and the range that was searched where nothing was found.

Evidence carries the key of its sentence (``why.act``, ``why.missing``…) and the facts for it; the sentences
themselves are in ``words``. Not here: which evidence a criterion shows (``levels``).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from trainer.model.assessment import Evidence
from trainer.model.rubric import Check
from trainer.model.transcript import Turn
from trainer.scoring.labels import NEUTRAL, VIOLATIONS
from trainer.scoring.record import Record, Sighting
from trainer.scoring.windows import Stretches

QUOTE_LIMIT: Final = 40
"""Longest quote in characters (course 3.1)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one check found.

    Attributes:
        value: whole number (1/0 for yes and no), None for unknown.
        reason: words key that tells why it is unknown.
    """

    value: int | None
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""

    @property
    def quotes(self) -> tuple[Evidence, ...]:
        """Return the evidence that quotes a turn."""
        return tuple(one for one in self.evidence if one.quote)


def unknown(reason: str) -> Reading:
    """Return a reading without a value; ``reason`` is the last part of its words key."""
    return Reading(None, (), f"reason.{reason}")


def quote(check: Check, seen: Sighting, *, harm: bool = False, why: str = "act") -> Evidence:
    """Return the words of one act as evidence; ``harm`` where finding them speaks against the agent."""
    act = seen.act
    hurts = harm or (act.id in VIOLATIONS and act.id not in NEUTRAL)
    return Evidence(
        turn=seen.turn.n,
        quote=shortened(act.span.quote(seen.turn.text)),
        rule=f"{check.id}/{act.rule}" if act.rule else check.id,
        why=f"why.{why}",
        facts={"act": act.id, "check": check.id},
        helps=not hurts,
    )


def quotes(check: Check, seen: Iterable[Sighting], *, harm: bool = False, why: str = "act") -> tuple[Evidence, ...]:
    """Return one piece of evidence per act, without those that have no words."""
    made = (quote(check, one, harm=harm, why=why) for one in seen)
    return tuple(one for one in made if one.quote)


def cited(check: Check, turn: Turn, why: str, *, helps: bool) -> Evidence:
    """Return the beginning of a turn as evidence for something beside words: a cue, an interruption."""
    return Evidence(turn.n, shortened(turn.text), check.id, f"why.{why}", {"check": check.id}, helps=helps)


def nothing(check: Check, record: Record, where: Stretches, *, helps: bool, acts: tuple[str, ...] = ()) -> Evidence:
    """Return the range that was searched in vain; the whole conversation where the window never opened."""
    inside = where.searched(record)
    low, high = inside or whole(record)
    facts: dict[str, str | int] = {
        "acts": ",".join(acts or check.acts or check.cues),
        "check": check.id,
        "first": low,
        "last": high,
    }
    kind = "closed" if inside is None else "clean" if helps else "missing"
    return Evidence(0, "", check.id, f"why.{kind}", facts, (low, high), helps)


def measured(check: Check, record: Record, figure: int, *, helps: bool) -> Evidence:
    """Return a figure over the whole conversation as evidence."""
    low, high = whole(record)
    facts: dict[str, str | int] = {"check": check.id, "figure": figure, "first": low, "last": high}
    return Evidence(0, "", check.id, f"why.figure.{check.op}", facts, (low, high), helps)


def whole(record: Record) -> tuple[int, int]:
    """Return the numbers of the first and last turn, zeros for an empty conversation."""
    return (record.turns[0].n, record.turns[-1].n) if record.turns else (0, 0)


def shortened(text: str) -> str:
    """Return the first characters of a quote, still verbatim."""
    return text.strip()[:QUOTE_LIMIT].rstrip()
