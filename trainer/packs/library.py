"""Builds the generic customer of one language from ``customer/data``: types, behaviours, effects, stock lines.

Not here: what a customer does with them (``customer``).
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

from trainer.model.digest import digest_text
from trainer.model.errors import Problem
from trainer.model.library import Behaviour, CustomerType, Effect, Library
from trainer.model.scenario import Line
from trainer.model.transcript import Language
from trainer.packs.check import validated
from trainer.packs.schema_library import BehaviourRecord, LibraryFile, TypeRecord
from trainer.packs.yaml_tree import Document, problem_at, read_yaml, refusal

Bubbles = tuple[tuple[str, ...], ...]
Part = TypeVar("Part")


@cache
def load_library(language: Language) -> Library:
    """Return the bundled library of one language.

    Raises:
        PackError: with every problem of every file.
    """
    return read_library(files("trainer").joinpath("customer", "data"), language)


def read_library(folder: Traversable, language: Language) -> Library:
    """Build a library from every YAML file of a folder; parts may stand in any of them."""
    read, digest = _read(folder)
    parts = [file for _, file in read]
    _refuse_twins(read)
    return Library(
        types={one.id: _type(one) for file in parts for one in file.types},
        behaviours=tuple(_behaviour(one, language) for file in parts for one in file.behaviours),
        effects={
            one.act: Effect(one.act, one.family, _plain(one.points), one.source)
            for file in parts
            for one in file.effects
        },
        phase={family: dict(weights) for file in parts for family, weights in file.phase.items()},
        lines={name: _lines(f"line.{name}", of, language) for file in parts for name, of in file.lines.items()},
        digest=digest,
        names={name: dict(texts) for file in parts for name, texts in file.names.items()},
    )


def _read(folder: Traversable) -> tuple[list[tuple[Document, LibraryFile]], str]:
    read: list[tuple[Document, LibraryFile]] = []
    problems: list[Problem] = []
    texts = []
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if not entry.name.endswith(".yaml"):
            continue
        document = read_yaml(entry, entry.name)
        texts.append(document.text)
        file, found = validated(LibraryFile, document)
        problems.extend(found)
        if file is not None:
            read.append((document, file))
    if not read and not problems:
        problems.append(Problem("E117", folder.name, 0, 0, {"reason": "ENOENT"}))
    if problems:
        raise refusal(*problems)
    return read, digest_text("\n".join(texts))


def _refuse_twins(read: list[tuple[Document, LibraryFile]]) -> None:
    seen: dict[tuple[str, str], str] = {}
    problems = []
    for document, file in read:
        for kind, at, name in _names(file):
            place = document.place((kind, at))
            if (kind, name) in seen:
                problems.append(problem_at(place, "E104", {"id": name, "other": seen[kind, name]}))
            seen[kind, name] = f"{place.file}:{place.line}"
    if problems:
        raise refusal(*problems)


def _names(file: LibraryFile) -> Iterator[tuple[str, int | str, str]]:
    yield from (("types", at, one.id) for at, one in enumerate(file.types))
    yield from (("behaviours", at, one.id) for at, one in enumerate(file.behaviours))
    yield from (("effects", at, one.act) for at, one in enumerate(file.effects))
    yield from (("lines", name, name) for name in file.lines)


def _type(one: TypeRecord) -> CustomerType:
    return CustomerType(
        id=one.id,
        name=dict(one.name),
        start=_plain(one.start),
        gain=_plain(one.gain),
        drift=_plain(one.drift),
        points=_plain(one.points),
        chars=_plain(one.chars),
        hang_line=one.hang_line,
        vent_quota=one.vent_quota,
        nods=one.nods,
        extra=one.extra,
    )


def _behaviour(one: BehaviourRecord, language: Language) -> Behaviour:
    start = f"behaviour.{one.id}"
    return Behaviour(
        id=one.id,
        tier=one.tier,
        when=one.when,
        lines={heat: _lines(f"{start}.{heat}", of, language) for heat, of in one.lines.items()},
        priority=one.priority,
        cooldown=one.cooldown,
        once=one.once,
        effect=_plain(one.effect),
        types=one.types,
        source=one.source,
    )


def _plain(points: Mapping[Part, int]) -> dict[str, int]:
    return {str(name): value for name, value in points.items()}


def _lines(start: str, of: Mapping[str, Bubbles], language: Language) -> tuple[Line, ...]:
    """Return the lines of one language; plain lists (no language given) serve both."""
    bubbles = of.get(language, of.get("", ()))
    return tuple(Line(f"{start}.{number}", parts) for number, parts in enumerate(bubbles))
