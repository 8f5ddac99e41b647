"""A linear model with integer weights, in plain Python: scores of every label for every clause of a turn.

All weights of one feature are the lanes of one long number, so that adding a feature adds all its weights at once: a
clause of a hundred features costs a hundred additions, whatever the number of labels. Integers only, so the same text
gives the same score everywhere.

Not here: where the weights come from (``packs``, ``make model``), what is made of a score (``verdict``).
"""

from array import array
from functools import lru_cache
from sys import byteorder
from typing import Final

from trainer.language.features import Features, Heard
from trainer.model.lexicon import Weights
from trainer.model.transcript import Language

ZERO: Final = 128
"""A stored weight of 0; stored weights are 1 to 255, so that lanes only ever add."""
LANE: Final = 4
KEPT: Final = 4096
Sum = tuple[int, int]
"""A long number of added rows, and how many were added."""


class LinearModel:
    """Scores the labels of one role; made once per language and role."""

    def __init__(self, weights: Weights, language: Language) -> None:
        """Take the weights; rows are unpacked when first needed."""
        self.weights = weights
        self.features = Features(language)
        self._width = len(weights.labels)
        self._rows: dict[int, int] = {}
        self._words = lru_cache(maxsize=KEPT)(self._of_clause)
        self._other = lru_cache(maxsize=KEPT // 8)(self._of_line)

    def __call__(self, heard: Heard) -> tuple[tuple[int, ...], ...]:
        """Return, for every clause, the score of every label in the order of ``weights.labels``."""
        count = len(heard.clauses)
        words = [self._words(clause.text) for clause in heard.clauses]
        other = self._other(heard.other)
        found: list[tuple[int, ...]] = []
        for at, marks in enumerate(self.features.marks(heard)):
            sums = [words[at][0], other, self._sum(marks)]
            if at > 0:
                sums.append(words[at - 1][1])
            if at < count - 1:
                sums.append(words[at + 1][2])
            found.append(self._scores(sums))
        return tuple(found)

    def reasons(self, heard: Heard, clause: int, label: str) -> tuple[tuple[str, int], ...]:
        """Return the features of a clause with their weights for a label, the strongest first."""
        lane = self.weights.labels.index(label)
        texts = [one.text for one in heard.clauses]
        pieces = [*self.features.words(texts[clause]).own, *self.features.marks(heard)[clause]]
        pieces += self.features.other(heard.other)
        if clause > 0:
            pieces += self.features.words(texts[clause - 1]).before
        if clause < len(texts) - 1:
            pieces += self.features.words(texts[clause + 1]).after
        known = [(piece, self.weights.vocabulary[piece]) for piece in pieces if piece in self.weights.vocabulary]
        weighed = [(piece, self.weights.rows[row * self._width + lane] - ZERO) for piece, row in known]
        return tuple(sorted((one for one in weighed if one[1]), key=lambda one: (-abs(one[1]), one[0])))

    def _of_clause(self, text: str) -> tuple[Sum, Sum, Sum]:
        words = self.features.words(text)
        return self._sum(words.own), self._sum(words.before), self._sum(words.after)

    def _of_line(self, line: str) -> Sum:
        return self._sum(self.features.other(line))

    def _sum(self, features: tuple[str, ...]) -> Sum:
        vocabulary, rows = self.weights.vocabulary, self._rows
        total = count = 0
        for feature in features:
            number = vocabulary.get(feature)
            if number is not None:
                row = rows.get(number)
                total += self._unpack(number) if row is None else row
                count += 1
        return total, count

    def _unpack(self, number: int) -> int:
        """Return one feature's row with four bytes a lane."""
        lanes = bytearray(self._width * LANE)
        lanes[::LANE] = self.weights.rows[number * self._width : (number + 1) * self._width]
        row = self._rows[number] = int.from_bytes(lanes, "little")
        return row

    def _scores(self, sums: list[Sum]) -> tuple[int, ...]:
        total = sum(one for one, _ in sums)
        shift = ZERO * sum(count for _, count in sums)
        lanes = array("I", total.to_bytes(self._width * LANE, "little"))
        if byteorder == "big":
            lanes.byteswap()
        return tuple(lane - shift + bias for lane, bias in zip(lanes, self.weights.biases, strict=True))
