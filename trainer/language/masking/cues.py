"""The words that tell which number follows: "my ID is", "hotline", "last four digits". Nearest word wins.

Not here: the numbers themselves (``numbers``).
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final

from trainer.language.masking.fold import units
from trainer.model.lexicon import PatternCompiler
from trainer.model.masking import MaskRule

BEFORE: Final = 16
AFTER: Final = 8
OPENING: Final = 14
BACK: Final = 4
"""How much may be said between a word and its number: before it, after it, at the start of a turn that answers; and
how many turns back the question may stand (ours)."""
COUNTED: Final = "unit"
PRICED: Final = "currency"
SLICE: Final = 160
TAIL_SLICE: Final = 24


class Cues:
    """Finds the word that names a number; knows the texts of one conversation at a time."""

    def __init__(self, rules: Iterable[MaskRule], compiler: PatternCompiler) -> None:
        listed = [(rule.kind, source) for rule in rules if rule.finder == "cue" for source in rule.patterns]
        self._kinds = [kind for kind, _ in listed if kind not in {COUNTED, PRICED}]
        self._patterns = compiler(tuple(source for kind, source in listed if kind not in {COUNTED, PRICED}))
        self._units = compiler(tuple(source for kind, source in listed if kind == COUNTED))
        self._prices = compiler(tuple(source for kind, source in listed if kind == PRICED))
        self._texts: Sequence[str] = ()
        self._known: list[list[tuple[int, int, str]]] | None = None

    def hear(self, texts: Sequence[str]) -> None:
        """Take the folded texts of a conversation."""
        self._texts = texts
        self._known = None

    def named(self, number: int, before: int) -> bool:
        """Tell whether a text names a kind of number before a place."""
        return any(start < before for start, _, _ in self._spans(number)[:1])

    def nearest(self, first: tuple[int, int], last: tuple[int, int]) -> tuple[str, str]:
        """Return what a number is called.

        Args:
            first: the text in which it begins and where.
            last: the text in which it ends and where.

        Returns:
            by the words before it or by what was asked, and by the words after it; each empty where nothing says it.
        """
        return self._before(*first) or self._asked(*first), self._after(*last)

    def _before(self, number: int, start: int) -> str:
        text = self._texts[number]
        spans = self._spans(number)
        at = bisect_right(spans, start, key=lambda one: one[1])
        if at and start - (last := spans[at - 1])[1] <= SLICE and units(text[last[1] : start]) <= BEFORE:
            return last[2]
        return ""

    def _after(self, number: int, end: int) -> str:
        """Return what is named after a number in its turn, or in the turn that answers."""
        text = self._texts[number]
        spans = self._spans(number)
        at = bisect_right(spans, end, key=lambda one: one[1])
        after = next((one for one in spans[at : at + BACK] if end <= one[0]), None)
        if after:
            return after[2] if after[0] - end <= SLICE and units(text[end : after[0]]) <= AFTER else ""
        if number + 1 < len(self._texts) and units(text[end : end + SLICE]) <= AFTER:
            following = self._spans(number + 1)
            return following[0][2] if following and following[0][0] <= AFTER else ""
        return ""

    def _asked(self, number: int, start: int) -> str:
        """Return what was last asked for in the turns before."""
        if start > SLICE or units(self._texts[number][:start]) > OPENING:
            return ""
        for back in range(number - 1, max(number - 1 - BACK, -1), -1):
            if spans := self._spans(back):
                return spans[-1][2]
        return ""

    def counted(self, number: int, start: int, end: int) -> bool:
        """Tell whether a number is a sum, a share or a length: a unit follows it or a currency stands before it."""
        text = self._texts[number]
        after, before = text[end : end + TAIL_SLICE], text[max(0, start - TAIL_SLICE) : start]
        return bool(self._units.hits(after)) or bool(self._prices.hits(before))

    def _spans(self, number: int) -> list[tuple[int, int, str]]:
        """Return the words of a text by their end; of those that end together the longest last."""
        if self._known is None:
            self._known = self._all()
        return self._known[number]

    def _all(self) -> list[list[tuple[int, int, str]]]:
        """Look for the words in all texts at once, which costs far less than one by one."""
        joined = "\n".join(self._texts)
        starts = list(accumulate((len(text) + 1 for text in self._texts), initial=0))
        found: list[list[tuple[int, int, str]]] = [[] for _ in self._texts]
        for index in self._patterns.hits(joined):
            for start, end, _ in self._patterns.spans(index, joined):
                number = bisect_right(starts, start) - 1
                if end < starts[number + 1]:
                    found[number].append((start - starts[number], end - starts[number], self._kinds[index]))
        for several in found:
            several.sort(key=lambda one: (one[1], -one[0]))
        return found
