"""What reaches the customer in one turn, and the record of what follows from it.

Not here: what follows (``engine`` and the rooms behind it).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from trainer.customer.fold import fold
from trainer.customer.state import State
from trainer.model.analysis import Analysis
from trainer.model.event import Event
from trainer.model.transcript import Json

Action = Literal["say", "verify", "file", "hold", "transfer", "wait", "end"]


@dataclass(frozen=True, slots=True)
class AgentTurn:
    """One turn of the agent.

    Attributes:
        turn: its number, 1-based and rising.
        action: ``say`` for words, else an action beside words.
        analysis: what the words do; needed for ``say``.
        args: of an action: ``factor``: names with blanks between, ``minutes``, ``to``, ``reason``.
        waited_s: whole seconds the customer waited for it.
        cut_parts: bubbles of his last line that were cut off by it.
    """

    turn: int
    action: Action = "say"
    text: str = ""
    analysis: Analysis | None = None
    args: tuple[tuple[str, str], ...] = ()
    waited_s: int = 0
    cut_parts: int = 0

    def arg(self, name: str) -> str:
        """Return one argument, empty where absent."""
        return dict(self.args).get(name, "")


@dataclass(slots=True)
class Record:
    """Events as they come up in one turn, each folded in at once, so that state never runs ahead of events."""

    state: State
    turn: int
    events: list[Event] = field(default_factory=list)

    def add(self, kind: str, data: Mapping[str, Json]) -> None:
        """Write down one event of this turn."""
        event = Event(self.state.seq + 1, self.turn, kind, {"turn": self.turn, **data})
        self.events.append(event)
        self.state = fold(self.state, event)

    def note(self, key: str, value: Json) -> None:
        """Write down something he remembers, if it is news."""
        if self.state.memory.notes.get(key) != value:
            self.add("memory", {"key": key, "value": value})

    def stand(self, part: str, id_: str, state: str) -> None:
        """Write down that a fact, concern, offer, trap or inform stands otherwise now."""
        standing: Mapping[str, str] = getattr(self.state.case, f"{part}s")
        if standing.get(id_) != state:
            self.add(part, {"id": id_, "state": state})
