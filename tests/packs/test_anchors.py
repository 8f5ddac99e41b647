"""Anchors never rule out a pattern that matches; the built lexicon says the same as the files that people write."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.packs.anchors import Anchors, ways_of
from trainer.packs.lexicon import built_text, data_folder, load_lexicon, source_digest
from trainer.packs.lexicon_source import read_lexicon
from trainer.packs.patterns import compile_patterns

LETTERS = "您我不能保证赔a1 "
ATOMS = st.sampled_from(
    [*LETTERS, ".", "[您我]", "[^不]", "[0-9]", r"\d", r"\.", "^", "$", "赔{2}", "保{0,2}", "证{1,2}"]
)


def written(inner):
    joined = st.lists(inner, min_size=1, max_size=3).map("".join)
    grouped = st.tuples(st.lists(joined, min_size=1, max_size=3), st.sampled_from(["", "?", "*", "+", "{1,2}", "+?"]))
    return joined | grouped.map(lambda pair: f"(?:{'|'.join(pair[0])}){pair[1]}")


SOURCES = st.lists(st.recursive(ATOMS, written, max_leaves=12), min_size=1, max_size=4).map("|".join)


@settings(deadline=None, max_examples=400)
@given(SOURCES, st.text(alphabet=LETTERS, max_size=12))
def test_no_pattern_that_matches_is_ruled_out(source, text):
    if re.search(source, text):
        assert Anchors([ways_of(source)]).possible(text, -1) == (0,)


@pytest.mark.parametrize("source", ["(?i)abc", r"[\p{Han}]+", r"\x{4E00}a", "(?s:a)", "[a\\]]"])
def test_what_is_not_understood_is_always_possible(source):
    assert Anchors([ways_of(source)]).possible("", -1) == (0,)


def test_needs_spare_most_searches():
    anchors = Anchors([ways_of("保证.{0,6}(?:赔|批)"), ways_of("您好|早上好"), ways_of("[0-9]天")])
    assert anchors.possible("我保证给您赔", -1) == (0,)
    assert anchors.possible("我保证给您办", -1) == ()
    assert anchors.possible("早上好，保证三天批", -1) == (0, 1)
    assert anchors.possible("早上好，保证三天批", anchors.mask([1, 2])) == (1,)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_built_lexicon_says_the_same_as_its_sources(language):
    read = read_lexicon(data_folder(), language)
    built = load_lexicon(language)
    assert built.ways, "run make lexicon"
    bare = replace(
        read,
        rules=tuple(replace(rule, samples=()) for rule in read.rules),
        rings=tuple(replace(ring, samples=()) for ring in read.rings),
        ways=built.ways,
        weights=built.weights,
        digest=built.digest,
    )
    assert built == bare
    text = built_text(read, source_digest(data_folder(), language))
    assert data_folder().joinpath(f"built.{language}.json").read_text("utf-8") == text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_rule_is_ruled_out_on_its_own_examples(language):
    lexicon = read_lexicon(data_folder(), language)
    texts = [sample.text.lower() for rule in lexicon.rules for sample in rule.samples]
    sources = tuple(dict.fromkeys(source for rule in lexicon.rules for source in rule.patterns))[::5]
    patterns = compile_patterns(sources)
    for text in texts[::7]:
        assert patterns.hits(text) == tuple(at for at in range(len(sources)) if patterns.spans(at, text))
