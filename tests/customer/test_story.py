"""Secrets, concerns, temptations, proposals, nodding, endings."""

from dataclasses import replace


def exploring(kit, scene=None, **mood):
    call = kit.Call(scene or kit.SCENE, **mood)
    call.state = replace(call.state, stage="exploring")
    return call


# ---- secrets ----
def test_a_secret_opens_only_through_a_question_on_its_topic(kit):
    call = exploring(kit, trust=60, anger=40)
    call.say(kit.clause("我知道您急着用钱", "empathize", "money_need"))
    assert call.state.case.facts["money"] in {"hidden", "hinted"}
    call.say(kit.clause("您还有别的事吗", "ask_detail", "", kit.ASK))
    assert call.state.case.facts["money"] in {"hidden", "hinted"}
    call.say(kit.ASK_HOME)
    assert call.state.case.facts["money"] == "full"
    assert "工友" in call.last


def test_a_secret_stays_shut_where_the_mood_is_far_from_it(kit):
    call = exploring(kit, trust=5, anger=90)
    call.say(kit.ASK_HOME)
    assert call.state.case.facts["money"] in {"hidden", "hinted"}
    assert "deflect" in call.moves


def test_near_the_gate_only_part_of_a_secret_comes_out(kit):
    call = exploring(kit, trust=28, anger=64)
    call.say(kit.ASK_HOME)
    assert call.state.case.facts["money"] == "part"
    assert "手术" in call.last
    assert "工友" not in call.last


def test_both_topics_must_be_in_the_question(kit):
    call = exploring(kit, trust=60)
    call.say(kit.clause("退件是怎么回事", "ask_open", "reject", kit.ASK))
    assert call.state.case.facts["notice"] == "hidden"
    call.say(kit.clause("退件有人通知您吗", "ask_detail", "reject notify", kit.ASK))
    assert call.state.case.facts["notice"] == "full"


def test_a_told_secret_is_addressed_by_feeling(kit):
    call = exploring(kit, trust=60, anger=40)
    call.say(kit.ASK_HOME)
    call.say(kit.clause("手术押金让您犯难了", "empathize;grounded=yes"))
    assert call.state.case.facts["money"] == "addressed"


def test_an_unheard_question_opens_nothing(kit):
    call = exploring(kit, trust=60, anger=75)
    call.state = replace(call.state, mood=replace(call.state.mood, anger=7500))
    scene = replace(
        kit.SCENE, facts=(replace(kit.SCENE.facts[0], need=replace(kit.SCENE.facts[0].need, anger_max=100)),)
    )
    call.scene = scene
    call.say(kit.EMPATHY, kit.OWN, kit.ASK_HOME)
    assert call.state.case.facts["money"] in {"hidden", "hinted"}


# ---- concerns ----
def test_a_concern_needs_feeling_and_answer(kit):
    call = exploring(kit)
    call.say(kit.clause("退件是因为缺章", "explain"))
    assert call.state.case.concerns["runaround"] == "answered"
    call.say(kit.EMPATHY)
    assert call.state.case.concerns["runaround"] == "settled"


def test_hurting_words_beside_it_spoil_a_good_answer(kit):
    call = exploring(kit)
    call.say(kit.clause("退件是因为缺章", "explain"), kit.clause("是您自己没看清", "blame"))
    assert call.state.case.concerns["runaround"] == "raised"


def test_an_unsettled_concern_comes_back(kit):
    call = exploring(kit, anger=50)
    moves = []
    for _ in range(7):
        call.say(kit.clause("嗯", "backchannel"))
        moves += call.moves
        if call.state.ending:
            break
    assert moves.count("concern:runaround") >= 2
    assert "concern:when" in moves


def test_contradicting_reopens_what_was_settled(kit):
    call = exploring(kit)
    call.say(kit.TIME)
    assert call.state.case.concerns["when"] == "settled"
    call.say(kit.clause("下周吧", "contradict"))
    assert call.state.case.concerns["when"] == "reopened"


# ---- temptations ----
def baited(kit):
    call = exploring(kit, trust=45, anger=40)
    call.n = 4
    call.say(kit.clause("嗯", "backchannel"))
    if call.state.case.traps["guarantee"] != "baited":
        call.say(kit.clause("我在看", "check_now"))
    assert call.state.case.traps["guarantee"] == "baited"
    return call


def test_a_promise_falls_into_the_trap(kit):
    call = baited(kit)
    call.say(kit.clause("肯定能赔", "overpromise"))
    assert call.state.case.traps["guarantee"] == "fallen"
    assert "fallen:guarantee" in call.moves


def test_an_honest_word_passes_it(kit):
    call = baited(kit)
    call.say(kit.clause("要看审核我不能打包票", "honest_unknown"))
    assert call.state.case.traps["guarantee"] == "passed"
    assert "passed:guarantee" in call.moves


def test_a_bait_lapses_and_comes_back_at_most_once(kit):
    call = exploring(kit, trust=45, anger=40, patience=100)
    moves = []
    for _ in range(24):
        call.state = replace(call.state, memory=replace(call.state.memory, notes={}))
        call.say(kit.clause("嗯", "backchannel"))
        moves += call.moves
        if call.state.ending:
            break
    assert 1 <= moves.count("bait:guarantee") <= 2


# ---- proposals ----
def test_a_proposal_needs_no_known_act(kit):
    call = exploring(kit, anger=50)
    call.say(kit.clause("章的事我跟医院说", "", "stamp help"))
    assert call.state.case.offers["help"] == "accepted"
    assert call.state.case.concerns["runaround"] == "answered"


def test_a_proposal_before_the_reason_is_known_is_put_off(kit):
    call = exploring(kit, anger=50)
    call.say(kit.clause("给您加急", "propose", "expedite"))
    assert call.state.case.offers["expedite"] == "made"
    assert "early:expedite" in call.moves


def test_a_bad_proposal_is_turned_down(kit):
    call = exploring(kit, anger=50)
    call.say(kit.clause("买份新的吧", "propose", "product"))
    assert call.state.case.offers["product"] == "refused"


# ---- information ----
def test_an_old_client_nods_at_what_went_past_her_and_teach_back_shows_it(kit):
    call = exploring(kit, kit.OLD)
    call.say(kit.clause("多给您六十天", "explain", "grace"), kit.clause("打电话也能交", "explain", "pay"))
    assert call.state.case.informs == {"grace": "understood", "pay": "nodded"}
    call.say(kit.clause("您说说上哪儿交", "teach_back", "pay", kit.ASK))
    assert call.state.case.informs["pay"] == "wrong"
    assert "银行" in call.last
    call.say(kit.clause("不用去打电话就行", "explain", "pay"))
    assert call.state.case.informs["pay"] == "understood"
    call.say(kit.clause("您再说说怎么交", "teach_back", "pay", kit.ASK))
    assert "打电话就能交" in call.last


def test_jargon_goes_past_her(kit):
    call = exploring(kit, kit.OLD)
    call.say(kit.clause("在宽限期", "explain jargon", "grace"))
    assert call.state.case.informs["grace"] == "nodded"


def test_going_slowly_lets_her_take_in_more(kit):
    call = exploring(kit, kit.OLD)
    call.say(kit.clause("慢慢说多给六十天", "slow_down explain", "grace"), kit.clause("打电话能交", "explain", "pay"))
    assert call.state.case.informs == {"grace": "understood", "pay": "understood"}


# ---- data ----
def test_he_gives_only_what_he_is_asked_for(kit):
    call = exploring(kit)
    call.say(kit.clause("您贵姓", "verify_id;factor=name", "", kit.ASK))
    assert "王建国" in call.last
    assert "4321" not in call.last
    assert call.state.memory.number("verified.name") == 1
    assert call.state.memory.number("verified.id_tail") == 0


def test_the_action_asks_for_several_at_once(kit):
    call = exploring(kit)
    call.act("verify", factor="name id_tail")
    assert "王建国" in call.last and "4321" in call.last


def test_he_does_not_know_what_the_scene_does_not_know(kit):
    call = exploring(kit)
    call.act("verify", factor="birthday")
    assert call.last == "记不清了。"


# ---- the end ----
def settled(kit, **mood):
    call = exploring(kit, **mood)
    call.say(kit.EMPATHY, kit.OWN)
    call.say(kit.TIME)
    return call


def test_a_hasty_goodbye_is_refused_twice(kit):
    call = exploring(kit, anger=50)
    call.say(kit.clause("再见", "farewell"))
    assert call.state.ending is None
    assert "not_done" in call.moves
    call.say(kit.clause("再见", "farewell"))
    assert call.state.ending is None
    call.say(kit.clause("再见", "farewell"))
    assert call.state.quality in {"bad", "left"}


def test_hanging_up_on_him_is_refused_once(kit):
    call = exploring(kit, anger=50)
    call.act("end")
    assert call.state.ending is None
    assert any(move.startswith("concern:") for move in call.moves)
    call.act("end")
    assert call.state.quality in {"bad", "left"}


def test_the_best_ending_wants_the_secret_too(kit):
    call = settled(kit, trust=55, anger=40)
    call.say(kit.clause("再见", "farewell"))
    assert call.state.ending == "grudging"
    call = settled(kit, trust=55, anger=40)
    call.say(kit.ASK_HOME)
    call.say(kit.clause("押金让您犯难了", "empathize"))
    call.say(kit.clause("再见", "farewell"))
    assert call.state.ending == "won"


def test_he_parts_by_himself_when_all_is_said(kit):
    call = settled(kit, trust=30, anger=40)
    for _ in range(12):
        call.say(kit.clause("嗯", "backchannel"))
        if call.state.ending:
            break
    assert call.state.ending == "grudging"


def test_two_boiling_turns_end_the_call(kit):
    call = exploring(kit, anger=93)
    call.say(kit.clause("嗯", "backchannel"))
    assert call.state.ending is None
    call.say(kit.clause("嗯", "backchannel"))
    assert call.state.quality == "left"


def test_gibberish_ends_in_a_walk_out(kit):
    call = kit.Call()
    for _ in range(12):
        call.say(kit.clause("阿巴阿巴"))
        if call.state.ending:
            break
    assert call.state.quality in {"left", "bad"}


def test_nobody_talks_for_more_than_forty_turns(kit):
    call = kit.Call(replace(kit.SCENE, persona=replace(kit.SCENE.persona, knobs={"patience": 5, "temper": 1})))
    for _ in range(41):
        call.state = replace(call.state, mood=replace(call.state.mood, patience=9000, anger=3000))
        call.state = replace(call.state, memory=replace(call.state.memory, notes={}))
        call.say(kit.clause("嗯", "backchannel"))
        if call.state.ending:
            break
    assert call.n <= 40
    assert call.state.quality in {"ok", "bad", "left"}
