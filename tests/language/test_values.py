import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.language import Context
from trainer.language.values import same_value

FORMS = ["15:00", "03:00?", "close", "2026-09-18", "09-18", "-18", "09-", "2026", "d+1", "w4", "w+1.4", "month-end", "m+1", "30min",
         "1-3wd", "3wd", "~d", "2400.00", "2400", "30%", "4.5%", "13800138000", "400-888-1234", "lp-0731", "551x"]  # fmt: skip


def said(analyst, text):
    return [(value.kind, value.canonical) for value in analyst.analyse(text, Context()).values]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("今天下午三点半前给您回电", [("date", "d+0"), ("clock", "15:30")]),
        ("明天上午10:05", [("date", "d+1"), ("clock", "10:05")]),
        ("晚上八点", [("clock", "20:00")]),
        ("中午十二点", [("clock", "12:00")]),
        ("下午一点", [("clock", "13:00")]),
        ("礼拜五上午十点上您店里去", [("date", "w5"), ("clock", "10:00")]),
        ("周五两点", [("date", "w5"), ("clock", "02:00?")]),
        ("十七点前", [("clock", "17:00")]),
        ("三点钟打给您", [("clock", "03:00?")]),
        ("9月18号之前", [("date", "09-18")]),
        ("2026年9月18日", [("date", "2026-09-18")]),
        ("2026-09-18", [("date", "2026-09-18")]),
        ("下周四", [("date", "w+1.4")]),
        ("星期天", [("date", "w7")]),
        ("十八号", [("date", "-18")]),
        ("10日内出结论", [("duration", "10d")]),
        ("半小时内", [("duration", "30min")]),
        ("三个工作日", [("duration", "3wd")]),
        ("1-3个工作日到账", [("duration", "1-3wd")]),
        ("一到三个工作日到账", [("duration", "1-3wd")]),
        ("两天之内", [("duration", "2d")]),
        ("一个半小时", [("duration", "90min")]),
        ("过两三天", [("duration", "~d")]),
        ("押金三万", [("money", "30000.00")]),
        ("1,200.5元", [("money", "1200.50")]),
        ("退您一万二千块", [("money", "12000.00")]),
        ("3.5万元", [("money", "35000.00")]),
        ("赔付比例百分之八十", [("percent", "80%")]),
        ("4.50%", [("percent", "4.5%")]),
        ("打12378", [("phone", "12378")]),
        ("手机13800138000", [("phone", "13800138000")]),
        ("手机尾号2206", [("id_tail", "2206")]),
        ("案号LP-0731", [("number", "lp-0731")]),
        ("2，0，4，X", [("number", "204x")]),
        ("7 7 2 0", [("number", "7720")]),
    ],
)
def test_values_get_a_plain_form(analyst, text, values):
    assert said(analyst, text) == values


@pytest.mark.parametrize(
    "text",
    [
        "我说两点",
        "有3点要求",
        "有5点问题",
        "这件事一般要等一下",
        "到时候再说",
        "一点一点给您念明白",
        "一点儿也不",
        "有点难",
        "差点误了",
        "早点休息",
        "慢点说",
        "多说一点",
        "早一点来",
        "下午一点动静都没有",
        "每天三点一线地跑",
    ],
)
def test_points_and_idioms_are_no_times(analyst, text):
    assert [kind for kind, _ in said(analyst, text) if kind in {"clock", "date", "duration"}] == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("15:00", "03:00?", True),
        ("15:00", "04:00?", False),
        ("2026-09-18", "09-18", True),
        ("09-18", "-18", True),
        ("09-18", "09-19", False),
        ("2400.00", "2400", True),
        ("2400.00", "2,400", True),
        ("2400.50", "2400", False),
        ("d+1", "d+0", False),
        ("3wd", "3d", False),
        ("3wd", "1-3wd", True),
        ("2wd", "1-3wd", False),
    ],
)
def test_values_that_can_be_the_same_are_the_same(one, other, same):
    assert same_value(one, other) is same
    assert same_value(other, one) is same


def test_quotes_of_values_are_verbatim(analyst):
    text = "您 好，三万五千块，明天下午三点半。"
    quotes = [value.span.quote(text) for value in analyst.analyse(text, Context()).values]
    assert quotes == ["三万五千块", "明天", "下午三点半"]


@given(st.sampled_from(FORMS), st.sampled_from(FORMS))
def test_sameness_is_mutual_and_never_fails(one, other):
    assert same_value(one, other) == same_value(other, one)
    assert same_value(one, one)
