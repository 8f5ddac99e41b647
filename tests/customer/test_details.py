"""Smaller rules: conditions, cooldowns, balking, plain talk, damaged events."""

from dataclasses import replace

import pytest

from trainer.customer import fold, initial
from trainer.customer.behave import behaviours
from trainer.customer.endings import Why, ending
from trainer.customer.env import VOCABULARY, View, condition
from trainer.customer.fold import whole
from trainer.customer.gates import gate
from trainer.customer.profile import profile
from trainer.model.event import KINDS, Event
from trainer.rules import parse


def exploring(kit, scene=None, **mood):
    call = kit.Call(scene or kit.SCENE, **mood)
    call.state = replace(call.state, stage="exploring")
    return call


def view(call, **said):
    return View(call.state, said, call.n + 1, "test")


# ---- conditions ----
@pytest.mark.parametrize(
    ("source", "truth"),
    [
        ("anger == 76 and trust == 20 and heat == 'hot'", True),
        ("turn == 1 and stage == 'opening' and stall == 0", True),
        ("verified == 0 and not settled_all", True),
        ("raised('runaround') and not raised('when') and not settled('when')", True),
        ("fact('money') or told('stamp') or offered('help') or passed('guarantee') or fallen('guarantee')", False),
        ("said('blame') == 2 and did('blame') == 0 and since('blame') > 100 and action('hold') == 0", True),
        ("chance(1000) and not chance(0)", True),
        ("fact('nowhere')", False),
    ],
)
def test_conditions_see_the_moment(kit, source, truth):
    assert view(kit.Call(), blame=2).holds(source, "test") is truth


def test_a_name_or_call_outside_the_vocabulary_is_unknown_not_false(kit):
    seen = view(kit.Call())
    assert seen.name("weather") is None
    assert seen.call("weather", ("x",)) is None


def test_every_condition_of_the_kit_is_in_the_vocabulary(kit):
    for item in kit.BEHAVIOURS:
        assert parse(item.when, VOCABULARY) == condition(item.when)


def test_chance_falls_differently_for_each_behaviour(kit):
    seen = view(kit.Call())
    assert {seen.holds("chance(500)", f"b{n}") for n in range(30)} == {True, False}


def test_time_and_actions_are_remembered(kit):
    call = kit.Call()
    call.say(kit.clause("怪你", "blame"))
    call.act("hold", minutes="1")
    assert view(call).holds(
        "since('blame') == 2 and did('blame') == 1 and action('hold') == 1 and did('hold') == 1", "x"
    )


@pytest.mark.parametrize(
    ("source", "acts"),
    [
        ("said('blame') > 0", {"blame"}),
        ("anger > 5 and said('blame') > 0", {"blame"}),
        ("said('blame') + said('insult') > 0", {"blame", "insult"}),
        ("said('blame') > 0 or said('insult') > 0", {"blame", "insult"}),
        ("said('blame') > 0 or anger > 5", None),
        ("said('blame') == 0", None),
        ("said('blame') + turn > 0", None),
        ("not said('blame') > 0", None),
        ("anger > 0", None),
        ("True", None),
    ],
)
def test_the_gate_of_a_condition_is_what_it_cannot_do_without(source, acts):
    assert gate(source) == acts


# ---- behaviours ----
def test_a_behaviour_waits_out_its_cooldown_and_a_once_never_returns(kit):
    items = (
        kit.behave("often", "reaction", "True", *"甲乙丙丁戊己", cooldown=3),
        kit.behave("single", "escalation", "True", *"子丑寅卯", once=True, cooldown=0),
    )
    call = kit.Call(library=replace(kit.LIBRARY, behaviours=items))
    moves = []
    for _ in range(6):
        call.say(kit.clause("嗯", "backchannel"))
        moves.append(call.moves)
    assert [turn for turn, row in enumerate(moves, 1) if "often" in row] == [1, 4]
    assert sum("single" in row for row in moves) == 1


def test_a_behaviour_of_another_type_stays_away_and_the_stronger_one_comes_first(kit):
    items = (
        kit.behave("weak", "reaction", "anger > 1", "甲"),
        kit.behave("exact", "reaction", "anger > 1 and trust > 1", "乙"),
        kit.behave("strong", "reaction", "anger > 1", "丙", priority=9),
        kit.behave("old", "reaction", "anger > 1", "丁", priority=99, types=("elderly",)),
    )
    call = kit.Call(library=replace(kit.LIBRARY, behaviours=items))
    due = behaviours(call.library, view(call), profile(call.scene, call.library), "reaction")
    assert list(dict.fromkeys(move.id for move in due)) == ["strong", "exact", "weak"]


# ---- identity ----
def balky(kit):
    trap = replace(kit.SCENE.traps[0], id="skip", when="verified < 2", bad=("privacy_breach",), good=("verify_id",))
    return replace(kit.SCENE, traps=(trap,))


def test_he_balks_once_at_the_check_that_he_wants_to_skip(kit):
    call = exploring(kit, balky(kit))
    call.say(kit.clause("您贵姓", "verify_id;factor=name", "", kit.ASK))
    assert call.state.case.traps["skip"] == "baited"
    assert "王建国" not in call.last
    assert call.state.memory.number("verified.name") == 0
    call.say(kit.clause("还是请您报一下", "verify_id;factor=name", "", kit.ASK))
    assert call.state.case.traps["skip"] == "passed"
    assert "王建国" in call.last


def test_nobody_balks_at_a_check_that_was_not_asked_for(kit):
    call = exploring(kit, balky(kit), anger=50)
    for _ in range(4):
        call.say(kit.EMPATHY)
        assert "bait:skip" not in call.moves


@pytest.mark.parametrize(
    ("act", "topics", "given"),
    [
        ("verify_id;factor=身份证后四位", "id_card", "4321"),
        ("verify_id;factor=单号", "policy_no", "P123"),
        ("verify_id;factor=policy", "", "P123"),
        ("verify_id", "", "王建国"),
    ],
)
def test_a_factor_goes_by_its_id_or_by_the_topic_of_its_clause(kit, act, topics, given):
    call = exploring(kit)
    call.say(kit.clause("请报一下", act, topics, "request"))
    assert given in call.last


def test_asked_again_he_says_so(kit):
    call = exploring(kit)
    call.act("verify", factor="name")
    call.act("verify", factor="name")
    assert "刚报过了" in call.last
    assert call.state.memory.number("stall") == 1


# ---- plain talk ----
def about(kit):
    first = replace(kit.SCENE.concerns[0], settle=replace(kit.SCENE.concerns[0].settle, about="{stamp}"))
    return replace(kit.SCENE, concerns=(first, *kit.SCENE.concerns[1:]), offers=())


def test_a_plain_statement_of_the_very_matter_explains_it(kit):
    call = exploring(kit, about(kit))
    call.say(kit.clause("退件是因为缺一个章", "", "stamp"))
    assert call.state.case.concerns["runaround"] == "answered"


def test_a_question_or_a_kind_word_explains_nothing(kit):
    call = exploring(kit, about(kit))
    call.say(kit.clause("章盖了吗", "", "stamp", kit.ASK))
    call.say(kit.clause("为个章跑三趟真窝火", "empathize;grounded=yes", "stamp"))
    assert call.state.case.concerns["runaround"] == "acknowledged"
    assert call.state.case.informs["stamp"] == "untold"


def test_an_explanation_of_another_matter_settles_nothing_here(kit):
    call = exploring(kit, about(kit))
    call.state = replace(call.state, memory=replace(call.state.memory, last_moves=()))
    call.say(kit.clause("理赔要十天", "explain", "claim"))
    assert call.state.case.concerns["runaround"] == "raised"


def test_a_stock_phrase_settles_once_and_a_grounded_word_always(kit):
    call = exploring(kit)
    call.state = replace(call.state, memory=replace(call.state.memory, counts={"empathize": 3}))
    call.say(kit.clause("理解您", "empathize;grounded=no"))
    assert call.state.case.concerns["runaround"] == "raised"
    call.say(kit.EMPATHY)
    assert call.state.case.concerns["runaround"] == "acknowledged"


# ---- temptations ----
def tempted(kit):
    trap = replace(
        kit.SCENE.traps[0], id="cash", when="True", good=("explain", "refuse"), bait=kit.lines("b", "我把现金给你吧?")
    )
    call = exploring(kit, replace(kit.SCENE, traps=(trap,)), anger=40)
    while call.state.case.traps["cash"] != "baited":
        call.say(kit.clause("嗯", "backchannel"))
    return call


def test_an_explanation_of_something_else_does_not_turn_a_temptation_down(kit):
    call = tempted(kit)
    call.say(kit.clause("单子是上周寄的", "explain"))
    assert call.state.case.traps["cash"] == "baited"


def test_an_explanation_in_its_own_words_does(kit):
    call = tempted(kit)
    call.say(kit.clause("现金只能在柜台交", "explain"))
    assert call.state.case.traps["cash"] == "passed"


def test_what_is_bad_only_here_is_no_fall_before_the_bait(kit):
    trap = replace(kit.SCENE.traps[0], bad=("overpromise", "refuse"), when="False")
    call = exploring(kit, replace(kit.SCENE, traps=(trap,)))
    call.say(kit.clause("不行", "refuse"))
    assert call.state.case.traps["guarantee"] == "idle"
    call.say(kit.clause("肯定赔", "overpromise"))
    assert call.state.case.traps["guarantee"] == "fallen"


# ---- the scene's own moves, endings, events ----
def test_a_move_of_the_scene_comes_once_and_does_what_it_says(kit):
    call = exploring(kit, replace(kit.SCENE, traps=()), patience=100)
    seen = []
    for _ in range(14):
        call.state = replace(
            call.state, mood=replace(call.state.mood, patience=9000), memory=replace(call.state.memory, notes={})
        )
        call.say(kit.clause("嗯", "backchannel"))
        seen += [move for move in call.moves if move == "move:call"]
    assert seen == ["move:call"]
    said = next(e for e in call.events if e.kind == "customer.said" and e.data["parts"][0]["move"] == "move:call")
    assert [part["kind"] for part in said.data["parts"]] == ["stage", "say"]


def test_where_no_ending_fits_the_worst_there_is_serves(kit):
    call = kit.Call(replace(kit.SCENE, endings=tuple(replace(item, when="False") for item in kit.SCENE.endings)))
    assert ending(call.scene, view(call), Why.LEFT).id == "hung_up"
    assert ending(call.scene, view(call), Why.CLOSED).id == "gave_up"
    bare = replace(call.scene, endings=())
    assert ending(bare, view(call), Why.LEFT).quality == "left"
    assert ending(bare, view(call), Why.TIMEOUT).quality == "bad"


def test_events_of_other_rooms_only_move_the_number(kit):
    before = initial(kit.SCENE, kit.LIBRARY)
    for seq, kind in enumerate(("session.opened", "agent.said", "agent.did", "analysed", "self.rated", "scored"), 1):
        assert kind in KINDS
        assert fold(before, Event(seq, 0, kind, {})) == replace(before, seq=seq)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("mood", {"exact": "hot"}),
        ("memory", {"key": "acts", "value": 3}),
        ("memory", {"key": "promise", "value": 3}),
        ("customer.said", {"parts": "hm"}),
    ],
)
def test_a_damaged_event_is_refused(kit, kind, data):
    with pytest.raises(TypeError):
        fold(initial(kit.SCENE, kit.LIBRARY), Event(1, 1, kind, data))


def test_only_a_whole_number_is_whole():
    assert whole(3) == 3
    for value in (True, "3", None):
        with pytest.raises(TypeError):
            whole(value)


def test_promises_are_remembered_in_his_words(kit):
    call = exploring(kit)
    call.say(kit.TIME)
    assert [(p.what, p.when, p.turn) for p in call.state.memory.promises] == [
        ("周四下午五点前给您回电话", "周四17:00", 1)
    ]


def test_an_english_scene_listens_to_three_times_the_letters(kit):
    zh = profile(kit.SCENE, kit.LIBRARY)
    en = profile(replace(kit.SCENE, language="en"), kit.LIBRARY)
    chat = profile(replace(kit.SCENE, channel="wechat"), kit.LIBRARY)
    assert en.chars["hot"] == 3 * zh.chars["hot"]
    assert chat.chars["hot"] == 2 * zh.chars["hot"]


def test_two_types_take_the_shorter_attention_and_nod(kit):
    both = profile(replace(kit.SCENE, types=("angry", "elderly")), kit.LIBRARY)
    assert both.chars["cool"] == 40
    assert both.nods
    assert both.ups == profile(kit.SCENE, kit.LIBRARY).ups


def test_a_check_beyond_what_the_scene_wants_is_noticed(kit):
    call = exploring(kit)
    call.act("verify", factor="name id_tail")
    assert "verify_bad" not in call.state.memory.counts
    call.act("verify", factor="policy_no")
    assert call.state.memory.counts["verify_bad"] == 1


def test_a_question_about_nothing_known_is_off_the_topic(kit):
    call = exploring(kit)
    call.say(kit.clause("您爱吃什么", "", "", kit.ASK))
    assert call.state.memory.counts["off_topic"] == 1
