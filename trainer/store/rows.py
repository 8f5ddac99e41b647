"""Between table rows and the values of ``model``: one function each way for each table.

Not here: SQL and transactions.
"""

import json
from collections.abc import Sequence
from typing import Literal, cast

from trainer.model.assessment import Versions
from trainer.model.event import Event
from trainer.model.scenario import Quality
from trainer.model.session import Mode, SessionHeader, SessionRecord, StoredAssessment
from trainer.model.transcript import Language
from trainer.store.database import Row, Value


def of_session(header: SessionHeader, head: str, moment: str) -> dict[str, Value]:
    """Return the row of a session that begins; ``head`` is the link that its first own event will follow."""
    return {
        "id": header.id,
        "parent_id": header.parent_id or None,
        "parent_seq": header.parent_seq,
        "scenario": header.scenario,
        "title": header.title,
        "language": header.language,
        "seed": header.seed,
        "mode": header.mode,
        "started_at": moment,
        "saved_at": moment,
        "last_seq": header.parent_seq,
        "head": head,
    }


def session(row: Row) -> SessionRecord:
    """Return a session from its row."""
    header = SessionHeader(
        id=str(row["id"]),
        scenario=str(row["scenario"]),
        title=str(row["title"]),
        language=cast("Language", row["language"]),
        seed=int(row["seed"] or 0),
        mode=cast("Mode", row["mode"]),
        parent_id=str(row["parent_id"] or ""),
        parent_seq=int(row["parent_seq"] or 0),
    )
    return SessionRecord(
        header=header,
        started_at=str(row["started_at"]),
        saved_at=str(row["saved_at"]),
        ended_at=str(row["ended_at"]),
        ending=str(row["ending"]),
        quality=cast('Quality | Literal[""]', row["quality"]),
        turns=int(row["turns"] or 0),
        last_seq=int(row["last_seq"] or 0),
    )


def of_event(session_id: str, event: Event, data: str, link: str) -> dict[str, Value]:
    """Return the row of an event; ``data`` is its canonical JSON text."""
    return {
        "session_id": session_id,
        "seq": event.seq,
        "at_turn": event.at_turn,
        "kind": event.kind,
        "data": data,
        "chain": link,
    }


def event(row: Row) -> Event:
    """Return an event from its row, its data still unread: a damaged text must meet the chain first."""
    return Event(int(row["seq"] or 0), int(row["at_turn"] or 0), str(row["kind"]))


def progress(record: SessionRecord, events: Sequence[Event], head: str, moment: str) -> dict[str, Value]:
    """Return the columns of a session that change when events are added."""
    changed: dict[str, Value] = {
        "last_seq": events[-1].seq,
        "turns": max(record.turns, *(event.at_turn for event in events)),
        "head": head,
        "saved_at": moment,
    }
    for added in events:
        if added.kind == "ended":
            changed["ended_at"] = moment
            changed["ending"] = str(added.data.get("ending", ""))
            changed["quality"] = str(added.data.get("quality", ""))
    return changed


def of_assessment(session_id: str, versions: Versions, created_by: str, moment: str) -> dict[str, Value]:
    """Return the row of an assessment without its JSON."""
    return {
        "session_id": session_id,
        "rubric_digest": versions.rubric,
        "lexicon_digest": versions.lexicon,
        "scorer": versions.scorer,
        "engine": versions.engine,
        "created_by": created_by,
        "created_at": moment,
    }


def assessment(row: Row) -> StoredAssessment:
    """Return an assessment from its row."""
    return StoredAssessment(
        id=int(row["id"] or 0),
        session_id=str(row["session_id"]),
        versions=Versions(
            rubric=str(row["rubric_digest"]),
            lexicon=str(row["lexicon_digest"]),
            scorer=str(row["scorer"]),
            engine=str(row["engine"]),
        ),
        created_by=str(row["created_by"]),
        created_at=str(row["created_at"]),
        data=json.loads(str(row["json"])),
    )
