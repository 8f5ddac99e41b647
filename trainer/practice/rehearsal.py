"""A run of a scene that nobody sees: what is prepared when first used is prepared before the customer is waiting.

Not here: keeping anything.
"""

from collections.abc import Sequence

from trainer.model.event import Event
from trainer.model.session import SessionHeader
from trainer.practice.scene import Scene
from trainer.practice.session import Session


class Forgetful:
    """A log that keeps nothing."""

    def create(self, header: SessionHeader, events: Sequence[Event] = ()) -> None:
        """Forget it."""

    def append(self, session_id: str, events: Sequence[Event]) -> None:
        """Forget it."""

    def branch(self, header: SessionHeader) -> None:
        """Forget it."""


def rehearse(scene: Scene) -> int:
    """Play a scene's own model lines and return how many were said: patterns and conditions compile on the way."""
    trial = Session(scene, Forgetful(), "rehearsal")
    trial.opening()
    said = 0
    for line in (one for lines in scene.scenario.answers.values() for one in lines):
        if trial.ended:
            break
        trial.say(line)
        said += 1
    return said
