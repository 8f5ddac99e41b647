"""Loads the recogniser's data of one language, as built beforehand from the files that people write.

Reading the YAML files takes half a second, the built file a few milliseconds. It is used only while it stands for
exactly the files beside it; else they are read (``lexicon_source``), so an edited rule counts at once. ``make lexicon``
builds it again. Not here: the rules' format (``lexicon_source``), what the rules do (``language``).
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from hashlib import blake2b
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final, TypedDict, cast

from trainer.model.analysis import Guard
from trainer.model.digest import digest_text
from trainer.model.lexicon import ActRule, Jargon, Lexicon, Ring, Way, Ways
from trainer.model.transcript import Language, Role
from trainer.packs.anchors import ways_of
from trainer.packs.weights import read_weights, weights_file

KINDS: Final = ("acts", "rings", "jargon", "guards")
APART: Final = "\t"
"""Between the characters and pairs of one need; no normalised text holds it."""


class _RuleData(TypedDict):
    id: str
    act: str
    patterns: list[str]
    role: Role
    scope: str
    unless: list[str]
    blocked_by: list[Guard]
    turns_into: str
    function: list[str]
    form: list[str]
    requires: list[str]
    context: list[str]
    args: dict[str, str]
    source: str


class _Built(TypedDict):
    """What the built file holds."""

    language: Language
    sources: str
    rules: list[_RuleData]
    rings: dict[str, list[str]]
    jargon: list[tuple[str, list[str], list[str]]]
    guards: dict[str, list[str]]
    functions: dict[str, list[str]]
    tables: dict[str, dict[str, str]]
    digest: str
    ways: dict[str, list[list[str]]]


def data_folder() -> Traversable:
    """Return where the bundled data files are."""
    return files("trainer").joinpath("language", "data")


@cache
def load_lexicon(language: Language) -> Lexicon:
    """Return the bundled lexicon of one language; the built one has no samples.

    Raises:
        PackError: with every problem of every file; E117 when the language has no act file.
    """
    folder = data_folder()
    built = folder.joinpath(f"built.{language}.json")
    if built.is_file():
        data = cast("_Built", json.loads(built.read_text("utf-8")))
        if data["sources"] == source_digest(folder, language):
            return _with_weights(_lexicon(data), folder)
    return _with_weights(_read(folder, language), folder)


def _with_weights(lexicon: Lexicon, folder: Traversable) -> Lexicon:
    """Return the lexicon with the linear model of its language; its digest stands for both."""
    file = weights_file(folder, lexicon.language)
    data = file.read_bytes() if file.is_file() else b""
    if not data:
        return lexicon
    both = digest_text(f"{lexicon.digest} {blake2b(data, digest_size=8).hexdigest()}")
    return replace(lexicon, weights=read_weights(data), digest=both)


def _read(folder: Traversable, language: Language) -> Lexicon:
    """Read the files themselves; pydantic and YAML are loaded only where one was edited, or to build."""
    lexicon: Lexicon = import_module("trainer.packs.lexicon_source").read_lexicon(folder, language)
    return lexicon


@cache
def ring_ids(language: Language) -> frozenset[str] | None:
    """Return the ids of a language's rings, None where it has none yet; what a checker of topics needs."""
    return frozenset(ring.id for ring in load_lexicon(language).rings) or None


def source_digest(folder: Traversable, language: Language) -> str:
    """Return the digest of all files that a lexicon is built from, names and texts."""
    return digest_text("\n".join(one.name + one.read_text("utf-8") for one in source_files(folder, language)))


def source_files(folder: Traversable, language: Language) -> Iterator[Traversable]:
    """Return ``<kind>.<language>.yaml`` and ``<kind>.<language>.*.yaml``, kind by kind, in order of name."""
    entries = sorted(folder.iterdir(), key=lambda one: one.name)
    for kind in KINDS:
        start = f"{kind}.{language}."
        yield from (one for one in entries if one.name.startswith(start) and one.name.endswith(".yaml"))


def built_text(lexicon: Lexicon, sources: str) -> str:
    """Return the text of the built file of a lexicon that was read from files with the digest ``sources``."""
    data: _Built = {
        "language": lexicon.language,
        "sources": sources,
        "rules": [_rule_data(rule) for rule in lexicon.rules],
        "rings": {ring.id: list(ring.words) for ring in lexicon.rings},
        "jargon": [(one.term, list(one.words), list(one.gloss)) for one in lexicon.jargon],
        "guards": {name: list(found) for name, found in lexicon.guards.items()},
        "functions": {name: list(found) for name, found in lexicon.functions.items()},
        "tables": {name: dict(table) for name, table in lexicon.tables.items()},
        "digest": lexicon.digest,
        "ways": {source: _ways_data(source) for source in _patterns(lexicon)},
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _patterns(lexicon: Lexicon) -> list[str]:
    found = [*lexicon.guards.values(), *lexicon.functions.values(), *(one.gloss for one in lexicon.jargon)]
    for rule in lexicon.rules:
        found += [rule.patterns, rule.unless, rule.context]
    return list(dict.fromkeys(source for sources in found for source in sources))


def _ways_data(source: str) -> list[list[str]]:
    return [[APART.join(sorted(need)) for need in way] for way in ways_of(source)]


def _rule_data(rule: ActRule) -> _RuleData:
    return {
        "id": rule.id,
        "act": rule.act,
        "patterns": list(rule.patterns),
        "role": rule.role,
        "scope": rule.scope,
        "unless": list(rule.unless),
        "blocked_by": list(rule.blocked_by),
        "turns_into": rule.turns_into,
        "function": list(rule.function),
        "form": list(rule.form),
        "requires": list(rule.requires),
        "context": list(rule.context),
        "args": dict(rule.args),
        "source": rule.source,
    }


def _lexicon(data: _Built) -> Lexicon:
    return Lexicon(
        language=data["language"],
        rules=tuple(_rule(rule) for rule in data["rules"]),
        rings=tuple(Ring(name, tuple(words)) for name, words in data["rings"].items()),
        jargon=tuple(Jargon(term, tuple(words), tuple(gloss)) for term, words, gloss in data["jargon"]),
        guards=_tuples(data["guards"]),
        functions=_tuples(data["functions"]),
        tables=data["tables"],
        digest=data["digest"],
        ways=_ways(data["ways"]),
    )


def _rule(data: _RuleData) -> ActRule:
    return ActRule(
        id=data["id"],
        act=data["act"],
        patterns=tuple(data["patterns"]),
        role=data["role"],
        scope=data["scope"],
        unless=tuple(data["unless"]),
        blocked_by=tuple(data["blocked_by"]),
        turns_into=data["turns_into"],
        function=tuple(data["function"]),
        form=tuple(data["form"]),
        requires=tuple(data["requires"]),
        context=tuple(data["context"]),
        args=data["args"],
        source=data["source"],
    )


def _tuples(lists: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(found) for name, found in lists.items()}


def _ways(written: Mapping[str, list[list[str]]]) -> Ways:
    return {source: tuple(_way(way) for way in ways) for source, ways in written.items()}


def _way(needs: list[str]) -> Way:
    return tuple(frozenset(need.split(APART)) for need in needs)


def main() -> None:
    """Build the files beside the sources; ``make lexicon``."""
    folder = data_folder()
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        text = built_text(_read(folder, language), source_digest(folder, language))
        Path(str(folder.joinpath(f"built.{language}.json"))).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
