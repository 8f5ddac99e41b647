"""A copy of the whole store that is complete or absent, never in between (reliability D6).

Copying the file by other means while somebody works gives damaged copies; ``VACUUM INTO`` does not.
"""

import os
from contextlib import suppress
from pathlib import Path

from trainer.model.errors import StoreError
from trainer.store.database import Database


def back_up(database: Database, target: Path) -> None:
    """Copy an open database to ``target``: written aside, read back and checked, flushed, then renamed.

    Raises:
        StoreError: ``store.backup_exists`` where ``target`` is there; or the disk refuses.
    """
    if target.exists():
        raise StoreError("store.backup_exists", {"path": str(target)})
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        database.copy(part)
        # Opening it runs quick_check and the version check on the copy itself.
        Database(part).close()
        flush(part)
        part.rename(target)
    except OSError as error:
        raise _failed(target, error.strerror or str(error)) from error
    except StoreError as error:
        raise _failed(target, str(error.facts.get("reason", error.code))) from error
    finally:
        for left in (part, part.with_name(f"{part.name}-wal"), part.with_name(f"{part.name}-shm")):
            with suppress(OSError):
                left.unlink()


def _failed(target: Path, reason: str) -> StoreError:
    return StoreError("store.backup_failed", {"path": str(target), "reason": reason})


def flush(path: Path) -> None:
    """Wait until a file's bytes are on the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
