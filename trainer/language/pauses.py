"""Where a line without punctuation (speech to text, hasty typing) pauses: before each word a sum of whole weights.

The weights are learned from the corpus (``tests/training/pauses.py``): which words stand before and after a mark.
Characters are the words of Chinese, what stands between spaces those of English. Not here: cutting (``clauses``).
"""

import re
from collections.abc import Mapping
from typing import Final

LONGEST: Final = 2_000
"""Characters of the longest turn that is listened to for pauses; nobody says more in one breath (ours)."""
CRUMB: Final = 3
"""Words that a clause of a bare line has at least (ours)."""
EDGES: Final = ("^", "$")
START: Final = "="
BETWEEN: Final = "|"
WORDS: Final = re.compile(r"[^ ]+")
WIDE: Final = "\u2e80"
SCARCE: Final = {True: 30, False: 16}
"""A line is bare when it has fewer marks than one for so many words, of Chinese and of English (ours)."""
SHORTEST: Final = {True: 14, False: 12}
"""A line of fewer words is taken for one clause (ours)."""


class Pauses:
    """Hears pauses; made once per language."""

    def __init__(self, weights: Mapping[str, str]) -> None:
        """Take the table ``pauses``, empty for a language that was not learned."""
        self._weights = {key: int(weight) for key, weight in weights.items()}
        self._start = self._weights.pop(START, 0)

    def bare(self, text: str, marks: int) -> bool:
        """Tell whether a turn with so many marks is written without punctuation."""
        if not self._weights or not SHORTEST[True] < len(text) <= LONGEST:
            return False
        wide = text[len(text) // 2] > WIDE or text[0] > WIDE
        size = len(text) if wide else text.count(" ") + 1
        return size > SHORTEST[wide] and marks * SCARCE[wide] < size

    def __call__(self, text: str) -> list[int]:
        """Return the places of ``text`` before which it pauses, rising."""
        wide = any(char > WIDE for char in text)
        starts = range(len(text)) if wide else [match.start() for match in WORDS.finditer(text)]
        words = list(text) if wide else text.split(" ")
        if len(words) != len(starts):
            return []
        space = "" if wide else " "
        found: list[int] = []
        last = 0
        for at in range(CRUMB, len(words) - CRUMB + 1):
            if at - last >= CRUMB and self.weigh(words, at, space) >= 0:
                found.append(starts[at])
                last = at
        return found

    def weigh(self, words: list[str], at: int, space: str) -> int:
        """Return how much speaks for a pause before one word; 0 and more is one."""
        get = self._weights.get
        return self._start + sum(get(one, 0) for one in features(words, at, space))


def features(words: list[str], at: int, space: str) -> tuple[str, ...]:
    """Return what is known of the place before a word: up to three words to its left and right."""
    first, last = EDGES
    before, after = words[at - 1], words[at]
    two = (words[at - 2] if at > 1 else first) + space + before
    three = (words[at - 3] if at > 2 else first) + space + two  # noqa: PLR2004 -- the third to the left
    then = after + space + (words[at + 1] if at + 1 < len(words) else last)
    third = then + space + (words[at + 2] if at + 2 < len(words) else last)
    return (
        before + "<", two + "<", three + "<", ">" + after, ">" + then, ">" + third,
        before + BETWEEN + after, two + BETWEEN + after, before + BETWEEN + then,
    )  # fmt: skip
