"""A practice session: events in, events out; transcript, replay, branches. Pure but for the ``Log`` that it is given.

Not here: disks (``store``), points (``scoring``), screens.
"""

from trainer.practice.branches import Fork, Node, fork, tree
from trainer.practice.rehearsal import rehearse
from trainer.practice.replay import Replay, replay
from trainer.practice.retell import Exchange
from trainer.practice.scene import Log, Scene
from trainer.practice.session import RATED, Session
from trainer.practice.telling import tell

__all__ = [
    "RATED",
    "Exchange",
    "Fork",
    "Log",
    "Node",
    "Replay",
    "Scene",
    "Session",
    "fork",
    "rehearse",
    "replay",
    "tell",
    "tree",
]
