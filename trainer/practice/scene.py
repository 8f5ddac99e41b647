"""What a session plays with, and the small doors through which it reaches the outside.

Not here: playing (``session``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from trainer.language.context import Context
from trainer.model.analysis import Analysis
from trainer.model.event import Event
from trainer.model.library import Library
from trainer.model.scenario import Scenario
from trainer.model.session import SessionHeader


class Understanding(Protocol):
    """Turns words into an analysis (``language.Analyst``)."""

    def analyse(self, text: str, context: Context) -> Analysis:
        """Return what the words do, spans into ``text``."""
        ...


class Log(Protocol):
    """Where events are kept (``store.Store``). A call that returns has kept them; one that raises kept nothing."""

    def create(self, header: SessionHeader, events: Sequence[Event] = ()) -> None:
        """Begin a session with its first events."""
        ...

    def append(self, session_id: str, events: Sequence[Event]) -> None:
        """Add the next events of a session in one commit."""
        ...

    def branch(self, header: SessionHeader) -> None:
        """Begin a session that shares the first events of another."""
        ...


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything fixed of a session.

    Attributes:
        scenario: the scene with its variables filled under the seed.
        library: the generic customer.
        analyst: understands the agent's words.
        lexicon_digest: version of what ``analyst`` knows, for the header.
        rubric_digest: version of the rubric that the scene will be judged by, for the header.
    """

    scenario: Scenario
    library: Library
    analyst: Understanding
    lexicon_digest: str
    rubric_digest: str = ""

    @property
    def title(self) -> str:
        """Return the scene's title in its language, its id where it has none."""
        return self.scenario.title.get(self.scenario.language) or self.scenario.id
