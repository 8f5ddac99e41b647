"""How well the recogniser does on labelled turns: counts, figures, intervals, causes. Pure; counts are whole numbers.

Not here: reading rows (``formats``), the recogniser itself (``analyst``), tables for people (``cli``).
"""

from trainer.language.evaluation.causes import Confusion, Firing, confusions, firings, silent
from trainer.language.evaluation.counts import BREACHES, MILLION, Share, Tally, rate
from trainer.language.evaluation.measures import Measures, measure
from trainer.language.evaluation.moves import Move, moves
from trainer.language.evaluation.seen import Seen

__all__ = [
    "BREACHES",
    "MILLION",
    "Confusion",
    "Firing",
    "Measures",
    "Move",
    "Seen",
    "Share",
    "Tally",
    "confusions",
    "firings",
    "measure",
    "moves",
    "rate",
    "silent",
]
