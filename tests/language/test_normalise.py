import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.language import Normaliser, normalise
from trainer.packs.lexicon import load_lexicon

NORMALISER = Normaliser(load_lexicon("zh").tables)
CHINESE = st.text(
    alphabet="一二两三四五六七八九十百千万零半点钟天个月号周的您好保单理赔 ,，。？！：“”0123456789AaＡ３\n\u200b會們帳号"
)


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("三十天", "30天"),
        ("一千二", "1200"),
        ("三万五", "35000"),
        ("两千零五十", "2050"),
        ("一百零二块", "102块"),
        ("十二个月", "12个月"),
        ("十天", "10天"),
        ("下午三点半", "下午3点半"),
        ("九月十八号", "9月18号"),
        ("二零二六年", "2026年"),
        ("百分之三十", "30%"),
        ("尾号二二零六", "尾号2206"),
        ("幺三八零零幺三八零零零", "13800138000"),
        ("两个工作日", "2个工作日"),
        ("三点零五", "3点05"),
        ("九点十分", "9点10分"),
        ("二十一万一千", "211000"),
        ("十一点回您", "11点回您"),
        ("三万一定到", "30000一定到"),
    ],
)
def test_numerals_that_are_numbers_become_figures(raw, plain):
    assert NORMALISER.plain(raw) == plain


@pytest.mark.parametrize(
    "raw",
    ["等一下", "一起去", "万一出险", "一定赔", "十分抱歉", "千万别", "第一时间", "一点都不", "我说两点", "有三点要求", "几十块", "周四上午",
     "星期三", "百分之百", "三番五次", "二维码", "一般情况", "统一处理", "两码事", "三五天", "一个问题", "第三次"],
)  # fmt: skip
def test_words_that_only_look_like_numbers_stay(raw):
    assert NORMALISER.plain(raw) == raw


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("您 好，请 问", "您好，请问"),
        ("您好 请问 是 褚先生 吗", "您好请问是褚先生吗"),
        ("我那个重疾险 退保能退多少啊", "我那个重疾险，退保能退多少啊"),
        ("嗯 好的 我知道了", "嗯，好的，我知道了"),
        ("等 3 天", "等3天"),
        ("ＡＢＣ１２３", "abc123"),
        ("帳號問題", "账号问题"),
        ("理陪", "理赔"),
        ("您\u200b好", "您好"),
        ("Hello  World", "hello world"),
        ("I’m here", "i'm here"),
        ("「按规定」", "“按规定”"),
    ],
)
def test_variants_of_writing_become_one(raw, plain):
    assert NORMALISER.plain(raw) == plain


@given(st.one_of(st.text(), CHINESE))
def test_every_plain_character_points_into_the_raw_text(raw):
    normal = NORMALISER(raw)
    assert len(normal.offsets) == len(normal.text)
    last = (0, 0)
    for start, end in normal.offsets:
        assert 0 <= start < end <= len(raw)
        assert start >= last[0] and end >= last[1]
        last = (start, end)


@given(CHINESE)
def test_normalising_twice_changes_no_figure(raw):
    once = NORMALISER.plain(raw)
    assert NORMALISER(once).size == len(once)


@given(st.text(alphabet="abc 123。，您好理赔", min_size=1))
def test_plain_characters_that_did_not_change_are_their_own_quote(raw):
    normal = NORMALISER(raw)
    for at, char in enumerate(normal.text):
        assert normal.raw(at, at + 1).quote(raw) in {char, " "}


def test_a_figure_points_at_the_whole_numeral():
    normal = NORMALISER("等了三十五天了")
    at = normal.text.index("35")
    assert normal.raw(at, at + 2).quote("等了三十五天了") == "三十五"
    assert normal.raw(at + 1, at + 2).quote("等了三十五天了") == "三十五"


def test_a_text_without_tables_is_only_folded():
    assert normalise("三十天 ＯＫ", {}).text == "三十天，ok"
