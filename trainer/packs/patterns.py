r"""Many patterns searched at once on RE2: linear in the text whatever an author wrote.

The anchors of all patterns tell in one pass which may match a text at all; only those are searched, and compiled when
that first happens. RE2 reads bytes, the house counts characters: places are translated here. RE2 has no lookaround and
no back reference, and its ``\w``, ``\d`` and ``\b`` know ASCII alone.

Not here: what a hit means (``language``).
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import accumulate
from typing import Final

import re2

from trainer.model.errors import RuleError
from trainer.model.lexicon import Ways
from trainer.packs.anchors import Anchors, ways_of

MAX_LENGTH: Final = 4000
ONE_MEMORY: Final = 8 << 20

Groups = Mapping[str, tuple[int, int]]
Found = tuple[tuple[int, int, Groups], ...]


class CompiledPatterns:
    """Patterns ready to search; see ``model.lexicon.PatternSet``."""

    def __init__(self, sources: tuple[str, ...], ways: Ways | None = None) -> None:
        """Check every pattern that is not in ``ways``; each is compiled by itself when a text first may match it.

        Raises:
            RuleError: ``packs.pattern`` with ``index``, ``source`` and ``what`` of the first bad pattern.
        """
        self._sources = sources
        known = ways or {}
        for index, source in enumerate(sources):
            if source not in known and (what := pattern_fault(source)):
                raise _bad(index, source[:60], what)
        self._anchors = Anchors(known[source] if source in known else ways_of(source) for source in sources)
        self._single: dict[int, tuple[re2._Regexp, tuple[tuple[str, int], ...]]] = {}

    def mask(self, indexes: Iterable[int]) -> int:
        """Return a number that stands for these patterns in ``hits``."""
        return self._anchors.mask(indexes)

    def hits(self, text: str, among: int = -1) -> tuple[int, ...]:
        """Return the indexes of the patterns found anywhere in ``text``, rising; of all, or of a mask's."""
        possible = self._anchors.possible(text, among)
        if not possible:
            return ()
        data = text.encode("utf-8", "replace")
        return tuple(index for index in possible if self._pattern(index)[0].search(data))

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
def _compiled(sources: tuple[str, ...]) -> CompiledPatterns:
    return CompiledPatterns(sources)


def compile_patterns(sources: tuple[str, ...], ways: Ways | None = None) -> CompiledPatterns:
    """Turn RE2 sources into a set that can be searched; the ``PatternCompiler`` of the house.

    Raises:
        RuleError: ``packs.pattern`` with the ``index`` of the first pattern that RE2 refuses or that is too long.
    """
    return CompiledPatterns(sources, ways) if ways else _compiled(sources)


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
