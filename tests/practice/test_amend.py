"""A person's correction: added to the events, laid over analyses, never an edit."""

import pytest

from tests.practice.conftest import MemoryLog, scene
from trainer.model.errors import PracticeError
from trainer.model.labelled import Label
from trainer.practice import Session, replay


def agents(session):
    return [turn for turn in session.transcript().turns if turn.role == "agent"]


def ids(session, turn):
    return [act.id for act in session.analyses()[turn].acts]


@pytest.fixture
def said(session):
    session.say("您好，请讲。")
    session.act("wait", {"seconds": "3"})
    session.say("您冷静一下，这是公司规定，您先别急。")
    session.say("我今天下午三点前给您回电话。")
    return session


def test_a_correction_replaces_the_acts_of_its_turn_alone(said):
    first, second, third = agents(said)
    before = {turn.n: said.analyses()[turn.n] for turn in (first, third)}
    assert "calm_command" in ids(said, second.n)
    said.amend(second.n, (Label("empathize", "您先别急"),), ("calm_command",), "王", "说得不重")
    now = said.analyses()[second.n]
    assert "calm_command" not in {act.id for act in now.acts}
    (added,) = (act for act in now.acts if act.by == "person")
    assert (added.id, added.span.quote(now.text), added.clause) == ("empathize", "您先别急", 2)
    assert {turn.n: said.analyses()[turn.n] for turn in (first, third)} == before


def test_what_was_recorded_stays_and_the_correction_is_one_more_event(said):
    events, second = said.events, agents(said)[1]
    (event,) = said.amend(second.n, (), ("calm_command",), "王", "理由")
    assert said.events == (*events, event)
    assert (event.kind, event.data["by"], event.data["reason"]) == ("analysis.amended", "王", "理由")
    analysed = [one for one in said.events if one.kind == "analysed" and one.data["turn"] == event.data["turn"]]
    assert "calm_command" in [row["act"] for row in analysed[0].data["acts"]]


def test_a_session_taken_up_again_shows_the_correction_and_plays_the_same(said, log):
    second = agents(said)[1]
    said.amend(second.n, (), ("calm_command",), "王")
    again = Session(scene(), MemoryLog(), "s1", events=log.kept["s1"])
    assert again.analyses() == said.analyses()
    assert again.state == said.state
    assert replay(scene(), log.kept["s1"]).verdict == "same"


def test_a_later_correction_builds_on_the_earlier_one(said):
    second = agents(said)[1].n
    said.amend(second, (), ("calm_command",), "王")
    said.amend(second, (Label("care", "您先别急"),), ("policy_shield",), "李")
    assert not {"calm_command", "policy_shield"} & set(ids(said, second))
    assert "care" in ids(said, second)


def test_the_same_words_are_not_counted_twice(said):
    second = agents(said)[1].n
    for _ in range(2):
        said.amend(second, (Label("reassure", "您先别急"),), (), "王")
    assert ids(said, second).count("reassure") == 1


def test_a_clause_without_an_act_is_unexplained_again(said):
    third = agents(said)[2]
    said.amend(third.n, (), tuple(dict.fromkeys(ids(said, third.n))), "王")
    found = said.analyses()[third.n]
    assert found.acts == ()
    assert [span.quote(third.text) for span in found.unexplained] == ["我今天下午三点前给您回电话"]


def test_a_branch_carries_the_corrections_made_before_it_left(said):
    _, second, third = agents(said)
    said.amend(second.n, (), ("calm_command",), "王")
    assert "calm_command" in [act.id for act in said.branch(third.n, "b").analyses()[second.n].acts]
    said.say("您看行吗？")
    child = said.branch(agents(said)[-1].n, "c")
    assert "calm_command" not in [act.id for act in child.analyses()[second.n].acts]


@pytest.mark.parametrize(
    ("turn", "add", "drop", "code"),
    [
        (1, (), ("greet",), "not_the_agents"),
        (99, (), ("greet",), "not_the_agents"),
        (0, (), ("insult",), "no_such_act_there"),
        (0, (Label("care", "没说过"),), (), "no_such_words"),
        (0, (Label("care", ""),), (), "no_such_words"),
        (0, (), (), "nothing_to_amend"),
    ],
)
def test_what_cannot_be_corrected_is_refused_and_nothing_is_kept(said, turn, add, drop, code):
    events = said.events
    with pytest.raises(PracticeError) as refused:
        said.amend(turn or agents(said)[1].n, add, drop, "王")
    assert refused.value.code == f"practice.{code}"
    assert said.events == events
