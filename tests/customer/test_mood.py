"""What words do to the mood: signs, wear, phases, bounds."""

from dataclasses import replace

import pytest

from trainer.customer import AgentTurn, fold, satisfaction, step
from trainer.customer.appraise import WEAR, Push, moved
from trainer.customer.state import Mood


def after(kit, call, *clauses, **extra):
    state = call.state
    for event in step(call.scene, call.library, state, kit.turn(call.n + 1, *clauses, **extra)):
        state = fold(state, event)
    return state


def test_an_act_wears_out_by_use(kit):
    call = kit.Call()
    drops = []
    for _ in range(4):
        before = call.state.mood.anger
        call.say(kit.EMPATHY)
        drops.append(before - call.state.mood.anger)
    assert drops[0] > drops[1] > drops[2] > drops[3] >= 0
    assert tuple(sorted(WEAR, reverse=True)) == WEAR


def test_words_that_name_his_own_matter_count_for_more(kit):
    generic = after(kit, kit.Call(), kit.clause("理解您的心情", "empathize;grounded=no"))
    plain = after(kit, kit.Call(), kit.clause("理解您的心情", "empathize"))
    own = after(kit, kit.Call(), kit.EMPATHY)
    assert own.mood.anger < plain.mood.anger < generic.mood.anger


def test_solving_before_he_has_let_off_steam_counts_for_little(kit):
    early = kit.Call()
    early.say(kit.OWN)
    late = kit.Call()
    late.state = replace(late.state, stage="solving")
    late.say(kit.OWN)
    assert late.state.mood.trust > early.state.mood.trust
    assert "early" in early.state.memory.counts
    assert "early" in early.moves


def test_a_violation_does_not_wear_out(kit):
    fresh, used = kit.Call(), kit.Call()
    used.state = replace(used.state, memory=replace(used.state.memory, counts={"blame": 5}))
    assert after(kit, fresh, kit.clause("怪你", "blame")).mood == after(kit, used, kit.clause("怪你", "blame")).mood


@pytest.mark.parametrize("act", ["blame", "calm_command", "dismiss", "insult", "repeat", "contradict"])
@pytest.mark.parametrize("lead", [0, 3, 6])
def test_a_violation_never_leaves_him_calmer_than_a_neutral_turn(kit, act, lead):
    call = kit.Call()
    for _ in range(lead):
        call.say(kit.EMPATHY)
    neutral = after(kit, call, kit.clause("嗯", "backchannel"))
    bad = after(kit, call, kit.clause("嗯", "backchannel"), kit.clause("话", act))
    assert bad.mood.anger > neutral.mood.anger
    assert bad.mood.trust <= neutral.mood.trust
    assert satisfaction(bad) <= satisfaction(neutral)


def test_overpromising_soothes_at_once(kit):
    call = kit.Call()
    call.state = replace(call.state, stage="solving")
    assert after(kit, call, kit.clause("肯定能赔", "overpromise")).mood.anger < call.state.mood.anger


def test_cutting_in_on_him_makes_him_angrier(kit):
    call = kit.Call()
    plain = after(kit, call, kit.clause("嗯", "backchannel"))
    cut = after(kit, call, kit.clause("嗯", "backchannel"), cut_parts=1)
    assert cut.mood.anger > plain.mood.anger
    assert cut.memory.counts["interrupted"] == 1


def test_waiting_costs_in_buckets_unless_it_was_announced(kit):
    call = kit.Call()
    angers = [
        after(kit, call, kit.EMPATHY, waited_s=seconds).mood.anger for seconds in (0, 20, 21, 60, 61, 120, 121, 900)
    ]
    assert angers == sorted(angers)
    assert angers[0] == angers[1] < angers[2] == angers[3] < angers[4] == angers[5] < angers[6] == angers[7]
    call.say(kit.clause("请稍等两分钟", "wait_notice"))
    quick, slow = (after(kit, call, kit.EMPATHY, waited_s=seconds).mood for seconds in (0, 900))
    assert quick == slow


def test_a_mood_near_its_bound_moves_less_and_never_beyond(kit):
    high = moved(Mood(9900, 0, 5000, 5000, 5000), [Push("x", {"anger": 2600, "anxiety": -900})])
    low = moved(Mood(3000, 0, 5000, 5000, 5000), [Push("x", {"anger": 2600, "anxiety": -900})])
    assert high.anger == 10000
    assert high.anxiety == 0
    assert low.anger - 3000 > 2600


def test_knobs_turn_the_same_words_into_more_anger(kit):
    mild = replace(kit.SCENE, persona=replace(kit.SCENE.persona, knobs={"temper": 1}))
    wild = replace(kit.SCENE, persona=replace(kit.SCENE.persona, knobs={"temper": 5}))
    angers = [after(kit, kit.Call(scene), kit.clause("怪你", "blame")).mood.anger for scene in (mild, kit.SCENE, wild)]
    assert angers[0] < angers[1] < angers[2]


def test_listening_in_silence_is_good_while_he_vents_and_a_stall_later(kit):
    call = kit.Call()
    call.act("wait")
    assert "silence" not in call.state.memory.counts
    assert call.state.memory.number("stall") == 0
    call.say(kit.EMPATHY)
    call.say(kit.EMPATHY)
    before = call.state.mood.patience
    call.act("wait")
    assert call.state.memory.counts["silence"] == 1
    assert call.state.mood.patience < before


def test_a_long_unannounced_hold_is_worse_than_a_short_one(kit):
    def hold(minutes):
        call = kit.Call()
        call.act("hold", minutes=minutes)
        return call.state.mood

    assert hold("2").anger < hold("4").anger < hold("9").anger


def test_satisfaction_lies_between_nothing_and_all(kit):
    call = kit.Call()
    best = replace(call.state, mood=Mood(0, 0, 10000, 10000, 10000))
    worst = replace(call.state, mood=Mood(10000, 10000, 0, 0, 0))
    assert satisfaction(best) == 100
    assert satisfaction(worst) == 0


def test_nobody_hears_a_turn_after_the_end(kit):
    from trainer.model.errors import PracticeError

    call = kit.golden()
    with pytest.raises(PracticeError, match=r"customer\.ended"):
        step(call.scene, call.library, call.state, AgentTurn(99, "say", "喂"))


def test_an_unknown_type_is_refused(kit):
    from trainer.customer import initial
    from trainer.model.errors import PracticeError

    with pytest.raises(PracticeError) as caught:
        initial(replace(kit.SCENE, types=("martian",)), kit.LIBRARY)
    assert caught.value.facts == {"type": "martian"}
