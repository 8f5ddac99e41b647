"""Topics: which synonym rings and scene terms a text names; plain phrases, the longest wins.

An index by first two characters keeps it linear in practice. Not here: conditions over topics (``rules`` floor).
"""

from collections.abc import Iterable, Mapping

from trainer.language.normalise import Normaliser
from trainer.model.lexicon import Ring

PLURALS = ("s", "es", "'s", "ed", "d", "ing")


class Phrases:
    """Finds plain phrases, each standing for one or more ids."""

    def __init__(self, words: Iterable[tuple[str, str]], normaliser: Normaliser) -> None:
        """Index ``(id, phrase)`` pairs; phrases are normalised like the text."""
        ids: dict[str, list[str]] = {}
        for ring, word in words:
            plain = normaliser.plain(word).strip()
            if plain and ring not in ids.setdefault(plain, []):
                ids[plain].append(ring)
        self._ids = {plain: tuple(rings) for plain, rings in ids.items()}
        self._index: dict[str, list[str]] = {}
        for plain in sorted(self._ids, key=lambda word: (-len(word), word)):
            self._index.setdefault(plain[:2], []).append(plain)

    def find(self, text: str) -> tuple[tuple[str, int, int], ...]:
        """Return (id, start, end) of the longest phrase at each place, left to right, none inside another."""
        found: list[tuple[str, int, int]] = []
        last = 0
        index, ids = self._index, self._ids
        able = [at for at in range(len(text)) if text[at : at + 2] in index or text[at] in ids]
        for at in able:
            end = self._longest(text, at)
            if end > last:
                found += [(ring, at, end) for ring in self._at(text, at, end)]
                last = end
        return tuple(found)

    def _longest(self, text: str, at: int) -> int:
        pair = text[at : at + 2]
        for plain in self._index.get(pair, ()):
            if text.startswith(plain, at):
                end = _word_end(text, at, at + len(plain))
                if end > 0:
                    return end
        single = pair[:1]
        return at + 1 if single in self._ids and _word_end(text, at, at + 1) == at + 1 else -1

    def _at(self, text: str, start: int, end: int) -> tuple[str, ...]:
        for last in range(end, start, -1):
            if text[start:last] in self._ids:
                return self._ids[text[start:last]]
        return ()


def _word_end(text: str, start: int, end: int) -> int:
    """Return where a match ends, an English plural or past taken in; -1 where it is only a part of a word."""
    if not (text[start].isascii() and text[start].isalnum()):
        first_ok = True
    else:
        first_ok = start == 0 or not (text[start - 1].isascii() and text[start - 1].isalnum())
    if not first_ok:
        return -1
    if not (text[end - 1].isascii() and text[end - 1].isalpha()):
        return end
    rest = end
    while rest < len(text) and text[rest].isascii() and (text[rest].isalnum() or text[rest] == "'"):
        rest += 1
    return rest if rest == end or text[end:rest] in PLURALS else -1


class TopicFinder:
    """Finds rings and scene terms; made once per language."""

    def __init__(self, rings: tuple[Ring, ...], normaliser: Normaliser) -> None:
        """Index the rings."""
        self._normaliser = normaliser
        self._rings = Phrases(((ring.id, word) for ring in rings for word in ring.words), normaliser)
        self._terms: dict[tuple[tuple[str, tuple[str, ...]], ...], Phrases] = {}

    def rings(self, text: str) -> tuple[tuple[str, int, int], ...]:
        """Return the rings of plain text."""
        return self._rings.find(text)

    def terms(self, text: str, terms: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, int, int], ...]:
        """Return the scene terms of plain text; they may overlap rings."""
        if not terms:
            return ()
        key = tuple((name, tuple(words)) for name, words in terms.items())
        if key not in self._terms:
            if len(self._terms) > 64:  # noqa: PLR2004 - a bound on scenes kept, ours
                self._terms.clear()
            self._terms[key] = Phrases(((name, word) for name, words in key for word in words), self._normaliser)
        return self._terms[key].find(text)
