"""A rubric: dimensions → criteria → levels decided by named checks; red lines, majors and caps beside them.

The file format is written down in ``rubrics/README.md``. Conditions are source texts of the rule language over
check names. Not here: evaluating anything (``scoring``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from trainer.model.scenario import Texts
from trainer.model.transcript import Channel, Role

Operator = Literal[
    "present",
    "absent",
    "count",
    "order",
    "within",
    "max_gap",
    "rate",
    "paired",
    "factors",
    "overlap",
    "ratio",
    "cue",
]
Capability = Literal["times", "parts", "actions", "casefile", "case_clock", "voice", "rings"]


@dataclass(frozen=True, slots=True)
class Example:
    """A tiny conversation on which the check must hold or fail; tests run every one of them."""

    passes: bool
    agent: str
    customer: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """Where a check looks: ``first``/``last`` n agent turns; ``after`` these acts (any role) for ``turns`` agent turns;
    ``before`` the first of these acts. Empty = everywhere.
    """

    first: int = 0
    last: int = 0
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    turns: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """One measurable thing. Its value is a whole number (a count, or 1/0) or unknown, with evidence.

    Attributes:
        acts: act ids sought (one match is enough); ``then`` is the second group of order, within and paired.
        where: act arguments that must hold, ``{"grounded": "yes"}``.
        limit: the operator's bound: turns, seconds, characters a minute, factors.
        needs: what the transcript must carry; else the value is unknown.
        missing: value of ``order``/``within`` when the first group never occurs: pass, fail or unknown.
    """

    id: str
    op: Operator
    acts: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    role: Role = "agent"
    where: Mapping[str, str] = field(default_factory=dict)
    window: Window = field(default_factory=Window)
    limit: int = 0
    upper: int = 0
    cues: tuple[str, ...] = ()
    needs: tuple[Capability, ...] = ()
    missing: Literal["pass", "fail", "unknown"] = "unknown"
    source: str = ""
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a criterion: the condition that reaches it and the anchor a person reads."""

    level: int
    when: str
    anchor: Texts


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is judged 0-3.

    Attributes:
        occasion: condition; false = NO_OCCASION, unknown = NOT_JUDGED.
        needs: what the transcript must carry at all; missing = NOT_JUDGED, told with ``unjudged``.
        judged: False where no rule of ours can see it: always NOT_JUDGED, told with ``unjudged``.
        levels: from 3 down to 0; the first whose condition is true decides.
        better: a better wording, shown with every point lost.
        negative: checks whose evidence hurts; all others help (for the marks per turn).
    """

    id: str
    dimension: str
    name: Texts
    source: str
    levels: tuple[Level, ...]
    occasion: str = "True"
    needs: tuple[Capability, ...] = ()
    judged: bool = True
    unjudged: Texts = field(default_factory=dict)
    better: Texts = field(default_factory=dict)
    weight: int = 1
    negative: tuple[str, ...] = ()
    not_for: tuple[Channel, ...] = ()


@dataclass(frozen=True, slots=True)
class RedLine:
    """An automatic fail. ``armed`` False: written down, but no rule of ours can detect it yet."""

    id: str
    name: Texts
    source: str
    when: str = ""
    checks: tuple[str, ...] = ()
    armed: bool = True
    better: Texts = field(default_factory=dict)
    law: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Major:
    """A grave slip that caps the overall score without failing compliance as a whole."""

    id: str
    name: Texts
    source: str
    when: str
    checks: tuple[str, ...] = ()
    cap: int = 59
    better: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dimension:
    """A group of criteria with its share of the overall score (per cent; ours, configurable)."""

    id: str
    name: Texts
    weight: int


@dataclass(frozen=True, slots=True)
class Rubric:
    """A whole rubric with its digest. ``pass_mark`` is ours."""

    id: str
    version: str
    digest: str
    title: Texts
    dimensions: tuple[Dimension, ...]
    checks: Mapping[str, Check]
    criteria: tuple[Criterion, ...]
    red_lines: tuple[RedLine, ...] = ()
    majors: tuple[Major, ...] = ()
    pass_mark: int = 60
    source: str = ""
    standards: tuple[tuple[str, Texts], ...] = ()
