"""A labelled turn beside what the recogniser sees in it.

Not here: counting over many turns (``measures``).
"""

from dataclasses import dataclass
from functools import cached_property

from trainer.model.analysis import INNER_ACTS, Act, Analysis, Span
from trainer.model.labelled import Label, Labelled


@dataclass(frozen=True)
class Seen:
    """One turn, labelled and analysed; acts that only memory knows and denied ones are left out."""

    row: Labelled
    analysis: Analysis

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """Return the acts that count."""
        return tuple(act for act in self.analysis.acts if act.polarity > 0 and act.id not in INNER_ACTS)

    @cached_property
    def wanted(self) -> frozenset[str]:
        """Return the acts labelled."""
        return self.row.ids

    @cached_property
    def found(self) -> frozenset[str]:
        """Return the acts found."""
        return frozenset(act.id for act in self.acts)

    @property
    def missed(self) -> frozenset[str]:
        """Return what was labelled and not found."""
        return self.wanted - self.found

    @property
    def false(self) -> frozenset[str]:
        """Return what was found and not labelled."""
        return self.found - self.wanted

    def touches(self, label: Label, acts: tuple[Act, ...]) -> bool:
        """Tell whether one of the acts shares a character with the labelled words, wherever these stand."""
        return any(_meet(act.span, place) for place in places(self.row.text, label.quote) for act in acts)

    def of(self, act: str) -> tuple[Act, ...]:
        """Return the finds of one act."""
        return tuple(found for found in self.acts if found.id == act)


def places(text: str, quote: str) -> tuple[Span, ...]:
    """Return every place of a quote in a text; none of an empty one."""
    found: list[Span] = []
    at = text.find(quote) if quote else -1
    while at >= 0:
        found.append(Span(at, at + len(quote)))
        at = text.find(quote, at + 1)
    return tuple(found)


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
