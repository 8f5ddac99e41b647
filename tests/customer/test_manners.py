"""Manners of a talk: whoever is given the floor is not rushed, whoever lets something be seen wants to be asked."""


def test_to_be_given_the_floor_is_no_rush(kit):
    call = kit.Call()
    call.say(kit.clause("您先说,我听着", "invite_talk"), kit.OWN)
    assert "early" not in call.state.memory.counts


def test_an_act_counts_once_a_turn_however_often_it_is_said(kit):
    call = kit.Call()
    call.say(kit.EMPATHY, kit.clause("换我也急", "empathize;grounded=yes"))
    assert call.state.memory.counts["empathize"] == 1


def test_an_open_question_after_a_cue_asks_after_the_secret_behind_it(kit):
    call = kit.Call(trust=50, anger=30)
    memory = kit.replace(
        call.state.memory, last_moves=("hint:money",), times={"hint:money": 1}, fired={"hint:money": 0}
    )
    call.state = kit.replace(call.state, memory=memory, stage="solving")
    call.say(kit.clause("怎么了,跟我说说", "ask_open", "what", kit.ASK))
    assert call.state.case.facts["money"] == "full"


def test_a_goodbye_with_a_question_in_it_is_none(kit):
    call = kit.Call(anger=30, trust=60)
    call.state = kit.replace(call.state, stage="solving")
    call.say(kit.clause("那回是怎么回事", "farewell ask_open", "what", kit.ASK))
    assert "late_close" not in call.state.memory.counts
    assert call.state.ending is None


def test_words_of_another_script_are_not_understood(kit):
    call = kit.Call()
    call.say(kit.clause("I am so sorry for the delay", "apologize"))
    assert "apologize" not in call.state.memory.counts
    assert {"unclear", "gibberish"} & call.state.memory.counts.keys()


def test_a_confidence_met_without_feeling_is_unheeded(kit):
    call = kit.Call(anger=30, trust=60)
    memory = kit.replace(call.state.memory, last_moves=("fact:money",))
    call.state = kit.replace(call.state, memory=memory, stage="solving")
    cold, warm = kit.Call(), kit.Call()
    cold.state = warm.state = call.state
    cold.say(kit.TIME)
    warm.say(kit.EMPATHY)
    assert "unheeded" in cold.state.memory.counts
    assert "unheeded" not in warm.state.memory.counts
