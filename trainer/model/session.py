"""What is known of a practice session without reading its events: who plays what, since when, how it ended.

The events themselves are in ``event``. Not here: storing (``store``) and playing (``practice``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from trainer.model.assessment import Versions
from trainer.model.scenario import Quality
from trainer.model.transcript import Json, Language

Mode = Literal["practice", "exam"]


class Clock(Protocol):
    """The time of day; ``app`` passes the real one, tests a stopped one."""

    def now(self) -> str:
        """Return the present moment as ISO 8601 text in UTC, for example ``2026-09-16T08:30:00Z``."""
        ...


@dataclass(frozen=True, slots=True)
class SessionHeader:
    """What a session is from its first moment on.

    Attributes:
        id: unlike any other session's.
        scenario: id of the scene.
        title: the scene's title in the language of the session.
        parent_id: the session that it branched off, empty for a session of its own.
        parent_seq: how many events of the parent it shares.
    """

    id: str
    scenario: str
    title: str
    language: Language
    seed: int
    mode: Mode = "practice"
    parent_id: str = ""
    parent_seq: int = 0


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session in the history list. Times are ISO 8601 in UTC, empty where it has not happened.

    Attributes:
        saved_at: when the last event was committed.
        turns: number of the last agent turn.
        last_seq: number of the last event, those shared with the parent included.
    """

    header: SessionHeader
    started_at: str
    saved_at: str
    ended_at: str = ""
    ending: str = ""
    quality: Quality | Literal[""] = ""
    turns: int = 0
    last_seq: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """Words that were typed and not yet sent."""

    text: str
    saved_at: str


@dataclass(frozen=True, slots=True)
class StoredAssessment:
    """An assessment as it was made; a later one stands beside it and never replaces it."""

    id: int
    session_id: str
    versions: Versions
    created_by: str
    created_at: str
    data: Mapping[str, Json]
