"""One pattern set for many owners: each pattern is stored once and knows who asked for it.

Not here: what a match means.
"""

from collections.abc import Mapping
from functools import cached_property

from trainer.model.lexicon import PatternCompiler, PatternSet

Found = tuple[tuple[int, int, Mapping[str, tuple[int, int]]], ...]


class Bank:
    """Collects patterns, compiles them once when first asked, and answers by pattern number."""

    def __init__(self, compiler: PatternCompiler) -> None:
        """Start empty."""
        self._compiler = compiler
        self._numbers: dict[str, int] = {}

    def add(self, sources: tuple[str, ...]) -> tuple[int, ...]:
        """Take patterns in and return their numbers; only before the first search."""
        return tuple(self._numbers.setdefault(source, len(self._numbers)) for source in sources)

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Return the patterns by number."""
        return tuple(self._numbers)

    @cached_property
    def _set(self) -> PatternSet:
        return self._compiler(self.sources)

    def hits(self, text: str) -> tuple[int, ...]:
        """Return the numbers of the patterns found anywhere in ``text``, rising."""
        return self._set.hits(text) if self._numbers else ()

    def spans(self, number: int, text: str) -> Found:
        """Return the matches of one pattern, in order."""
        return self._set.spans(number, text)
