"""What an utterance does: one record that both the customer and the scorer read.

Spans always point into the RAW text of the turn; a quote is ``text[span.start:span.end]``.
The act ids are those of the act list (``language/data/acts.*.yaml``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

By = Literal["pattern", "topic", "memory", "model", "endpoint", "person"]
Function = Literal["question", "request", "command", "statement"]
Form = Literal["", "open", "closed", "a_not_a", "tag", "tell"]
Guard = Literal["negated", "conditional", "quoted", "reported", "past", "hypothetical", "ironic"]
INNER_ACTS = frozenset({"repeat", "reask", "contradict", "parrot", "discloses", "unanswered"})
"""Acts that memory finds for the customer and the scorer; they are no labels of the published act list."""
ValueKind = Literal["clock", "date", "duration", "money", "percent", "number", "id_tail", "phone"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of raw text: characters ``start`` (included) to ``end`` (excluded)."""

    start: int
    end: int

    def quote(self, text: str) -> str:
        """Return the stretch itself."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the utterance.

    Attributes:
        text: the normalised words (see ``language.normalise``).
        function: what kind of sentence it is.
        form: the kind of question, empty for others.
        guards: what keeps its words from counting as plainly said: negation, condition, quotation…
    """

    span: Span
    text: str
    function: Function = "statement"
    form: Form = ""
    guards: frozenset[Guard] = frozenset()


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that the words do.

    Attributes:
        id: act label, for example ``empathize``.
        clause: index into ``Analysis.clauses``.
        polarity: 1 as labelled; -1 where the words deny it and the rule keeps that.
        args: sorted pairs, for example ``(("object", "delay"),)``.
        rule: id of the rule that fired, shown with every deduction.
    """

    id: str
    span: Span
    clause: int
    polarity: int = 1
    args: tuple[tuple[str, str], ...] = ()
    rule: str = ""
    by: By = "pattern"

    def arg(self, name: str) -> str:
        """Return one argument, empty where absent."""
        return dict(self.args).get(name, "")


@dataclass(frozen=True, slots=True)
class Topic:
    """A synonym ring or scenario term that occurs, for example ``claim``."""

    id: str
    span: Span
    clause: int


@dataclass(frozen=True, slots=True)
class Value:
    """A figure, date or name that was said.

    Attributes:
        canonical: its plain form (``15:00``, ``3d``, ``2400.00``).
        resolved: the day or minute that a time means, ISO 8601, empty where the clock is not known
            (``language.resolve``).
    """

    kind: ValueKind
    span: Span
    clause: int
    canonical: str
    resolved: str = ""


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that is understood of one turn.

    Attributes:
        unexplained: clauses of some length that no act touches.
        emotion: how a customer sounds (calm, uneasy, upset, furious, grief, worry), empty where it is not told.
        emotion_clause: the clause that speaks most for it.
    """

    turn: int
    text: str
    clauses: tuple[Clause, ...] = ()
    acts: tuple[Act, ...] = ()
    topics: tuple[Topic, ...] = ()
    values: tuple[Value, ...] = ()
    unexplained: tuple[Span, ...] = ()
    lexicon_digest: str = ""
    emotion: str = ""
    emotion_clause: int = 0

    def has(self, act: str) -> bool:
        """Tell whether an act of this id was found (polarity 1)."""
        return any(a.id == act and a.polarity > 0 for a in self.acts)

    def of(self, act: str) -> tuple[Act, ...]:
        """Return the acts of one id in order of place."""
        return tuple(a for a in self.acts if a.id == act and a.polarity > 0)

    def count(self) -> Mapping[str, int]:
        """Return how often each act occurs."""
        seen: dict[str, int] = {}
        for act in self.acts:
            if act.polarity > 0:
                seen[act.id] = seen.get(act.id, 0) + 1
        return seen
