"""Invented sentences with personal data in every spelling, and sentences with business figures: to try masking on.

Fixed by a seed, so that two runs say the same. The frames are data (``language/data/maskcases.*.yaml``); no number
belongs to anybody but by chance. Not here: measuring (``language.masking.measure``).
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from pydantic import Field

from trainer.model.masking import KINDS, MaskCase, MaskKind, MaskSpan
from trainer.packs.check import validated
from trainer.packs.fields import FormatOne, Language, Names, Patterns, Record, Text
from trainer.packs.maskvalues import Chance, Maker
from trainer.packs.yaml_tree import read_yaml, refusal

NAME: Final = "maskcases"
ACROSS: Final = 5
"""One case in so many is told in parts over several turns."""
PARTS: Final = (
    "digits", "surnames", "given", "city", "province", "district", "roads", "estates", "addresses", "emails", "users",
    "mails", "plates", "fillers", "pauses", "business",
)  # fmt: skip
SPOKEN: Final[frozenset[MaskKind]] = frozenset({"id", "card", "mobile", "policy"})


class CaseFile(Record):
    """``maskcases.<language>.yaml``."""

    schema_: FormatOne = Field(alias="schema")
    language: Language
    frames: dict[str, tuple[Text, ...]]
    asks: dict[str, tuple[Text, ...]]
    goes_on: tuple[Text, ...]
    leads: tuple[Text, ...]
    fillers: tuple[Text, ...]
    digits: tuple[Text, ...]
    surnames: Text | Names
    given: tuple[Text, ...]
    city: tuple[Text, ...]
    province: tuple[Text, ...]
    district: tuple[Text, ...]
    addresses: tuple[Text, ...]
    emails: tuple[Text, ...]
    users: tuple[Text, ...]
    pauses: tuple[Text, ...]
    roads: tuple[Text, ...]
    estates: tuple[Text, ...]
    mails: tuple[Text, ...]
    plates: Text
    business: Patterns


@cache
def _frames(language: Language) -> CaseFile:
    name = f"{NAME}.{language}.yaml"
    document = read_yaml(files("trainer").joinpath("language", "data", name), name)
    found, problems = validated(CaseFile, document)
    if found is None or problems:
        raise refusal(*problems)
    return found


def mask_cases(seed: int, size: int) -> Iterator[MaskCase]:
    """Yield ``size`` cases with personal data and two fifths as many with business figures alone.

    Three cases in four are Chinese. Raises PackError where the frames cannot be read.
    """
    for number in range(size):
        chance = Chance(seed, "mask", number)
        frames = _frames("en" if number % 4 == 3 else "zh")  # noqa: PLR2004 -- three in four
        yield _case(KINDS[(number // 4) % len(KINDS)], frames, chance)
    for number in range(size * 2 // 5):
        chance = Chance(seed, "business", number)
        frames = _frames("en" if number % 4 == 3 else "zh")  # noqa: PLR2004 -- three in four
        yield MaskCase((("customer", Maker(frames_of(frames), chance).business()),), ())


def frames_of(file: CaseFile) -> Mapping[str, Sequence[str]]:
    """Return the parts of values by name."""
    return {"language": (file.language,), **{name: getattr(file, name) for name in PARTS}}


def _case(kind: MaskKind, file: CaseFile, chance: Chance) -> MaskCase:
    maker = Maker(frames_of(file), chance)
    if kind in SPOKEN and chance.below(ACROSS) == 0:
        return _across(kind, file, maker, chance)
    value = maker.make(kind)
    frame = chance.pick(file.frames[kind])
    turns = [("agent", chance.pick(file.asks[kind]))] if chance.below(3) == 0 else []
    if turns and chance.below(2) == 0:
        frame = "{x}"
    start = frame.index("{x}")
    turns.append(("customer", frame.replace("{x}", value)))
    return MaskCase(tuple(turns), (MaskSpan(len(turns) - 1, start, start + len(value), kind),))


def _across(kind: MaskKind, file: CaseFile, maker: Maker, chance: Chance) -> MaskCase:
    """Tell a number in parts: the agent asks and says a word between."""
    turns = [("agent", chance.pick(file.asks[kind]))]
    spans: list[MaskSpan] = []
    for number, part in enumerate(maker.parts(kind)):
        if number:
            turns.append(("agent", chance.pick(file.goes_on)))
        lead = chance.pick(file.leads) if number else ""
        spans.append(MaskSpan(len(turns), len(lead), len(lead) + len(part), kind))
        turns.append(("customer", lead + part))
    return MaskCase(tuple(turns), tuple(spans))
