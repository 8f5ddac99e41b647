from dataclasses import replace

import pytest

from tests.practice.conftest import GOOD, MemoryLog, scene
from trainer.model.errors import PracticeError
from trainer.practice import Session, fork, replay, tree


def changed(events, seq, **data):
    return tuple(replace(event, data={**event.data, **data}) if event.seq == seq else event for event in events)


def test_an_honest_recording_comes_out_the_same(played):
    result = replay(scene(), played.events)
    assert (result.verdict, result.seq, result.drift) == ("same", 0, ())
    assert result.checked == len(played.events)


def test_waits_and_cuts_are_part_of_the_recording(session):
    session.say(GOOD[0], waited_s=130, cut_parts=1)
    session.act("wait", {"seconds": "45"})
    session.say(GOOD[1], waited_s=0)
    assert replay(scene(), session.events).verdict == "same"


def test_a_recording_with_ratings_after_its_end_comes_out_the_same(log):
    session = Session(scene(), log, "e")
    session.opening()
    while not session.ended:
        session.act("end")
    session.rate(dict.fromkeys(("opening", "needs", "solution", "objection", "closing"), 3))
    result = replay(scene(), session.events)
    assert (result.verdict, result.checked) == ("same", len(session.events))


def test_a_changed_answer_is_found_with_its_number(played):
    at = next(event.seq for event in played.events if event.kind == "customer.said" and event.at_turn == 2)
    result = replay(scene(), changed(played.events, at, parts=[]))
    assert (result.verdict, result.seq) == ("different", at)
    assert result.recorded.data["parts"] == []
    assert result.recomputed.data["parts"]


def test_a_mood_moved_by_hand_is_found(played):
    at = next(event.seq for event in played.events if event.kind == "mood" and event.at_turn == 1)
    assert replay(scene(), changed(played.events, at, anger=0)).seq == at


def test_a_line_changed_afterwards_is_found_in_what_was_understood_of_it(played):
    at = next(event.seq for event in played.events if event.kind == "agent.said" and event.at_turn == 1)
    result = replay(scene(), changed(played.events, at, text="嗯"))
    assert (result.verdict, result.seq) == ("different", at + 1)


def test_missing_and_added_events_are_found(played):
    last = played.events[-1]
    assert replay(scene(), played.events[:-1]).seq == last.seq
    extra = replace(last, seq=last.seq + 1)
    result = replay(scene(), (*played.events, extra))
    assert (result.seq, result.recomputed) == (extra.seq, None)


def test_nothing_is_not_a_recording():
    assert replay(scene(), ()).verdict == "different"


@pytest.mark.parametrize("field", ["engine", "lexicon_digest", "scenario_digest", "library_digest"])
def test_other_versions_than_then_are_drift_and_named(played, field):
    result = replay(scene(), changed(played.events, 1, **{field: "older"}))
    assert (result.verdict, result.drift) == ("drift", (field,))


def test_another_seed_is_drift_with_the_first_difference(played):
    result = replay(scene(seed=8), played.events)
    assert "seed" in result.drift
    assert result.verdict == "drift"


def test_a_branch_shares_the_past_and_leaves_the_first_line_alone(played, log):
    main = played.events
    turn = played.transcript().by("agent")[1].n
    child = played.branch(turn, "c1")
    assert child.events == main[: played.before(turn)]
    assert child.turn == 1
    child.say("您别激动，冷静一下。")
    assert played.events == main == tuple(log.kept["s1"])
    header = log.headers[-1]
    assert (header.parent_id, header.parent_seq) == ("s1", played.before(turn))
    assert log.kept["c1"][: header.parent_seq] == list(main[: header.parent_seq])
    assert replay(scene(), child.events).verdict == "same"


def test_saying_the_same_in_a_branch_gives_the_same_answer(played):
    turn = played.transcript().by("agent")[2].n
    child = played.branch(turn, "c1")
    child.say(GOOD[2])
    assert child.events == played.events[: len(child.events)]


@pytest.mark.parametrize("which", ["customer", "none", "zero"])
def test_a_branch_starts_only_at_a_turn_of_the_agent(played, which):
    turn = {"customer": played.transcript().by("customer")[0].n, "none": 999, "zero": 0}[which]
    with pytest.raises(PracticeError) as caught:
        played.branch(turn, "c1")
    assert caught.value.code == "practice.no_such_turn"


def test_other_words_can_be_tried_without_keeping_them(played, log):
    turn = played.transcript().by("agent")[0].n
    before = len(log.commits)
    rude = played.what_if(turn, "这是公司规定，我也没办法，您自己没看清楚。")
    kind = played.what_if(turn, GOOD[0])
    assert len(log.commits) == before
    assert kind == played.exchanges()[1]
    assert rude.mood < kind.mood
    assert rude.customer


def test_branches_stand_side_by_side_from_where_they_part(played):
    turn = played.transcript().by("agent")[1].n
    child = played.branch(turn, "c1")
    child.say("您别激动，冷静一下。")
    both = fork(played.exchanges(), child.exchanges())
    assert both.shared == played.exchanges()[:2]
    assert both.pairs[0][0].agent == GOOD[1]
    assert both.pairs[0][1].agent == "您别激动，冷静一下。"
    assert [right for _, right in both.pairs[1:]] == [None] * (len(both.pairs) - 1)
    assert fork(played.exchanges(), played.exchanges()).pairs == ()


def test_the_tree_shows_branches_below_the_line_they_left(tmp_path):
    from tests.store.conftest import OPENED, StoppedClock, header, turn
    from trainer.store import Store

    store = Store(tmp_path / "x.db", StoppedClock())
    store.create(header("a"), [OPENED, *turn(2, 1)])
    store.create(header("z"), [OPENED])
    store.branch(header("b", parent_id="a", parent_seq=1))
    store.branch(header("c", parent_id="a", parent_seq=1))
    store.branch(header("d", parent_id="b", parent_seq=1))
    shape = [(depth, record.header.id) for node in tree(store.sessions()) for depth, record in node.flat()]
    assert shape == [(0, "z"), (0, "a"), (1, "b"), (2, "d"), (1, "c")]
    orphan = [record for record in store.sessions() if record.header.id == "d"]
    assert [node.record.header.id for node in tree(orphan)] == ["d"]
    store.close()


def test_with_the_real_store_a_session_is_kept_resumed_and_branched(tmp_path):
    from tests.store.conftest import StoppedClock
    from trainer.store import Store

    store = Store(tmp_path / "x.db", StoppedClock())
    session = Session(scene(), store, "s1")
    session.opening()
    session.say(GOOD[0])
    store.close()
    store = Store(tmp_path / "x.db", StoppedClock())
    again = Session(scene(), store, "s1", events=store.events("s1"))
    again.say(GOOD[1])
    child = again.branch(again.transcript().by("agent")[1].n, "c1")
    child.say("您别激动。")
    assert store.events("c1") == child.events
    assert replay(scene(), store.events("c1")).verdict == "same"
    assert store.session("s1").turns == 2
    memory = Session(scene(), MemoryLog(), "m")
    memory.opening()
    memory.say(GOOD[0])
    memory.say(GOOD[1])
    assert memory.events == store.events("s1")
    store.close()
