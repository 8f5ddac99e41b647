"""What holds for any agent whatever: bounds, fold, no leak, no exception, hardly a repeated line."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.customer import AgentTurn, fold, initial, opening, step
from trainer.customer.lines import SAME
from trainer.model.library import MOODS

ACTS = (
    "empathize;grounded=yes", "empathize;grounded=no", "paraphrase", "apologize", "apologize;object=wait", "own", "explain",
    "commit_time;time=15:00", "propose", "ask_open", "ask_detail", "backchannel", "verify_id;factor=name", "verify_id",
    "overpromise", "honest_unknown", "blame", "calm_command", "dismiss", "insult", "contradict", "repeat", "farewell",
    "teach_back", "wait_notice", "jargon", "more_help", "invite_talk", "slow_down", "unknown_act",
)  # fmt: skip
TOPICS = ("money_need", "illness", "reject", "notify", "stamp", "help", "expedite", "product", "grace", "pay")
clauses = st.tuples(
    st.text("这您好我的", min_size=0, max_size=40),
    st.lists(st.sampled_from(ACTS), max_size=3, unique=True).map(tuple),
    st.lists(st.sampled_from(TOPICS), max_size=3, unique=True).map(tuple),
    st.sampled_from(["question", "request", "command", "statement"]),
)
words = st.tuples(st.just("say"), st.lists(clauses, max_size=5), st.sampled_from([0, 30, 200]), st.integers(0, 2))
deeds = st.tuples(
    st.sampled_from(["verify", "file", "hold", "transfer", "wait", "end"]),
    st.sampled_from([(), (("factor", "name,id_tail"),), (("minutes", "9"),), (("minutes", "x"),), (("to", "主管"),)]),
)
calls = st.lists(st.one_of(words, words, deeds), min_size=1, max_size=25)


def turns(kit, plan):
    for n, item in enumerate(plan, 1):
        if item[0] == "say":
            found = kit.analysis(*item[1], turn=n)
            yield AgentTurn(n, "say", found.text, found, waited_s=item[2], cut_parts=item[3])
        else:
            yield AgentTurn(n, item[0], args=item[1])


def checked(kit, scene, state, events, before):
    """Fold one batch and check every event; return the new state."""
    for event in events:
        if event.kind == "customer.said":
            opened = {e.data["id"] for e in events if e.kind == "fact" and e.data["state"] in {"part", "full"}}
            text = "".join(part["text"] for part in event.data["parts"])
            assert text
            for fact in scene.facts:
                if before.hidden(fact.id) and fact.id not in opened:
                    assert not any(term in text for term in fact.locked_terms)
        state = fold(state, event)
        assert all(0 <= value <= 10000 for value in state.mood.all())
        if event.kind == "mood":
            assert all(0 <= event.data[mood] <= 100 for mood in MOODS)
            assert [value // 100 for value in event.data["exact"]] == [event.data[mood] for mood in MOODS]
    return state


@settings(max_examples=150, deadline=None)
@given(plan=calls, seed=st.integers(0, 2**32), elderly=st.booleans())
def test_any_sequence_of_turns_keeps_every_promise(kit, plan, seed, elderly):
    scene = replace(kit.OLD if elderly else kit.SCENE, seed=seed)
    state = initial(scene, kit.LIBRARY)
    state = checked(kit, scene, state, opening(scene, kit.LIBRARY, state), state)
    for inp in turns(kit, plan):
        events = step(scene, kit.LIBRARY, state, inp)
        assert events == step(scene, kit.LIBRARY, state, inp)
        assert events[-1].kind in {"customer.said", "ended"}
        assert sum(event.kind == "customer.said" for event in events) == 1
        state = checked(kit, scene, state, events, state)
        if state.ending is not None:
            assert events[-1].kind == "ended"
            break
        assert state.turn == inp.turn


@settings(max_examples=60, deadline=None)
@given(plan=calls, bad=st.sampled_from(["blame", "calm_command", "dismiss", "insult"]))
def test_after_any_story_a_violation_never_calms(kit, plan, bad):
    state = initial(kit.SCENE, kit.LIBRARY)
    for inp in turns(kit, plan):
        for event in step(kit.SCENE, kit.LIBRARY, state, inp):
            state = fold(state, event)
        if state.ending is not None:
            return
    n = state.turn + 1
    plain = kit.turn(n, kit.clause("嗯", "backchannel"))
    worse = kit.turn(n, kit.clause("嗯", "backchannel"), kit.clause("话", bad))
    moods = []
    for inp in (plain, worse):
        events = step(kit.SCENE, kit.LIBRARY, state, inp)
        moods.append(next(event.data["exact"] for event in events if event.kind == "mood"))
    assert moods[1][0] >= moods[0][0]
    assert moods[1][2] <= moods[0][2]


def test_no_line_comes_twice_within_fifteen_turns_while_another_is_left(kit):
    call = kit.Call()
    said = {}
    for n in range(1, 14):
        events = call.say(*([kit.EMPATHY] if n % 3 else [kit.clause("嗯", "backchannel")]))
        if call.state.ending:
            break
        for event in events:
            for part in event.data.get("parts", ()):
                if part["move"].startswith(("concern", "hint", "bait")):
                    assert n - said.get(part["line"], -SAME - 1) > SAME, part["line"]
                said[part["line"]] = n


def test_a_line_with_a_locked_word_waits_for_its_secret(kit):
    leaky = replace(kit.SCENE.concerns[0], say=kit.lines("leaky", "我老婆的手术费呢?", "钱呢?"))
    for seed in range(12):
        scene = replace(kit.SCENE, seed=seed, concerns=(leaky, *kit.SCENE.concerns[1:]))
        call = kit.Call(scene)
        call.say(kit.clause("您说", "invite_talk"))
        assert "老婆" not in call.last


def test_a_new_variant_moves_only_its_share_of_the_choices(kit):
    from trainer.customer.lines import Move, choose

    state = initial(kit.SCENE, kit.LIBRARY)
    few, many = kit.lines("x", *"甲乙丙"), kit.lines("x", *"甲乙丙丁")
    changed = 0
    for turn in range(400):
        first = choose(Move("x", few), kit.SCENE, state, turn, "s")
        second = choose(Move("x", many), kit.SCENE, state, turn, "s")
        changed += first.id != second.id
        assert second.id in {first.id, "x#3"}
    assert 60 <= changed <= 140
