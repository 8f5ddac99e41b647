"""The store under kills, races, damage and disks that refuse. Every fault is a real one, in a real process or file."""

import os
import random
import signal
import stat
import subprocess
import textwrap
import time
from pathlib import Path

import pysqlite3
import pytest

from tests.store.conftest import OPENED, StoppedClock, header, program, turn
from trainer.model.errors import StoreError
from trainer.store import Store
from trainer.store.database import Database


def raw(path):
    """Open the file past the store, as a tamperer would."""
    return pysqlite3.connect(str(path), isolation_level=None)


WRITER = """
    store = Store(Path(sys.argv[1]), StoppedClock())
    start = store.session("s1").last_seq + 1
    number = store.session("s1").turns + 1
    print("ready", flush=True)
    while True:
        store.append("s1", turn(start, number))
        # The acknowledgement leaves the process only after the commit returned.
        os.write(1, f"{start + 2}\\n".encode())
        start, number = start + 3, number + 1
"""


def test_a_writer_killed_20_times_at_random_moments_never_loses_what_it_acknowledged(path, clock):
    chance = random.Random(20)
    first = Store(path, clock)
    first.create(header(), [OPENED])
    first.close()
    acknowledged = 1
    for _ in range(20):
        writer = program(WRITER, str(path))
        assert writer.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0, 0.12))
        writer.send_signal(signal.SIGKILL)
        lines = writer.communicate(timeout=20)[0].splitlines()
        acknowledged = max([acknowledged, *(int(line) for line in lines if line.isdigit())])
        store = Store(path, clock)
        events = store.events("s1")
        store.close()
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        assert acknowledged <= len(events) <= acknowledged + 3
        assert (len(events) - 1) % 3 == 0
        acknowledged = len(events)
    assert acknowledged > 60


def test_four_processes_that_start_together_on_no_file_make_one_good_file(tmp_path):
    for again in range(3):
        path = tmp_path / str(again) / "deep" / "x.db"
        racers = [
            program(
                """
                sys.stdin.readline()
                store = Store(Path(sys.argv[1]), StoppedClock())
                store.create(header(sys.argv[2]), [OPENED, *turn(2, 1)])
                store.close()
                """,
                str(path),
                f"r{number}",
                stdin=subprocess.PIPE,
            )
            for number in range(4)
        ]
        time.sleep(0.6)
        for racer in racers:
            racer.stdin.write("go\n")
            racer.stdin.flush()
        for racer in racers:
            _, trouble = racer.communicate(timeout=60)
            assert (racer.returncode, trouble) == (0, "")
        store = Store(path, StoppedClock())
        assert {record.header.id for record in store.sessions()} == {"r0", "r1", "r2", "r3"}
        store.close()


def test_several_processes_write_their_sessions_at_once_without_an_error(path, clock):
    Store(path, clock).close()
    writers = [
        program(
            """
            store = Store(Path(sys.argv[1]), StoppedClock())
            store.create(header(sys.argv[2]), [OPENED])
            for number in range(1, 41):
                store.append(sys.argv[2], turn(3 * number - 1, number))
                store.save_draft(sys.argv[2], "d")
            store.close()
            """,
            str(path),
            f"w{number}",
        )
        for number in range(4)
    ]
    for writer in writers:
        _, trouble = writer.communicate(timeout=120)
        assert (writer.returncode, trouble) == (0, "")
    store = Store(path, clock)
    assert [len(store.events(f"w{number}")) for number in range(4)] == [121] * 4
    store.close()


def test_reading_is_not_held_up_by_a_writer(store, path, clock):
    store.create(header(), [OPENED])
    other = Database(path)
    with other.write():
        assert store.events("s1") == (OPENED,)
    other.close()


def filled(path, turns=30) -> None:
    store = Store(path, StoppedClock())
    store.create(header(), [OPENED])
    for number in range(1, turns + 1):
        store.append("s1", turn(3 * number - 1, number, f"第{number}句话"))
    store.close()
    with raw(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def outcome(path) -> str:
    try:
        store = Store(path, StoppedClock())
    except StoreError as error:
        return error.code
    try:
        return f"{len(store.events('s1'))} events, {len(store.sessions())} sessions"
    except StoreError as error:
        return error.code
    finally:
        store.close()


@pytest.mark.parametrize("damage", ["noise", "truncated", "zeros", "text"])
def test_a_damaged_file_is_refused_and_kept_as_it_is(path, damage):
    filled(path)
    data = bytearray(path.read_bytes())
    if damage == "noise":
        data[100:4096] = random.Random(1).randbytes(3996)
    elif damage == "truncated":
        del data[len(data) // 2 :]
    elif damage == "zeros":
        data[4096:12288] = bytes(8192)
    else:
        data[:] = "这不是数据库".encode() * 400
    path.write_bytes(data)
    with pytest.raises(StoreError) as caught:
        Store(path, StoppedClock()).events("s1")
    assert caught.value.code in {"store.damaged", "store.tampered"}
    assert path.read_bytes() == bytes(data)


def test_damage_is_found_at_the_door_and_not_in_the_middle_of_a_call(path):
    filled(path)
    data = bytearray(path.read_bytes())
    # The last page belongs to a table that opening alone does not read.
    data[-4096:] = b"\xff" * 4096
    path.write_bytes(data)
    with pytest.raises(StoreError) as caught:
        Store(path, StoppedClock())
    assert caught.value.code == "store.damaged"


def test_of_200_flipped_bytes_none_changes_what_is_shown(path, tmp_path):
    filled(path)
    good = path.read_bytes()
    honest = outcome(path)
    chance = random.Random(9)
    copy = tmp_path / "copy.db"
    seen = set()
    for _ in range(200):
        data = bytearray(good)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        copy.write_bytes(data)
        for left in (copy.with_name("copy.db-wal"), copy.with_name("copy.db-shm")):
            left.unlink(missing_ok=True)
        result = outcome(copy)
        if result == honest:
            store = Store(copy, StoppedClock())
            texts = [event.data for event in store.events("s1")]
            store.close()
            assert texts == [
                OPENED.data,
                *(event.data for at in range(1, 31) for event in turn(3 * at - 1, at, f"第{at}句话")),
            ]
        seen.add(result)
    assert {honest, "store.tampered"} <= seen
    assert seen <= {
        honest,
        "store.tampered",
        "store.damaged",
        "store.foreign",
        "store.newer",
        "store.unknown",
        "store.cannot_open",
    }


TAMPERINGS = {
    "words": ("UPDATE events SET data = replace(data, '第2句', '第9句') WHERE seq = 4", 4),
    "kind": ("UPDATE events SET kind = 'memory' WHERE seq = 5", 5),
    "turn": ("UPDATE events SET at_turn = 9 WHERE seq = 6", 6),
    "removed": ("DELETE FROM events WHERE seq = 5", 5),
    "cut at the end": ("DELETE FROM events WHERE seq > 4", 5),
    "all removed": ("DELETE FROM events", 1),
    "swapped": (
        "UPDATE events SET seq = -seq WHERE seq IN (2, 5); UPDATE events SET seq = 7 + seq WHERE seq < 0",
        2,
    ),
    "added": ("INSERT INTO events VALUES ('s1', 8, 3, 'mood', '{\"anger\":0}', 'aa')", 8),
    "link": ("UPDATE events SET chain = 'ab' WHERE seq = 3", 3),
    "not JSON": ("UPDATE events SET data = '{' WHERE seq = 3", 3),
    "header note": ("UPDATE sessions SET last_seq = 4", 5),
    "head": ("UPDATE sessions SET head = 'ab'", 8),
}


@pytest.mark.parametrize("way", TAMPERINGS)
def test_tampering_past_the_triggers_is_found_and_named(path, clock, way):
    sql, seq = TAMPERINGS[way]
    store = Store(path, clock)
    store.create(header(), [OPENED, *turn(2, 1, "第2句"), *turn(5, 2)])
    with raw(path) as connection:
        connection.execute("DROP TRIGGER events_stay")
        connection.execute("DROP TRIGGER events_last")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.executescript(
            sql.replace(
                "replace(data, '第2句', '第9句') WHERE seq = 4", "replace(data, '第1句', '第9句') WHERE seq = 4"
            )
        )
    connection.close()
    with pytest.raises(StoreError) as caught:
        store.events("s1")
    assert (caught.value.code, caught.value.facts["seq"], caught.value.facts["session"]) == (
        "store.tampered",
        seq,
        "s1",
    )
    store.close()


def test_a_row_moved_to_another_session_does_not_fit_there(store, path):
    for name in ("a", "b"):
        store.create(header(name), [OPENED])
    with raw(path) as connection:
        connection.execute("DROP TRIGGER events_stay")
        connection.execute("UPDATE events SET session_id = 'x' WHERE session_id = 'a'")
        connection.execute("UPDATE events SET session_id = 'a' WHERE session_id = 'b'")
        connection.execute("UPDATE events SET session_id = 'b' WHERE session_id = 'x'")
    connection.close()
    with pytest.raises(StoreError):
        store.events("a")


def test_a_parent_changed_after_the_branch_shows_in_the_child(store, path):
    store.create(header("p"), [OPENED, *turn(2, 1)])
    store.branch(header("c", parent_id="p", parent_seq=4))
    store.append("c", turn(5, 2))
    with raw(path) as connection:
        connection.execute("DROP TRIGGER events_stay")
        connection.execute("UPDATE events SET at_turn = 7 WHERE session_id = 'p' AND seq = 3")
    connection.close()
    with pytest.raises(StoreError) as caught:
        store.events("c")
    assert (caught.value.facts["session"], caught.value.facts["seq"]) == ("p", 3)


def test_a_head_kept_elsewhere_shows_even_a_recomputed_chain(store, path, clock, tmp_path):
    store.create(header(), [OPENED, *turn(2, 1, "真的")])
    kept = store.head("s1")
    forged = Store(tmp_path / "forged.db", clock)
    forged.create(header(), [OPENED, *turn(2, 1, "假的")])
    assert forged.events("s1")
    assert forged.head("s1") != kept
    forged.close()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE events SET data = '{}'",
        "DELETE FROM events",
        "UPDATE assessments SET json = '{}'",
        "DELETE FROM assessments",
    ],
)
def test_the_file_itself_refuses_to_change_what_happened(store, path, sql):
    from trainer.model.assessment import Versions

    store.create(header(), [OPENED])
    store.save_assessment("s1", Versions("r", "l", "s", "e"), {})
    connection = raw(path)
    with pytest.raises(pysqlite3.IntegrityError, match="append-only"):
        connection.execute(sql)
    connection.close()


def test_a_full_disk_is_said_and_nothing_acknowledged_is_lost(path, clock):
    """RLIMIT_FSIZE stands for the full disk: no file may grow beyond it, and writing further fails."""
    Store(path, clock).close()
    writer = program(
        """
        import resource
        store = Store(Path(sys.argv[1]), StoppedClock())
        store.create(header(), [OPENED])
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
        number = 1
        while True:
            try:
                store.append("s1", turn(3 * number - 1, number, "句" * 2000))
            except Exception as error:
                print(type(error).__name__, getattr(error, "code", error))
                break
            number += 1
        kept = len(store.events("s1"))
        print(kept, 3 * (number - 1) + 1)
        # Space again: the same connection goes on with the same events.
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        store.append("s1", turn(3 * number - 1, number, "句" * 2000))
        print(len(store.events("s1")))
        store.close()
        """,
        str(path),
    )
    said, trouble = writer.communicate(timeout=120)
    assert writer.returncode == 0, trouble
    error, kept, after = said.splitlines()
    assert error in {"StoreError store.full", "StoreError store.disk"}
    there, acknowledged = kept.split()
    assert there == acknowledged
    assert int(after) == int(there) + 3
    assert int(there) > 30


def as_nobody(text: str, *arguments: str) -> str:
    """Run a program without root's rights, so that a read-only folder is one."""
    source = textwrap.dedent(text)
    runner = program("if os.getuid() == 0:\n    os.setgid(65534); os.setuid(65534)\n" + source, *arguments)
    said, trouble = runner.communicate(timeout=60)
    assert runner.returncode == 0, trouble
    return said.strip()


OPENER = """
try:
    Store(Path(sys.argv[1]), StoppedClock()).create(header(sys.argv[2]))
except Exception as error:
    print(type(error).__name__, getattr(error, "code", error))
else:
    print("written")
"""


@pytest.fixture
def open_tmp():
    """A folder below which an unprivileged user can be let in; pytest's own are closed to others."""
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


def test_a_folder_that_cannot_be_written_is_said_and_left_alone(open_tmp):
    closed = open_tmp / "closed"
    closed.mkdir(mode=0o555)
    assert as_nobody(OPENER, str(closed / "x.db"), "a") == "StoreError store.readonly"
    assert list(closed.iterdir()) == []


def test_a_file_that_cannot_be_written_is_said_and_left_alone(open_tmp):
    path = open_tmp / "x.db"
    filled(path)
    path.chmod(0o444)
    before = path.read_bytes()
    assert as_nobody(OPENER, str(path), "a") == "StoreError store.readonly"
    assert path.read_bytes() == before


def test_a_folder_in_place_of_the_file_is_said(tmp_path, clock):
    with pytest.raises(StoreError) as caught:
        Store(tmp_path, clock)
    assert caught.value.code == "store.cannot_open"
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError) as caught:
        Store(tmp_path / "file" / "x.db", clock)
    assert caught.value.code == "store.cannot_open"


def test_file_and_folder_are_for_their_owner_alone(path, clock):
    old = os.umask(0)
    try:
        store = Store(path, clock)
        store.create(header(), [OPENED])
        store.backup(path.with_name("backup.db"))
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert set(modes) == {"peilian.db", "peilian.db-wal", "peilian.db-shm", "backup.db"}
    assert set(modes.values()) == {0o600}
    store.close()
    path.chmod(0o644)
    Store(path, clock).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_every_write_is_on_the_disk_when_it_returns(path, clock):
    """The settings behind the promise: WAL, FULL, foreign keys; a lock is waited for, not given up."""
    database = Database(path)
    found = {name: database.pragma(name) for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")}
    assert found == {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "30000"}
    database.close()


def test_a_block_that_fails_leaves_nothing_of_itself(store):
    store.create(header(), [OPENED])
    database = store._database

    def fail():
        with database.write() as tables:
            tables["drafts"].insert({"session_id": "s1", "text": "x", "saved_at": ""})
            raise KeyError("x")

    with pytest.raises(KeyError):
        fail()
    assert store.draft("s1") is None
    store.append("s1", turn(2, 1))


def test_a_backup_taken_while_others_write_is_whole(path, clock, tmp_path):
    store = Store(path, clock)
    store.create(header(), [OPENED])
    writer = program(WRITER, str(path))
    assert writer.stdout.readline() == "ready\n"
    sizes = []
    for number in range(8):
        target = tmp_path / f"b{number}.db"
        store.backup(target)
        copy = Store(target, clock)
        sizes.append(len(copy.events("s1")))
        copy.close()
    writer.kill()
    writer.communicate(timeout=20)
    assert sizes == sorted(sizes)
    assert all(size % 3 == 1 for size in sizes)
    with pytest.raises(StoreError) as caught:
        store.backup(tmp_path / "b0.db")
    assert caught.value.code == "store.backup_exists"
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".")]
    store.close()


def test_a_backup_that_fails_leaves_nothing(store, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError) as caught:
        store.backup(tmp_path / "file" / "b.db")
    assert caught.value.code == "store.backup_failed"


def test_a_backup_that_the_disk_refuses_is_said_to_have_failed(store, tmp_path):
    (tmp_path / f".b.db.{os.getpid()}.part").mkdir()
    with pytest.raises(StoreError) as caught:
        store.backup(tmp_path / "b.db")
    assert caught.value.code == "store.backup_failed"
    assert caught.value.facts["path"] == str(tmp_path / "b.db")
    assert not (tmp_path / "b.db").exists()


def test_a_file_whose_tables_are_not_ours_any_more_is_damaged(store, path):
    connection = raw(path)
    connection.execute("DROP TABLE drafts")
    connection.close()
    store.create(header(), [OPENED])
    with pytest.raises(StoreError) as caught:
        store.draft("s1")
    assert caught.value.code == "store.damaged"
    assert "drafts" in caught.value.facts["reason"]


def test_a_closed_store_is_a_mistake_of_ours_and_not_of_the_disk(path, clock):
    store = Store(path, clock)
    store.close()
    with pytest.raises(pysqlite3.ProgrammingError):
        store.sessions()


def test_threads_of_one_process_share_a_store(store):
    import threading

    store.create(header(), [OPENED])
    troubles = []

    def work(name):
        try:
            store.create(header(name), [OPENED])
            for number in range(1, 11):
                store.append(name, turn(3 * number - 1, number))
                store.save_draft("s1", name)
        except StoreError as error:
            troubles.append(error)

    threads = [threading.Thread(target=work, args=(f"t{number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    assert all(len(store.events(f"t{number}")) == 31 for number in range(6))


def test_an_append_takes_a_few_milliseconds(store):
    """A ceiling far above what is measured here, so that a lost index or a check per row shows."""
    store.create(header(), [OPENED])
    times = []
    for number in range(1, 101):
        started = time.perf_counter()
        store.append("s1", turn(3 * number - 1, number))
        times.append(time.perf_counter() - started)
    assert sorted(times)[50] < 0.25
