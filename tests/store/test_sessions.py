import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.conftest import OPENED, StoppedClock, header, turn
from trainer.model.assessment import Versions
from trainer.model.errors import StoreError
from trainer.model.event import Event
from trainer.store import Store


def test_what_was_appended_is_read_back_in_order_by_a_new_process_of_the_store(store, path, clock):
    store.create(header(), [OPENED])
    store.append("s1", turn(2, 1, "理解您着急"))
    store.append("s1", turn(5, 2))
    store.close()
    again = Store(path, clock)
    assert again.events("s1") == (OPENED, *turn(2, 1, "理解您着急"), *turn(5, 2))
    again.close()


def test_a_gap_or_an_overlap_in_the_numbers_is_refused_and_nothing_of_it_stays(store):
    store.create(header(), [OPENED])
    for wrong in (turn(1, 1), turn(3, 1), (*turn(2, 1), *turn(6, 2))):
        with pytest.raises(StoreError) as caught:
            store.append("s1", wrong)
        assert caught.value.code == "store.behind"
    assert store.events("s1") == (OPENED,)
    assert store.session("s1").last_seq == 1


def test_two_stores_on_one_session_cannot_both_write_the_same_place(store, path, clock):
    other = Store(path, clock)
    store.create(header(), [OPENED])
    other.append("s1", turn(2, 1, "甲"))
    with pytest.raises(StoreError) as caught:
        store.append("s1", turn(2, 1, "乙"))
    assert caught.value.code == "store.behind"
    assert caught.value.facts["expected"] == 5
    assert store.events("s1")[1].data["text"] == "甲"
    other.close()


def test_a_session_is_listed_with_its_turns_and_its_ending(store):
    store.create(header("a"), [OPENED])
    store.create(header("b"), [OPENED])
    store.append("a", turn(2, 1))
    store.append("b", turn(2, 1))
    store.append("b", [Event(5, 2, "ended", {"turn": 2, "ending": "hung_up", "quality": "left"})])
    assert [record.header.id for record in store.sessions()] == ["b", "a"]
    assert [record.header.id for record in store.unfinished()] == ["a"]
    ended = store.session("b")
    assert (ended.ending, ended.quality, ended.turns, ended.last_seq) == ("hung_up", "left", 2, 5)
    assert ended.ended_at
    assert store.session("a").ended_at == ""


def test_the_session_worked_on_last_is_offered_first(store):
    store.create(header("a"), [OPENED])
    store.create(header("b"), [OPENED])
    store.append("a", turn(2, 1))
    assert [record.header.id for record in store.unfinished()] == ["a", "b"]


def test_rating_oneself_after_the_end_is_kept(store):
    store.create(header(), [OPENED, Event(2, 1, "ended", {"turn": 1, "ending": "x", "quality": "ok"})])
    store.append("s1", [Event(3, 1, "self.rated", {"ratings": {"opening": 4}, "notes": ""})])
    assert store.events("s1")[-1].kind == "self.rated"
    assert store.session("s1").quality == "ok"


def test_an_unknown_session_is_said_to_be_unknown(store):
    for act in (
        lambda: store.events("x"),
        lambda: store.session("x"),
        lambda: store.append("x", [OPENED]),
        lambda: store.save_draft("x", "您"),
        lambda: store.head("x"),
        lambda: store.branch(header("y", parent_id="x", parent_seq=1)),
        lambda: store.save_assessment("x", Versions("r", "l", "s", "e"), {}),
    ):
        with pytest.raises(StoreError) as caught:
            act()
        assert caught.value.code == "store.unknown"


def test_an_id_is_given_once(store):
    store.create(header())
    with pytest.raises(StoreError) as caught:
        store.create(header())
    assert caught.value.code == "store.exists"


def test_a_child_reads_as_the_shared_part_and_its_own(store):
    store.create(header("p"), [OPENED])
    store.append("p", turn(2, 1, "一"))
    store.append("p", turn(5, 2, "二"))
    store.branch(header("c", parent_id="p", parent_seq=4))
    store.append("c", turn(5, 2, "另一种说法"))
    store.branch(header("g", parent_id="c", parent_seq=7))
    store.append("g", turn(8, 3, "三"))
    store.append("p", turn(8, 3, "主线"))
    assert store.events("c") == (OPENED, *turn(2, 1, "一"), *turn(5, 2, "另一种说法"))
    assert store.events("g") == (*store.events("c"), *turn(8, 3, "三"))
    assert store.events("p") == (OPENED, *turn(2, 1, "一"), *turn(5, 2, "二"), *turn(8, 3, "主线"))
    assert store.session("c").turns == 2
    assert [record.header.id for record in store.children("p")] == ["c"]
    assert store.session("g").header.parent_id == "c"


def test_a_branch_can_start_only_at_an_event_that_exists(store):
    store.create(header("p"), [OPENED])
    for seq in (0, 2, 99):
        with pytest.raises(StoreError) as caught:
            store.branch(header("c", parent_id="p", parent_seq=seq))
        assert caught.value.code == "store.no_such_event"
    assert [record.header.id for record in store.sessions()] == ["p"]


def test_a_child_without_own_events_shows_the_shared_part(store):
    store.create(header("p"), [OPENED, *turn(2, 1)])
    store.branch(header("c", parent_id="p", parent_seq=1))
    assert store.events("c") == (OPENED,)
    assert store.session("c").turns == 0


def test_a_draft_is_kept_replaced_and_dropped_once_the_line_is_sent(store):
    store.create(header(), [OPENED])
    assert store.draft("s1") is None
    store.save_draft("s1", "您先别")
    store.save_draft("s1", "您先别着急，我")
    assert store.draft("s1").text == "您先别着急，我"
    store.append("s1", turn(2, 1))
    assert store.draft("s1") is None


def test_an_action_leaves_the_draft_alone(store):
    store.create(header(), [OPENED])
    store.save_draft("s1", "我查一下")
    store.append("s1", [Event(2, 1, "agent.did", {"turn": 1, "action": "file", "args": []})])
    assert store.draft("s1").text == "我查一下"


def test_an_emptied_draft_is_no_draft(store):
    store.create(header(), [OPENED])
    store.save_draft("s1", "您")
    store.save_draft("s1", "")
    assert store.draft("s1") is None


def test_a_new_assessment_stands_beside_the_old_one(store):
    store.create(header(), [OPENED])
    first = store.save_assessment("s1", Versions("r1", "l", "s", "e"), {"levels": {"L1": 2}, "overall": None})
    second = store.save_assessment("s1", Versions("r2", "l", "s", "e"), {"levels": {"L1": 3}}, created_by="王")
    kept = store.assessments("s1")
    assert [one.id for one in kept] == [first, second]
    assert [one.versions.rubric for one in kept] == ["r1", "r2"]
    assert kept[0].data == {"levels": {"L1": 2}, "overall": None}
    assert [one.created_by for one in kept] == ["rules", "王"]


def test_appending_nothing_changes_nothing(store):
    store.create(header(), [OPENED])
    before = store.session("s1")
    store.append("s1", [])
    assert store.session("s1") == before


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), json_values, max_size=4))
def test_any_json_object_survives_in_an_event(tmp_path_factory, data):
    opened = Store(tmp_path_factory.mktemp("db") / "x.db", StoppedClock())
    opened.create(header(), [Event(1, 0, "session.opened", data)])
    assert opened.events("s1")[0].data == data
    opened.close()


def test_text_that_looks_like_sql_is_only_text(store):
    nasty = "'); DROP TABLE events; --\x00 %s {x} [bold]"
    store.create(header(nasty), [OPENED])
    store.append(nasty, turn(2, 1, nasty))
    store.save_draft(nasty, nasty)
    assert store.events(nasty)[1].data["text"] == nasty
    assert store.draft(nasty).text == nasty


def test_the_standard_librarys_sqlite3_never_opens_anything_here(path, clock):
    """Positive control first: the audit event is the one that ``sqlite3.connect`` raises."""
    import sqlite3

    opened = []
    watching = [True]
    sys.addaudithook(lambda event, args: opened.append(args) if watching[0] and event == "sqlite3.connect" else None)
    sqlite3.connect(":memory:").close()
    assert len(opened) == 1
    store = Store(path, clock)
    store.create(header(), [OPENED])
    store.save_draft("s1", "您")
    store.save_assessment("s1", Versions("r", "l", "s", "e"), {})
    store.backup(path.with_name("copy.db"))
    store.close()
    watching[0] = False
    assert len(opened) == 1
