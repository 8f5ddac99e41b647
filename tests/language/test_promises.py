"""Promises, proof of identity and questions passed over, on the real lexicon."""

import pytest

from trainer.language import Context
from trainer.model.transcript import Turn


def turns(*lines):
    return tuple(Turn(at, "agent" if who == "a" else "customer", text) for at, (who, text) in enumerate(lines, 1))


def analyse(analyst, text, *lines, **more):
    return analyst.analyse(text, Context(turn=len(lines) + 1, history=turns(*lines), **more))


def ids(analysis):
    return [act.id for act in analysis.acts]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("麻烦您告诉我姓名和身份证后四位，我马上查", ["name", "id_tail"]),
        ("先对一下姓名跟身份证末四位,可以吗", ["name", "id_tail"]),
        ("名字和身份证后四位", ["name", "id_tail"]),
        ("麻烦发一下保单号后四位和您的姓名", ["policy_no", "name"]),
        ("请问您贵姓大名，证件尾号多少", ["name", "id_tail"]),
        ("身份证后四位是多少呀", ["id_tail"]),
    ],
)
def test_factors_are_asked_for_in_many_words(real_analyst, text, asked):
    found = real_analyst.analyse(text, Context()).of("verify_id")
    assert [act.arg("factor") for act in found] == asked
    assert {act.arg("asks") for act in found} == {"yes"}


@pytest.mark.parametrize("text", ["核对上了。", "对上了，是您本人。", "您的信息没问题", "信息都对的"])
def test_a_check_that_is_done_asks_nothing(real_analyst, text):
    found = real_analyst.analyse(text, Context()).of("verify_id")
    assert found and {(act.arg("asks"), act.arg("factor")) for act in found} == {("no", "")}


@pytest.mark.parametrize(
    "text", ["请问那家医院的名字是什么", "您的姓名和身份证写错了", "请问是哪个业务员，叫什么名字", "您带上身份证和手机号到柜台办", "我的名字和电话写在短信里"]
)  # fmt: skip
def test_names_of_others_and_papers_are_no_proof_of_identity(real_analyst, text):
    assert not real_analyst.analyse(text, Context()).of("verify_id")


def test_a_statement_about_what_was_given_is_no_reask(analyst):
    before = (("a", "请报一下身份证后四位"), ("c", "后四位5516"))
    assert "reask" not in ids(analyse(analyst, "您拿身份证去柜台就能交", *before))
    assert "reask" in ids(analyse(analyst, "身份证后四位是多少？", *before))


@pytest.mark.parametrize(
    ("earlier", "now", "clashes"),
    [
        ("我今天下午三点给您回电话", "我明天上午十点给您回电话", True),
        ("我今天下午三点给您回电话", "我明天上午十点给您发短信", False),
        ("我今天下午三点给您打电话", "我明天上午再给您打个电话", False),
        ("我今天下午三点给您打电话", "主管明天上午给您打电话", False),
        ("我今天下午三点给您打电话", "我16号下午三点给您打电话", False),
        ("我三天内给您回电话", "我五天内给您回电话", True),
        ("我三天内给您回电话", "我三个工作日内给您回电话", False),
    ],
)
def test_only_another_time_for_the_same_act_of_the_same_side_contradicts(real_analyst, earlier, now, clashes):
    assert ("contradict" in ids(analyse(real_analyst, now, ("a", earlier), ("c", "行")))) is clashes


@pytest.mark.parametrize(
    "text",
    [
        "我们有规定，十个工作日内出结论",
        "核保一般十个工作日内答复",
        "十一月十五日前都来得及",
        "按合同，三十天内作出核定",
    ],
)
def test_a_rule_or_a_limit_is_no_promise(real_analyst, text):
    assert not real_analyst.analyse(text, Context()).of("commit_time")


@pytest.mark.parametrize(
    "text",
    [
        "一般是24小时之内会有人联系您",
        "按规定是十天，我三天内给您回电话",
        "今天下午五点前，不管有没有结果，我给您打电话",
    ],
)
def test_our_own_act_beside_a_rule_is_a_promise(real_analyst, text):
    assert real_analyst.analyse(text, Context()).of("commit_time")


@pytest.mark.parametrize("text", ["我这边立刻给您走优先", "我马上进系统查", "核完我立马给您查", "报一下，很快"])
def test_what_is_done_in_this_very_call_is_no_vague_promise(real_analyst, text):
    assert not real_analyst.analyse(text, Context()).of("vague_time")
    assert real_analyst.analyse("我们会尽快给您处理的", Context()).of("vague_time")


@pytest.mark.parametrize("reply", ["嗯嗯，您说。", "您稍等一下。", "在听，您慢慢说。"])
def test_listening_leaves_no_question_open(real_analyst, reply):
    asked = ("c", "那我现在退保能拿回多少？")
    assert "unanswered" in ids(analyse(real_analyst, "今天天气不错。", asked))
    assert "unanswered" not in ids(analyse(real_analyst, reply, asked))


@pytest.mark.parametrize("line", ["保单谁来要我也不给", "你们理赔有什么用？", "我哪知道理赔啊", "退保这种事谁受得了？"])
def test_a_question_that_wants_no_answer_is_not_passed_over(real_analyst, line):
    assert "unanswered" not in ids(analyse(real_analyst, "今天天气不错。", ("c", line)))


@pytest.mark.parametrize("key", ["insurer", "company", "company_name", "brand", "service_line"])
def test_who_speaks_is_no_secret(real_analyst, key):
    found = real_analyst.analyse("您好，云杉人寿客服，4008001234。", Context(casefile={key: "云杉人寿", "no": "客服"}))
    assert not found.of("discloses")
    assert real_analyst.analyse("云杉人寿", Context(casefile={"hospital": "云杉人寿"})).of("discloses")
