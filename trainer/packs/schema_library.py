"""The formats of the generic customer: types, behaviours, emotion (``customer/data/*.yaml``).

Not here: building the Library (``library``).
"""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from trainer.packs.fields import (
    Count,
    FormatOne,
    Heat,
    Identifier,
    LinesByLanguage,
    MoodPoints,
    Names,
    Percent,
    Record,
    Switch,
    Text,
    Texts,
    Whole,
    Words,
)

Tier = Literal["leave", "reaction", "escalation", "content", "initiative", "filler"]


NEVER_AGAIN = 9_999


def _cooldown(value: object) -> object:
    """Read ``once`` as a rest longer than any conversation."""
    return NEVER_AGAIN if value == "once" else value


class TypeRecord(Record):
    """A kind of customer."""

    id: Identifier
    name: Texts
    start: MoodPoints
    gain: MoodPoints = Field(default_factory=dict)
    drift: MoodPoints = Field(default_factory=dict)
    points: dict[Heat, Count]
    chars: dict[Heat, Count]
    hang_line: Percent = 92
    vent_quota: Count = 2
    nods: Switch = False
    extra: Names = ()


class BehaviourRecord(Record):
    """A generic thing the customer does."""

    id: Identifier
    tier: Tier
    when: Words
    lines: dict[Heat, LinesByLanguage]
    priority: Whole = 0
    cooldown: Annotated[Count, BeforeValidator(_cooldown)] = 3
    once: Switch = False
    effect: MoodPoints = Field(default_factory=dict)
    types: Names = ()
    source: Text = "ours"


class EffectRecord(Record):
    """What one act does to the mood."""

    act: Identifier
    family: Literal["relational", "solving", "violation", "neutral"]
    points: MoodPoints
    source: Text = ""


class LibraryFile(Record):
    """Any file of the folder; each holds some of these parts."""

    schema_: Annotated[FormatOne, Field(alias="schema")]
    types: tuple[TypeRecord, ...] = ()
    behaviours: tuple[BehaviourRecord, ...] = ()
    effects: tuple[EffectRecord, ...] = ()
    phase: dict[str, dict[str, Count]] = Field(default_factory=dict)
    lines: dict[Identifier, LinesByLanguage] = Field(default_factory=dict)
    names: dict[Identifier, Texts] = Field(default_factory=dict)
