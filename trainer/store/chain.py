"""The hash chain over a session's events: any changed, lost, moved or swapped row shows (reliability S1, finding 9).

Pure. Without an anchor elsewhere it cannot show that somebody recomputed the whole chain; ``Store.head`` is what
such an anchor would keep.
"""

from collections.abc import Iterable
from hashlib import blake2b

from trainer.model.event import Event

SIZE = 16
SEPARATOR = "\x1f"


def origin(session_id: str) -> str:
    """Return the link before the first event of a session that has no parent."""
    return _hash("peilian.events.1", session_id)


def link(previous: str, session_id: str, event: Event, data: str) -> str:
    """Return the link of one event.

    Args:
        previous: the link before it, 32 hex digits.
        session_id: whose event it is; a row moved to another session then shows.
        event: supplies number, turn and kind.
        data: the canonical JSON text of ``event.data`` exactly as stored.
    """
    return _hash(previous, session_id, str(event.seq), str(event.at_turn), event.kind, data)


def links(previous: str, session_id: str, events: Iterable[tuple[Event, str]]) -> tuple[str, ...]:
    """Return the links of events in order, each with its stored text."""
    found = []
    for event, data in events:
        previous = link(previous, session_id, event, data)
        found.append(previous)
    return tuple(found)


def _hash(*parts: str) -> str:
    # The length before each part keeps two different rows from ever joining to the same text.
    text = SEPARATOR.join(f"{len(part)}:{part}" for part in parts)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=SIZE).hexdigest()
