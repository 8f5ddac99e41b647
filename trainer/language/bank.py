"""One pattern set for many owners: each pattern is stored once, each text is searched once for all of them.

Not here: what a match means.
"""

from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import Final

from trainer.model.lexicon import PatternCompiler, PatternSet

KEPT: Final = 4096
Found = tuple[tuple[int, int, Mapping[str, tuple[int, int]]], ...]


class Bank:
    """Collects patterns, compiles them once when first asked, and answers by pattern number."""

    def __init__(self, compiler: PatternCompiler) -> None:
        """Start empty."""
        self._compiler = compiler
        self._numbers: dict[str, int] = {}
        self.hits = lru_cache(maxsize=KEPT)(self._hits)

    def add(self, sources: tuple[str, ...]) -> tuple[int, ...]:
        """Take patterns in and return their numbers; only before the first search."""
        return tuple(self._numbers.setdefault(source, len(self._numbers)) for source in sources)

    def asker(self, sources: tuple[str, ...]) -> Callable[[str], bool]:
        """Take patterns in and return the question whether a text holds any of them, asked only when needed."""
        numbers = self.add(sources)
        masks: list[int] = []

        @lru_cache(maxsize=KEPT // 64)
        def asked(text: str) -> bool:
            if not masks:
                masks.append(self._set.mask(numbers))
            return bool(self._set.hits(text, masks[0]))

        return asked if numbers else _never

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Return the patterns by number."""
        return tuple(self._numbers)

    @cached_property
    def _set(self) -> PatternSet:
        return self._compiler(self.sources)

    def _hits(self, text: str) -> tuple[int, ...]:
        """Return the numbers of the patterns found anywhere in ``text``, rising."""
        return self._set.hits(text) if self._numbers else ()

    def spans(self, number: int, text: str) -> Found:
        """Return the matches of one pattern, in order."""
        return self._set.spans(number, text)


def _never(_text: str) -> bool:
    return False
