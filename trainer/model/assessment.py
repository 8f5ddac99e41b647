"""What a judge says of a conversation: a verdict per criterion with its proof.

Absent, failed and zero are three different things: a verdict is a level, or NO_OCCASION, or NOT_JUDGED.
Shares and totals are computed (``Standing``) and never stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from trainer.model.rubric import Rubric
from trainer.model.transcript import Transcript

NO_OCCASION: Final = "no_occasion"
NOT_JUDGED: Final = "not_judged"
Verdict = int | Literal["no_occasion", "not_judged"]
Judge = Literal["rules", "model", "person"]
Symbol = Literal["!", "?!", "?", "??", ""]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The proof of one point.

    Attributes:
        turn: number of the turn quoted; 0 for an absence.
        quote: verbatim words of that turn; empty for an absence.
        rule: id of the check, and of the act rule behind it, ``empathy_named/zh.empathize.3``.
        why: key of the words that say why, with ``facts`` in its slots.
        searched: first and last turn of the range that was searched, for an absence.
        helps: whether the evidence speaks for the agent.
    """

    turn: int
    quote: str
    rule: str
    why: str
    facts: Mapping[str, str | int] = field(default_factory=dict)
    searched: tuple[int, int] | None = None
    helps: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """One judge's verdict on one criterion. ``reason`` is a words key where there is no level."""

    criterion: str
    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""
    judge: Judge = "rules"
    version: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A red line or major that was crossed, with the words."""

    id: str
    turn: int
    quote: str
    rule: str


@dataclass(frozen=True, slots=True)
class TurnMark:
    """What one agent turn did, lichess-like. ``mood``/``loss`` are None where the customer's mood is unknown."""

    turn: int
    symbol: Symbol
    mood: int | None = None
    loss: int | None = None
    notes: tuple[tuple[str, Evidence], ...] = ()


@dataclass(frozen=True, slots=True)
class Versions:
    """What was used to judge; a score without these cannot be compared."""

    rubric: str
    lexicon: str
    scorer: str
    engine: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """All marks on one conversation by one judge."""

    transcript: str
    versions: Versions
    marks: tuple[Mark, ...]
    red_lines: tuple[Hit, ...] = ()
    majors: tuple[Hit, ...] = ()
    turn_marks: tuple[TurnMark, ...] = ()
    created_by: str = "rules"

    def mark(self, criterion: str) -> Mark | None:
        """Return the mark on one criterion."""
        return next((mark for mark in self.marks if mark.criterion == criterion), None)


@dataclass(frozen=True, slots=True)
class Standing:
    """Shares and totals of an assessment; None where nothing was judged.

    Attributes:
        dimensions: 0-100 by dimension id, after red lines.
        uncapped: the overall score before majors and red lines.
        judged: how many criteria have a level, and of how many.
        caps: ids of red lines and majors that lowered the result.
    """

    dimensions: Mapping[str, int | None]
    overall: int | None
    uncapped: int | None
    passed: bool | None
    judged: tuple[int, int]
    caps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """One conversation with its marks."""

    transcript: Transcript
    rubric: Rubric
    assessment: Assessment
    standing: Standing
