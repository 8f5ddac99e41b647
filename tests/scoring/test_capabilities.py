from dataclasses import replace

import pytest

from trainer.model.rubric import Check
from trainer.model.transcript import Cue
from trainer.scoring.capabilities import lacking
from trainer.scoring.units import units
from trainer.scoring.windows import stretches

TALK = ("C: 喂", "A: 您好")


def timed(transcript, *, ends=True):
    turns = tuple(
        replace(turn, started_ms=n * 1000, ended_ms=n * 1000 + 900 if ends else None)
        for n, turn in enumerate(transcript.turns)
    )
    return replace(transcript, turns=turns)


@pytest.mark.parametrize("need", ["times", "parts", "actions", "casefile", "case_clock", "voice", "rings"])
def test_bare_text_carries_nothing_but_its_words(build, need):
    assert lacking((need,), build.talk(*TALK)[0]) == need


@pytest.mark.parametrize(
    ("need", "more"),
    [
        ("parts", {"origin": "practice"}),
        ("parts", {"cues": (Cue(1, "overlap"),)}),
        ("actions", {"origin": "practice"}),
        ("actions", {"cues": (Cue(1, "verify"),)}),
        ("casefile", {"casefile": {"product": "P2"}}),
        ("case_clock", {"casefile": {"case_clock": []}}),
        ("rings", {"cues": (Cue(0, "ring", by="system"),)}),
    ],
)
def test_what_a_transcript_has_is_not_lacking(build, need, more):
    assert lacking((need,), build.talk(*TALK, **more)[0]) is None


def test_parts_are_known_where_a_turn_is_numbered_as_one(build):
    transcript = build.talk(*TALK)[0]
    first = replace(transcript.turns[0], part=1)
    assert lacking(("parts",), replace(transcript, turns=(first, *transcript.turns[1:]))) is None


def test_starts_give_times_and_only_ends_give_voice(build):
    transcript = build.talk(*TALK)[0]
    assert lacking(("times", "voice"), timed(transcript)) is None
    assert lacking(("times", "voice"), timed(transcript, ends=False)) == "voice"
    assert lacking(("voice",), replace(timed(transcript), channel="wechat")) == "voice"
    assert lacking(("voice",), replace(timed(transcript), origin="practice")) == "voice"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("您好，请讲。", 4),
        ("我姓季，工号0417", 6),
        ("P2 计划", 3),
        ("up-to-date plan", 2),
        ("３０％ off", 2),
        ("…—", 0),
    ],
)
def test_length_counts_han_characters_and_runs_of_letters(text, length):
    assert units(text) == length


def test_a_stretch_without_turns_was_not_searched(build):
    record = build.record()
    assert stretches(Check("x", "count").window, record).searched(record) is None
