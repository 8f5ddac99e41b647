"""What moved between two measurements: an earlier one as it was written down, and this one.

Not here: reading the earlier one from its file (``workbench``).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.language.evaluation.counts import Tally


@dataclass(frozen=True, slots=True)
class Move:
    """One act before and after."""

    act: str
    before: Tally
    after: Tally

    @property
    def mended(self) -> int:
        """Return how many mistakes fewer there are now, negative where there are more."""
        return self.before.false + self.before.missed - self.after.false - self.after.missed


def moves(before: Mapping[str, Tally], after: Mapping[str, Tally]) -> tuple[Move, ...]:
    """Return every act whose counts changed, the largest gains first, the losses last."""
    every = (Move(act, before.get(act, Tally()), after.get(act, Tally())) for act in sorted({*before, *after}))
    return tuple(sorted((one for one in every if one.before != one.after), key=lambda one: (-one.mended, one.act)))
