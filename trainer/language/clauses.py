"""Plain text → clauses: cut at punctuation, and at connectives where a line runs on without any (speech to text).

Not here: what kind of clause it is (``function``).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from trainer.language.numerals import alternation
from trainer.language.pauses import Pauses

STOP = re.compile(
    r"(?:[\u3002!?;\uff0c\u3001\n\u2014~\u2026]"
    r"|:(?=\s)"
    r"|(?<!\d),|,(?!\d{3}(?!\d))"  # a comma inside a figure cuts nothing
    r"|\.{2,}|\.(?=[\s\"\u201d)]|$)"
    r")+[\"\u201d')\s]*"
)
PICTURE = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]+|\\[[^\\[\\]\\s]{1,4}\\]")
EDGE = ' "\u201c\u201d()[]'
LIST_MARK = "\u3001"
LONG = 32
LONG_LATIN = 140
SHORTEST = 6
ITEM = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """A clause as a stretch of the plain text.

    Attributes:
        mark: the punctuation that ends it, empty at the end of the turn or before a connective.
    """

    start: int
    end: int
    text: str
    mark: str

    @property
    def lists_on(self) -> bool:
        """Tell whether the next clause is the next item of one list."""
        return self.mark.startswith(LIST_MARK)

    @property
    def asks(self) -> bool:
        """Tell whether a question mark ends it."""
        return "?" in self.mark


class Cutter:
    """Cuts turns; made once per language."""

    def __init__(self, connectives: Mapping[str, str], pauses: Mapping[str, str]) -> None:
        """Prepare the connectives before which a long line may be cut, and the weights of ``Pauses``."""
        self._before = re.compile(alternation(connectives))
        self._pauses = Pauses(pauses)

    def __call__(self, text: str) -> tuple[Piece, ...]:
        """Return the clauses of plain text in order; nothing for text without words."""
        pieces: list[Piece] = []
        stops = tuple(STOP.finditer(text))
        bare = self._pauses.bare(text, len(stops))
        at = 0
        for stop in stops:
            if _only_lists(text, at, stop):
                continue
            self._parts(pieces, text, (at, stop.start()), stop.group().strip(), bare=bare)
            at = stop.end()
        self._parts(pieces, text, (at, len(text)), "", bare=bare)
        return tuple(pieces)

    def _parts(self, pieces: list[Piece], text: str, stretch: tuple[int, int], mark: str, *, bare: bool) -> None:
        """Add the clauses between two marks: pictures stand by themselves, a bare line is cut where it pauses."""
        start, end = stretch
        ends: list[int] = []
        if not text.isascii():
            ends += [place for found in PICTURE.finditer(text, start, end) for place in found.span()]
        for last in [*ends, end]:
            inner = [start + place for place in self._pauses(text[start:last])] if bare else []
            for first, then in pairwise([start, *inner, last]):
                self._add(pieces, text, (first, then), mark if then == end else "")
            start = last

    def _add(self, pieces: list[Piece], text: str, stretch: tuple[int, int], mark: str) -> None:
        start, end = stretch
        while start < end and text[start] in EDGE:
            start += 1
        while end > start and text[end - 1] in EDGE:
            end -= 1
        if start >= end:
            return
        cuts = [start, *self._cuts(text, start, end), end]
        for first, last in pairwise(cuts):
            begin = first + (text[first] == " ")
            pieces.append(Piece(begin, last, text[begin:last], mark if last == end else ""))

    def _cuts(self, text: str, start: int, end: int) -> list[int]:
        """Return where a long stretch is cut: before connectives, never leaving a crumb."""
        limit = LONG if any(char > "\u2e80" for char in text[start:end]) else LONG_LATIN
        cuts: list[int] = []
        if end - start <= limit:
            return cuts
        last = start
        for match in self._before.finditer(text, start, end):
            if match.start() - last >= SHORTEST and end - match.start() >= SHORTEST:
                cuts.append(match.start())
                last = match.start()
        return cuts


def _only_lists(text: str, at: int, stop: re.Match[str]) -> bool:
    """Tell whether a mark only sets short items of a list apart, which stay together in one clause."""
    if stop.group().strip() != LIST_MARK:
        return False
    following = STOP.search(text, stop.end())
    end = following.start() if following else len(text)
    return stop.start() - at < ITEM or end - stop.end() < ITEM
