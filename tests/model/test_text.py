"""Cleaning at the door: no control character passes, nothing else is lost."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from trainer.model.text import clean_text


@given(st.text())
def test_no_control_or_hidden_character_passes(text):
    for char in clean_text(text):
        assert char in "\n\t\u200d" or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.text(alphabet="您好，我是客服abc 123。!?“”（）", max_size=40))
def test_ordinary_text_is_kept(text):
    assert clean_text(text) == text


def test_escape_sequences_are_shown_and_harmless():
    assert clean_text("a\x1b]52;c;x\x07b") == "a\ufffd]52;c;x\ufffdb"
    assert clean_text("x\u202ey") == "x‹U+202E›y"
    assert clean_text("a\r\nb\rc") == "a\nb\nc"
    assert clean_text("长" * 10, limit=3) == "长长长"
