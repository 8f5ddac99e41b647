"""Patterns on RE2: the same hits as ``re`` where both agree on the syntax, character offsets, linear time."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.model.errors import RuleError
from trainer.packs.patterns import MAX_LENGTH, CompiledPatterns, compile_patterns, pattern_fault

SOURCES = (
    "您",
    "着急|生气",
    "(?P<who>我|您).{0,4}(?P<what>理解|明白)",
    "[0-9]{1,3}天",
    "^您好",
    "吗$",
    "a+",
    "不(?:能|会)保证",
)


@settings(deadline=None)
@given(st.text(alphabet="您我好急着生气理解明白天吗不能会保证a1234，😀 ", max_size=60))
def test_hits_and_places_agree_with_re(text):
    patterns = compile_patterns(SOURCES)
    expected = tuple(at for at, source in enumerate(SOURCES) if re.search(source, text))
    assert patterns.hits(text) == expected
    for at in expected:
        ours = [(start, end, dict(groups)) for start, end, groups in patterns.spans(at, text)]
        theirs = [
            (one.start(), one.end(), {name: one.span(name) for name in one.groupdict() if one[name] is not None})
            for one in re.finditer(SOURCES[at], text)
        ]
        assert ours == theirs


def test_places_are_characters_whatever_their_bytes():
    text = "😀好，您很着急"
    ((start, end, _),) = compile_patterns(("着急",)).spans(0, text)
    assert text[start:end] == "着急"


def test_a_group_that_did_not_take_part_is_left_out():
    ((_, _, groups),) = compile_patterns(("您(?P<x>好)?",)).spans(0, "您")
    assert groups == {}


def test_an_empty_match_is_no_span():
    assert compile_patterns(("x*",)).spans(0, "您好") == ()


def test_lone_surrogates_do_no_harm():
    assert compile_patterns(("好",)).spans(0, "\ud800好") == ((1, 2, {}),)


@pytest.mark.parametrize(
    "bad", ["(", "(?=x)", r"(a)\1", "a{2000}", "[z-a]", "(?P<a x)", "x" * (MAX_LENGTH + 1), r"\p{Nope}"]
)
def test_the_first_bad_pattern_is_named_by_its_index(bad):
    with pytest.raises(RuleError) as caught:
        compile_patterns(("好", bad, "("))
    assert caught.value.code == "packs.pattern"
    assert caught.value.facts["index"] == 1
    assert caught.value.facts["what"]
    assert pattern_fault(bad)


def test_nothing_found_when_there_are_no_patterns():
    assert compile_patterns(()).hits("您好") == ()


EVIL = [
    "(a+)+$", "(a*)*b", "(a|a)*b", "(a|aa)+$", "(.*a){20}", "(.*?,){25}稍等", "^(.*?,){25}稍等", "(x+x+)+y", "([a-z]+)*=", "(您+)+好$",
    "(?:您|您您)+$", "(.+)+$", "(.*)(.*)(.*)(.*)(.*)z", "(a?){30}a{30}", "(?:a.?){30}$", "((a*)*)*b", "(?:(?:a+)+)+b", "[^b]*[^c]*[^d]*z",
    "(?:.{0,6}您){12}好", "(?:您.{0,20}){10}z",
]  # fmt: skip


@pytest.mark.parametrize("source", EVIL)
@pytest.mark.parametrize("text", ["a" * 20_000, "您" * 20_000, "a,您" * 7_000])
def test_evil_patterns_stay_linear(source, text):
    patterns = CompiledPatterns((source,))
    patterns.hits("warm")
    begun = time.process_time()
    patterns.hits(text)
    assert time.process_time() - begun < 0.5


def test_a_search_that_runs_out_of_memory_is_done_one_by_one():
    class Deaf:
        def Compile(self):  # noqa: N802 (the library's own name)
            pass

        def Match(self, _text):  # noqa: N802 (the library's own name)
            return []

    patterns = CompiledPatterns(("您", "好", "x"))
    patterns._set = Deaf()
    assert patterns.hits("您好") == (0, 1)
