"""The tables, as steps that are only ever appended to; ``user_version`` counts those that a file has had.

A step that has shipped is never edited. All missing steps run inside one ``BEGIN IMMEDIATE``, so that any number of
first launches at the same moment leave one file (reliability D3). Not here: rows.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final, Protocol

import sqlite_utils

from trainer.model.errors import StoreError

APPLICATION_SQL: Final = "PRAGMA application_id = 1347178033"  # 0x504C4E31, the four letters PLN1

Step = Callable[[sqlite_utils.Database], None]


class Upgradable(Protocol):
    """What ``upgrade`` needs of an open database."""

    path: Path

    def pragma(self, name: str) -> str:
        """Return one setting of the file."""
        ...

    def copy(self, target: Path) -> None:
        """Write a complete copy."""
        ...

    def write(self) -> AbstractContextManager[sqlite_utils.Database]:
        """Hold the write lock."""
        ...


def first(tables: sqlite_utils.Database) -> None:
    """Make sessions, their events (append-only, chained), drafts and assessments (append-only)."""
    for statement in FIRST:
        tables.execute(statement)


FIRST: Final = (
    """
    CREATE TABLE sessions (
        id TEXT PRIMARY KEY NOT NULL,
        parent_id TEXT REFERENCES sessions(id),
        parent_seq INTEGER NOT NULL DEFAULT 0,
        scenario TEXT NOT NULL,
        title TEXT NOT NULL,
        language TEXT NOT NULL,
        seed INTEGER NOT NULL,
        mode TEXT NOT NULL,
        started_at TEXT NOT NULL,
        saved_at TEXT NOT NULL,
        ended_at TEXT NOT NULL DEFAULT '',
        ending TEXT NOT NULL DEFAULT '',
        quality TEXT NOT NULL DEFAULT '',
        turns INTEGER NOT NULL DEFAULT 0,
        last_seq INTEGER NOT NULL DEFAULT 0,
        head TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE events (
        session_id TEXT NOT NULL REFERENCES sessions(id),
        seq INTEGER NOT NULL,
        at_turn INTEGER NOT NULL,
        kind TEXT NOT NULL,
        data TEXT NOT NULL,
        chain TEXT NOT NULL,
        UNIQUE (session_id, seq)
    ) STRICT
    """,
    """
    CREATE TABLE drafts (
        session_id TEXT PRIMARY KEY NOT NULL REFERENCES sessions(id),
        text TEXT NOT NULL,
        saved_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE assessments (
        id INTEGER PRIMARY KEY,
        session_id TEXT NOT NULL REFERENCES sessions(id),
        rubric_digest TEXT NOT NULL,
        lexicon_digest TEXT NOT NULL,
        scorer TEXT NOT NULL,
        engine TEXT NOT NULL,
        created_by TEXT NOT NULL,
        created_at TEXT NOT NULL,
        json TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX assessments_session ON assessments(session_id)",
    "CREATE INDEX sessions_parent ON sessions(parent_id)",
    "CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END",
    "CREATE TRIGGER events_last BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END",
    """
    CREATE TRIGGER assessments_stay BEFORE UPDATE ON assessments
    BEGIN SELECT RAISE(ABORT, 'assessments are append-only'); END
    """,
    """
    CREATE TRIGGER assessments_last BEFORE DELETE ON assessments
    BEGIN SELECT RAISE(ABORT, 'assessments are append-only'); END
    """,
)

STEPS: Final[tuple[Step, ...]] = (first,)


def upgrade(database: Upgradable, steps: Sequence[Step]) -> None:
    """Bring a file to the newest step; an older file that holds data is copied aside first.

    Raises:
        StoreError: ``store.newer``, the file was written by a newer program.
    """
    version = known(database, steps)
    if version == len(steps):
        return
    if version:
        keep_aside(database, version)
    with database.write() as tables:
        # Another process may have upgraded while this one waited for the lock.
        version = known(database, steps)
        for step in steps[version:]:
            step(tables)
        tables.execute(APPLICATION_SQL)
        tables.execute(f"PRAGMA user_version = {len(steps)}")


def known(database: Upgradable, steps: Sequence[Step]) -> int:
    """Return the file's version, refusing one that these steps do not reach."""
    version = int(database.pragma("user_version"))
    if version > len(steps):
        raise StoreError("store.newer", {"path": str(database.path), "found": version, "known": len(steps)})
    return version


def keep_aside(database: Upgradable, version: int) -> None:
    """Copy the file of an older version beside itself, once, whoever comes first."""
    target = database.path.with_name(f"{database.path.name}.v{version}.bak")
    if target.exists():
        return
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    database.copy(part)
    try:
        # A link never replaces: a process that upgraded meanwhile must not have its newer file taken for the old one.
        target.hardlink_to(part)
    except FileExistsError:
        pass
    finally:
        part.unlink()
