"""Fits the weights of one role and chooses the bounds on writers that the model has not seen.

scikit-learn fits one logistic regression a label over the features of ``trainer.language.features``; the weights are
rounded to whole steps, so what is measured is what runs.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from tests.training.corpus import Row, examples, heard, marked, voices
from trainer.language import Analyst
from trainer.language.evaluation.counts import BREACHES
from trainer.language.features import Features, Heard, touched
from trainer.model.lexicon import Weights
from trainer.model.transcript import Language, Role

STEPS = 24
"""Whole steps for one unit of log odds: weights up to 5.3 fit into a byte."""
ZERO = 128
FOLDS = 3
SEEN = 3
"""A feature that fewer clauses have is left out."""
STRENGTH = 1.5
DOUBT = -STEPS * 5 // 3
"""From this score on a missing label is doubted."""
LEAST = 8
"""A label with fewer clauses is left to the rules."""


@dataclass
class Table:
    """All clauses of one role: features, labels, the turn and the voice that they belong to."""

    features: list[list[str]]
    labels: list[set[str]]
    turns: list[int]
    rows: list[Row]
    groups: list[str]
    heard: list[Heard]


def tabulate(analyst: Analyst, language: Language, role: Role) -> Table:
    """Draw the features of every clause of the corpus."""
    drawn = Features(language)
    table = Table([], [], [], [], [], [])
    for voice, rows in (*voices(language), *examples(language)):
        for row in rows:
            if row.role != role:
                continue
            add(table, voice, row, heard(analyst, row, language), drawn)
    return table


def add(table: Table, voice: str, row: Row, turn: Heard, drawn: Features) -> None:
    """Add one turn to a table."""
    if not turn.clauses:
        return
    words = [drawn.words(clause.text) for clause in turn.clauses]
    other = drawn.other(turn.other)
    for at, marks in enumerate(drawn.marks(turn)):
        pieces = [*words[at].own, *other, *marks]
        pieces += words[at - 1].before if at else ()
        pieces += words[at + 1].after if at + 1 < len(words) else ()
        table.features.append(pieces)
        table.turns.append(len(table.rows))
    labels = marked(row, turn)
    table.labels += [one | ({f"e:{row.emotion}"} if row.emotion else set()) for one in labels]
    table.rows.append(row)
    table.groups.append(voice)
    table.heard.append(turn)


def matrix(features: Sequence[Sequence[str]], vocabulary: dict[str, int]) -> csr_matrix:
    """Return features as rows of zeros and ones."""
    starts, places = [0], []
    for pieces in features:
        places += sorted({vocabulary[piece] for piece in pieces if piece in vocabulary})
        starts.append(len(places))
    return csr_matrix((np.ones(len(places), np.float32), places, starts), (len(features), len(vocabulary)))


def fold(voice: str) -> int:
    """Return the fold of a voice; the same on every machine."""
    return blake2b(voice.encode(), digest_size=4).digest()[0] % FOLDS


@dataclass
class Fit:
    """Whole weights of all labels."""

    labels: tuple[str, ...]
    vocabulary: dict[str, int]
    coefficients: np.ndarray
    biases: np.ndarray

    def scores(self, features: Sequence[Sequence[str]]) -> np.ndarray:
        """Return whole scores, a row a clause."""
        return matrix(features, self.vocabulary) @ self.coefficients.T + self.biases


def doubtful(table: Table, labels: tuple[str, ...], scores: np.ndarray) -> list[set[str]]:
    """Return, for every clause, the labels that its labeller may only have forgotten.

    People who label a line for one act forget others that it does as well. Where a rule, or the model of other voices,
    finds an act that is not labelled, the clause tells nothing of that act: it is neither for nor against it.
    A violation is not easily forgotten; there only the other clauses of a turn that has it are left out.
    """
    found: list[set[str]] = []
    at = 0
    for row, turn in zip(table.rows, table.heard, strict=True):
        for place in range(len(turn.clauses)):
            likely = {labels[lane] for lane in np.flatnonzero(scores[at] > DOUBT)}
            likely |= {act.id for act in turn.acts if act.polarity > 0 and place in touched(act, turn.clauses)}
            meant = {label for label in row.labels if is_violation(label)}
            left = {label for label in likely if not is_violation(label)} | meant
            left |= {label for label in labels if row.only and label != row.only}
            found.append(left - table.labels[at])
            at += 1
    return found


def fit(features: list[list[str]], labels: list[set[str]], silent: list[set[str]], most: int) -> Fit:
    """Fit one regression a label and round it; keep the ``most`` features that weigh most.

    Args:
        features: the features of every clause.
        labels: its labels.
        silent: labels for which a clause is left out.
        most: how many features are kept.
    """
    seen = Counter(piece for pieces in features for piece in set(pieces))
    names = sorted(piece for piece, count in seen.items() if count >= SEEN)
    vocabulary = {piece: at for at, piece in enumerate(names)}
    counts = Counter(label for one in labels for label in one)
    known = tuple(sorted(label for label, count in counts.items() if count >= LEAST))
    coefficients, biases = _fit(matrix(features, vocabulary), labels, silent, known)
    if len(names) > most:
        weight = np.abs(coefficients).max(axis=0)
        kept = np.sort(np.argsort(-weight, kind="stable")[:most])
        vocabulary = {names[place]: at for at, place in enumerate(kept)}
        coefficients = coefficients[:, kept]
    whole = np.clip(np.rint(coefficients * STEPS), 1 - ZERO, ZERO - 1)
    return Fit(known, vocabulary, whole, np.rint(biases * STEPS))


def _fit(
    data: csr_matrix, labels: list[set[str]], silent: list[set[str]], known: tuple[str, ...]
) -> tuple[np.ndarray, np.ndarray]:
    weights, biases = [], []
    for label in known:
        model = LogisticRegression(C=STRENGTH, solver="liblinear", dual=True, tol=1e-2, max_iter=50, random_state=0)
        told = np.array([label not in one for one in silent])
        model.fit(data[told], np.array([label in one for one in labels])[told])
        weights.append(model.coef_[0])
        biases.append(model.intercept_[0])
    return np.array(weights), np.array(biases)


def by_turn(scores: np.ndarray, turns: Sequence[int], count: int) -> np.ndarray:
    """Return for every turn the best score of its clauses, label by label."""
    best = np.full((count, scores.shape[1]), -10_000.0)
    np.maximum.at(best, np.array(turns), scores)
    return best


def weights_of(fitted: Fit, takes: dict[str, int], keeps: dict[str, int]) -> Weights:
    """Return the weights as the package uses them."""
    rows = (fitted.coefficients.T + ZERO).astype(np.uint8).tobytes()
    return Weights(
        labels=fitted.labels,
        biases=tuple(int(one) for one in fitted.biases),
        takes=tuple(takes[label] for label in fitted.labels),
        keeps=tuple(keeps[label] for label in fitted.labels),
        vocabulary=fitted.vocabulary,
        rows=rows,
    )


def is_violation(label: str) -> bool:
    """Tell whether a label is one of a violation."""
    return label in BREACHES
