"""Pairs in the manner of course 3.11, in our own words, on the bundled lexicon: one side must hit, the other must not."""

import pytest

from trainer.language import Context
from trainer.model.transcript import Turn

PAIRS = [
    ("overpromise", "能不能赔得看审核，我不能答应您一定赔", "您放心，肯定能赔"),
    ("policy_shield", "目前需要原件，没有的话公证件也可以上传", "这是规定，没有原件不行"),
    ("policy_shield", "第六条写的等待期是90天，意思是头90天生病不赔", "公司规定就是这样"),
    ("overpromise", "没问题，电话号码我这就帮您改", "没问题，这个病肯定赔"),
    ("admit_liability", "这次沟通让您不愉快，抱歉", "是我们故意拖着不赔的，责任全在公司"),
    ("exaggerate_return", "这不是存款，提前退会有损失", "就当存钱，利息比银行高"),
    ("false_scarcity", "现在没有停售的通知，您慢慢考虑", "月底就停售了，今天必须定"),
    ("inducement", "返现送礼都是不允许的，我不能给您", "您签了我返您百分之十"),
    ("insecure_data", "验证码您自己输入，谁要都别告诉", "把验证码念给我"),
    ("obstruct", "您有权退保，我先把损失和流程讲清楚", "您这个保单退不了，别想了"),
    ("disparage", "我们这款保得宽一点，那款有限制", "别家的都是骗人的，我们全面超过他们"),
    ("deny_limits", "保一百种重疾，要符合条款的诊断标准", "什么病都保，没有不赔的"),
    ("hide_disclosure", "甲状腺结节要如实写上", "结节不用写，查不到的"),
    ("coach_callback", "回访的时候按真实情况回答", "回访问什么您都说知道了就行"),
    ("calm_command", "您先缓一缓，我在听", "您冷静一下行不行"),
    ("blame", "按不出来太正常了，不怪您", "这都怪您自己没看清楚"),
    ("sign_for", "我不能替您签，您本人在手机上签", "字我替您签了就行"),
    ("churn", "别急着退旧的，新的还没过核保", "把旧的退了，钱拿来买这个新的"),
    ("expose_other", "有的客户会选贷款过渡", "你们小区的王女士去年也退了，退了三万"),
]  # fmt: skip


def acts(analyst, text, other=""):
    history = (Turn(1, "customer", other),) if other else ()
    return {act.id for act in analyst.analyse(text, Context(history=history)).acts}


@pytest.mark.parametrize(("act", "clean", "hit"), PAIRS)
def test_the_clean_side_is_clean(whole_analyst, act, clean, hit):
    assert act not in acts(whole_analyst, clean)


@pytest.mark.parametrize(("act", "clean", "hit"), PAIRS)
def test_the_other_side_hits(whole_analyst, act, clean, hit):
    assert act in acts(whole_analyst, hit)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("您说的“公司规定”我听见了，我给您念条款", "你们就会说公司规定！"),
        ("“保证赔付”这四个字是谁写给您的", "他写的保证赔付"),
        ("业务员说存三年就翻倍，这话不对", "业务员说的"),
        ("如果有人叫您把验证码念给他，您就挂掉", "怕骗子"),
    ],
)
def test_words_of_others_are_no_violation(whole_analyst, text, other):
    assert not {"policy_shield", "overpromise", "exaggerate_return", "insecure_data"} & acts(whole_analyst, text, other)
