"""What must hold whatever is said: stable tokens, the way back, no mask on a mask, linear time."""

import time
from itertools import pairwise

import pytest
from cases import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.language.masking import mask_tree, spared
from trainer.language.masking.numbers import luhn
from trainer.language.masking.trees import moved
from trainer.model.analysis import Span
from trainer.packs.maskcases import mask_cases


def masked(masker, *texts, language="zh"):
    return masker.mask([(text[0], text[2:]) if text[1:2] == ">" else ("c", text) for text in texts], language)


def test_one_value_has_one_token_however_it_is_said(masker):
    result = masked(masker, "手机13800138000", "就是幺三八零零幺三八零零零", "不是139 0013 9000")
    assert result.texts == ("手机【手机1】", "就是【手机1】", "不是【手机2】")
    assert result.originals["【手机1】"] == ("13800138000", "幺三八零零幺三八零零零")


def test_tokens_are_in_the_language_of_the_conversation(masker):
    assert masked(masker, "call my cell 917-555-0164", language="en").texts == ("call my cell [MOBILE_1]",)


def test_numbers_go_on_after_those_of_an_earlier_run(masker):
    assert masked(masker, "手机【手机7】", "换成13800138000").texts == ("手机【手机7】", "换成【手机8】")


def test_a_number_in_parts_is_one_and_its_echo_goes_too(masker):
    result = masked(masker, "c>我号码一三八", "a>嗯您说", "c>零零一三", "a>零零一三，好", "c>八零零零")
    assert result.texts == ("我号码【手机1】", "嗯您说", "【手机1】", "【手机1】，好", "【手机1】")


def test_parts_are_not_put_together_across_another_question(masker):
    assert masked(masker, "a>后四位", "c>5516", "a>手机尾号呢", "c>2206").found == ()


def test_the_last_four_digits_stay_for_the_scorer(masker):
    for text in ("身份证后四位3082，手机尾号6610", "last four digits are 4412", "卡的末四位8899"):
        assert masked(masker, text).texts == (text,)


def test_a_value_that_is_known_is_found_again_without_its_name(masker):
    assert (
        masked(masker, "c>保单号880012345678", "a>请稍等", "a>我看到的是8800 1234 5678").texts[2]
        == "我看到的是【保单号1】"
    )


def test_a_name_that_is_known_is_found_again(masker):
    assert masked(masker, "我叫穆建成", "刚才穆建成说的", "穆先生您好").texts == (
        "我叫【姓名1】",
        "刚才【姓名1】说的",
        "【姓名1】先生您好",
    )


@pytest.mark.parametrize("name", ["holdout.zh.txt", "holdout.en.txt"])
def test_masking_a_masked_conversation_changes_nothing(masker, name):
    for one in read_cases(name):
        once = masker.mask(one.turns)
        again = masker.mask([(role, text) for (role, _), text in zip(one.turns, once.texts, strict=True)])
        assert again.texts == once.texts, one.line


def test_generated_conversations_are_masked_for_good(masker):
    for one in mask_cases(11, 600):
        once = masker.mask(one.turns)
        again = masker.mask([(role, text) for (role, _), text in zip(one.turns, once.texts, strict=True)])
        assert again.texts == once.texts, one.turns


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.text(
            alphabet="0123456789一二三八幺零X AaPp-，,.手机号身份证保单我叫王建国是路号@comat\ue000\u200b【】1",
            max_size=40,
        ),
        max_size=5,
    )
)
def test_any_text_is_put_back_by_the_map(masker, texts):
    result = masker.mask([("ac"[at % 2], text) for at, text in enumerate(texts)])
    for number, text in enumerate(texts):
        own = [one for one in result.found if one.text == number]
        assert all(0 <= one.start < one.end <= len(text) for one in own)
        assert all(a.end <= b.start for a, b in pairwise(own))
        assert all(text[one.start : one.end] in result.originals[one.token] for one in own)


HOSTILE = ("1 2 " * 2500, "13800138000" * 900, "手机号" * 3300, "a" * 10000, "王建国" * 3300, "一二三，" * 2500, "x@" * 5000,
           "one two " * 1250, "路1号" * 3300, "P1-" * 3300, "手机13800138000，" * 700, "身份证 1" * 1600)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8])
def test_a_long_hostile_turn_takes_no_longer_than_its_length(masker, text):
    masker.find([("c", text[:100])])
    start = time.process_time()
    masker.find([("c", text[:10000])])
    assert time.process_time() - start < 1.0


def test_where_listening_stopped_moves_with_the_tokens(masker):
    value = {"turns": [{"n": 1, "role": "customer", "text": "我手机13800138000，谢谢", "heard_until": 15}]}
    new, result = mask_tree(masker, value)
    assert new["turns"][0]["text"] == "我手机【手机1】，谢谢"
    assert new["turns"][0]["heard_until"] == 9
    assert moved(5, result.found) == 8
    assert moved(2, result.found) == 2


def test_a_field_that_says_what_it_holds_is_masked_whole_and_found_in_the_turns(masker):
    value = {
        "id": "e12345678901",
        "casefile": {"policyholder": "阿依古丽", "id_tail": "407X", "mobile": "5528", "claim_no": "LP-2091"},
        "turns": [{"role": "agent", "text": "阿依古丽您好，LP-2091在办"}],
    }
    new, _ = mask_tree(masker, value)
    assert new["id"] == "e12345678901"
    assert new["casefile"] == {
        "policyholder": "【姓名1】",
        "id_tail": "407X",
        "mobile": "5528",
        "claim_no": "【保单号1】",
    }
    assert new["turns"][0]["text"] == "【姓名1】您好，【保单号1】在办"


def test_a_quote_keeps_its_longest_piece_without_personal_data(masker):
    text = "穆建成先生您好，您的手机13800138000我记下了对吧"
    found = masker.find([("a", text)])
    assert spared(Span(0, len(text)), found).quote(text) == "先生您好，您的手机"
    assert spared(Span(9, 12), found) == Span(9, 12)
    number = text.index("138")
    assert spared(Span(number, number + 11), found).quote(text) == ""


def test_check_digits_of_cards():
    assert luhn("4111111111111111")
    assert not luhn("4111111111111112")
    assert not luhn("41X1")
