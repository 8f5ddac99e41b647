"""He hears so much and no more."""

from trainer.customer.attend import attend
from trainer.customer.profile import profile


def heard(kit, scene, heat, *clauses):
    who = profile(scene, kit.LIBRARY)
    return attend(kit.analysis(*clauses), heat, who, frozenset(kit.VIOLATIONS))


def test_a_hot_customer_takes_in_two_things_and_hears_nothing_after(kit):
    found = heard(kit, kit.SCENE, "hot", kit.EMPATHY, kit.OWN, kit.TIME, kit.clause("我查一下", "check_now"))
    assert [act.id for act in found.acts] == ["empathize", "own"]
    assert found.interrupted
    assert found.until == kit.analysis(kit.EMPATHY, kit.OWN).clauses[-1].span.end


def test_a_cool_customer_takes_in_four(kit):
    found = heard(kit, kit.SCENE, "cool", kit.EMPATHY, kit.OWN, kit.TIME, kit.clause("我查", "check_now"))
    assert len(found.acts) == 4
    assert not found.interrupted


def test_small_talk_and_the_same_thing_twice_cost_no_attention(kit):
    found = heard(
        kit, kit.SCENE, "hot", kit.clause("您好", "greet"), kit.EMPATHY, kit.clause("我懂", "empathize"), kit.OWN
    )
    assert {act.id for act in found.acts} == {"greet", "empathize", "own"}
    assert not found.interrupted


def test_an_old_client_stops_following_after_forty_characters(kit):
    long = kit.clause("这" * 41, "explain")
    found = heard(kit, kit.OLD, "cool", long, kit.clause("柜台可以交钱您去", "propose", "pay"))
    assert [act.id for act in found.acts] == ["explain"]
    assert found.interrupted


def test_an_insult_is_felt_even_where_he_had_stopped_listening(kit):
    found = heard(kit, kit.SCENE, "hot", kit.EMPATHY, kit.OWN, kit.TIME, kit.clause("你有病", "insult"))
    assert [act.id for act in found.acts] == ["empathize", "own", "insult"]


def test_a_letter_is_read_to_its_end(kit):
    from dataclasses import replace

    scene = replace(kit.SCENE, channel="letter")
    found = heard(
        kit, scene, "hot", *[kit.clause("这" * 60, act) for act in ("own", "explain", "empathize", "propose")]
    )
    assert len(found.acts) == 4


def test_stuffing_every_good_act_into_one_turn_credits_only_the_first(kit):
    call = kit.Call()
    call.say(kit.EMPATHY, kit.OWN, kit.TIME, kit.clause("缺的是章", "explain", "stamp"))
    assert call.state.memory.counts == {"empathize": 1, "own": 1, "overload": 1, "early": 1}
    assert call.state.memory.promises == ()
