"""Right, false and missed as whole numbers, and the rates that follow from them in parts per million.

Not here: which turns are counted (``measures``).
"""

from dataclasses import dataclass
from typing import Final

from trainer.language.rules import VIOLATIONS

MILLION: Final = 1_000_000
BREACHES: Final = VIOLATIONS | {"jargon", "template", "slang"}
"""The acts that the list of acts calls violations."""


def rate(part: int, whole: int) -> int | None:
    """Return ``part`` of ``whole`` in parts per million, rounded; None of nothing."""
    return (2 * part * MILLION + whole) // (2 * whole) if whole else None


@dataclass(frozen=True, slots=True)
class Tally:
    """How often an act was found rightly, found falsely, and missed, in turns."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def support(self) -> int:
        """Return in how many turns it was labelled."""
        return self.right + self.missed

    @property
    def precision(self) -> int | None:
        """Return what share of the finds is right, None where nothing was found."""
        return rate(self.right, self.right + self.false)

    @property
    def recall(self) -> int | None:
        """Return what share of the labels was found, None where nothing was labelled."""
        return rate(self.right, self.support)

    @property
    def f1(self) -> int | None:
        """Return the harmonic mean of both, None where there is neither label nor find."""
        return rate(2 * self.right, 2 * self.right + self.false + self.missed)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.right + other.right, self.false + other.false, self.missed + other.missed)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, both counted."""

    part: int = 0
    whole: int = 0

    @property
    def rate(self) -> int | None:
        """Return the share in parts per million, None of nothing."""
        return rate(self.part, self.whole)
