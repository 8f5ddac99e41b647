"""Measures masking on cases that say what is personal: how much is masked, by kind, and how often business figures are.

A stretch counts as found when no letter and no figure of it is left; of which kind the token is does not matter for
that. Not here: cases, printing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isqrt

from trainer.language.masking.masker import Masker
from trainer.model.masking import KINDS, MaskCase, MaskKind, MaskSpan

MILLE = 1000
Z_MILLE = 1960
"""The normal deviate of a 95 % interval, in thousandths."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with the Wilson interval (1927) at 95 %, in thousandths."""

    hits: int
    total: int

    def mille(self) -> int:
        """Return the share in thousandths; there must be some."""
        return self.hits * MILLE // self.total

    def interval(self) -> tuple[int, int]:
        """Return the bounds in thousandths."""
        square = Z_MILLE * Z_MILLE
        size = self.total * MILLE * MILLE
        middle = (2 * self.hits * MILLE * MILLE + square) * MILLE
        root = isqrt(square * (square + 4 * self.hits * (self.total - self.hits) * MILLE * MILLE // self.total))
        below = 2 * (size + square)
        return max(0, (middle - root * MILLE) // below), min(MILLE, (middle + root * MILLE) // below)


@dataclass(frozen=True, slots=True)
class MaskReport:
    """What masking did on some cases.

    Attributes:
        kinds: found of all, by kind.
        false: sentences with business figures alone in which something was masked; None where there are none.
        missed: the numbers, from 0, of the cases with spans that were not wholly masked, and these.
        wrong: the numbers of the business cases in which something was masked.
    """

    kinds: dict[MaskKind, Share]
    false: Share | None
    missed: tuple[tuple[int, MaskSpan], ...]
    wrong: tuple[int, ...]


def measure(masker: Masker, cases: Iterable[MaskCase]) -> MaskReport:
    """Return how much of the cases is masked, and how much is that should not be."""
    counts = {kind: [0, 0] for kind in KINDS}
    missed: list[tuple[int, MaskSpan]] = []
    wrong: list[int] = []
    plain = 0
    for number, case in enumerate(cases):
        found = masker.find(case.turns)
        if not case.spans:
            plain += 1
            wrong += [number] if found else []
            continue
        covered = {(one.text, at) for one in found for at in range(one.start, one.end)}
        for span in case.spans:
            text = case.turns[span.text][1]
            whole = all((span.text, at) in covered for at in range(span.start, span.end) if text[at].isalnum())
            counts[span.kind][0] += whole
            counts[span.kind][1] += 1
            missed += [] if whole else [(number, span)]
    kinds = {kind: Share(hits, total) for kind, (hits, total) in counts.items() if total}
    return MaskReport(kinds, Share(len(wrong), plain) if plain else None, tuple(missed), tuple(wrong))
