"""The lexicon's own sentences, run through the real analyst: what a rule, ring or gloss claims must hold.

The samples are written beside each rule; this file adds what holds across rules: pairs of right and wrong words, and
that honest service talk crosses no red line.
"""

import pytest

from trainer.language import Analyst, Context
from trainer.model.transcript import Turn
from trainer.packs.lexicon import data_folder
from trainer.packs.lexicon_source import read_lexicon
from trainer.packs.patterns import compile_patterns

LANGUAGES = ("zh", "en")
RED_LINES = frozenset({
    "overpromise", "exaggerate_return", "deny_limits", "hide_disclosure", "privacy_breach", "insecure_data",
    "inducement", "false_scarcity", "obstruct", "churn", "coach_callback", "sign_for", "insult", "false_identity",
    "disparage", "admit_liability", "expose_other", "fake_evidence",
})  # fmt: skip
AGENT_ACTS = frozenset({
    "greet", "identify", "willing", "purpose", "address", "backchannel", "invite_talk", "empathize", "validate",
    "condolence", "care", "apologize", "thank", "reassure", "farewell", "more_help", "paraphrase", "summarize",
    "cue_pickup", "ask_open", "ask_detail", "ask_preference", "ask_reason", "teach_back", "check_clear",
    "wait_notice", "use_history", "own", "check_now", "explain", "plain_words", "propose", "give_choice", "instruct",
    "commit_time", "vague_time", "offer_written", "involve_family", "slow_down", "escalate", "transfer",
    "log_complaint", "tell_rights", "disclose_limit", "honest_unknown", "refuse", "alternative", "verify_id",
    "protect_privacy", "record_notice", "blame", "calm_command", "dismiss", "impatience", "policy_shield",
    "pushy_sale", "template", "slang",
}) | RED_LINES  # fmt: skip
CUSTOMER_ACTS = frozenset({
    "c_vent", "c_threat", "c_ask", "c_confirm", "c_deny", "c_agree", "c_refuse", "c_thank", "c_confused", "c_nod",
    "c_hint", "c_gives", "c_grief", "c_worry",
})  # fmt: skip


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def lexicon(language):
    return read_lexicon(data_folder(), language)


@pytest.fixture(scope="module")
def analyse(lexicon, language):
    analyst = Analyst(lexicon, compile_patterns)

    def run(text, context="", role="agent"):
        other = "customer" if role == "agent" else "agent"
        history = (Turn(n=1, role=other, text=context),) if context else ()
        return analyst.analyse(text, Context(turn=2, role=role, history=history, language=language))

    return run


def test_every_rule_fires_on_its_samples_and_spares_the_others(lexicon, analyse):
    wrong = []
    for rule in lexicon.rules:
        for sample in rule.samples:
            acts = analyse(sample.text, sample.context, rule.role).acts
            fired = any(act.rule == rule.id for act in acts)
            named = fired or (sample.fires and any(act.id == rule.act for act in acts))
            if named != sample.fires:
                wrong.append((rule.id, sample.fires, sample.text))
    assert wrong == []


def test_every_rule_says_where_it_fires_and_where_not(lexicon):
    bare = [rule.id for rule in lexicon.rules if {sample.fires for sample in rule.samples} != {True, False}]
    assert bare == []


def test_every_rule_names_its_language_act_and_source(lexicon, language):
    for rule in lexicon.rules:
        assert rule.id.startswith(f"{language}.{rule.act}."), rule.id
        assert rule.source, rule.id


def test_every_act_of_the_list_has_a_rule(lexicon):
    written = {rule.act for rule in lexicon.rules}
    assert AGENT_ACTS - {"jargon"} - written == set()
    assert CUSTOMER_ACTS - written == set()
    assert written - AGENT_ACTS - CUSTOMER_ACTS - {"jargon"} == set()


def test_every_ring_is_found_in_its_samples_alone(lexicon, analyse):
    wrong = []
    for ring in lexicon.rings:
        for sample in ring.samples:
            found = any(topic.id == ring.id for topic in analyse(sample.text).topics)
            if found != sample.fires:
                wrong.append((ring.id, sample.fires, sample.text))
    assert wrong == []


def test_no_red_line_is_crossed_by_the_samples_of_good_service(lexicon, analyse):
    kind = {"empathize", "validate", "reassure", "care", "verify_id", "protect_privacy", "honest_unknown",
            "disclose_limit", "tell_rights", "commit_time", "teach_back", "thank", "own"}  # fmt: skip
    crossed = [
        (rule.id, sample.text, act.rule)
        for rule in lexicon.rules
        if rule.act in kind
        for sample in rule.samples
        if sample.fires
        for act in analyse(sample.text, sample.context).acts
        if act.id in RED_LINES
    ]
    assert crossed == []


PAIRS = [
    ("overpromise", "能不能赔要等审核，我不敢打包票。", "材料一交，肯定给您赔下来。", ""),
    ("overpromise", "今天六点前我一定给您回电话。", "这个病百分之百能报。", ""),
    ("exaggerate_return", "这是保险，不是存款，前几年退会亏。", "跟存银行一样，利息还高。", ""),
    ("deny_limits", "不是什么病都赔，有几种不在里头。", "什么病都管，没有不赔的。", ""),
    ("hide_disclosure", "问到的病都要如实写上。", "那个结节就别写了，查不到的。", "健康告知里结节要写吗"),
    ("insecure_data", "验证码您自己输，谁要都别给。", "把验证码念给我，我替您输。", ""),
    ("inducement", "返现是违规的，我做不了。", "今天签我从佣金里返您五百。", ""),
    ("false_scarcity", "没有停售的事，您慢慢考虑。", "月底就停售，名额只剩两个。", ""),
    ("obstruct", "您有权退，我把损失讲清楚。", "退不了的，投诉也没用。", ""),
    ("sign_for", "我不能替您签字。", "名字我替您签了。", ""),
    ("coach_callback", "回访时照实说，不懂就说不懂。", "回访您就说都清楚了，别的别多说。", ""),
    ("insult", "您别说自己笨，这表谁看都晕。", "就您这点保费还想要上门？", ""),
    ("false_identity", "我不是银行的，我是云杉人寿的。", "我是监管局委托的。", ""),
    ("disparage", "别家的产品我不了解，不评价。", "那家快倒闭了，赔不出钱。", ""),
    ("admit_liability", "事情还在查，我不能代表公司下结论。", "我代表公司承认是我们骗了人。", ""),
    ("expose_other", "别的客户的情况我不方便说。", "您对门王大姐上个月也赔了。", ""),
    ("fake_evidence", "日期不能改，改了就是骗保。", "找医生把日期往后写两天就行。", ""),
    ("blame", "这不怪您，是我们没讲清楚。", "谁让您不看短信的。", ""),
    ("calm_command", "您不用冷静，把火说完，我听着。", "您先冷静一下行不行。", ""),
    ("impatience", "您慢慢说，不着急。", "我不是说过了吗，您快点。", ""),
    ("policy_shield", "要原件是因为怕一张票报两回，您也可以拿分割单。", "这是公司规定。", ""),
    ("pushy_sale", "今天不谈产品，只办您这件理赔。", "您再听我说一分钟嘛，这款真适合您。", ""),
]


@pytest.mark.parametrize(("act", "right", "wrong", "context"), PAIRS)
@pytest.mark.parametrize("language", ["zh"], indirect=True)
def test_the_wrong_words_are_caught_and_the_right_ones_are_not(act, right, wrong, context, analyse):
    assert not analyse(right, context).has(act)
    assert analyse(wrong, context).has(act)
