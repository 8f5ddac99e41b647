"""The generic customer: types, behaviours, emotion tables. Data of ``customer/data/*.yaml``, read by ``packs``.

All figures are ours unless a source is named there; mood points are 0-100, weights are per mille.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from trainer.model.scenario import Line, Texts

MOODS = ("anger", "anxiety", "trust", "patience", "clarity")


@dataclass(frozen=True, slots=True)
class CustomerType:
    """A kind of customer.

    Attributes:
        start: mood at the start, points 0-100 by mood name.
        gain: per mille by mood name: how strongly effects reach this customer.
        drift: points per turn by mood name.
        points: how many separate things are taken in per turn, by heat: hot, warm, cool.
        chars: how many characters are listened to per turn, by heat: hot, warm, cool.
        hang_line: anger at which he leaves after two turns in a row.
        vent_quota: how many venting turns he needs before he can take in solutions.
        nods: whether he says yes without having understood.
    """

    id: str
    name: Texts
    start: Mapping[str, int]
    gain: Mapping[str, int]
    drift: Mapping[str, int]
    points: Mapping[str, int]
    chars: Mapping[str, int]
    hang_line: int = 92
    vent_quota: int = 2
    nods: bool = False
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Behaviour:
    """A generic thing the customer does.

    Attributes:
        tier: leave | reaction | escalation | content | initiative | filler.
        when: condition in the rule language.
        cooldown: turns before it may come again; ``once`` for never again.
        effect: mood points by mood name.
        lines: by heat (hot, warm, cool) the things to say.
    """

    id: str
    tier: str
    when: str
    lines: Mapping[str, tuple[Line, ...]]
    priority: int = 0
    cooldown: int = 3
    once: bool = False
    effect: Mapping[str, int] = field(default_factory=dict)
    types: tuple[str, ...] = ()
    source: str = "ours"


@dataclass(frozen=True, slots=True)
class Effect:
    """What one act or memory event does to the mood: points by mood name; its family sets the phase weight."""

    act: str
    family: str
    points: Mapping[str, int]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Library:
    """All generic data of one language, with its digest."""

    types: Mapping[str, CustomerType]
    behaviours: tuple[Behaviour, ...]
    effects: Mapping[str, Effect]
    phase: Mapping[str, Mapping[str, int]]
    lines: Mapping[str, tuple[Line, ...]]
    digest: str
    names: Mapping[str, Texts] = field(default_factory=dict)
