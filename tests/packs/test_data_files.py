"""Rubrics, the generic customer and the lexicon: the shipped files load, and a bad one says all that is wrong."""

import shutil
from pathlib import Path

import pytest

from trainer.customer.env import SIGNALS, VOCABULARY
from trainer.model.errors import PackError
from trainer.model.lexicon import Sample
from trainer.packs.lexicon import load_lexicon, ring_ids
from trainer.packs.lexicon_source import read_lexicon
from trainer.packs.library import load_library, read_library
from trainer.packs.lint import lint
from trainer.packs.patterns import compile_patterns
from trainer.packs.places import bundled
from trainer.packs.rubric import load_rubric
from trainer.packs.vocabulary import ALL_ACTS, ENGINE_SIGNALS, SCENE_CONDITIONS

COURSE = bundled("rubrics") / "course.yaml"
RUBRIC = """
schema: 1
id: mine
version: 1.0.0
title: {zh: 甲, en: A}
dimensions: [{id: care, name: {zh: 甲, en: A}, weight: 100}]
checks:
  - {id: warm, op: count, acts: empathize|validate, source: ours, examples: [{pass: yes, agent: 您辛苦了}]}
  - {id: paired, op: paired, acts: [vague_time], then: [commit_time], source: ours}
criteria:
  - id: E1
    dimension: care
    name: {zh: 甲, en: A}
    source: ours
    occasion: "customer_turns >= 1"
    levels:
      - {level: 3, when: "warm >= 2", anchor: {zh: 甲, en: A}}
      - {level: 2, when: "warm >= 1", anchor: {zh: 甲, en: A}}
      - {level: 1, when: "paired == 0", anchor: {zh: 甲, en: A}}
      - {level: 0, when: "True", anchor: {zh: 甲, en: A}}
    negative: [paired]
red_lines: [{id: R01, name: {zh: 甲, en: A}, source: ours, armed: no}]
majors: [{id: M01, name: {zh: 甲, en: A}, source: ours, when: "paired >= 1", checks: [paired]}]
standards: [{id: S01, text: {zh: 甲, en: A}}]
"""


@pytest.fixture
def rubric(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(RUBRIC, encoding="utf-8")
    return path


def told(path: Path, reader=load_rubric) -> list[str]:
    with pytest.raises(PackError) as caught:
        reader(path)
    return [one.code for one in caught.value.problems]


def test_the_course_rubric_loads_whole():
    course = load_rubric(COURSE)
    assert sum(one.weight for one in course.dimensions) == 100
    assert len(course.criteria) == 35
    assert len(course.red_lines) == 20
    assert all([level.level for level in one.levels] == [3, 2, 1, 0] for one in course.criteria if one.judged)


def test_the_parts_of_a_rubric_arrive(rubric):
    mine = load_rubric(rubric)
    assert lint(rubric) == ()
    assert mine.checks["warm"].acts == ("empathize", "validate")
    assert mine.checks["warm"].examples[0].passes is True
    assert mine.red_lines[0].armed is False
    assert mine.majors[0].cap == 59
    assert mine.standards == (("S01", {"zh": "甲", "en": "A"}),)
    assert mine.criteria[0].negative == ("paired",)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("id: mine", "id: yours", "E103"),
        ("version: 1.0.0", "version: 1", "E103"),
        ("weight: 100", "weight: 90", "E213"),
        ("empathize|validate", "empathise", "E120"),
        ("then: [commit_time], ", "", "E102"),
        ("op: count", "op: sum", "E103"),
        ("id: paired, op", "id: warm, op", "E104"),
        ("dimension: care", "dimension: cares", "E120"),
        ("customer_turns >= 1", "customer_turn >= 1", "E120"),
        ("warm >= 2", "warm * 2 > 1", "E106"),
        ("negative: [paired]", "negative: [rude]", "E105"),
        ("{level: 2, when", "{level: 1, when", "E103"),
        ("checks: [paired]", "checks: [pair]", "E120"),
        ("armed: no", "armed: yes", "E102"),
        ('when: "warm >= 1"', 'when: "warm >= 5"', "W323"),
        ("anchor: {zh: 甲, en: A}", "anchor: {zh: 甲}", "W322"),
        ("pass: yes, agent", "pass: maybe, agent", "E103"),
        ("empathize|validate", "empathize|c_vent", "E105"),
        ("warm >= 2", "fact('x')", "E106"),
    ],
)
def test_each_mistake_of_a_rubric_has_its_code(rubric, old, new, code):
    text = rubric.read_text(encoding="utf-8")
    assert old in text
    rubric.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert code in [one.code for one in lint(rubric)]


def test_mistakes_of_form_do_not_hide_the_others(rubric):
    text = rubric.read_text(encoding="utf-8")
    for old, new in (
        ("pass: yes, agent", "pas: yes, agent"),
        ("op: paired", "op: pair"),
        ("warm >= 2", "worm >= 2"),
        ("negative: [paired]", "negative: [pared]"),
        ("armed: no", "armed: perhaps"),
    ):
        text = text.replace(old, new, 1)
    rubric.write_text(text, encoding="utf-8")
    assert sorted(one.code for one in lint(rubric)) == ["E102", "E103", "E103", "E118", "E120", "E120"]


def test_a_check_that_nobody_uses_is_told(rubric):
    text = rubric.read_text(encoding="utf-8")
    rubric.write_text(
        text.replace("criteria:", "  - {id: idle, op: count, acts: [thank], source: ours}\ncriteria:", 1),
        encoding="utf-8",
    )
    (problem,) = lint(rubric)
    assert (problem.code, problem.facts["id"]) == ("W321", "idle")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_generic_customer_speaks_each_language(language):
    library = load_library(language)
    assert set(library.types) >= {"angry", "elderly", "lapsed"}
    assert all(one.lines for one in library.behaviours)
    for behaviour in library.behaviours:
        for heat, lines in behaviour.lines.items():
            assert lines, f"{behaviour.id}.{heat} says nothing in {language}"
            assert lines[0].id == f"behaviour.{behaviour.id}.{heat}.0"
    assert set(library.effects) <= ALL_ACTS


def test_packs_know_the_words_that_the_engine_knows():
    assert ENGINE_SIGNALS == SIGNALS
    assert SCENE_CONDITIONS.names == VOCABULARY.names
    assert dict(SCENE_CONDITIONS.calls) == dict(VOCABULARY.calls)


def test_the_two_languages_of_the_generic_customer_have_one_digest():
    assert load_library("zh").digest == load_library("en").digest


def test_a_bad_library_says_everything(tmp_path):
    for name in ("types.yaml", "emotion.yaml", "behaviours.yaml"):
        shutil.copy(Path(bundled("rubrics")).parent / "trainer" / "customer" / "data" / name, tmp_path / name)
    (tmp_path / "more.yaml").write_text(
        "schema: 1\neffects: [{act: greet, family: rude, points: {joy: 1}}]\nlines: {x: {fr: [a]}}\nphases: {}\n",
        encoding="utf-8",
    )
    assert sorted(told(tmp_path, lambda path: read_library(path, "zh"))) == ["E103", "E103", "E103", "E118"]
    (tmp_path / "more.yaml").write_text(
        "schema: 1\neffects: [{act: greet, family: neutral, points: {}}]\n", encoding="utf-8"
    )
    assert told(tmp_path, lambda path: read_library(path, "zh")) == ["E104"]


def test_the_chinese_lexicon_loads_and_its_patterns_compile():
    lexicon = load_lexicon("zh")
    assert lexicon.rules
    assert {rule.act for rule in lexicon.rules} <= ALL_ACTS
    patterns = tuple(pattern for rule in lexicon.rules for pattern in rule.patterns)
    assert compile_patterns(patterns).hits("您好") is not None
    assert not any("<" in pattern.replace("(?P<", "") and "<U>" in pattern for pattern in patterns)
    assert ring_ids("zh") == {ring.id for ring in lexicon.rings}


ACTS = """
schema: 1
language: zh
macros: {U: 您|你, FEEL: 着急|生气, BOTH: "<U>.{0,3}<FEEL>"}
acts:
  - act: empathize
    rules:
      - id: zh.empathize.1
        patterns: ["<BOTH>", "换(?:我|谁)(?P<feel><FEEL>)"]
        unless: "不<FEEL>|别<FEEL>"
        args: {feeling: "@feel"}
        yes: [换谁都着急, {text: 您急, context: 我等了九天}]
        no: ["好的"]
"""


@pytest.fixture
def words(tmp_path: Path) -> Path:
    (tmp_path / "acts.zh.yaml").write_text(ACTS, encoding="utf-8")
    return tmp_path


def test_macros_are_expanded_also_inside_macros(words):
    (rule,) = read_lexicon(words, "zh").rules
    assert rule.patterns == ("(?:(?:您|你).{0,3}(?:着急|生气))", "换(?:我|谁)(?P<feel>(?:着急|生气))")
    assert rule.unless == ("不(?:着急|生气)|别(?:着急|生气)",)
    assert rule.samples[1] == Sample("您急", fires=True, context="我等了九天")
    assert rule.samples[2].fires is False


def test_files_of_one_kind_are_joined(words):
    (words / "acts.zh.more.yaml").write_text(
        'schema: 1\nlanguage: zh\nacts: [{act: thank, rules: [{id: zh.thank.1, patterns: "谢谢<U>"}]}]\n',
        encoding="utf-8",
    )
    (words / "guards.zh.yaml").write_text(
        "schema: 1\nlanguage: zh\nguards: {negated: [不]}\ntables: {t: {甲: 乙}}\n", encoding="utf-8"
    )
    (words / "guards.zh.b.yaml").write_text(
        "schema: 1\nlanguage: zh\nguards: {negated: 没}\ntables: {t: {丙: 丁}}\n", encoding="utf-8"
    )
    lexicon = read_lexicon(words, "zh")
    assert [rule.id for rule in lexicon.rules] == ["zh.thank.1", "zh.empathize.1"]
    assert lexicon.rules[0].patterns == ("谢谢(?:您|你)",)
    assert set(lexicon.guards["negated"]) == {"不", "没"}
    assert lexicon.tables["t"] == {"甲": "乙", "丙": "丁"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<BOTH>", "<BOHT>", "E105"),
        ("<BOTH>", "(?=x)", "E119"),
        ("<BOTH>", "x" * 501, "E119"),
        ('BOTH: "<U>.{0,3}<FEEL>"', 'BOTH: "<BOTH>"', "E119"),
        ("unless:", "unles:", "E118"),
        ("act: empathize", "act: Empathize!", "E103"),
        ("id: zh.empathize.1", "id: zh.empathize.1\n        form: [opens]", "E103"),
        ('        no: ["好的"]', "      - {id: zh.empathize.1, patterns: x}", "E104"),
    ],
)
def test_each_mistake_of_a_lexicon_has_its_code(words, old, new, code):
    text = ACTS.replace(old, new, 1)
    assert text != ACTS
    (words / "acts.zh.yaml").write_text(text, encoding="utf-8")
    assert code in told(words, lambda path: read_lexicon(path, "zh"))


def test_a_language_without_acts_is_refused(tmp_path):
    assert told(tmp_path, lambda path: read_lexicon(path, "zh")) == ["E117"]
