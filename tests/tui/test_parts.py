"""The parts that screens are made of: folding, the curve, the conversation, entries from events."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from trainer.model.event import Event
from trainer.tui.compare import shared
from trainer.tui.curve import bar, drawn
from trainer.tui.entries import of_events
from trainer.tui.wrap import clipped, folded, padded, wrap
from trainer.words import Words

TEXT = st.text(alphabet="ab 1，。您好理赔\n-éあ", max_size=80)


@given(TEXT, st.integers(2, 40))
def test_wrapping_loses_only_blanks_and_never_overflows(text, width):
    rows = wrap(text, width)
    assert all(cell_len(text[start:end]) <= width for start, end in rows)
    kept = "".join(text[start:end] for start, end in rows)
    assert kept.replace(" ", "") == text.replace(" ", "").replace("\n", "")
    assert all(a[1] <= b[0] for a, b in pairwise(rows))


@given(TEXT, st.integers(2, 40))
def test_folding_loses_no_word_and_never_overflows(text, width):
    lines = folded(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")


def test_folded_lines_stand_under_the_words_they_go_on_from():
    assert folded("    您好您好您好", 10) == ["    您好您", "    好您好"]
    assert folded("- 您好您好您好", 10) == ["- 您好您好", "  您好"]


def test_latin_words_stay_whole_and_the_blank_at_the_break_goes():
    text = "one page was misfiled"
    assert [text[a:b] for a, b in wrap(text, 9)] == ["one page", "was", "misfiled"]


def test_a_closing_mark_does_not_begin_a_line():
    text = "您好吗，请讲"
    assert [text[a:b] for a, b in wrap(text, 6)] == ["您好", "吗，请", "讲"]


@given(TEXT, st.integers(4, 40))
def test_clipping_fits(text, width):
    assert cell_len(clipped(text, width)) <= width
    assert cell_len(padded(text.replace("\n", ""), width)) >= min(width, 1)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=300), st.integers(12, 120), st.integers(2, 8), st.data())
def test_the_curve_fits_and_marks_the_chosen_turn(values, width, height, data):
    chosen = data.draw(st.integers(0, len(values) - 1))
    lines = drawn(values, chosen, width, height)
    assert len(lines) <= height
    assert all(cell_len(line) <= width + 4 for line in lines)
    assert lines[-1].endswith(f"^ {values[chosen]}") or chosen < len(values) - (width - 8)
    assert str(values[-1]) in lines[min(height - 1, len(lines)) - 1]


def test_the_curve_never_draws_an_empty_bar():
    assert bar(0) == "\u2581"
    assert bar(100) == "\u2588"


def said(seq, turn, text, cut=0):
    return Event(seq, turn, "agent.said", {"turn": turn, "text": text, "waited_ms": 0, "cut_parts": cut})


def answer(seq, turn, *parts):
    return Event(seq, turn, "customer.said", {"turn": turn, "parts": list(parts)})


def test_bubbles_that_were_cut_off_are_not_told():
    parts = [{"kind": "say", "text": text} for text in ("一", "二", "三")]
    entries = of_events((answer(1, 0, *parts), said(2, 1, "四", 2)), Words("zh"))
    assert [entry.text for entry in entries] == ["一", Words("zh")("tui.call.cut"), "四"]


def test_parts_of_unknown_kinds_are_still_read():
    entries = of_events((answer(1, 0, {"kind": "sung", "text": "啦"}, "裸的话", {"kind": "say"}, 7),), Words("zh"))
    assert [entry.text for entry in entries] == ["啦", "裸的话", "7"]


def test_what_a_line_was_heard_to_is_told():
    heard = Event(3, 1, "heard", {"turn": 1, "until": 2, "interrupted": True})
    entries = of_events((said(2, 1, "您好您好"), heard), Words("zh"))
    assert entries[0].heard == 2


def test_two_branches_share_their_beginning():
    left = (said(1, 1, "a"), said(2, 2, "b"))
    right = (said(1, 1, "a"), said(2, 2, "c"))
    assert shared(left, right) == 1
