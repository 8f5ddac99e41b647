import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.model.rubric import Check
from trainer.scoring.findings import Findings

CHECKS = (
    Check("warm", "count", ("empathize",)),
    Check("rough", "count", ("blame",)),
    Check("asked", "present", ("ask_open",)),
    Check("cut_ins", "overlap"),
)
LEAVES = st.sampled_from(
    ["warm >= 1", "rough == 0", "asked == 1", "cut_ins == 0", "warm + asked >= 2", "agent_turns >= 1"]
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: f"({two[0]} and {two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} or {two[1]})"),
        inner.map(lambda one: f"not ({one})"),
    ),
    max_leaves=6,
)


def findings(build):
    return Findings(
        build.rubric(CHECKS), build.record("C: 唉 [c_vent]", "A: 换谁都着急 [empathize]", "A: 您自己不看 [blame]")
    )


@given(CONDITIONS)
def test_the_deciding_checks_are_those_of_the_explanation(build, source):
    found = findings(build)
    expr = found.condition(source)
    leaves = expr.explain(found).deciding()
    expected = [check for leaf in leaves for check in ("warm", "rough", "asked", "cut_ins") if check in leaf.source]
    assert set(found.reached(expr)) == set(expected)


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("warm >= 1 or rough == 0", ("warm",)),
        ("warm >= 1 and rough == 0", ("rough",)),
        ("warm + rough >= 2", ("warm", "rough")),
        ("agent_turns >= 1", ()),
    ],
)
def test_only_what_decided_is_named(build, source, names):
    found = findings(build)
    assert found.reached(found.condition(source)) == names


def test_a_name_that_is_no_check_is_unknown(build):
    found = findings(build)
    assert (found.reading("other").value, found.reading("other").reason) == (None, "reason.no_check")
    assert found.call("fact", ("x",)) is None
