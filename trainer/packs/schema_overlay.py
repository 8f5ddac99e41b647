"""The format of a scene's English texts (``scenarios/<id>.en.yaml``): texts by id, no rules, no figures.

Not here: laying them over the scene (``overlay``).
"""

from typing import Annotated, Literal

from pydantic import Field

from trainer.packs.fields import FormatOne, Identifier, Lines, Names, Record, SomeLines, Text, Texts, Words
from trainer.packs.schema_scenario import Stage


class TextsById(Record):
    """The texts of one item of a list in an overlay; the id says which."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,59}$")]
    say: Lines = ()
    again: Lines = ()
    reopen: Lines = ()
    about: Text = ""
    ask: Text = ""
    match: Text = ""
    hint: Lines = ()
    part: Lines = ()
    full: Lines = ()
    locked_terms: Names = ()
    believes: Text = ""
    check: Lines = ()
    right: Lines = ()
    early: Lines = ()
    react: Lines = ()
    bait: Lines = ()
    after_bad: Lines = ()
    after_good: Lines = ()
    title: Texts = Field(default_factory=dict)
    epilogue: Text = ""
    text: Text = ""
    source: Text = ""


class PersonaTexts(Record):
    """The persona in the overlay's language."""

    who: Text = ""
    voice: Text = ""
    wants: Text = ""
    habits: Names = ()


class OverlayFile(Record):
    """The texts of a scene in another language: same ids, no rules, no figures."""

    schema_: Annotated[FormatOne, Field(alias="schema")]
    id: Identifier
    overlay: Literal["en"]
    vars: dict[Identifier, Text] = Field(default_factory=dict)
    title: Text = ""
    summary: Text = ""
    brief: Words
    casefile: dict[str, object] = Field(default_factory=dict)
    gives: dict[Identifier, Text] = Field(default_factory=dict)
    persona: PersonaTexts
    opening: SomeLines
    concerns: tuple[TextsById, ...] = ()
    facts: tuple[TextsById, ...] = ()
    inform: tuple[TextsById, ...] = ()
    offers: tuple[TextsById, ...] = ()
    traps: tuple[TextsById, ...] = ()
    moves: tuple[TextsById, ...] = ()
    endings: tuple[TextsById, ...] = ()
    epilogues: dict[Identifier, Text] = Field(default_factory=dict)
    terms: dict[Identifier, Names] = Field(default_factory=dict)
    answers: dict[Stage, Lines] = Field(default_factory=dict)
    knowledge: tuple[TextsById, ...] = ()
    law: tuple[TextsById, ...] = ()
