"""What was known when a turn was said: the turns before, the file, the scene's own terms.

Not here: what the words mean (``analyst``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from trainer.model.transcript import Json, Language, Role, Turn

BUBBLES: Final = 40
"""How many lines in a row make up one last line at most; nobody answers more at once (ours)."""


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of one turn.

    Attributes:
        turn: number that the analysis carries; the engine's or the transcript's.
        role: who speaks.
        history: all turns before this one, oldest first.
        terms: the scene's topics, plain phrases by id.
        casefile: what the agent could look up.
        gives: what the customer says of himself when asked, by factor.
        verified: how many factors of identity were checked by an action so far.
        needed: how many factors make an identity checked (course S133-S135 ask for two).
        now: when it was said, ISO 8601 day or minute (``resolve.started``), empty where unknown.
    """

    turn: int = 0
    role: Role = "agent"
    history: tuple[Turn, ...] = ()
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    casefile: Mapping[str, Json] = field(default_factory=dict)
    gives: Mapping[str, str] = field(default_factory=dict)
    verified: int = 0
    language: Language = "zh"
    needed: int = 2
    now: str = ""

    def other_line(self) -> str:
        """Return the last line of the other side, bubbles joined, empty where none was said."""
        return last_line(self.history, self.role)


def last_line(history: tuple[Turn, ...], role: Role) -> str:
    """Return what the other side of ``role`` said last: its turns since ``role`` last spoke, or its last turn.

    A third person (a wife, a son) counts with the customer.
    """
    lines: list[str] = []
    for turn in reversed(history):
        if turn.role == "system":
            continue
        if (turn.role == "agent") != (role == "agent"):
            lines.append(turn.text)
        elif lines:
            break
        if len(lines) == BUBBLES:
            break
    return "\n".join(reversed(lines))


class OtherLines:
    """Knows, turn by turn, the last line of the other side; the same as ``last_line``, in one pass."""

    def __init__(self) -> None:
        """Start before the first turn."""
        self._lines: dict[bool, list[str]] = {True: [], False: []}
        self._before: bool | None = None

    def before(self, turn: Turn) -> str:
        """Return what the other side said last before a spoken turn, and take the turn in."""
        agent = turn.role == "agent"
        if self._before != agent:
            self._lines[agent] = []
        self._lines[agent].append(turn.text)
        self._before = agent
        return "\n".join(self._lines[not agent][-BUBBLES:])
