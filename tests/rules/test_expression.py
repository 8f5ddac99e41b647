"""The rule language: what it allows, what it refuses and where, and its three-valued logic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.model.errors import RuleError
from trainer.rules import Vocabulary, parse, parse_topic, tell

WORDS = Vocabulary(frozenset({"anger", "trust", "turn", "heat", "unseen"}), {"fact": (1, 1), "since": (1, 2)})


class Table:
    """An environment made of two dicts."""

    def __init__(self, names=None, facts=()):
        self.names = {"anger": 40, "trust": 50, "turn": 3, "heat": "warm", "unseen": None} | (names or {})
        self.facts = facts

    def name(self, name):
        return self.names[name]

    def call(self, name, arguments):
        return arguments[0] in self.facts if name == "fact" else 7


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("anger <= 40 and trust >= 50", True),
        ("anger > 40 or fact('money')", True),
        ("not fact('money')", False),
        ("heat == 'warm'", True),
        ("heat in ('hot', 'warm')", True),
        ("heat not in ('hot', 'warm')", False),
        ("30 < anger < 50", True),
        ("anger + trust - 10 == 80", True),
        ("-1 < turn", True),
        ("since('calm', 2) >= 7", True),
        ("True", True),
        ("unseen > 3", None),
        ("unseen > 3 and False", False),
        ("unseen > 3 or True", True),
        ("not unseen", None),
        ("unseen + 1 > 0", None),
        ("unseen in (1, 2)", None),
        ("heat > 3", False),
        ("\n  anger > 1\n  and turn > 1", True),
    ],
)
def test_a_condition_has_the_value_that_a_reader_expects(source, expected):
    assert parse(source, WORDS).value(Table(facts=("money",))) is expected


@pytest.mark.parametrize(
    ("source", "code", "column"),
    [
        ("anger >", "rule.syntax", 8),
        ("angr > 3", "rule.unknown_name", 1),
        ("trust > 1 and fcat('x')", "rule.unknown_call", 15),
        ("fact()", "rule.arguments", 1),
        ("fact(anger)", "rule.arguments", 6),
        ("fact(x='a')", "rule.not_allowed", 1),
        ("anger * 2", "rule.not_allowed", 1),
        ("anger ** 9", "rule.not_allowed", 1),
        ("[1 for x in (1,)]", "rule.not_allowed", 1),
        ("(lambda: 1)()", "rule.not_allowed", 1),
        ("anger.__class__", "rule.not_allowed", 1),
        ("heat in 'warm'", "rule.not_allowed", 9),
        ("1.5 < anger", "rule.not_allowed", 1),
        ("(1, 2)", "rule.not_allowed", 1),
        ("'中文' == heat and x", "rule.unknown_name", 18),
        ("1" * 20, "rule.not_allowed", 1),
        ("anger and " * 200 + "anger", "rule.too_long", 1),
        ("'" + "a" * 90 + "' == heat", "rule.not_allowed", 1),
        ("anger is 3", "rule.not_allowed", 1),
        ("f'{anger}'", "rule.not_allowed", 1),
        ("", "rule.syntax", 1),
    ],
)
def test_anything_else_is_refused_with_its_place(source, code, column):
    with pytest.raises(RuleError) as caught:
        parse(source, WORDS)
    assert (caught.value.code, caught.value.facts["column"]) == (code, column)


def test_the_names_and_calls_used_are_known():
    expr = parse("anger > 3 and fact('a') and since('b', 2) > 1", WORDS)
    assert expr.names == {"anger"}
    assert expr.calls == {("fact", ("a",)), ("since", ("b", 2))}


def test_an_explanation_names_what_decided():
    expr = parse("anger <= 40 and (fact('a') or trust > 90)", WORDS)
    told = expr.explain(Table())
    assert told.result is False
    assert [leaf.source for leaf in told.deciding()] == ["fact('a')", "trust > 90"]
    assert [leaf.result for leaf in told.deciding()] == [False, False]


@given(st.text(max_size=60))
def test_no_text_does_anything_but_parse_or_raise_a_rule_error(source):
    try:
        parse(source, WORDS).value(Table())
    except RuleError as error:
        place = error.facts["column"]
    else:
        place = 1
    assert place >= 1


ATOMS = st.sampled_from(["anger > 10", "unseen > 1", "fact('a')", "trust < 10", "True"])


@given(
    st.recursive(
        ATOMS,
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
            inner.map(lambda t: f"(not {t})"),
        ),
        max_leaves=8,
    )
)
def test_unknown_behaves_as_either_truth_would(source):
    """Kleene: when the value is known with an unknown inside, it is the same for both truths of the unknown."""
    result = parse(source, WORDS).value(Table())
    if result is not None:
        for guess in (0, 2):
            assert parse(source, WORDS).value(Table({"unseen": guess})) == result


def test_a_topic_rule_needs_one_whole_group():
    rule = parse_topic("{reject} + {notify} | {stamp}")
    assert rule.topics == {"reject", "notify", "stamp"}
    assert rule.matches({"reject", "notify", "x"})
    assert rule.matches({"stamp"})
    assert not rule.matches({"reject"})


@pytest.mark.parametrize(("source", "column"), [("", 1), ("{a} + b", 7), ("{a} | ", 7), ("{A}", 1), ("{a}{b}", 1)])
def test_a_bad_topic_rule_is_refused_with_its_place(source, column):
    with pytest.raises(RuleError) as caught:
        parse_topic(source)
    assert caught.value.facts["column"] == column


class Speech:
    """Says keys and facts, so that a test sees what is told."""

    def __call__(self, key, /, **facts):
        return f"{key}({','.join(f'{name}={value}' for name, value in sorted(facts.items()))})"

    def has(self, key):
        return key in {"rule.name.anger", "rule.call.fact"}


def test_a_condition_is_told_in_words_with_what_it_was():
    told = tell(
        parse("anger <= 30 and fact('money') and trust >= 10", WORDS).explain(Table()),
        Speech(),
        lambda call, one: f"{call}:{one}",
    )
    assert told == (
        "rule.compare(bound=30,now=40,sign=<=,state=rule.false(),what=rule.name.anger())",
        "rule.plain(state=rule.false(),what=rule.call.fact(id=fact:money))",
    )


def test_an_unknown_part_is_told_as_unknown():
    told = tell(parse("unseen > 3", WORDS).explain(Table()), Speech(), lambda call, one: one)
    assert told == ("rule.compare(bound=3,now=rule.unknown(),sign=>,state=rule.unknown(),what=unseen)",)


def test_a_sum_is_told_by_its_parts():
    told = tell(parse("anger + turn - 1 > 90", WORDS).explain(Table()), Speech(), lambda call, one: one)
    assert told == ("rule.compare(bound=90,now=42,sign=>,state=rule.false(),what=rule.name.anger() + turn - 1)",)
