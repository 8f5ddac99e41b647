"""The cards of the catalogue: what is on the outside of each scene, read without casting anything.

The first screen waits for this, so it does without pydantic: the few outside keys are looked at by hand, and a scene
whose outside is wrong is left out here and named in ``Catalogue.faults`` (``lint`` tells the rest). One bad file must
not close the whole catalogue. Not here: playing a scene (``scenario``).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar, get_args

from trainer.model.errors import PackError, Problem, TrainerError
from trainer.model.scenario import Card
from trainer.model.transcript import Channel, Direction, Language
from trainer.packs.places import overlay_of, pack_files, refuse_twins
from trainer.packs.yaml_tree import Document, Tree, problem_at, read_yaml, refusal

LEVELS: Final = ("1", "2", "3")
IDENTIFIER: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")
Choice = TypeVar("Choice", bound=str)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All scenes of some folders: the cards, and what is wrong with the files that have none."""

    cards: tuple[Card, ...]
    faults: tuple[Problem, ...] = ()


def cards(folders: Sequence[Path]) -> tuple[Card, ...]:
    """Return the cards of every readable scene, easiest first."""
    return catalogue(folders).cards


def catalogue(folders: Sequence[Path]) -> Catalogue:
    """Read the outside of every scene in some folders."""
    found: dict[str, Card] = {}
    faults: list[Problem] = []
    paths = tuple(pack_files(folders, "scenarios"))
    try:
        refuse_twins(paths)
    except PackError as refused:
        faults.extend(refused.problems)
    for path in paths:
        try:
            card = _card(path)
        except PackError as refused:
            faults.extend(refused.problems)
        else:
            found.setdefault(card.id, card)
    return Catalogue(tuple(sorted(found.values(), key=lambda card: (card.difficulty, card.id))), tuple(faults))


def find_card(folders: Sequence[Path], scene: str) -> Card:
    """Return the card of one scene.

    Raises:
        PackError: a file of that name is there and its outside is wrong.
        TrainerError: app.unknown_scene, there is no such file.
    """
    found = catalogue(folders)
    for card in found.cards:
        if card.id == scene:
            return card
    if own := [fault for fault in found.faults if Path(fault.file).stem == scene]:
        raise refusal(*own)
    raise TrainerError("app.unknown_scene", {"id": scene})


def _card(path: Path) -> Card:
    outside = _Outside(read_yaml(path))
    languages: tuple[Language, ...] = get_args(Language)
    channels: tuple[Channel, ...] = get_args(Channel)
    directions: tuple[Direction, ...] = get_args(Direction)
    own = outside.one_of("language", languages, "zh")
    both: tuple[Language, ...] = ("zh", "en") if own == "zh" and overlay_of(path).is_file() else (own,)
    return Card(
        id=outside.identifier(),
        version=int(outside.one_of("version", tuple(str(number) for number in range(1, 1000)), "1")),
        title=outside.texts("title", own),
        channel=outside.one_of("channel", channels, "phone"),
        direction=outside.one_of("direction", directions, "in"),
        types=outside.names("type"),
        difficulty=int(outside.one_of("difficulty", LEVELS, "1")),
        skills=outside.names("skills"),
        languages=both,
        path=str(path),
        source=outside.text("source"),
        summary=outside.texts("summary", own),
    )


@dataclass(frozen=True, slots=True)
class _Outside:
    """The outside keys of one scene; a wrong one raises PackError with its place."""

    document: Document

    def _value(self, key: str) -> Tree:
        return self.document.root.get(key, "")

    def _wrong(self, key: str, expected: str) -> PackError:
        if key not in self.document.root:
            return refusal(problem_at(self.document.place(()), "E102", {"name": key}))
        facts = {"name": key, "value": str(self._value(key))[:60], "expected": expected}
        return refusal(problem_at(self.document.place((key,)), "E103", facts))

    def identifier(self) -> str:
        name = self.text("id")
        if not IDENTIFIER.fullmatch(name):
            raise self._wrong("id", IDENTIFIER.pattern)
        return name

    def text(self, key: str) -> str:
        value = self._value(key)
        if not isinstance(value, str):
            raise self._wrong(key, '"…"')
        return value

    def one_of(self, key: str, options: Sequence[Choice], default: Choice) -> Choice:
        text = self.text(key) or default
        for option in options:
            if option == text:
                return option
        raise self._wrong(key, " | ".join(options[:6]))

    def names(self, key: str) -> tuple[str, ...]:
        value = self._value(key)
        parts = value if isinstance(value, list) else [value]
        texts = [part for part in parts if isinstance(part, str)]
        if len(texts) < len(parts):
            raise self._wrong(key, "[a, b, …]")
        names = tuple(name.strip() for text in texts for name in text.split("|") if name.strip())
        if key == "type" and not names:
            raise self._wrong(key, "[a, b, …]")
        return names

    def texts(self, key: str, own: Language) -> dict[str, str]:
        value = self._value(key)
        if isinstance(value, str) and (value or key == "summary"):
            return {own: value} if value else {}
        if isinstance(value, dict) and value:
            found = {language: text for language, text in value.items() if isinstance(text, str)}
            if len(found) == len(value) and set(found) <= set(get_args(Language)):
                return found
        raise self._wrong(key, "{zh: …, en: …}")
