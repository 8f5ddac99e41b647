import subprocess

import pysqlite3
import pytest

from tests.store.conftest import OPENED, StoppedClock, header, program
from trainer.model.errors import StoreError
from trainer.store import Store
from trainer.store.database import Database
from trainer.store.schema import STEPS

TABLES = {
    "sessions": "id parent_id parent_seq scenario title language seed mode started_at saved_at ended_at ending quality turns last_seq head",
    "events": "session_id seq at_turn kind data chain",
    "drafts": "session_id text saved_at",
    "assessments": "id session_id rubric_digest lexicon_digest scorer engine created_by created_at json",
}


def second(tables):
    tables["sessions"].add_column("note", str, not_null_default="-")


def failing(tables):
    tables["sessions"].add_column("half", str)
    raise KeyError("half-way")


def test_the_whole_schema_is_this(path):
    database = Database(path)
    found = {table.name: " ".join(column.name for column in table.columns) for table in database.tables.tables}
    assert found == TABLES
    assert database.pragma("user_version") == str(len(STEPS))
    assert set(database.tables["events"].triggers_dict) == {"events_stay", "events_last"}
    assert set(database.tables["assessments"].triggers_dict) == {"assessments_stay", "assessments_last"}
    database.close()


def test_an_older_file_is_brought_up_to_date_with_a_copy_kept_aside(path, clock):
    store = Store(path, clock)
    store.create(header(), [OPENED])
    store.close()
    newer = Store(path, clock, (*STEPS, second))
    assert newer.events("s1") == (OPENED,)
    assert newer._database.rows("SELECT note FROM sessions")[0]["note"] == "-"
    newer.close()
    kept = path.with_name("peilian.db.v1.bak")
    assert kept.stat().st_mode & 0o777 == 0o600
    old = Store(kept, StoppedClock())
    assert old.events("s1") == (OPENED,)
    old.close()


def test_a_newer_file_is_refused_named_and_left_alone(path, clock):
    Store(path, clock, (*STEPS, second)).close()
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        Store(path, clock)
    assert caught.value.code == "store.newer"
    assert caught.value.facts == {"path": str(path), "found": len(STEPS) + 1, "known": len(STEPS)}
    assert path.read_bytes() == before


def test_a_step_that_fails_half_way_leaves_the_old_version(path, clock):
    store = Store(path, clock)
    store.create(header(), [OPENED])
    store.close()
    with pytest.raises(KeyError):
        Store(path, clock, (*STEPS, failing))
    again = Store(path, clock)
    assert again.events("s1") == (OPENED,)
    again.close()


def test_a_file_of_another_program_is_refused_and_left_alone(path, clock):
    path.parent.mkdir(parents=True)
    connection = pysqlite3.connect(str(path))
    connection.execute("CREATE TABLE notes (text)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        Store(path, clock)
    assert caught.value.code == "store.foreign"
    assert path.read_bytes() == before


def test_opening_twice_runs_no_step_twice(path, clock):
    runs = []

    def counted(tables):
        runs.append(1)

    for _ in range(3):
        Store(path, clock, (*STEPS, counted)).close()
    assert runs == [1]


def test_four_processes_that_upgrade_together_leave_one_new_file_and_the_old_one_aside(path, clock):
    store = Store(path, clock)
    store.create(header(), [OPENED])
    store.close()
    racers = [
        program(
            """
            from tests.store.test_schema import second
            from trainer.store.schema import STEPS
            sys.stdin.readline()
            Store(Path(sys.argv[1]), StoppedClock(), (*STEPS, second)).close()
            """,
            str(path),
            stdin=subprocess.PIPE,
        )
        for _ in range(4)
    ]
    for racer in racers:
        _, trouble = racer.communicate("go\n", timeout=60)
        assert (racer.returncode, trouble) == (0, "")
    new = Store(path, clock, (*STEPS, second))
    assert new.events("s1") == (OPENED,)
    new.close()
    old = Store(path.with_name("peilian.db.v1.bak"), clock)
    assert old.events("s1") == (OPENED,)
    old.close()
    assert not [file.name for file in path.parent.iterdir() if file.name.endswith(".part")]
