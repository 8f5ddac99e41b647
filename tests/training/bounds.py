"""Chooses, label by label, from which score on the model finds an act itself and under which a rule's find is dropped.

Chosen on scores of voices that the model had not seen. Violations want precision: of the bounds that reach ``PRECISE``
the one with the best recall. All other labels want the best F1, with a small price for leaving the common bound.
"""

from dataclasses import dataclass

import numpy as np

from tests.training.train import Fit, Table, by_turn, is_violation
from trainer.language.features import touches

GRID = tuple(range(-84, 61, 4))
PRICE = 0.0008
PRECISE = 0.9
NEVER = -10_000


@dataclass
class Found:
    """What is known of every turn for every label: labelled, the rule's best score, the model's best score."""

    labels: tuple[str, ...]
    truth: np.ndarray
    rule: np.ndarray
    best: np.ndarray


def found(table: Table, fitted: Fit, scores: np.ndarray) -> Found:
    """Collect what the bounds are chosen on; ``scores`` has a row a clause."""
    count = len(table.rows)
    lanes = {label: lane for lane, label in enumerate(fitted.labels)}
    truth = np.zeros((count, len(lanes)), bool)
    rule = np.full((count, len(lanes)), float(NEVER))
    at = 0
    for turn, (row, heard) in enumerate(zip(table.rows, table.heard, strict=True)):
        for label in row.labels:
            if label in lanes:
                truth[turn, lanes[label]] = True
        for act in heard.acts:
            lane = lanes.get(act.id)
            if lane is not None and act.polarity > 0:
                touched = [scores[at + i, lane] for i, one in enumerate(heard.clauses) if touches(act, one)]
                rule[turn, lane] = max([rule[turn, lane], *touched])
        at += len(heard.clauses)
    return Found(fitted.labels, truth, rule, by_turn(scores, table.turns, count))


def counts(data: Found, lane: int, take: int, keep: int) -> tuple[int, int, int]:
    """Return right, wrong and missed finds of one label under two bounds."""
    said = (data.rule[:, lane] >= keep) | (data.best[:, lane] >= take)
    truth = data.truth[:, lane]
    return int((said & truth).sum()), int((said & ~truth).sum()), int((~said & truth).sum())


def f1(right: int, wrong: int, missed: int) -> float:
    """Return F1 of counts."""
    return 2 * right / max(2 * right + wrong + missed, 1)


def common(data: Found) -> tuple[int, int]:
    """Return the bounds that are best for all labels together."""
    lanes = [lane for lane, label in enumerate(data.labels) if not label.startswith("e:")]
    pairs = [(take, keep) for take in GRID[::2] for keep in GRID[::2] if keep <= take]

    def total(pair: tuple[int, int]) -> float:
        right, wrong, missed = np.sum([counts(data, lane, *pair) for lane in lanes], axis=0)
        return f1(int(right), int(wrong), int(missed))

    return max(pairs, key=total)


def choose(data: Found) -> tuple[dict[str, int], dict[str, int]]:
    """Return the bounds ``takes`` and ``keeps`` by label."""
    middle = common(data)
    takes, keeps = {}, {}
    for lane, label in enumerate(data.labels):
        takes[label], keeps[label] = middle if label.startswith("e:") else _of_label(data, lane, label, middle)
    return takes, keeps


def _of_label(data: Found, lane: int, label: str, middle: tuple[int, int]) -> tuple[int, int]:
    def worth(pair: tuple[int, int]) -> tuple[float, float]:
        right, wrong, missed = counts(data, lane, *pair)
        away = PRICE * (abs(pair[0] - middle[0]) + abs(pair[1] - middle[1])) / 4
        if not is_violation(label):
            return 1.0, f1(right, wrong, missed) - away
        precision = (right + 1) / (right + wrong + 2)
        return min(precision, PRECISE), right / max(right + missed, 1) - away

    pairs = [(take, keep) for take in GRID for keep in GRID if keep <= take]
    return max(pairs, key=worth)
