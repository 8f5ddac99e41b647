r"""Many patterns searched at once on RE2: linear in the text whatever an author wrote.

One ``re2.Set`` says which patterns occur; a pattern is compiled by itself only when its places are asked for. RE2
reads bytes, the house counts characters: places are translated here. RE2 has no lookaround and no back reference, and
its ``\w``, ``\d`` and ``\b`` know ASCII alone.

Not here: what a hit means (``language``).
"""

from collections.abc import Mapping
from functools import lru_cache
from itertools import accumulate
from typing import Final

import re2

from trainer.model.errors import RuleError

MAX_LENGTH: Final = 4000
SET_MEMORY: Final = 32 << 20
TOGETHER: Final = 20
"""How many patterns share one set. Words that were never seen make a set build new states, and the work grows with its
size: for 1,865 patterns a new line costs 26 ms of CPU with one set and 3 ms with sets of 20 (measured; ours)."""
ONE_MEMORY: Final = 8 << 20

NOTHING: Final = [TOGETHER]
Groups = Mapping[str, tuple[int, int]]
Found = tuple[tuple[int, int, Groups], ...]


class CompiledPatterns:
    """Patterns ready to search; see ``model.lexicon.PatternSet``."""

    def __init__(self, sources: tuple[str, ...]) -> None:
        """Check every pattern; the search itself is prepared when first used.

        Raises:
            RuleError: ``packs.pattern`` with ``index``, ``source`` and ``what`` of the first bad pattern.
        """
        self._sources = sources
        for index, source in enumerate(sources):
            if what := pattern_fault(source):
                raise _bad(index, source[:60], what)
        self._sets: tuple[re2.Set, ...] = ()
        self._single: dict[int, tuple[re2._Regexp, tuple[tuple[str, int], ...]]] = {}

    def hits(self, text: str) -> tuple[int, ...]:
        """Return the indexes of the patterns found anywhere in ``text``, rising."""
        if not self._sets:
            firsts = range(0, len(self._sources), TOGETHER)
            self._sets = tuple(_search_set(self._sources[first : first + TOGETHER]) for first in firsts)
        data = text.encode("utf-8", "replace")
        found: list[int] = []
        for number, together in enumerate(self._sets):
            places = together.Match(data)
            if places != NOTHING:  # most sets find only their own mark
                found.extend(self._found(number * TOGETHER, places, text))
        return tuple(found)

    def _found(self, first: int, places: list[int], text: str) -> list[int]:
        """Return the patterns of one set that were found; one by one where the set ran out of memory."""
        count = min(TOGETHER, len(self._sources) - first)
        if count not in places:
            return [index for index in range(first, first + count) if self.spans(index, text)]
        return sorted(first + place for place in places if place != count)

    def spans(self, index: int, text: str) -> Found:
        """Return start, end and named groups (as start, end) of each match of one pattern, in order."""
        pattern, names = self._pattern(index)
        data = text.encode("utf-8", "replace")
        places = None if len(data) == len(text) else _places(data)
        found = []
        for match in pattern.finditer(data):
            start, end = _characters(match.span(), places)
            if start == end:
                continue
            groups = {
                name: _characters(match.span(number), places)
                for name, number in names
                if match.span(number) != (-1, -1)
            }
            found.append((start, end, groups))
        return tuple(found)

    def _pattern(self, index: int) -> tuple[re2._Regexp, tuple[tuple[str, int], ...]]:
        """Return one pattern with its named groups, compiled when it is first searched alone."""
        known = self._single.get(index)
        if known is None:
            pattern = re2.compile(self._sources[index], _options(ONE_MEMORY))
            known = self._single[index] = (pattern, tuple(pattern.groupindex.items()))
        return known


@lru_cache(maxsize=64)
def compile_patterns(sources: tuple[str, ...]) -> CompiledPatterns:
    """Turn RE2 sources into a set that can be searched; the ``PatternCompiler`` of the house.

    Raises:
        RuleError: ``packs.pattern`` with the ``index`` of the first pattern that RE2 refuses or that is too long.
    """
    return CompiledPatterns(sources)


def _search_set(sources: tuple[str, ...]) -> re2.Set:
    """Return a few patterns that are searched at once."""
    together = re2.Set.SearchSet(_options(SET_MEMORY))
    for source in sources:
        together.Add(source)
    together.Add("")  # found in every text: its absence tells that the search ran out of memory
    together.Compile()
    return together


def pattern_fault(source: str) -> str:
    """Say what RE2 has against a pattern, empty when nothing."""
    if len(source) > MAX_LENGTH:
        return f"> {MAX_LENGTH}"
    try:
        re2.Set.SearchSet(_options(ONE_MEMORY)).Add(source)  # parses alone, which is cheap
    except re2.error:
        return _why(source) or "?"
    return ""


def _options(memory: int) -> re2.Options:
    options = re2.Options()
    options.max_mem = memory
    options.log_errors = False
    return options


def _why(source: str) -> str:
    try:
        re2.compile(source, _options(ONE_MEMORY))
    except re2.error as fault:
        reason = fault.args[0] if fault.args else ""
        return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
    return ""


def _bad(index: int, source: str, what: str) -> RuleError:
    return RuleError("packs.pattern", {"index": index, "source": source, "what": what, "line": 1, "column": 1})


def _characters(span: tuple[int, int], places: tuple[int, ...] | None) -> tuple[int, int]:
    """Return a span of bytes as a span of characters; ``places`` None means that the two are the same."""
    return span if places is None else (places[span[0]], places[span[1]])


@lru_cache(maxsize=64)
def _places(data: bytes) -> tuple[int, ...]:
    """Return for every byte how many characters begin before it."""
    return (0, *accumulate((byte & 0xC0) != 0x80 for byte in data))  # noqa: PLR2004 -- UTF-8 continuation bytes
