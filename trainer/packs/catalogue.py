"""The cards of the catalogue: what is on the outside of each scene, read without casting anything.

A scene that cannot be read is left out here and named by ``faults``; one bad file must not close the whole catalogue.
Not here: playing a scene (``scenario``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trainer.model.errors import PackError, Problem
from trainer.model.scenario import Card
from trainer.model.transcript import Language
from trainer.packs.check import validated
from trainer.packs.places import overlay_of, pack_files, refuse_twins
from trainer.packs.schema_scenario import CardFile
from trainer.packs.yaml_tree import read_yaml


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
    found: list[Card] = []
    faults: list[Problem] = []
    paths = tuple(pack_files(folders))
    try:
        refuse_twins(paths)
    except PackError as refusal:
        faults.extend(refusal.problems)
    for path in paths:
        try:
            card, problems = _card(path)
        except PackError as refusal:
            faults.extend(refusal.problems)
            continue
        faults.extend(problems)
        if card is not None and all(card.id != other.id for other in found):
            found.append(card)
    return Catalogue(tuple(sorted(found, key=lambda card: (card.difficulty, card.id))), tuple(faults))


def _card(path: Path) -> tuple[Card | None, tuple[Problem, ...]]:
    file, problems = validated(CardFile, read_yaml(path))
    if file is None:
        return None, problems
    own: Language = file.language
    languages: tuple[Language, ...] = (own, "en") if own == "zh" and overlay_of(path).is_file() else (own,)
    card = Card(
        id=file.id,
        version=file.version,
        title={key or own: text for key, text in file.title.items()},
        channel=file.channel,
        direction=file.direction,
        types=file.type,
        difficulty=file.difficulty,
        skills=file.skills,
        languages=languages,
        path=str(path),
        source=file.source,
        summary={key or own: text for key, text in file.summary.items()},
    )
    return card, ()
