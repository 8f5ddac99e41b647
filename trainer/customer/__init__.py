"""The simulated customer: he feels, remembers, hides things, leaves; a pure engine over events.

Import ``trainer.customer.engine`` for the doors of this room. Nothing here reads a file, a clock or chance, and no
sentence lives here: what he says comes from the scene and the library.
"""

from trainer.customer.endings import short_of_best
from trainer.customer.engine import ENGINE, initial, opening, satisfaction, step
from trainer.customer.env import VOCABULARY
from trainer.customer.fold import fold
from trainer.customer.state import Case, Memory, Mood, Promise, State
from trainer.customer.turn import AgentTurn

__all__ = [
    "ENGINE",
    "VOCABULARY",
    "AgentTurn",
    "Case",
    "Memory",
    "Mood",
    "Promise",
    "State",
    "fold",
    "initial",
    "opening",
    "satisfaction",
    "short_of_best",
    "step",
]
