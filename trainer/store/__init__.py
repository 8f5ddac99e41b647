"""Everything that is kept on disk: sessions, their events, drafts, assessments, in one SQLite file.

``Store`` is the door. This is the only room that imports pysqlite3 and sqlite_utils; the standard library's
``sqlite3`` must never open a file beside them, because two SQLite libraries in one process undo each other's locks.
"""

from trainer.store.sessions import Store

__all__ = ["Store"]
