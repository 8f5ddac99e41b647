"""Values of masking: the rules that find personal data, and what was found. Read by ``packs``, used by ``language``.

The file format is written down at the head of ``language/data/masking.zh.yaml``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from trainer.model.lexicon import Sample
from trainer.model.transcript import Language

MaskKind = Literal["id", "card", "mobile", "landline", "policy", "plate", "email", "address", "name"]
KINDS: Final[tuple[MaskKind, ...]] = get_args(MaskKind)
Finder = Literal["number", "spare", "text", "cue"]


@dataclass(frozen=True, slots=True)
class MaskRule:
    """One way to find personal data, or a word that says what comes.

    Attributes:
        id: ``zh.mobile.1``.
        kind: what it finds; for a cue any word that ``cues`` and ``spared`` of other rules name.
        finder: ``number`` reads figures however they were said or written (see ``masking.scan``), ``spare`` is such a
            number that is nobody's (a hotline), ``text`` reads the words, ``cue`` is a word that names a number.
        patterns: RE2 patterns; the group ``x`` is what is masked, the whole match where there is none.
        cues: one of these must stand near, unless empty.
        spared: none of these may stand nearest.
        needs: one of these must stand in the texts as it is, unless empty; spares a costly pattern most of its work.
        check: name of a further check made by code: luhn, digits, name, english_name, street; empty for none.
    """

    id: str
    kind: str
    finder: Finder
    patterns: tuple[str, ...]
    cues: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    check: str = ""
    source: str = "ours"
    samples: tuple[Sample, ...] = ()


@dataclass(frozen=True, slots=True)
class MaskData:
    """Rules and word tables of all languages together: people mix them in one call."""

    rules: tuple[MaskRule, ...]
    tables: Mapping[str, Mapping[str, str]]
    digest: str


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of personal data in one text.

    Attributes:
        text: number of the text among those given, from 0.
        start: first character.
        end: the character after the last.
        value: the plain form: figures and capitals; the same value has the same token.
        rule: id of the rule that found it.
        token: what stands in its place, empty until given.
    """

    text: int
    start: int
    end: int
    kind: MaskKind
    value: str
    rule: str
    token: str = ""


@dataclass(frozen=True, slots=True)
class Masked:
    """Texts without personal data.

    Attributes:
        texts: as many as were given, in order.
        found: what was found, in order of text and place.
        originals: for each token the ways in which its value was written. Never stored beside the texts.
    """

    texts: tuple[str, ...]
    found: tuple[Found, ...] = ()
    originals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MaskSpan:
    """A stretch that ought to be masked: ``text`` is the number of the turn, from 0."""

    text: int
    start: int
    end: int
    kind: MaskKind


@dataclass(frozen=True, slots=True)
class MaskCase:
    """Turns (who speaks, what) and what ought to be masked in them; nothing for business figures alone."""

    turns: tuple[tuple[str, str], ...]
    spans: tuple[MaskSpan, ...]
    language: Language = "zh"
