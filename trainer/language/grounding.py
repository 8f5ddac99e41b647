"""How much of what was said is the other side's: content grams, overlap and likeness, in whole numbers.

A gram is two neighbouring characters of CJK or one Latin word, without the stop words of the lexicon.
Not here: what the overlap means (``memory``).
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

RUN: Final = re.compile(r"[\u2e80-\u303f\u3400-\ufaff]+|[a-z0-9][a-z0-9'\-]*")
WORD_LENGTH: Final = 3
FULL: Final = 100


class Grams:
    """Reads content grams; made once per language."""

    def __init__(self, stop: Mapping[str, str]) -> None:
        """Take the stop words: single CJK characters and Latin words."""
        self._stop = frozenset(stop)
        self.content = lru_cache(maxsize=4096)(self._content)

    def _content(self, text: str) -> frozenset[str]:
        """Return the content grams of plain text."""
        found: set[str] = set()
        for match in RUN.finditer(text):
            run = match.group()
            if run[0].isascii():
                if run not in self._stop and (len(run) >= WORD_LENGTH or run[0].isdigit()):
                    found.add(_stem(run))
                continue
            found.update(
                run[at : at + 2]
                for at in range(len(run) - 1)
                if run[at] not in self._stop and run[at + 1] not in self._stop
            )
        return frozenset(found)


def _stem(word: str) -> str:
    """Cut the commonest English endings, so that waited meets waiting."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= WORD_LENGTH and not word.endswith("ss"):
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=4096)
def trigrams(text: str) -> frozenset[str]:
    """Return the three-character stretches of the letters and figures of a text."""
    plain = "".join(char for char in text if char.isalnum())
    return frozenset(plain[at : at + 3] for at in range(len(plain) - 2))


def likeness(one: frozenset[str], other: frozenset[str]) -> int:
    """Return the Jaccard likeness in per cent, 0 where both are empty."""
    shared = len(one & other)
    union = len(one) + len(other) - shared
    return FULL * shared // union if union else 0


def share(part: frozenset[str], whole: frozenset[str]) -> int:
    """Return how many per cent of ``part`` are in ``whole``, 0 for an empty part."""
    return FULL * len(part & whole) // len(part) if part else 0
