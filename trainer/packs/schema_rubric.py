"""The rubric format, version 1 (``rubrics/*.yaml``; the page for authors is ``rubrics/README.md``).

Not here: references between the parts and conditions (``rubric``).
"""

from typing import Annotated, Literal

from pydantic import Field

from trainer.packs.fields import (
    Count,
    FormatOne,
    Identifier,
    Names,
    Percent,
    Record,
    Switch,
    Text,
    Texts,
    Words,
)

Operator = Literal[
    "present", "absent", "count", "order", "within", "max_gap", "rate", "paired", "factors", "overlap", "ratio", "cue"
]
Capability = Literal["times", "parts", "actions", "casefile", "case_clock", "voice", "rings"]
Channel = Literal["phone", "wechat", "face", "letter", "email", "home"]
Mark = Annotated[str, Field(pattern=r"^[A-Z][0-9]{1,3}$")]


class ExampleRecord(Record):
    """A tiny conversation on which the check holds or fails."""

    passes: Switch = Field(alias="pass")
    agent: Words
    customer: Text = ""


class WindowRecord(Record):
    """Where a check looks."""

    first: Count = 0
    last: Count = 0
    after: Names = ()
    before: Names = ()
    turns: Count = 0


class CheckRecord(Record):
    """One thing that can be counted."""

    id: Identifier
    op: Operator
    acts: Names = ()
    then: Names = ()
    role: Literal["agent", "customer"] = "agent"
    where: dict[str, Text] = Field(default_factory=dict)
    window: WindowRecord = Field(default_factory=WindowRecord)
    limit: Count = 0
    upper: Count = 0
    cues: Names = ()
    needs: tuple[Capability, ...] = ()
    missing: Literal["pass", "fail", "unknown"] = "unknown"
    source: Words
    examples: tuple[ExampleRecord, ...] = ()


class LevelRecord(Record):
    """One level and what it looks like."""

    level: Annotated[Count, Field(le=3)]
    when: Words
    anchor: Texts


class CriterionRecord(Record):
    """One thing that is judged 0-3."""

    id: Annotated[str, Field(pattern=r"^[A-Z][0-9]{1,2}$")]
    dimension: Identifier
    name: Texts
    source: Words
    levels: tuple[LevelRecord, ...] = ()
    occasion: Words = "True"
    needs: tuple[Capability, ...] = ()
    judged: Switch = True
    unjudged: Texts = Field(default_factory=dict)
    better: Texts = Field(default_factory=dict)
    weight: Count = 1
    negative: Names = ()
    not_for: tuple[Channel, ...] = ()


class RedLineRecord(Record):
    """An automatic fail."""

    id: Mark
    name: Texts
    source: Words
    when: Text = ""
    checks: Names = ()
    armed: Switch = True
    better: Texts = Field(default_factory=dict)
    law: Texts = Field(default_factory=dict)


class MajorRecord(Record):
    """A grave slip that caps the overall score."""

    id: Mark
    name: Texts
    source: Words
    when: Words
    checks: Names = ()
    cap: Percent = 59
    better: Texts = Field(default_factory=dict)


class DimensionRecord(Record):
    """A group of criteria with its share."""

    id: Identifier
    name: Texts
    weight: Percent


class StandardRecord(Record):
    """A service standard in one line, for people."""

    id: Annotated[str, Field(pattern=r"^[A-Z][0-9]{1,3}$")]
    text: Texts


class RubricFile(Record):
    """A whole rubric."""

    schema_: Annotated[FormatOne, Field(alias="schema")]
    id: Identifier
    version: Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")]
    title: Texts
    source: Text = ""
    pass_mark: Percent = 60
    dimensions: Annotated[tuple[DimensionRecord, ...], Field(min_length=1)]
    checks: tuple[CheckRecord, ...]
    criteria: Annotated[tuple[CriterionRecord, ...], Field(min_length=1)]
    red_lines: tuple[RedLineRecord, ...] = ()
    majors: tuple[MajorRecord, ...] = ()
    standards: tuple[StandardRecord, ...] = ()
