"""What stands behind the figures: what was found instead of what, which rules fire wrongly, which never fire.

Not here: the figures (``measures``).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from trainer.language.evaluation.seen import Seen
from trainer.model.labelled import Label
from trainer.model.lexicon import ActRule

EXAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class Confusion:
    """An act that was missed, and what was falsely found in the same turn; ``instead`` empty where nothing was.

    Attributes:
        rows: the first few rows of which it is true.
    """

    missed: str
    instead: str
    count: int
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule: in how many turns it gave its act, and in how many of these the act was not labelled."""

    rule: str
    act: str
    fired: int
    wrong: int


def confusions(seen: Iterable[Seen]) -> tuple[Confusion, ...]:
    """Return every pair of missed and found instead, the most frequent first."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in seen:
        for label in {label.act: label for label in one.row.acts if label.act not in one.found}.values():
            for instead in _instead(one, label):
                found.setdefault((label.act, instead), []).append(one.row.id)
    pairs = [Confusion(*pair, len(rows), tuple(rows[:EXAMPLES])) for pair, rows in found.items()]
    return tuple(sorted(pairs, key=lambda pair: (-pair.count, pair.missed, pair.instead)))


def _instead(one: Seen, label: Label) -> Iterator[str]:
    """Yield what was falsely found at the labelled words, else anywhere in the turn, else nothing."""
    false = sorted(one.false)
    near = [act for act in false if one.touches(label, one.of(act))]
    yield from near or false or [""]


def firings(seen: Iterable[Seen]) -> tuple[Firing, ...]:
    """Return every rule that gave an act, those most often wrong first."""
    counts: dict[tuple[str, str], list[int]] = {}
    for one in seen:
        for rule, act in sorted({(act.rule, act.id) for act in one.acts}):
            count = counts.setdefault((rule, act), [0, 0])
            count[0] += 1
            count[1] += act not in one.wanted
    found = [Firing(*key, *count) for key, count in counts.items()]
    return tuple(sorted(found, key=lambda one: (-one.wrong, one.fired, one.rule, one.act)))


def silent(seen: Sequence[Seen], rules: Iterable[ActRule]) -> tuple[str, ...]:
    """Return, of the rules given, those that gave no act in any turn."""
    fired = {act.rule for one in seen for act in one.analysis.acts}
    return tuple(rule.id for rule in rules if rule.id not in fired)
