"""The recogniser's data of one language: act rules, synonym rings, jargon. Read by ``packs``, used by ``language``.

The file format is written down at the head of ``language/data/acts.zh.yaml``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from trainer.model.analysis import Guard
from trainer.model.transcript import Language, Role


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence on which a rule must fire (``fires``) or must not; ``context`` is the other side's last line."""

    text: str
    fires: bool
    context: str = ""


@dataclass(frozen=True, slots=True)
class ActRule:
    """One way in which words do an act.

    Attributes:
        id: ``zh.empathize.1``.
        act: act label.
        role: who can do it.
        patterns: RE2 patterns over the normalised clause (or turn, if ``scope`` is turn), macros expanded.
        scope: clause or turn (a turn rule sees all clauses joined by a full-width comma).
        unless: patterns that forbid it in the same scope.
        blocked_by: guards under which it does not count (negated, quoted, conditional…).
        turns_into: act label it becomes when ``negated`` blocks it, empty for nothing.
        function: sentence functions in which it may count, empty for all.
        form: question forms in which it may count, empty for all.
        requires: topic or value kinds that must be in the clause (``ring:claim``, ``value:clock``), any one.
        context: patterns over the other side's last line; when given, one must match.
        args: fixed arguments, or ``name: group`` pairs ``name=@group`` taken from a named group.
    """

    id: str
    act: str
    patterns: tuple[str, ...]
    role: Role = "agent"
    scope: str = "clause"
    unless: tuple[str, ...] = ()
    blocked_by: tuple[Guard, ...] = ("negated", "quoted", "conditional", "reported")
    turns_into: str = ""
    function: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    args: Mapping[str, str] = field(default_factory=dict)
    source: str = "ours"
    samples: tuple[Sample, ...] = ()


@dataclass(frozen=True, slots=True)
class Ring:
    """Words for one thing, for example ``claim``: plain phrases, longest match wins."""

    id: str
    words: tuple[str, ...]
    samples: tuple[Sample, ...] = ()


@dataclass(frozen=True, slots=True)
class Jargon:
    """A term that needs a gloss, and phrases that gloss it (course 3.10 d)."""

    term: str
    words: tuple[str, ...]
    gloss: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """A linear model of one role: integer weights of features for labels (see ``language.weights``).

    Attributes:
        labels: act labels, and ``e:<emotion>`` for a customer's emotion.
        biases: what each label's score starts from.
        takes: the score from which on the model finds a label by itself.
        keeps: the score under which a rule's find of the label is dropped.
        vocabulary: row number by feature.
        rows: one byte a label, row after row; 128 is no weight.
    """

    labels: tuple[str, ...]
    biases: tuple[int, ...]
    takes: tuple[int, ...]
    keeps: tuple[int, ...]
    vocabulary: Mapping[str, int]
    rows: bytes


Way = tuple[frozenset[str], ...]
"""What one alternative of a pattern needs: of each set at least one character or character pair."""
Ways = Mapping[str, tuple[Way, ...]]
"""By pattern, what its alternatives need."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All of one language, with its digest.

    Attributes:
        guards: patterns by guard, and what bends a guard: ``rhetorical``, ``boundary``, ``negated_after``.
        functions: patterns by sentence function or form; ``value.clock`` and the like find values by named groups,
            ``value.clock_not`` says where none may begin.
        tables: plain word tables by name: traditional, typos, digits, units, stop…
        ways: what a text must hold so that a pattern can match it, for the patterns that were read beforehand.
        weights: the linear model by role; a role without one is judged by its rules alone.
    """

    language: Language
    rules: tuple[ActRule, ...]
    rings: tuple[Ring, ...]
    jargon: tuple[Jargon, ...]
    guards: Mapping[str, tuple[str, ...]]
    functions: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, Mapping[str, str]]
    digest: str
    ways: Ways = field(default_factory=dict)
    weights: Mapping[Role, Weights] = field(default_factory=dict)


class PatternSet(Protocol):
    """Many patterns searched at once; made by ``packs`` on RE2, linear in the text."""

    def mask(self, indexes: Iterable[int]) -> int:
        """Return a number that stands for these patterns in ``hits``."""
        ...

    def hits(self, text: str, among: int = -1) -> tuple[int, ...]:
        """Return the indexes of the patterns found anywhere in ``text``, rising; of all, or of a mask's."""
        ...

    def spans(self, index: int, text: str) -> tuple[tuple[int, int, Mapping[str, tuple[int, int]]], ...]:
        """Return start, end and named groups (as start, end) of each match of one pattern, in order."""
        ...


class PatternCompiler(Protocol):
    """Turns RE2 sources into a PatternSet."""

    def __call__(self, sources: tuple[str, ...], ways: Ways | None = None) -> PatternSet:
        """Compile; raises RuleError with the index of the first bad pattern. Those in ``ways`` are known to be good."""
        ...
