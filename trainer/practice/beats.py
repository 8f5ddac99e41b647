"""Events grouped as they were played: the opening, then one beat per input of the agent with all that followed from it.

Not here: what they mean (``telling``) and making them (``turns``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from trainer.model.event import Event
from trainer.model.transcript import Json

INPUTS: Final = frozenset({"agent.said", "agent.did"})
ASIDE: Final = frozenset({"self.rated", "analysis.amended", "scored"})
"""Events that people add beside the play: they follow from no input and change no customer."""


@dataclass(frozen=True, slots=True)
class Beat:
    """One input of the agent and what followed; the opening has no input.

    Attributes:
        input: ``agent.said`` or ``agent.did``, None for the opening.
        events: all events of the beat in order, the input among them, without those aside.
    """

    input: Event | None
    events: tuple[Event, ...]

    @property
    def said(self) -> bool:
        """Tell whether the agent spoke."""
        return self.input is not None and self.input.kind == "agent.said"

    @property
    def action(self) -> str:
        """Return the agent's action beside words, empty where he spoke and for the opening."""
        return text(self.input.data, "action") if self.input is not None and not self.said else ""

    @property
    def args(self) -> Mapping[str, str]:
        """Return the arguments of the action."""
        found = self.input.data.get("args") if self.input is not None else None
        return {key: str(value) for key, value in found.items()} if isinstance(found, dict) else {}

    def of(self, kind: str) -> tuple[Event, ...]:
        """Return the events of one kind in order."""
        return tuple(event for event in self.events if event.kind == kind)


def beats(events: Iterable[Event]) -> tuple[Beat, ...]:
    """Return the beats of a session in order; the first is the opening."""
    groups: list[list[Event]] = [[]]
    for event in events:
        if event.kind in ASIDE:
            continue
        if event.kind in INPUTS:
            groups.append([])
        groups[-1].append(event)
    opening, *played = groups
    return (Beat(None, tuple(opening)), *(Beat(group[0], tuple(group)) for group in played))


def parts(beat: Beat, kind: str = "say") -> tuple[str, ...]:
    """Return the customer's bubbles of a beat; ``kind`` ``stage`` returns stage directions instead."""
    lists = [event.data.get("parts") for event in beat.of("customer.said")]
    rows = [row for listed in lists if isinstance(listed, list) for row in listed if isinstance(row, dict)]
    return tuple(text(row, "text") for row in rows if (row.get("kind") == "stage") == (kind == "stage"))


def text(data: Mapping[str, Json], key: str) -> str:
    """Return a text of an event, empty where there is none."""
    value = data.get(key)
    return value if isinstance(value, str) else ""


def whole(data: Mapping[str, Json], key: str) -> int | None:
    """Return a whole number of an event, None where there is none."""
    value = data.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
