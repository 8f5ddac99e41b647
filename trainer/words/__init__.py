"""Words for people, by key, in Chinese and English: the only room that holds sentences of the program.

Catalogues are TOML files in ``zh/`` and ``en/``, one per room; nested tables become dotted keys, slots are ``{name}``.
Not here: the texts of packs (scenes, rubrics), which are data of their own.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Formatter

LANGUAGES = ("zh", "en")
HERE = Path(__file__).parent


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Return every sentence of one language by dotted key.

    Raises:
        ValueError: when two files hold the same key.
    """
    found: dict[str, str] = {}
    for file in sorted((HERE / language).glob("*.toml")):
        for key, sentence in room(language, file.stem).items():
            if key in found:
                raise ValueError(f"{language}/{file.name}: {key} is there twice")
            found[key] = sentence
    return found


@cache
def room(language: str, name: str) -> Mapping[str, str]:
    """Return the sentences of one file, none where there is no such file."""
    file = HERE / language / f"{name}.toml"
    return dict(_flat(tomllib.loads(file.read_text(encoding="utf-8")), "")) if file.is_file() else {}


def sentence_of(language: str, key: str) -> str | None:
    """Return one sentence; the file that bears the key's first name is asked first, so a screen reads only its own."""
    found = room(language, key.partition(".")[0]).get(key)
    return catalogue(language).get(key) if found is None else found


def _flat(table: Mapping[str, object], prefix: str) -> Iterator[tuple[str, str]]:
    for key, entry in table.items():
        if isinstance(entry, Mapping):
            yield from _flat(entry, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(entry)


def slots(sentence: str) -> frozenset[str]:
    """Return the names of the slots in a sentence."""
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name)


@dataclass(slots=True)
class Words:
    """Sentences of one language; ``language`` may be changed at run time."""

    language: str = "zh"
    missing: set[str] = field(default_factory=set)

    def __call__(self, key: str, /, **facts: object) -> str:
        """Return the sentence of ``key`` with its slots filled; the key itself where there is none.

        A slot without a fact stays visible as ``{name}``: a wrong sentence is better than a lost one.
        """
        sentence = sentence_of(self.language, key)
        if sentence is None:
            self.missing.add(key)
            return key
        return sentence.format_map(_Facts(facts)) if "{" in sentence else sentence

    def has(self, key: str) -> bool:
        """Tell whether there is a sentence for ``key``."""
        return sentence_of(self.language, key) is not None

    def pick(self, texts: Mapping[str, str]) -> str:
        """Return a pack's text in this language, else in any it has, else nothing."""
        return texts.get(self.language) or next((text for text in texts.values() if text), "")


class _Facts(dict[str, object]):
    """Facts of a sentence; an absent one shows its slot."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
