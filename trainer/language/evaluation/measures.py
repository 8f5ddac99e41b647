"""The figures of many turns together: by act, all acts, violations, false alarms, quotes, what stays unexplained.

A resample draws as many rows as there are, with replacement; 1,000 of them give the 95 % interval (percentiles 2.5 and
97.5). Draws come from keyed hashing, so the same rows give the same intervals everywhere.
Not here: which rules are to blame (``causes``).
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final

from trainer.language.evaluation.counts import BREACHES, Share, Tally
from trainer.language.evaluation.seen import Seen

WORD: Final = 4
BLOCK: Final = 64
KEY: Final = b"rows"
LEAST: Final = 25
"""Of a thousand: what lies below the lower and above the upper end of an interval."""
EXTRAS: Final = ("clean", "flagged", "hard", "hard_flagged")
Interval = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Measures:
    """The figures of a set of rows.

    Attributes:
        acts: by act, every one that was labelled or found.
        macro: mean F1 of the acts that were labelled, in parts per million; None where none was.
        clean: of the rows without a labelled violation, those in which one was found.
        hard: the same of the rows that were written to tempt.
        trapped: of the rows that name the act they tempt to, those in which it was found.
        quotes: of the acts rightly found, those whose words meet the labelled words.
        unexplained: of all clauses, those that no act touches.
        intervals: by name (``micro.f1``, ``act.empathize``…) the 95 % interval in parts per million.
    """

    rows: int
    acts: Mapping[str, Tally]
    macro: int | None
    clean: Share
    hard: Share
    trapped: Share
    quotes: Share
    unexplained: Share
    intervals: Mapping[str, Interval] = field(default_factory=dict)

    @property
    def micro(self) -> Tally:
        """Return all acts together."""
        return sum(self.acts.values(), Tally())

    @property
    def violations(self) -> Tally:
        """Return the violations together."""
        return sum((tally for act, tally in self.acts.items() if act in BREACHES), Tally())


def measure(seen: Sequence[Seen], resamples: int = 0) -> Measures:
    """Return the figures of some rows, with intervals from ``resamples`` draws (0 for none)."""
    names = tuple(sorted({act for one in seen for act in one.wanted | one.found}))
    rows = [_counted(one, names) for one in seen]
    total = [sum(column) for column in zip(*rows, strict=True)] or [0] * len(EXTRAS)
    tallies = _tallies(names, total)
    extra = dict(zip(EXTRAS, total[-len(EXTRAS) :], strict=True))
    labels = [(one, label) for one in seen for label in one.row.acts if label.quote and label.act in one.found]
    trapped = [one for one in seen if one.row.trap]
    return Measures(
        rows=len(seen),
        acts=tallies,
        macro=_macro(tallies),
        clean=Share(extra["flagged"], extra["clean"]),
        hard=Share(extra["hard_flagged"], extra["hard"]),
        trapped=Share(sum(one.row.trap in one.found for one in trapped), len(trapped)),
        quotes=Share(sum(one.touches(label, one.of(label.act)) for one, label in labels), len(labels)),
        unexplained=Share(
            sum(len(one.analysis.unexplained) for one in seen), sum(len(one.analysis.clauses) for one in seen)
        ),
        intervals=_intervals(names, rows, resamples) if rows else {},
    )


def _counted(one: Seen, names: tuple[str, ...]) -> tuple[int, ...]:
    """Return a row as numbers: right, false, missed of each act, then ``EXTRAS``."""
    numbers: list[int] = []
    for name in names:
        wanted, found = name in one.wanted, name in one.found
        numbers += [wanted and found, found and not wanted, wanted and not found]
    clean, flagged = not one.wanted & BREACHES, bool(one.found & BREACHES)
    hard = clean and one.row.hard
    return tuple(map(int, (*numbers, clean, clean and flagged, hard, hard and flagged)))


def _tallies(names: tuple[str, ...], total: Sequence[int]) -> dict[str, Tally]:
    return {name: Tally(*total[3 * at : 3 * at + 3]) for at, name in enumerate(names)}


def _macro(tallies: Mapping[str, Tally]) -> int | None:
    known = [tally.f1 or 0 for tally in tallies.values() if tally.support]
    return (2 * sum(known) + len(known)) // (2 * len(known)) if known else None


def _intervals(names: tuple[str, ...], rows: list[tuple[int, ...]], resamples: int) -> dict[str, Interval]:
    """Return the interval of every figure that is known in all but a few draws."""
    drawn: dict[str, list[int]] = {}
    for total in _resampled(rows, resamples):
        for name, figure in _figures(names, total):
            if figure is not None:
                drawn.setdefault(name, []).append(figure)
    return {name: _ends(sorted(found)) for name, found in drawn.items()}


def _ends(found: list[int]) -> Interval:
    low = len(found) * LEAST // 1000
    return found[low], found[len(found) - 1 - low]


def _figures(names: tuple[str, ...], total: Sequence[int]) -> Iterator[tuple[str, int | None]]:
    tallies = _tallies(names, total)
    clean, flagged, hard, hard_flagged = total[-len(EXTRAS) :]
    yield "macro.f1", _macro(tallies)
    yield "clean", Share(flagged, clean).rate
    yield "hard", Share(hard_flagged, hard).rate
    groups = {"micro": Tally(), "violations": Tally()}
    for name, tally in tallies.items():
        yield f"act.{name}", tally.f1
        groups["micro"] += tally
        if name in BREACHES:
            groups["violations"] += tally
    for group, tally in groups.items():
        yield f"{group}.precision", tally.precision
        yield f"{group}.recall", tally.recall
        yield f"{group}.f1", tally.f1


def _resampled(rows: list[tuple[int, ...]], resamples: int) -> Iterator[tuple[int, ...]]:
    """Yield the column sums of each draw. A row is packed into one big number, so that a draw is a single sum."""
    layout = f"<{len(rows[0])}I"
    size = struct.calcsize(layout)
    packed = [int.from_bytes(struct.pack(layout, *row), "little") for row in rows]
    for number in range(resamples):
        total = sum(map(packed.__getitem__, _draw(len(rows), number)))
        yield struct.unpack(layout, total.to_bytes(size, "little"))


def _draw(count: int, number: int) -> list[int]:
    """Return ``count`` row numbers; the same for the same count and number."""
    blocks = (count * WORD + BLOCK - 1) // BLOCK
    stream = b"".join(blake2b(struct.pack("<II", number, block), key=KEY).digest() for block in range(blocks))
    return [word * count >> 32 for word in struct.unpack_from(f"<{count}I", stream)]
