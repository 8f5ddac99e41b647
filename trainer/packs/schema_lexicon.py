"""The formats of the recogniser's data: acts, rings, jargon, guards (``language/data/*.<language>.yaml``).

Not here: expanding macros and building the Lexicon (``lexicon``).
"""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from trainer.packs.fields import FormatOne, Identifier, Language, Names, Patterns, Record, RuleId, Text, Words

GuardName = Literal["negated", "conditional", "quoted", "reported", "past", "hypothetical", "ironic"]
FunctionName = Literal["question", "request", "command", "statement"]
FormName = Literal["open", "closed", "a_not_a", "tag", "tell"]


class SampleRecord(Record):
    """A sentence with the other side's last line before it; plain text is a sentence alone."""

    text: Words
    context: Text = ""


def _sample(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


SampleText = Annotated[SampleRecord, BeforeValidator(_sample)]


class RuleRecord(Record):
    """One way in which words do an act."""

    id: RuleId
    patterns: Annotated[Patterns, Field(min_length=1)]
    scope: Literal["clause", "turn"] = "clause"
    role: Literal["agent", "customer"] = "agent"
    unless: Patterns = ()
    blocked_by: tuple[GuardName, ...] = ("negated", "quoted", "conditional", "reported")
    turns_into: Text = ""
    function: tuple[FunctionName, ...] = ()
    form: tuple[FormName, ...] = ()
    requires: Names = ()
    context: Patterns = ()
    args: dict[str, Text] = Field(default_factory=dict)
    source: Text = "ours"
    yes: tuple[SampleText, ...] = ()
    no: tuple[SampleText, ...] = ()


class ActRecord(Record):
    """All rules of one act."""

    act: Identifier
    rules: tuple[RuleRecord, ...]


class MacroFile(Record):
    """A file whose patterns may use macros: ``<FEEL>`` stands for the text of ``FEEL``."""

    schema_: FormatOne = Field(alias="schema")
    language: Language
    macros: dict[str, Text] = Field(default_factory=dict)


class ActsFile(MacroFile):
    """``acts.<language>.yaml`` and its neighbours ``acts.<language>.*.yaml``."""

    acts: tuple[ActRecord, ...]


class RingRecord(Record):
    """Words for one thing."""

    id: Identifier
    words: Annotated[Names, Field(min_length=1)]
    yes: tuple[SampleText, ...] = ()
    no: tuple[SampleText, ...] = ()


class RingsFile(Record):
    """``rings.<language>.yaml``."""

    schema_: FormatOne = Field(alias="schema")
    language: Language
    rings: tuple[RingRecord, ...]


class TermRecord(Record):
    """A term that wants a gloss."""

    term: Words
    words: Annotated[Names, Field(min_length=1)]
    gloss: Patterns = ()


class JargonFile(MacroFile):
    """``jargon.<language>.yaml``."""

    terms: tuple[TermRecord, ...]


class GuardsFile(MacroFile):
    """``guards.<language>.yaml`` and its neighbours: guards, sentence functions, values, plain word tables."""

    guards: dict[str, Patterns] = Field(default_factory=dict)
    functions: dict[str, Patterns] = Field(default_factory=dict)
    tables: dict[str, dict[str, Text]] = Field(default_factory=dict)
