"""The store as the rest of the house sees it: sessions, events, drafts, assessments, backup.

Every public call is one transaction; when it returns, its change is on the disk, and when it raises, nothing
happened. Not here: SQLite itself (``database``) and what the events mean (``practice``).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import sqlite_utils

from trainer.model.assessment import Versions
from trainer.model.digest import canonical
from trainer.model.errors import Fact, StoreError
from trainer.model.event import Event
from trainer.model.session import Clock, Draft, SessionHeader, SessionRecord, StoredAssessment
from trainer.model.transcript import Json
from trainer.store import chain, rows
from trainer.store.backup import back_up
from trainer.store.database import Database, Value, library_version
from trainer.store.schema import STEPS, Step


class Store:
    """All sessions of one user, in one file.

    Args:
        path: the database file; made with its folder where absent.
        clock: gives the times that the history shows.
        steps: the migrations; only tests pass their own.

    Raises:
        StoreError: the file is newer, foreign, damaged, or cannot be opened or written.
    """

    def __init__(self, path: Path, clock: Clock, steps: Sequence[Step] = STEPS) -> None:
        self.path = path
        self._clock = clock
        self._database = Database(path, steps)

    def close(self) -> None:
        """Close the file; everything acknowledged is already on the disk."""
        self._database.close()

    def create(self, header: SessionHeader, events: Sequence[Event] = ()) -> None:
        """Begin a session, with its first events in the same commit so that it is never without a header.

        Raises:
            StoreError: ``store.exists``, the id is taken.
        """
        with self._database.write() as tables:
            self._insert(tables, rows.of_session(header, chain.origin(header.id), self._clock.now()))
            if events:
                self._add(tables, header.id, events)

    def append(self, session_id: str, events: Sequence[Event]) -> None:
        """Add events to a session in one commit. A draft is dropped once a line of the agent is among them.

        Raises:
            StoreError: ``store.behind``, the numbers do not go on where the session stands (somebody else wrote);
                ``store.unknown``, there is no such session; or the disk refuses.
        """
        if not events:
            return
        with self._database.write() as tables:
            self._add(tables, session_id, events)

    def branch(self, header: SessionHeader) -> None:
        """Begin a child that shares the first ``header.parent_seq`` events of ``header.parent_id``.

        Raises:
            StoreError: ``store.unknown``, no such parent; ``store.no_such_event``, it has fewer events;
                ``store.exists``, the id is taken.
        """
        with self._database.write() as tables:
            shared = self._chained(header.parent_id)[: header.parent_seq]
            if not shared or len(shared) < header.parent_seq:
                raise self._error("store.no_such_event", session=header.parent_id, seq=header.parent_seq)
            row = rows.of_session(header, shared[-1][1], self._clock.now())
            self._insert(tables, {**row, "turns": max(event.at_turn for event, _ in shared)})

    def session(self, session_id: str) -> SessionRecord:
        """Return what is known of one session.

        Raises:
            StoreError: ``store.unknown``.
        """
        with self._database.view():
            return self._record(session_id)

    def sessions(self) -> tuple[SessionRecord, ...]:
        """Return all sessions and branches, the latest started first."""
        return self._records("SELECT * FROM sessions ORDER BY started_at DESC, rowid DESC")

    def unfinished(self) -> tuple[SessionRecord, ...]:
        """Return the sessions that have not ended, the one worked on last first."""
        return self._records("SELECT * FROM sessions WHERE ended_at = '' ORDER BY saved_at DESC, rowid DESC")

    def children(self, session_id: str) -> tuple[SessionRecord, ...]:
        """Return the branches of one session, the oldest first."""
        return self._records("SELECT * FROM sessions WHERE parent_id = ? ORDER BY started_at, rowid", session_id)

    def events(self, session_id: str) -> tuple[Event, ...]:
        """Return all events of a session, those shared with its ancestors first, after checking their chain.

        Raises:
            StoreError: ``store.tampered`` names the first event that is not as it was written.
        """
        with self._database.view():
            return tuple(event for event, _ in self._chained(session_id))

    def head(self, session_id: str) -> str:
        """Return the last link of a session's chain: kept elsewhere, it proves the whole list later."""
        with self._database.view():
            self._record(session_id)
            return self._head(session_id)

    def save_draft(self, session_id: str, text: str) -> None:
        """Keep what is typed and not yet sent."""
        values = {"session_id": session_id, "text": text, "saved_at": self._clock.now()}
        with self._database.write() as tables:
            self._record(session_id)
            tables.table("drafts").upsert(values, pk="session_id")

    def draft(self, session_id: str) -> Draft | None:
        """Return what was typed and not sent, None where nothing was."""
        found = self._database.rows("SELECT text, saved_at FROM drafts WHERE session_id = ?", (session_id,))
        return Draft(str(found[0]["text"]), str(found[0]["saved_at"])) if found and found[0]["text"] else None

    def save_assessment(
        self, session_id: str, versions: Versions, data: Mapping[str, Json], created_by: str = "rules"
    ) -> int:
        """Keep an assessment beside all earlier ones and return its number."""
        with self._database.write() as tables:
            self._record(session_id)
            row = rows.of_assessment(session_id, versions, created_by, self._clock.now())
            added = tables.table("assessments").insert({**row, "json": canonical(dict(data))}, pk="id")
            return int(str(added.last_pk))

    def assessments(self, session_id: str) -> tuple[StoredAssessment, ...]:
        """Return all assessments of a session, the oldest first."""
        found = self._database.rows("SELECT * FROM assessments WHERE session_id = ? ORDER BY id", (session_id,))
        return tuple(rows.assessment(row) for row in found)

    @staticmethod
    def engine_version() -> str:
        """Return the version of the SQLite library that writes."""
        return library_version()

    def backup(self, target: Path) -> None:
        """Write a complete, checked copy to ``target`` while others go on working.

        Raises:
            StoreError: ``store.backup_exists``, a file is there already; or the disk refuses.
        """
        back_up(self._database, target)

    def _insert(self, tables: sqlite_utils.Database, row: dict[str, Value]) -> None:
        if self._database.rows("SELECT 1 FROM sessions WHERE id = ?", (row["id"],)):
            raise self._error("store.exists", session=str(row["id"]))
        tables.table("sessions").insert(row)

    def _add(self, tables: sqlite_utils.Database, session_id: str, events: Sequence[Event]) -> None:
        record = self._record(session_id)
        for at, event in enumerate(events, start=record.last_seq + 1):
            if event.seq != at:
                raise self._error("store.behind", session=session_id, expected=at, found=event.seq)
        texts = [(event, canonical(dict(event.data))) for event in events]
        links = chain.links(self._head(session_id), session_id, texts)
        tables.table("events").insert_all(
            rows.of_event(session_id, event, data, made) for (event, data), made in zip(texts, links, strict=True)
        )
        moment = self._clock.now()
        tables.table("sessions").update(session_id, rows.progress(record, events, links[-1], moment))
        if any(event.kind == "agent.said" for event in events):
            tables.table("drafts").delete_where("session_id = ?", [session_id])

    def _records(self, sql: str, *values: Value) -> tuple[SessionRecord, ...]:
        return tuple(rows.session(row) for row in self._database.rows(sql, values))

    def _record(self, session_id: str) -> SessionRecord:
        found = self._records("SELECT * FROM sessions WHERE id = ?", session_id)
        if not found:
            raise self._error("store.unknown", session=session_id)
        return found[0]

    def _head(self, session_id: str) -> str:
        return str(self._database.rows("SELECT head FROM sessions WHERE id = ?", (session_id,))[0]["head"])

    def _chained(self, session_id: str) -> list[tuple[Event, str]]:
        """Return the events of a session with their links, own and shared, each link checked."""
        lineage = [self._record(session_id)]
        while lineage[-1].header.parent_id:
            lineage.append(self._record(lineage[-1].header.parent_id))
        joined: list[tuple[Event, str]] = []
        for record in reversed(lineage):
            joined = joined[: record.header.parent_seq]
            previous = joined[-1][1] if joined else chain.origin(record.header.id)
            joined += self._own(record, previous)
        return joined

    def _own(self, record: SessionRecord, previous: str) -> list[tuple[Event, str]]:
        sql = "SELECT seq, at_turn, kind, data, chain FROM events WHERE session_id = ? ORDER BY seq"
        own: list[tuple[Event, str]] = []
        expected = record.header.parent_seq
        for row in self._database.rows(sql, (record.header.id,)):
            expected += 1
            bare = rows.event(row)
            previous = chain.link(previous, record.header.id, bare, str(row["data"]))
            if bare.seq != expected or previous != row["chain"]:
                raise self._error("store.tampered", session=record.header.id, seq=expected)
            own.append((replace(bare, data=json.loads(str(row["data"]))), previous))
        if expected != record.last_seq or previous != self._head(record.header.id):
            # Rows are missing at the end, or the session's own note of its end was changed.
            raise self._error("store.tampered", session=record.header.id, seq=min(expected, record.last_seq) + 1)
        return own

    def _error(self, code: str, **facts: Fact) -> StoreError:
        return StoreError(code, {"path": str(self.path), **facts})
