from itertools import pairwise

import pytest

from tests.practice.conftest import GOOD, MemoryLog, scene
from trainer.formats.native import parse_native, write_native
from trainer.model.event import Event
from trainer.practice import Session
from trainer.practice.beats import beats, parts
from trainer.practice.telling import tell

SCENARIO = scene().scenario


def said(seq, turn, *bubbles, kind="say"):
    rows = [{"kind": kind, "move": "m", "line": f"l{at}", "text": text} for at, text in enumerate(bubbles)]
    return Event(seq, turn, "customer.said", {"turn": turn, "parts": rows})


def spoke(seq, turn, text="您好", waited_ms=None, cut=0):
    return Event(seq, turn, "agent.said", {"turn": turn, "text": text, "waited_ms": waited_ms, "cut_parts": cut})


def did(seq, turn, action, **args):
    return Event(seq, turn, "agent.did", {"turn": turn, "action": action, "args": args})


def told(*events, scenario=SCENARIO):
    return tell(scenario, "s1", beats(events))


def test_each_bubble_is_a_turn_and_bubbles_of_one_line_count_up():
    turns = told(said(1, 0, "一", "二"), spoke(2, 1), said(3, 1, "三")).transcript.turns
    assert [(turn.n, turn.role, turn.text, turn.part) for turn in turns] == [
        (1, "customer", "一", 1),
        (2, "customer", "二", 2),
        (3, "agent", "您好", 0),
        (4, "customer", "三", 0),
    ]


def test_a_bubble_that_was_cut_off_was_never_said_and_the_cut_is_a_cue():
    cut = told(said(1, 0, "一", "二", "三"), spoke(2, 1, cut=2), said(3, 1, "四")).transcript
    assert [turn.text for turn in cut.turns] == ["一", "您好", "四"]
    assert [(cue.kind, cue.by, cue.at_turn, cue.data) for cue in cut.cues] == [
        ("overlap", "agent", 2, {"parts_left": "2"})
    ]


def test_stage_directions_are_cues_and_not_words():
    events = (said(1, 0, "（叹气）", kind="stage"), spoke(2, 1))
    transcript = told(*events).transcript
    assert [turn.role for turn in transcript.turns] == ["agent"]
    assert [(cue.kind, cue.by, cue.data["text"]) for cue in transcript.cues] == [("stage", "customer", "（叹气）")]


def test_where_the_customer_stopped_listening_is_told_only_where_he_cut_in():
    heard = Event(3, 1, "heard", {"turn": 1, "until": 2, "interrupted": True})
    assert told(spoke(2, 1, "您好，是这样"), heard).transcript.turns[0].heard_until == 2
    heard = Event(3, 1, "heard", {"turn": 1, "until": 2, "interrupted": False})
    assert told(spoke(2, 1, "您好，是这样"), heard).transcript.turns[0].heard_until is None


def test_actions_become_cues_after_the_last_turn():
    transcript = told(
        said(1, 0, "喂"),
        did(2, 1, "file", reason="查理赔"),
        did(3, 2, "hold", minutes="2"),
        did(4, 3, "wait", seconds="30"),
        did(5, 4, "transfer", to="主管", reason="客户要求"),
        said(6, 4, "行"),
    ).transcript
    assert [(cue.kind, cue.at_turn, dict(cue.data)) for cue in transcript.cues] == [
        ("crm_open", 1, {"reason": "查理赔"}),
        ("hold_start", 1, {"minutes": "2"}),
        ("hold_end", 1, {}),
        ("wait", 1, {"seconds": "30"}),
        ("transfer_done", 1, {"to": "主管", "reason": "客户要求"}),
    ]


@pytest.mark.parametrize(
    ("asked", "gave", "expected"),
    [
        ("name id_tail", ["name", "id_tail"], {("name", "yes"), ("id_tail", "yes")}),
        ("name bank", ["name"], {("name", "yes"), ("bank", "no")}),
        ("id", ["id_tail"], {("id_tail", "yes")}),
        ("", ["name"], {("name", "yes")}),
        ("bank", [], {("bank", "no")}),
        ("", [], set()),
    ],
)
def test_a_factor_is_told_with_its_outcome(asked, gave, expected):
    memory = [Event(2 + at, 1, "memory", {"turn": 1, "key": f"gave.{key}", "value": 1}) for at, key in enumerate(gave)]
    args = {"factor": asked} if asked else {}
    cues = told(did(1, 1, "verify", **args), *memory).transcript.cues
    assert {(cue.data["factor"], cue.data["ok"]) for cue in cues} == expected


@pytest.mark.parametrize(("action", "by"), [("end", "agent"), ("wait", "customer"), ("transfer", "agent")])
def test_who_hung_up_is_told(action, by):
    ended = Event(2, 1, "ended", {"turn": 1, "ending": "x", "quality": "ok"})
    cue = told(did(1, 1, action), ended).transcript.cues[-1]
    assert (cue.kind, cue.data["by"]) == ("call_end", by)


def test_times_are_unknown_unless_every_line_was_measured():
    events = (said(1, 0, "喂"), spoke(2, 1, waited_ms=4000), said(3, 1, "嗯"), spoke(4, 2))
    assert all(turn.started_ms is None and turn.ended_ms is None for turn in told(*events).transcript.turns)


def test_waiting_holding_and_silence_add_up():
    events = (
        said(1, 0, "喂"),
        spoke(2, 1, waited_ms=4000),
        said(3, 1, "嗯"),
        did(4, 2, "hold", minutes="1"),
        did(5, 3, "wait", seconds="5"),
        spoke(6, 4, waited_ms=1000),
        said(7, 4, "好"),
    )
    turns = told(*events).transcript.turns
    assert [(turn.started_ms, turn.ended_ms) for turn in turns] == [
        (0, None),
        (None, 4000),
        (4000, None),
        (None, 70_000),
        (70_000, None),
    ]


def test_in_writing_a_line_has_the_moment_at_which_it_was_sent():
    from dataclasses import replace

    written = replace(SCENARIO, channel="wechat")
    turns = told(said(1, 0, "在吗"), spoke(2, 1, waited_ms=9000), scenario=written).transcript.turns
    assert [turn.started_ms for turn in turns] == [0, 9000]


def test_a_practice_transcript_carries_the_truth_and_reads_back_from_a_file(played):
    transcript = played.transcript()
    assert transcript.origin == "practice"
    assert transcript.casefile == played.scenario.casefile
    assert transcript.customer_type == ("angry",)
    (again,) = parse_native(write_native([transcript]).encode(), "x")
    assert again == transcript
    assert len(transcript.digest) == 32


def test_moods_rise_by_turn_and_start_before_the_first_line_of_the_agent(played):
    moods, transcript = played.moods(), played.transcript()
    numbers = [number for number, _ in moods]
    assert numbers == sorted(set(numbers))
    assert numbers[0] < transcript.by("agent")[0].n
    assert {turn.n for turn in transcript.by("agent")} <= set(numbers)


def test_live_and_later_analyses_are_the_same(played):
    recorded = [event for event in played.events if event.kind == "analysed"]
    found = played.analyses()
    agent = [found[turn.n] for turn in played.transcript().by("agent")]
    assert [[row["act"] for row in event.data["acts"]] for event in recorded] == [
        [act.id for act in analysis.acts] for analysis in agent
    ]
    for analysis in found.values():
        for act in analysis.acts:
            assert 0 <= act.span.start <= act.span.end <= len(analysis.text)
    assert set(found) == {turn.n for turn in played.transcript().turns}


def test_exchanges_pair_each_input_with_its_answer(played):
    found = played.exchanges()
    assert found[0].agent == ""
    assert [one.action for one in found] == ["", "", "", "", "verify", "hold", ""]
    assert [one.agent for one in found if one.agent] == list(GOOD[:4])
    assert all(one.change == one.mood - before.mood for before, one in pairwise(found))


def test_parts_of_damaged_events_are_nothing():
    (beat,) = beats(
        [Event(1, 0, "customer.said", {"parts": ["x", {"text": 3}, None]}), Event(2, 0, "customer.said", {})]
    )
    assert parts(beat) == ("",)
    assert Session(scene(), MemoryLog(), "s").transcript().turns == ()
