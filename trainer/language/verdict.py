"""What stands in the end: the rules' finds and the linear model's scores, weighed into the acts of a turn.

A rule gives the quote, the arguments and the reason; the model, trained with the rules' finds among its features, tells
how far a find can be trusted and what no rule knows. A find of a rule is dropped where the model is nearly sure that it
is wrong; an act that no rule found is taken where the model is sure enough, with the clause as its quote. Both bounds
are data, chosen label by label on writers that the model had not seen (``make model``).

Not here: scores (``weights``), rules (``rules``).
"""

from collections.abc import Iterator
from typing import Final

from trainer.language.features import Heard, touched
from trainer.language.weights import LinearModel
from trainer.model.analysis import Act

EMOTION: Final = "e:"
RULE: Final = "model"


class Verdict:
    """Weighs the acts of one role."""

    def __init__(self, model: LinearModel) -> None:
        """Take the model with its labels and bounds."""
        self._model = model
        weights = model.weights
        self._lanes = {label: lane for lane, label in enumerate(weights.labels)}
        self._acts = tuple(label for label in weights.labels if not label.startswith(EMOTION))
        self._takes = dict(zip(weights.labels, weights.takes, strict=True))
        self._keeps = dict(zip(weights.labels, weights.keeps, strict=True))

    def __call__(self, heard: Heard) -> tuple[tuple[Act, ...], str, int]:
        """Return the acts that stand, in order of place; the emotion, empty where none is told; and its clause."""
        if not heard.clauses:
            return heard.acts, "", 0
        scores = self._model(heard)
        kept = [act for act in heard.acts if self._stands(act, heard, scores)]
        kept += self._proposed(heard, scores, {act.id for act in kept})
        emotion, clause = self._emotion(scores)
        return tuple(sorted(kept, key=lambda act: (act.span, act.id, act.rule))), emotion, clause

    def reasons(self, heard: Heard, act: Act) -> tuple[tuple[str, int], ...]:
        """Return the features that speak for an act, with their weights, the strongest first."""
        if act.id not in self._lanes:
            return ()
        return tuple(one for one in self._model.reasons(heard, act.clause, act.id) if one[1] > 0)

    def _stands(self, act: Act, heard: Heard, scores: tuple[tuple[int, ...], ...]) -> bool:
        """Tell whether a rule's find is kept; acts that the model does not know always are.

        The clauses beside it count as well: a rule often takes hold of the words that lead up to what is meant.
        """
        lane = self._lanes.get(act.id)
        if lane is None or act.polarity < 0:
            return True
        near = touched(act, heard.clauses)
        best = max(scores[at][lane] for at in range(max(near[0] - 1, 0), min(near[-1] + 2, len(scores))))
        return best >= self._keeps[act.id]

    def _proposed(self, heard: Heard, scores: tuple[tuple[int, ...], ...], there: set[str]) -> Iterator[Act]:
        """Return the acts that only the model finds: each label once, in the clause where it is surest."""
        for label in self._acts:
            lane = self._lanes[label]
            at = max(range(len(scores)), key=lambda one: (scores[one][lane], -one))
            if label not in there and scores[at][lane] >= self._takes[label]:
                yield Act(label, heard.clauses[at].span, at, rule=f"{RULE}.{label}", by="model")

    def _emotion(self, scores: tuple[tuple[int, ...], ...]) -> tuple[str, int]:
        """Return the emotion that the clauses speak for together, and the clause that says it most."""
        totals = {
            label: sum(row[lane] for row in scores) for label, lane in self._lanes.items() if label.startswith(EMOTION)
        }
        if not totals:
            return "", 0
        best = max(totals, key=lambda label: (totals[label], label))
        lane = self._lanes[best]
        return best.removeprefix(EMOTION), max(range(len(scores)), key=lambda at: (scores[at][lane], -at))
