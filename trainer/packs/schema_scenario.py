"""The scenario format, version 1 (``scenarios/*.yaml``; the page for authors is ``scenarios/README.md``).

Templates are filled in before a file comes here, so a text is any text. Not here: the English texts
(``schema_overlay``), references between the parts (``references``), what is well formed but unwise (``lint``).
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from trainer.packs.fields import (
    Count,
    Difficulty,
    FormatOne,
    Groups,
    Identifier,
    Knob,
    Language,
    Lines,
    MoodPoints,
    Names,
    Percent,
    Record,
    SomeLines,
    Switch,
    Text,
    Texts,
    Words,
    expected,
)
from trainer.packs.schema_rubric import Channel

Knobs = Literal["temper", "patience", "forgiving", "suspicious", "anxious", "hearing", "memory", "tech"]
SOME = Field(min_length=1)
Stage = Literal["open", "ack", "probe", "solve", "close"]


def _epilogue(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _day(value: str) -> str:
    """Refuse a day that no calendar has."""
    try:
        date.fromisoformat(value)
    except ValueError:
        raise expected("2026-03-10") from None
    return value


class StartRecord(Record):
    """Mood at the start; what is left out comes from the customer type."""

    anger: Percent | None = None
    anxiety: Percent | None = None
    trust: Percent | None = None
    patience: Percent | None = None
    clarity: Percent | None = None


class PersonaRecord(Record):
    """Who the customer is."""

    who: Words
    voice: Text = ""
    wants: Text = ""
    knobs: dict[Knobs, Knob] = Field(default_factory=dict)
    habits: Names = ()


class SettleRecord(Record):
    """What settles a concern."""

    any: Names = ()
    all: Names = ()
    needs: Groups = ()
    about: Text = ""


class ReopenRecord(Record):
    """What brings a settled concern back."""

    on: Names
    say: Lines = ()


class ConcernRecord(Record):
    """Something the customer comes back to until it is settled."""

    id: Identifier
    say: SomeLines
    again: Lines = ()
    settle: SettleRecord
    reopen: ReopenRecord | None = None


class NeedRecord(Record):
    """Mood that a secret asks for."""

    trust: Percent = 0
    anger_max: Percent = 100
    after: Names = ()


class FactRecord(Record):
    """A secret."""

    id: Identifier
    ask: Words
    full: SomeLines
    weight: Literal["key", "extra"] = "extra"
    hint: Lines = ()
    part: Lines = ()
    need: NeedRecord = Field(default_factory=NeedRecord)
    locked_terms: Names = ()
    answered_by: Names = ()


class InformRecord(Record):
    """Something the customer must end up knowing."""

    id: Identifier
    match: Words
    load: Annotated[Count, Field(ge=1, le=5)] = 1
    believes: Text = ""
    check: Lines = ()
    right: Lines = ()


class OfferRecord(Record):
    """A proposal the agent can make."""

    id: Identifier
    match: Words
    react: SomeLines
    good: Switch = True
    after: Names = ()
    early: Lines = ()
    settles: Names = ()


class TrapRecord(Record):
    """A temptation."""

    id: Identifier
    when: Words
    bait: SomeLines
    bad: Annotated[Names, SOME]
    good: Names = ()
    within: Annotated[Count, Field(ge=1, le=9)] = 2
    after_bad: Lines = ()
    after_good: Lines = ()


class MoveRecord(Record):
    """Something that happens only in this scene."""

    id: Identifier
    when: Words
    say: SomeLines
    once: Switch = True
    kind: Literal["interrupt", "initiative"] = "initiative"
    effect: MoodPoints = Field(default_factory=dict)


class EndingRecord(Record):
    """A way the conversation ends."""

    id: Identifier
    quality: Literal["best", "good", "ok", "bad", "left"]
    when: Words
    say: SomeLines
    title: Texts = Field(default_factory=dict)
    epilogue: Annotated[Text, BeforeValidator(_epilogue)] = ""


class GoalsRecord(Record):
    """What a good call reaches, and the acts that it never holds."""

    key: Names = ()
    never: Names = ()


class NoteRecord(Record):
    """A knowledge card or law note."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,59}$")]
    text: Words
    source: Text = ""


class SceneTest(Record):
    """A check of the author's own: after these words, this is expected."""

    say: Lines
    from_: MoodPoints = Field(default_factory=dict, alias="from")
    expect: dict[Literal["act", "fact", "anger", "anxiety", "trust", "patience", "clarity", "concern", "offer"], Text]


class ScenarioFile(Record):
    """A whole scene."""

    schema_: Annotated[FormatOne, Field(alias="schema")]
    id: Identifier
    version: Annotated[Count, Field(ge=1)] = 1
    title: Texts
    summary: Texts = Field(default_factory=dict)
    language: Language = "zh"
    channel: Channel = "phone"
    direction: Literal["in", "out"] = "in"
    type: Annotated[Names, SOME]
    difficulty: Difficulty = 1
    skills: Names = ()
    source: Text = ""

    rubric: Identifier = "course"
    today: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_day)]
    start: StartRecord = Field(default_factory=StartRecord)
    vars: dict[Identifier, Text] = Field(default_factory=dict)
    brief: Words
    casefile: dict[str, object] = Field(default_factory=dict)
    gives: dict[Identifier, Text] = Field(default_factory=dict)
    verify: Annotated[Count, Field(le=9)] = 2
    persona: PersonaRecord
    opening: SomeLines
    concerns: tuple[ConcernRecord, ...] = ()
    facts: tuple[FactRecord, ...] = ()
    inform: tuple[InformRecord, ...] = ()
    offers: tuple[OfferRecord, ...] = ()
    traps: tuple[TrapRecord, ...] = ()
    moves: tuple[MoveRecord, ...] = ()
    endings: Annotated[tuple[EndingRecord, ...], SOME]
    goals: GoalsRecord = Field(default_factory=GoalsRecord)
    terms: dict[Identifier, Names] = Field(default_factory=dict)
    answers: dict[Stage, Lines] = Field(default_factory=dict)
    knowledge: tuple[NoteRecord, ...] = ()
    law: tuple[NoteRecord, ...] = ()
    tests: tuple[SceneTest, ...] = ()
