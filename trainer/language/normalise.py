"""Raw text → the plain form that patterns read, with the way back for every character.

NFKC, half width, lower case, traditional → simplified, common typos, numerals → figures; invisible characters and
spaces beside CJK are dropped. Not here: cleaning at the door (``model.text``) and cutting into clauses.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from trainer.language.numerals import Numerals, Tables, alternation
from trainer.model.analysis import Span

WIDE = "\u2e80"
PAUSE = "\uff0c"
QUOTES = {
    "\uff0c": "\uff0c",  # a full-width comma never groups figures
    "\u2018": "'", "\u2019": "'", "\u300c": "\u201c", "\u300d": "\u201d", "\u300e": "\u201c", "\u300f": "\u201d",
    "\r": "\n", "\u2028": "\n", "\u2029": "\n",
}  # fmt: skip
WORD = ("(?<![a-z'])", "(?![a-z'])")
ALONE = ("(?<![a-z' .-])", "(?![a-z' .-])")
LATIN = re.compile("[a-z]")
DROPPED = frozenset({"Cf", "Cs", "Cn", "Co", "Mn"})


@dataclass(frozen=True, slots=True)
class Normal:
    """Plain text and where each of its characters comes from.

    Attributes:
        offsets: for each character of ``text`` the stretch (start, end) of the raw text, never falling.
        size: length of the raw text.
    """

    text: str
    offsets: tuple[tuple[int, int], ...]
    size: int

    def raw(self, start: int, end: int) -> Span:
        """Return the raw stretch behind ``text[start:end]``; an empty stretch stays empty."""
        if start >= end:
            at = self.offsets[start][0] if start < len(self.offsets) else self.size
            return Span(at, at)
        return Span(self.offsets[start][0], self.offsets[end - 1][1])


@lru_cache(maxsize=8192)
def _fold(char: str) -> str:
    """Return the plain form of one character: nothing, one or several."""
    if char in QUOTES:
        return QUOTES[char]
    category = unicodedata.category(char)
    if category in DROPPED:
        return ""
    if char == "\n":
        return char
    if category == "Cc" or category.startswith("Z"):
        return " "
    return unicodedata.normalize("NFKC", char).lower()


class Normaliser:
    """Normalises under one language's tables; made once, used for every turn."""

    def __init__(self, tables: Tables) -> None:
        """Prepare the tables ``traditional``, ``typos``, ``borrowed`` and those of ``Numerals``.

        A typo written between spaces is changed only as a whole word, a borrowed word only among words of CJK.
        """
        traditional = tables.get("traditional", {})
        self._single = {key: value for key, value in traditional.items() if len(key) == 1}
        written = [(key, value) for key, value in traditional.items() if len(key) > 1]
        written += tables.get("typos", {}).items()
        words = {key.strip(): value.strip() for key, value in written if _is_word(key)}
        self._phrases = {
            "".join(self._single.get(char, char) for char in key): value for key, value in written if not _is_word(key)
        }
        self._starts: dict[str, list[str]] = {}
        for phrase in sorted(self._phrases, key=lambda one: (-len(one), one)):
            self._starts.setdefault(phrase[:2], []).append(phrase)
        borrowed = tables.get("borrowed", {})
        self._words = tuple(
            (re.compile(f"{before}(?:{alternation(table)}){after}"), table)
            for (before, after), table in ((WORD, words), (ALONE, borrowed))
            if table
        )
        self._numerals = Numerals(tables)

    def __call__(self, raw: str) -> Normal:
        """Return the plain form of ``raw``."""
        text, offsets = self._chars(raw)
        text, offsets = _replaced(text, offsets, tuple(self._phrased(text)))
        if LATIN.search(text):
            for pattern, table in self._words:
                changes = tuple((m.start(), m.end(), table[m.group()]) for m in pattern.finditer(text))
                text, offsets = _replaced(text, offsets, changes)
        text, offsets = _replaced(text, offsets, self._numerals.find(text))
        return Normal(text, tuple(offsets), len(raw))

    def plain(self, raw: str) -> str:
        """Return the plain form alone, for words of tables and rings."""
        return self(raw).text

    def _phrased(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Give the phrases of the tables in a text, the longest at each place, from left to right."""
        if self._starts.keys().isdisjoint(map(str.__add__, text, text[1:])):
            return
        last = 0
        for at in range(len(text) - 1):
            for phrase in self._starts.get(text[at : at + 2], ()):
                if at >= last and text.startswith(phrase, at):
                    last = at + len(phrase)
                    yield at, last, self._phrases[phrase]
                    break

    def _chars(self, raw: str) -> tuple[str, list[tuple[int, int]]]:
        """Fold every character and drop the spaces that mean nothing."""
        chars: list[str] = []
        offsets: list[tuple[int, int]] = []
        space = -1
        pause = PAUSE if " " in raw and spaces_are_pauses(raw) else ""
        single = self._single
        for at, char in enumerate(raw):
            parts = single.get(char) or _fold(char)
            if space < 0 and len(parts) == 1 and parts != " ":  # nearly every character: keep this path short
                chars.append(parts)
                offsets.append((at, at + 1))
                continue
            for part in parts:
                if part == " ":
                    space = at if chars and space < 0 else space
                    continue
                if space >= 0:
                    between = _between(chars[-1], part, pause)
                    chars += between
                    offsets += [(space, space + 1)] * len(between)
                    space = -1
                chars.append(part)
                offsets.append((at, at + 1))
        return "".join(chars), offsets


def _is_word(key: str) -> bool:
    """Tell whether a table's key is a whole word: it is written between spaces."""
    return key.startswith(" ") and key.endswith(" ")


def _between(before: str, after: str, pause: str) -> str:
    """Return what a space becomes: itself between Latin words, a pause or nothing beside CJK."""
    if "\n" in (before, after):
        return ""
    if before < WIDE and after < WIDE:
        return " "
    return pause if before.isalnum() and after.isalnum() else ""


def spaces_are_pauses(raw: str) -> bool:
    """Tell whether a text without much punctuation uses spaces for it, and not between all words.

    Chinese cut into words has under two characters a word; what people type or speech to text writes between two
    spaces is longer. The bound (2.3 on average) is ours.
    """
    parts = [sum(char.isalnum() for char in part) for part in raw.split()]
    return len(parts) > 1 and sum(parts) * 10 >= 23 * len(parts)


def _replaced(
    text: str, offsets: list[tuple[int, int]], changes: tuple[tuple[int, int, str], ...]
) -> tuple[str, list[tuple[int, int]]]:
    """Put ``changes`` (start, end, new) into ``text``; every new character stands for the whole old stretch."""
    if not changes:
        return text, offsets
    pieces: list[str] = []
    kept: list[tuple[int, int]] = []
    at = 0
    for start, end, new in changes:
        whole = (offsets[start][0], offsets[end - 1][1])
        pieces += [text[at:start], new]
        kept += offsets[at:start]
        kept += [whole] * len(new)
        at = end
    pieces.append(text[at:])
    kept += offsets[at:]
    return "".join(pieces), kept


def normalise(text: str, tables: Tables) -> Normal:
    """Return the plain form of ``text``; for more than one text keep a ``Normaliser``."""
    return Normaliser(tables)(text)
