import pytest

from trainer.language import Context
from trainer.model.transcript import Turn


def acts(analyst, text, other=""):
    history = (Turn(1, "customer", other),) if other else ()
    return [act.id for act in analyst.analyse(text, Context(history=history)).acts]


@pytest.mark.parametrize(
    ("plain", "hit"),
    [
        ("我不能承诺一定赔付，要看审核", "您放心，保证赔付"),
        ("这个我没法保证赔", "这个我保证赔"),
        ("不是说一定能赔", "肯定能赔"),
        ("您说的“保证赔付”，是谁说的", "保证赔付"),
        ("业务员说保证赔付，这话不对", "我跟您保证赔付"),
        ("如果有人说保证赔付您就打热线", "保证赔付"),
        ("保证赔付这种话我们不能说", "保证赔付"),
        ("按条款第六条规定是90天", "这是规定"),
    ],
)
def test_minimal_pairs_of_promise_and_shield(analyst, plain, hit):
    violations = {"overpromise", "policy_shield"}
    assert not violations & set(acts(analyst, plain))
    assert violations & set(acts(analyst, hit))


def test_a_denied_promise_becomes_honesty_and_quotes_its_negation(analyst):
    text = "我不能承诺一定赔付。"
    act = analyst.analyse(text, Context()).of("honest_unknown")[0]
    assert act.span.quote(text).startswith("不能承诺")


def test_two_negations_are_none(analyst):
    assert "overpromise" in acts(analyst, "不是不能保证赔付")


def test_a_rhetorical_negation_asserts(analyst):
    assert "overpromise" in acts(analyst, "我不是说保证赔付吗")


def test_a_negation_reaches_through_a_list_but_not_past_a_contrast(analyst):
    assert "overpromise" not in acts(analyst, "我们不能承诺保本、保证赔付")
    assert "overpromise" in acts(analyst, "不是我推脱，而是保证赔付")


def test_a_pattern_that_spells_its_negation_is_not_denied_by_it(analyst):
    assert "hide_disclosure" in acts(analyst, "结节不用写")


def test_a_negation_elsewhere_in_the_turn_does_not_count(analyst):
    assert "overpromise" in acts(analyst, "您不着急，保证赔付")


def test_quotation_marks_guard_only_what_they_hold(analyst):
    assert "overpromise" in acts(analyst, "“宽限期”您别管，保证赔付")
    assert "overpromise" not in acts(analyst, "他发来“保证赔付”四个字")


def test_the_other_sides_words_asked_back_are_an_echo(analyst):
    assert "overpromise" not in acts(analyst, "保证赔付？谁跟您讲的", "他跟我讲保证赔付的")
    assert "overpromise" in acts(analyst, "保证赔付。", "能保证赔付吗")


def test_a_report_leads_on_into_the_next_clause(analyst):
    assert "overpromise" not in acts(analyst, "业务员跟您说的，保证赔付，是吧")
    assert "overpromise" in acts(analyst, "业务员跟您说的我都知道，保证赔付")


def test_a_context_pattern_wants_the_other_sides_line(analyst):
    assert "involve_family" in acts(analyst, "家人可以一起听", "我看不清")
    assert "involve_family" not in acts(analyst, "家人可以一起听", "我知道")


def test_a_turn_rule_sees_all_clauses(analyst):
    text = "第一，交材料。第二，等通知。"
    found = [
        act
        for act in analyst.analyse(text.replace("第一", "第1").replace("第二", "第2"), Context()).acts
        if act.id == "summarize"
    ]
    assert len(found) == 1 and found[0].clause == 0


def test_named_groups_fill_arguments(analyst):
    act = analyst.analyse("换谁都着急", Context()).of("empathize")[0]
    assert act.arg("feeling") == "着急"


def test_a_special_act_takes_the_place_of_a_general_one(analyst):
    assert acts(analyst, "您看这样行吗") == ["ask_preference"]
    assert acts(analyst, "您收到短信了吗") == ["ask_detail"]


def test_before_a_time_is_not_the_past(analyst):
    clause = analyst.analyse("明天三点之前给您回电", Context()).clauses[0]
    assert "past" not in clause.guards


@pytest.mark.parametrize("word", ["别款", "别的", "别处的", "特别", "我分别", "级别高，", "要不要我", "怪不得，"])
def test_a_word_that_only_holds_a_sign_of_negation_denies_nothing(analyst, word):
    text = f"{word}保证赔付"
    assert "overpromise" in acts(analyst, text)
    assert all("negated" not in clause.guards for clause in analyst.analyse(text, Context()).clauses)


@pytest.mark.parametrize("word", ["别说", "特别不能", "别人也不能", "这个别说", "怕有人"])
def test_a_negation_beside_such_a_word_still_counts(analyst, word):
    assert "overpromise" not in acts(analyst, f"{word}保证赔付")


def test_a_long_clause_of_negations_stays_cheap(analyst):
    """Counted in marks weighed: only those near the words count."""
    acts_found = acts(analyst, "不能保证赔付" + "能不能" * 500 + "保证赔付")
    assert "honest_unknown" in acts_found
