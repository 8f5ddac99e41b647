from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.language import Analyst, Context
from trainer.language.context import OtherLines, last_line
from trainer.language.stretches import Taken
from trainer.model.transcript import Turn
from trainer.packs.lexicon import load_lexicon
from trainer.packs.patterns import compile_patterns

REAL = Analyst(load_lexicon("zh"), compile_patterns)
WORDS = ["我不能", "保证赔付", "，", "。", "？", "“", "”", "您说的", "尽快", "明天下午三点", "给您回电", "如果", "宽限期", "就是", "三十天", " ", "\n",
         "退保", "对吗", "抱歉", "您的意思是", "等了十二天", "身份证后四位", "OK", "5516", "2026-09-18", "…", "、"]  # fmt: skip
LINES = st.lists(st.sampled_from(WORDS), max_size=12).map("".join)


def check(text, analysis):
    for span in (
        [c.span for c in analysis.clauses]
        + [a.span for a in analysis.acts]
        + [t.span for t in analysis.topics]
        + [v.span for v in analysis.values]
        + list(analysis.unexplained)
    ):
        assert 0 <= span.start < span.end <= len(text)
        assert span.quote(text) == text[span.start : span.end] != ""
    for act in analysis.acts:
        assert 0 <= act.clause < len(analysis.clauses)
        assert act.rule and act.args == tuple(sorted(act.args))
        assert all(isinstance(part, str) for pair in act.args for part in pair)
    ends = [c.span.end for c in analysis.clauses]
    assert ends == sorted(ends)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80), st.text(max_size=40), st.sampled_from(["agent", "customer", "third"]))
def test_any_text_at_all_is_read_without_harm(text, other, role):
    history = (Turn(1, "agent", other), Turn(2, "customer", text), Turn(3, "system", other))
    check(text, REAL.analyse(text, Context(history=history, role=role, casefile={"x": [other, 300, {"y": None}]})))


@settings(deadline=None, max_examples=80)
@given(LINES, LINES, LINES)
def test_likely_text_keeps_spans_and_answers_alike_twice(text, earlier, other):
    history = (Turn(1, "agent", earlier), Turn(2, "customer", other))
    context = Context(history=history, terms={"stamp": ("章", "三十天")}, casefile={"premium": 20000, "status": other})
    first = REAL.analyse(text, context)
    check(text, first)
    assert first == REAL.analyse(text, context)


@given(
    st.lists(st.tuples(st.sampled_from(["agent", "customer", "third", "system"]), st.sampled_from("abc")), max_size=9)
)
def test_the_other_sides_line_is_the_same_read_forwards_and_backwards(said):
    history = tuple(Turn(at, role, text) for at, (role, text) in enumerate(said, 1))
    lines = OtherLines()
    forwards = [(turn.n, lines.before(turn)) for turn in history if turn.role != "system"]
    assert forwards == [(t.n, last_line(history[: t.n - 1], t.role)) for t in history if t.role != "system"]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 5)), max_size=20))
def test_taken_stretches_never_overlap(stretches):
    taken, held = Taken(), []
    for start, length in stretches:
        free = not any(start < last and first < start + length for first, last in held)
        assert taken.take(start, start + length) == free
        held += [(start, start + length)] if free else []


def test_a_fresh_analyst_finds_the_same(whole_analyst):
    text = "您好，等了十二天，换谁都着急，我明天三点前给您回电。"
    assert whole_analyst.analyse(text, Context()) == REAL.analyse(text, Context())


def test_scene_terms_are_topics_and_may_lie_inside_rings(analyst):
    text = "理赔材料要盖章"
    found = analyst.analyse(text, Context(terms={"stamp": ("章", "盖章"), "mat": ("材料",)})).topics
    assert {(topic.id, topic.span.quote(text)) for topic in found} == {
        ("documents", "理赔材料"),
        ("stamp", "盖章"),
        ("mat", "材料"),
    }


def test_clauses_that_nothing_explains_are_named(analyst):
    text = "抱歉，今天月亮很圆，好。"
    assert [span.quote(text) for span in analyst.analyse(text, Context()).unexplained] == ["今天月亮很圆"]


def test_no_result_holds_a_float(analyst):
    found = analyst.analyse("押金1200.5元，明天3.5小时后给您回电，30.5%", Context(casefile={"x": 1200.5}))
    assert ": 1200.5" not in repr(found)
    assert {value.canonical for value in found.values} >= {"1200.50", "30.5%"}


def test_the_analysis_names_its_lexicon(analyst):
    assert analyst.analyse("好", Context(turn=7)).lexicon_digest == "mini"
    assert analyst.analyse("好", Context(turn=7)).turn == 7
