"""Chooses, label by label, from which score on the model finds an act itself and under which a rule's find is dropped.

The corpus is written to be hard and its labels are not complete, so the common bound is not taken from it: ``COMMON`` is
what served best on turns of other writers (the development transcripts and the odd half of ``tests/blind``). How far a
label stands above or below the common bound is taken from the corpus, on voices that the model had not seen, and by half.
"""

from dataclasses import dataclass

import numpy as np

from tests.training.train import Fit, Table, by_turn, is_violation
from trainer.language.features import touched
from trainer.model.transcript import Language

GRID = range(-84, 85, 6)
COMMON: dict[Language, int] = {"zh": 16, "en": 0}
LISTENING = frozenset({"ask_open", "ask_detail", "ask_reason", "ask_preference", "paraphrase", "empathize"})
ATTENTIVE = {"zh": 0, "en": -24}
"""How much lower the bound of ``LISTENING`` is: in English counselling talk most of it was missed otherwise."""
GRAVE = 44
"""The common bound of violations, which want precision."""
HOLLOW = 56
"""The bound of ``template``: polite formulas are no fault by themselves, only where nothing else is said."""
SHARE = 2
FARTHEST = 36
GAP = 12
"""How far under its own bound a rule's find is still kept."""
GRAVE_GAP = 52
PRICE = 0.0006
SMOOTH = 12
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
                inside = [scores[at + one, lane] for one in touched(act, heard.clauses)]
                rule[turn, lane] = max([rule[turn, lane], *inside])
        at += len(heard.clauses)
    return Found(fitted.labels, truth, rule, by_turn(scores, table.turns, count))


def of_rows(data: Found, mask: np.ndarray) -> Found:
    """Return what is known of some of the turns."""
    return Found(data.labels, data.truth[mask], data.rule[mask], data.best[mask])


def counts(data: Found, lane: int, take: int, keep: int) -> tuple[int, int, int]:
    """Return right, wrong and missed finds of one label under two bounds."""
    said = (data.rule[:, lane] >= keep) | (data.best[:, lane] >= take)
    truth = data.truth[:, lane]
    return int((said & truth).sum()), int((said & ~truth).sum()), int((~said & truth).sum())


def f1(right: int, wrong: int, missed: int) -> float:
    """Return F1 of counts."""
    return 2 * right / max(2 * right + wrong + missed, 1)


def choose(data: Found, language: Language) -> tuple[dict[str, int], dict[str, int]]:
    """Return the bounds ``takes`` and ``keeps`` by label."""
    lanes = {label: lane for lane, label in enumerate(data.labels) if not label.startswith("e:")}
    middle = max(GRID, key=lambda bound: f1(*_all(data, list(lanes.values()), bound)))
    takes = {label: GRAVE if is_violation(label) else COMMON[language] for label in data.labels}
    takes |= {label: takes[label] + ATTENTIVE[language] for label in LISTENING & takes.keys()}
    for label, lane in lanes.items():
        away = _best(data, lane, middle) - middle
        takes[label] += max(-FARTHEST, min(FARTHEST, away)) // SHARE
    keeps = {label: bound - (GRAVE_GAP if is_violation(label) else GAP) for label, bound in takes.items()}
    if "template" in takes:
        takes["template"] = max(takes["template"], HOLLOW)
    return takes, keeps


def _all(data: Found, lanes: list[int], bound: int) -> tuple[int, int, int]:
    right, wrong, missed = np.sum([counts(data, lane, bound, bound) for lane in lanes], axis=0)
    return int(right), int(wrong), int(missed)


def _best(data: Found, lane: int, middle: int) -> int:
    """Return the bound with the best F1 of one label; few examples and a small price hold it near the middle."""

    def worth(bound: int) -> float:
        right, wrong, missed = counts(data, lane, bound, bound)
        return 2 * right / (2 * right + wrong + missed + SMOOTH) - PRICE * abs(bound - middle)

    return max(GRID, key=worth)
