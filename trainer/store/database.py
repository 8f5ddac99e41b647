"""The one place that opens a database file, begins a write and turns SQLite's errors into ours.

Promises (reliability D1-D5): a commit that returned is on the disk, writers wait for each other instead of failing,
a newer, foreign or damaged file is refused and left as it is. Not here: tables (``schema``) and what is stored
(``sessions``).
"""

import os
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

import pysqlite3
import sqlite_utils

from trainer.model.errors import StoreError
from trainer.model.text import clean_text
from trainer.store.schema import STEPS, Step, upgrade

BUSY_SECONDS: Final = 30
REASON: Final = 120
"""Longest stretch of SQLite's own words in an error, in characters."""
# Below these the WAL-reset bug of SQLite can corrupt a file that two connections write (sqlite.org/wal.html).
WAL_SAFE: Final = (3, 51, 3)
APPLICATION: Final = 0x504C4E31
Value = str | int | None
Row = Mapping[str, Value]

# First match wins; the names are SQLite's own result codes.
CODES: Final = (
    ("SQLITE_FULL", "store.full"),
    ("SQLITE_READONLY", "store.readonly"),
    ("SQLITE_PERM", "store.readonly"),
    ("SQLITE_CANTOPEN", "store.cannot_open"),
    ("SQLITE_BUSY", "store.busy"),
    ("SQLITE_LOCKED", "store.busy"),
    ("SQLITE_PROTOCOL", "store.busy"),
    ("SQLITE_CORRUPT", "store.damaged"),
    ("SQLITE_NOTADB", "store.damaged"),
    ("SQLITE_IOERR", "store.disk"),
    # Our statements are fixed and tested, so where a table or a row does not fit them the file is not what it was.
    ("SQLITE_ERROR", "store.damaged"),
    ("SQLITE_CONSTRAINT", "store.damaged"),
)


class Database:
    """One connection to one file, safe to share between threads.

    Args:
        path: the file; it is made, with its folder, readable by this user alone.
        steps: the migrations, oldest first; only tests pass their own.

    Raises:
        StoreError: the file is newer, foreign, damaged, or cannot be opened or written.
    """

    def __init__(self, path: Path, steps: Sequence[Step] = STEPS) -> None:
        self.path = path
        self._lock = threading.RLock()
        prepare(path)
        with self._trouble():
            self._connection = pysqlite3.connect(
                str(path), timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
        with ExitStack() as left:
            left.callback(self._connection.close)
            self._start(steps)
            # Only a file that was refused is closed again.
            left.pop_all()

    def _start(self, steps: Sequence[Step]) -> None:
        with self._trouble():
            self._connection.row_factory = pysqlite3.Row
            self._check()
            self._journal()
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute("PRAGMA foreign_keys = ON")
            self.tables = sqlite_utils.Database(self._connection, execute_plugins=False)
            upgrade(self, steps)

    def _check(self) -> None:
        """Refuse a damaged file and one that another program made, before anything is written to it."""
        found = str(self._connection.execute("PRAGMA quick_check(1)").fetchone()[0])
        if found != "ok":
            raise StoreError("store.damaged", {"path": str(self.path), "reason": found})
        owner = int(self.pragma("application_id"))
        filled = self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if owner != APPLICATION and (owner or filled):
            raise StoreError("store.foreign", {"path": str(self.path)})

    def _journal(self) -> None:
        """Switch to WAL. SQLite answers busy at once, without waiting, when two processes switch together."""
        mode = "WAL" if pysqlite3.sqlite_version_info >= WAL_SAFE else "TRUNCATE"
        until = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                self._connection.execute(f"PRAGMA journal_mode = {mode}")
            except pysqlite3.OperationalError as error:
                if not _name(error).startswith("SQLITE_BUSY") or time.monotonic() > until:
                    raise
                time.sleep(0.02)
            else:
                return

    @contextmanager
    def write(self) -> Iterator[sqlite_utils.Database]:
        """Hold the write lock for a block: all of it is on the disk when the block ends, or none of it.

        Raises:
            StoreError: the disk is full, the file cannot be written, another writer held it for 30 s.
        """
        with self._lock, self._trouble():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.tables
                self._connection.execute("COMMIT")
            finally:
                self._undo()

    @contextmanager
    def view(self) -> Iterator[None]:
        """Let a block of ``rows`` calls see one moment of the file, whatever others write meanwhile."""
        with self._lock, self._trouble():
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._undo()

    def _undo(self) -> None:
        # A commit ends the transaction, and so may a failed one; the first error is the one worth telling.
        if self._connection.in_transaction:
            with suppress(pysqlite3.Error):
                self._connection.execute("ROLLBACK")

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """Run one reading statement and return its rows by column name."""
        with self._lock, self._trouble():
            return [dict(row) for row in self._connection.execute(sql, tuple(values)).fetchall()]

    def pragma(self, name: str) -> str:
        """Return one setting of the file as text."""
        with self._lock, self._trouble():
            return str(self._connection.execute(f"PRAGMA {name}").fetchone()[0])

    def copy(self, target: Path) -> None:
        """Write a complete copy of the present state to ``target``, which must not exist (``VACUUM INTO``)."""
        # SQLite fills an empty file and keeps its permissions, so no moment exists in which others could read it.
        prepare(target)
        with self._lock, self._trouble():
            self._connection.execute("VACUUM INTO ?", (str(target),))

    def close(self) -> None:
        """Close the file; what was committed stays."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _trouble(self) -> Iterator[None]:
        """Turn SQLite's errors into StoreError with the path; wrong use of a connection stays what it is."""
        try:
            yield
        except UnicodeDecodeError as error:
            raise StoreError("store.damaged", {"path": str(self.path), "reason": "UTF-8"}) from error
        except pysqlite3.ProgrammingError:
            raise
        except pysqlite3.DatabaseError as error:
            # A text that is not UTF-8 comes as an OperationalError without a result code.
            name = _name(error) or "SQLITE_CORRUPT"
            code = next((code for prefix, code in CODES if name.startswith(prefix)), "store.disk")
            raise StoreError(code, {"path": str(self.path), "reason": _reason(name, error)}) from error


def library_version() -> str:
    """Return the version of the SQLite library."""
    return str(pysqlite3.sqlite_version)


def prepare(path: Path) -> None:
    """Make the folder (0700) and the file (0600) so that no other user can ever read them.

    Raises:
        StoreError: the folder or file cannot be made.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
    except (PermissionError, OSError) as error:
        code = "store.readonly" if isinstance(error, PermissionError) else "store.cannot_open"
        raise StoreError(code, {"path": str(path), "reason": error.strerror or str(error)}) from error


def _name(error: BaseException) -> str:
    return str(getattr(error, "sqlite_errorname", ""))


def _reason(name: str, error: BaseException) -> str:
    """Return the result code, with SQLite's words where the code alone says nothing."""
    return clean_text(f"{name}: {error}", REASON) if name in {"SQLITE_ERROR", "SQLITE_CORRUPT"} else name
