import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.practice.conftest import GOOD, MemoryLog, scene
from trainer.model.digest import digest
from trainer.model.errors import PracticeError, StoreError
from trainer.model.event import KINDS, Event
from trainer.model.text import LIMIT
from trainer.practice import Session
from trainer.words import Words

RATINGS = {"opening": 4, "needs": 3, "solution": 2, "objection": 1, "closing": 5}


def as_json(events):
    return [[event.seq, event.at_turn, event.kind, dict(event.data)] for event in events]


def ended(log):
    session = Session(scene(), log, "e")
    session.opening()
    for _ in range(40):
        session.act("end")
        if session.ended:
            return session
    raise AssertionError("the customer never left")


def code_of(act):
    with pytest.raises(PracticeError) as caught:
        act()
    for language in ("zh", "en"):
        sentence = Words(language)(f"error.{caught.value.code}", **caught.value.facts)
        assert "{" not in sentence and not sentence.startswith("error.")
    return caught.value.code


def test_the_header_comes_first_and_freezes_every_version(session):
    first = session.events[0]
    assert (first.seq, first.at_turn, first.kind) == (1, 0, "session.opened")
    assert first.data["scenario"] == "sc01_claim_delay"
    assert first.data["seed"] == 7
    named = {name.strip() for name in KINDS["session.opened"].split(":")[0].split(",")}
    assert named <= set(first.data)
    assert all(first.data[name] for name in ("scenario_digest", "lexicon_digest", "library_digest", "engine", "vars"))
    assert session.events[-1].kind == "customer.said"


def test_a_line_and_its_answer_are_one_commit(session, log):
    before = len(log.commits)
    events = session.say(GOOD[0])
    assert log.commits[before:] == [len(events)]
    assert [event.kind for event in events[:2]] == ["agent.said", "analysed"]
    assert "customer.said" in {event.kind for event in events}
    assert log.kept["s1"] == list(session.events)
    assert [event.seq for event in session.events] == list(range(1, len(session.events) + 1))


def test_every_kind_of_event_is_a_documented_one(played):
    assert {event.kind for event in played.events} <= set(KINDS)


def test_a_disk_that_refuses_loses_nothing_and_the_same_line_can_be_sent_again(session, log):
    before = (session.events, session.state)
    for attempt in (lambda: session.say(GOOD[0]), lambda: session.act("file")):
        log.refuse = True
        with pytest.raises(StoreError):
            attempt()
        assert (session.events, session.state) == before
    session.say(GOOD[0])
    assert session.turn == 1


def test_a_session_that_could_not_be_opened_can_be_opened_again(log):
    session = Session(scene(), log, "s1")
    log.refuse = True
    with pytest.raises(StoreError):
        session.opening()
    assert session.events == ()
    assert session.opening()


def test_resumed_from_its_events_it_goes_on_exactly_as_it_would_have(played, log):
    again = Session(scene(), MemoryLog(), "s1", events=tuple(log.kept["s1"]))
    again._log.kept["s1"] = list(log.kept["s1"])
    assert again.state == played.state
    assert as_json(again.say(GOOD[4])) == as_json(played.say(GOOD[4]))
    assert again.transcript() == played.transcript()


def test_what_is_typed_is_cleaned_of_control_characters(session):
    events = session.say("  您好\x1b]52;c;eA==\x07\u202e \n")
    assert events[0].data["text"].isprintable()
    assert events[0].data["text"].startswith("您好")


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_nothing_is_not_a_line(session, text):
    assert code_of(lambda: session.say(text)) == "practice.nothing_said"


def test_a_line_that_is_too_long_is_refused_with_its_length(session):
    with pytest.raises(PracticeError) as caught:
        session.say("您" * (LIMIT + 1))
    assert caught.value.facts == {"length": LIMIT + 1, "limit": LIMIT}
    assert session.turn == 0


@pytest.mark.parametrize(
    ("action", "args", "code"),
    [
        ("dance", {}, "practice.no_such_action"),
        ("say", {}, "practice.no_such_action"),
        ("hold", {"minutes": "two"}, "practice.wrong_number"),
        ("hold", {"minutes": "-1"}, "practice.wrong_number"),
        ("hold", {"minutes": "61"}, "practice.wrong_number"),
        ("wait", {"seconds": "²"}, "practice.wrong_number"),
        ("wait", {"seconds": "9" * 1999}, "practice.wrong_number"),
    ],
)
def test_an_action_that_cannot_be_is_refused_and_nothing_happens(session, log, action, args, code):
    before = len(log.kept["s1"])
    assert code_of(lambda: session.act(action, args)) == code
    assert len(log.kept["s1"]) == before


def test_factors_may_come_as_one_text_or_as_pairs_and_keep_their_order(log):
    one, two = Session(scene(), log, "a"), Session(scene(), log, "b")
    for session in (one, two):
        session.opening()
    first = one.act("verify", {"factor": "name, id_tail name"})
    second = two.act("verify", (("name", "name"), ("id_tail", "id_tail")))
    assert first[0].data["args"] == {"factor": "name id_tail"}
    assert as_json(first) == as_json(second)


def test_a_session_is_opened_once_and_before_anything_else(log):
    session = Session(scene(), log, "s1")
    assert code_of(lambda: session.say("您好")) == "practice.not_open"
    session.opening()
    assert code_of(session.opening) == "practice.already_open"


def test_events_of_another_scene_are_refused(session):
    other = scene("sc06_renewal_notice")
    assert code_of(lambda: Session(other, MemoryLog(), "s1", events=session.events)) == "practice.other_scene"


def test_after_the_end_there_is_nothing_to_say_but_a_rating(log):
    session = ended(log)
    assert code_of(lambda: session.say("您好")) == "practice.ended"
    assert code_of(lambda: session.act("file")) == "practice.ended"
    (event,) = session.rate(RATINGS, "急了\x07")
    assert event.data["ratings"] == RATINGS
    assert event.data["notes"].isprintable()
    assert session.rated == RATINGS
    assert session.scored("d")[0].kind == "scored"
    assert session.ended


@pytest.mark.parametrize(
    "ratings",
    [{}, {**RATINGS, "opening": 0}, {**RATINGS, "closing": 6}, {**RATINGS, "mood": 3}, {"opening": 3}],
)
def test_a_rating_is_whole_or_refused(log, ratings):
    session = ended(log)
    assert code_of(lambda: session.rate(ratings)) == "practice.wrong_rating"


def test_rating_waits_for_the_end(session):
    assert code_of(lambda: session.rate(RATINGS)) == "practice.not_ended"


def test_at_most_all_but_the_first_bubble_can_be_cut_off(log):
    session = Session(scene(), log, "s1")
    session.opening()
    events = session.say("嗯", cut_parts=50)
    bubbles = sum(len(event.data["parts"]) for event in session.events[:4] if event.kind == "customer.said")
    assert events[0].data["cut_parts"] == bubbles - 1
    assert session.say("嗯", cut_parts=-3)[0].data["cut_parts"] == 0


class Eavesdropper:
    """The real recogniser, with a memory of what it was told about the surroundings."""

    def __init__(self, analyst):
        self.analyst = analyst
        self.contexts = []

    def analyse(self, text, context):
        self.contexts.append(context)
        return self.analyst.analyse(text, context)


def test_the_recogniser_is_told_what_was_said_and_not_what_was_cut_off(log):
    eavesdropper = Eavesdropper(scene().analyst)
    session = Session(replace(scene(), analyst=eavesdropper), log, "s1")
    session.opening()
    while len(session.transcript().turns) < 2 or session.transcript().turns[-1].part < 2:
        session.say(GOOD[session.turn % 5])
    last = session.transcript().turns[-1]
    session.say("嗯", cut_parts=1)
    heard = eavesdropper.contexts[-1]
    assert last.text not in [turn.text for turn in heard.history[-2:]]
    assert heard.turn == heard.history[-1].n + 1 == last.n
    assert session.transcript().turns[last.n - 1].text == "嗯"
    assert heard.casefile == session.scenario.casefile
    assert heard.needed == session.scenario.verify


def test_proof_of_identity_reaches_the_recogniser(log):
    eavesdropper = Eavesdropper(scene().analyst)
    session = Session(replace(scene(), analyst=eavesdropper), log, "s1")
    session.opening()
    # Hot as he is, he may refuse at first.
    for line in GOOD[:3]:
        session.say(line)
        session.act("verify", {"factor": "name id_tail"})
    session.say(GOOD[3])
    assert eavesdropper.contexts[0].verified == 0
    assert eavesdropper.contexts[-1].verified == 2


@pytest.mark.parametrize(("slow", "signal"), [({"waited_s": 900}, "wait_long"), ({"cut_parts": 1}, "interrupted")])
def test_waiting_and_being_cut_off_reach_the_customer(log, slow, signal):
    session = Session(scene(), log, "s1")
    session.opening()
    while not session.told().transcript.turns[-1].part:
        session.say(GOOD[session.turn % 5])
    child = session.branch(session.transcript().by("agent")[-1].n, "c")
    child.say(session.transcript().by("agent")[-1].text)
    session.say("嗯", **slow)
    child.say("嗯")
    assert session.state.memory.counts.get(signal, 0) > child.state.memory.counts.get(signal, 0)
    assert session.state.mood != child.state.mood


def test_two_processes_with_other_hash_seeds_give_identical_events():
    program = (
        "from tests.practice.conftest import *\n"
        "from tests.practice.test_session import as_json\n"
        "from trainer.model.digest import digest\n"
        "session = Session(scene(), MemoryLog(), 's1'); session.opening()\n"
        "for line in GOOD[:3]: session.say(line, waited_s=12)\n"
        "session.act('verify', {'factor': 'name id_tail'}); session.act('file'); session.say(GOOD[3])\n"
        "print(digest(as_json(session.events)), session.transcript().digest)\n"
    )
    root = Path(__file__).parents[2]
    seen = set()
    for seed in ("1", "4242"):
        run = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
        )
        seen.add(run.stdout)
    assert len(seen) == 1


def test_another_seed_is_another_course():
    found = set()
    for seed in range(5):
        session = Session(scene(seed=seed), MemoryLog(), "s1")
        session.opening()
        for line in GOOD[:3]:
            session.say(line)
        said = [event.data["parts"] for event in session.events if event.kind == "customer.said"]
        found.add(digest(said))
    assert len(found) > 1


lines = st.one_of(
    st.sampled_from(GOOD),
    st.text(max_size=40),
    st.sampled_from(["file", "hold", "wait", "verify", "transfer"]).map(lambda action: ("act", action)),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(lines, max_size=8))
def test_whatever_is_said_the_log_holds_what_the_session_shows_and_resuming_gives_the_same_customer(inputs):
    log = MemoryLog()
    session = Session(scene(), log, "s1")
    session.opening()
    for given_ in inputs:
        try:
            session.act(given_[1]) if isinstance(given_, tuple) else session.say(given_)
        except PracticeError as error:
            known = error.code
            assert known in {"practice.nothing_said", "practice.ended"}
    assert tuple(log.kept["s1"]) == session.events
    again = Session(scene(), log, "s1", events=log.kept["s1"])
    assert again.state == session.state
    assert again.transcript() == session.transcript()
    turns = session.transcript().turns
    assert [turn.n for turn in turns] == list(range(1, len(turns) + 1))
    assert all(0 <= mood <= 100 for _, mood in session.moods())


def test_an_event_kept_beside_the_play_does_not_disturb_it(played, log):
    amended = Event(
        len(played.events) + 1, played.turn, "analysis.amended", {"turn": 1, "acts": [], "by": "王", "reason": "x"}
    )
    again = Session(scene(), MemoryLog(), "s1", events=(*played.events, amended))
    assert again.transcript() == played.transcript()
    assert again.state == replace(played.state, seq=played.state.seq + 1)
