"""A conversation as the whole house reads it: turns, cues and the file that the agent may look at.

Not here: reading or writing files (``formats``) and what the words mean (``analysis``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
Language = Literal["zh", "en"]
Channel = Literal["phone", "wechat", "face", "letter", "email", "home"]
Direction = Literal["in", "out"]
Role = Literal["agent", "customer", "third", "system"]
Origin = Literal["practice", "import"]

CueKind = Literal[
    "ring",
    "part",
    "overlap",
    "silence",
    "wait",
    "hold_start",
    "hold_end",
    "verify",
    "crm_open",
    "transfer_offer",
    "transfer_done",
    "call_end",
    "nod",
    "gaze",
    "note",
    "stage",
]


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance.

    Attributes:
        n: number of the turn, 1-based and rising.
        role: who speaks.
        text: the raw words, cleaned of control characters only.
        started_ms: milliseconds from the start of the conversation, None where unknown.
        ended_ms: the same for the end.
        part: customer lines that come in several bubbles share ``n`` order and count up from 1; 0 = whole.
        heard_until: offset in ``text`` at which the customer stopped listening; None = heard all or unknown.
        source: the speaker as the source file named him, where it did.
        extra: unknown keys of the file, kept as they came.
    """

    n: int
    role: Role
    text: str
    started_ms: int | None = None
    ended_ms: int | None = None
    part: int = 0
    heard_until: int | None = None
    source: str = ""
    extra: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cue:
    """A stage direction or an action beside words, at or after turn ``at_turn``.

    ``data`` by kind: verify {factor, ok: yes|no}; hold_start {minutes}; crm_open {reason};
    transfer_done {to}; overlap {parts_left}; wait/silence {seconds}; call_end {by}. ``extra``: unknown keys of the
    file, kept as they came.
    """

    at_turn: int
    kind: CueKind
    by: Role = "agent"
    data: Mapping[str, str] = field(default_factory=dict)
    at_ms: int | None = None
    extra: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Transcript:
    """A whole conversation.

    Attributes:
        casefile: what the agent could look up; the truth for statements. Empty where unknown.
        origin: ``practice`` (we know parts, actions and the scene's truth) or ``import`` (the text only).
        digest: blake2b-128 hex of the canonical JSON of the conversation.
        extra: unknown keys of the file, kept as they came.
    """

    id: str
    language: Language
    channel: Channel
    direction: Direction
    turns: tuple[Turn, ...]
    cues: tuple[Cue, ...] = ()
    customer_type: tuple[str, ...] = ()
    topic: str = ""
    casefile: Mapping[str, Json] = field(default_factory=dict)
    origin: Origin = "import"
    digest: str = ""
    extra: Mapping[str, Json] = field(default_factory=dict)

    def by(self, role: Role) -> tuple[Turn, ...]:
        """Return the turns of one role in order."""
        return tuple(turn for turn in self.turns if turn.role == role)
