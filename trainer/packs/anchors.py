r"""What a text must contain so that a pattern can match it: the cheap question asked before RE2 is.

A pattern is read far enough to find short pieces of text that every match holds (``保证.{0,6}赔`` needs 保证 and 赔).
``Anchors`` answers for all patterns at once with one pass over the text's pieces: characters, pairs and, in Latin
letters, where pairs tell little, fours. A pattern that is not understood, or needs nothing, is always possible: the
answer may be too wide, never too narrow.

Not here: matching (``patterns``).
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from trainer.model.lexicon import Way

Need = frozenset[str]
"""Pieces of text of which at least one must occur."""

NEEDS: Final = 3
"""How many needs of one alternative are asked for: a fourth no longer pays (measured; ours)."""
WIDEST: Final = 64
CLASSES: Final = frozenset("dDsSwWbBpPAzQE")
CLOSERS: Final = "|)"
QUANTIFIERS: Final = "?*+{"
DIGITS: Final[Need] = frozenset("0123456789")
FOUR: Final = 4
FOURS: Final = re.compile("[\\x00-\\x7f]{4}")


class _Unread(Exception):  # noqa: N818 -- not an error: the pattern is only not understood
    """A construct outside what is read here."""


class _Pattern:
    """Reads one pattern from left to right."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0

    def peek(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else ""

    def take(self) -> str:
        char = self.peek()
        if not char:
            raise _Unread
        self.at += 1
        return char

    def ways(self) -> list[list[Need]]:
        """Read alternatives up to a closing bracket or the end; for each what it needs."""
        found = [self._needs()]
        while self.peek() == "|":
            self.take()
            found.append(self._needs())
        return found

    def _needs(self) -> list[Need]:
        needs: list[Need] = []
        run = ""
        while (char := self.peek()) and char not in CLOSERS:
            single, inner = self._atom()
            least = self._least()
            if single and least == 1:
                run += single
                continue
            needs += _pieces(run)
            run = ""
            if least:
                needs += _pieces(single) + inner
        return needs + _pieces(run)

    def _atom(self) -> tuple[str, list[Need]]:
        """Read one element: its character if it is one, else what it needs."""
        char = self.take()
        if char == "(":
            return "", self._group()
        if char == "[":
            return "", self._class()
        if char == "\\":
            char = self.take()
            if char in CLASSES:
                if char in "pPQ":
                    raise _Unread
                return "", [DIGITS] if char == "d" else []
            if char.isalnum():
                raise _Unread
            return char, []
        return ("", []) if char in ".^$" else (char, [])

    def _group(self) -> list[Need]:
        if self.peek() == "?":
            self.take()
            if self.peek() == "P":
                while self.take() != ">":
                    pass
            elif self.take() != ":":
                raise _Unread
        ways = self.ways()
        if self.take() != ")":
            raise _Unread
        return _either(ways)

    def _class(self) -> list[Need]:
        start = self.at
        end = self.source.find("]", start + 1)
        body = self.source[start:end]
        if end < 0:
            raise _Unread
        self.at = end + 1
        if body.endswith("\\"):
            raise _Unread
        if body[0] == "^" or "\\" in body or ":" in body:
            return []
        return _characters(body)

    def _least(self) -> int:
        """Read a quantifier: 0 when the element may be missing, 1 when it is there once, 2 when once or more."""
        char = self.peek()
        if not char or char not in QUANTIFIERS:
            return 1
        self.take()
        least = 2 if char == "+" else 0
        if char == "{":
            end = self.source.find("}", self.at)
            first = self.source[self.at : end].split(",")[0]
            if end < 0 or not first.isdigit():
                raise _Unread
            self.at = end + 1
            least = 2 if int(first) else 0
        if self.peek() == "?":
            self.take()
        return least


def _pieces(run: str) -> list[Need]:
    """Return what a literal run needs: all its pieces of the longest kind that is asked for."""
    if len(run) <= 1:
        return [frozenset(run)] if run else []
    size = FOUR if len(run) >= FOUR and run.isascii() else 2
    return [frozenset({run[at : at + size]}) for at in range(len(run) - size + 1)]


def _characters(body: str) -> list[Need]:
    found: set[str] = set()
    at = 0
    while at < len(body):
        last = at + 2 < len(body) and body[at + 1] == "-"
        first, end = ord(body[at]), ord(body[at + 2] if last else body[at])
        if end - first > WIDEST:
            return []
        found.update(map(chr, range(first, end + 1)))
        at += 3 if last else 1
    return [frozenset(found)] if len(found) <= WIDEST else []


def _either(ways: list[list[Need]]) -> list[Need]:
    """Return what a choice needs: one alternative's rarest need or another's."""
    if len(ways) == 1:
        return ways[0]
    if not all(ways):
        return []
    return [frozenset().union(*(min(way, key=_price) for way in ways))]


def _price(need: Need) -> tuple[int, tuple[str, ...]]:
    """Tell how easily a need is met by any text, the harder the cheaper (rough odds; ours)."""
    return sum(_odds(one) for one in need), tuple(sorted(need))


def _odds(piece: str) -> int:
    if len(piece) == FOUR:
        return 2
    if piece.isascii():
        return 40 if len(piece) == 1 else 15
    return 10 if len(piece) == 1 else 1


class Anchors:
    """The needs of many patterns, asked of a text all at once.

    Every alternative of every pattern is one bit; for each rank of need a table tells which bits a character or pair
    of the text keeps.
    """

    def __init__(self, ways: Iterable[tuple[Way, ...]]) -> None:
        self.owners: list[int] = []
        self._bits: list[int] = []
        self._table: dict[str, list[int]] = {}
        self._free = [0] * NEEDS
        for number, alternatives in enumerate(ways):
            first = len(self.owners)
            for way in alternatives:
                self._add(1 << len(self.owners), way)
                self.owners.append(number)
            self._bits.append((1 << len(self.owners)) - (1 << first))

    def _add(self, bit: int, way: Way) -> None:
        for rank in range(NEEDS):
            if rank >= len(way):
                self._free[rank] |= bit
                continue
            for one in way[rank]:
                self._table.setdefault(one, [0] * NEEDS)[rank] |= bit

    def mask(self, numbers: Iterable[int]) -> int:
        """Return the bits of some patterns."""
        bits = 0
        for number in numbers:
            bits |= self._bits[number]
        return bits

    def possible(self, text: str, among: int) -> tuple[int, ...]:
        """Return the numbers of the patterns that may match ``text``, rising."""
        known = self._table.get
        first, second, third = self._free
        for one in _held(text):
            bits = known(one)
            if bits is not None:
                first |= bits[0]
                second |= bits[1]
                third |= bits[2]
        left = first & second & third & (among & (1 << len(self.owners)) - 1)
        found: list[int] = []
        while left:
            lowest = left & -left
            number = self.owners[lowest.bit_length() - 1]
            found.append(number)
            left &= ~self._bits[number]
        return tuple(found)


@lru_cache(maxsize=512)
def _held(text: str) -> frozenset[str]:
    """Return the pieces of a text."""
    held = {*text, *map(str.__add__, text, text[1:])}
    if FOURS.search(text):
        held.update(text[at : at + FOUR] for at in range(len(text) - FOUR + 1))
    return frozenset(held)


def ways_of(source: str) -> tuple[Way, ...]:
    """Return, for each top-level alternative of a pattern, what a match needs; an empty way needs nothing."""
    if "(?i" in source:
        return ((),)
    pattern = _Pattern(source)
    try:
        ways = pattern.ways()
    except _Unread:
        return ((),)
    if pattern.peek():
        return ((),)
    return tuple(tuple(sorted(set(way), key=_price)[:NEEDS]) for way in ways)
