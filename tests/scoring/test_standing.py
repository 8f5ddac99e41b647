from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.model.assessment import NO_OCCASION, NOT_JUDGED, Assessment, Hit, Mark, Versions
from trainer.model.rubric import Check, Major
from trainer.scoring import assess, standing
from trainer.scoring.standing import half_up

IDS = tuple(f"{family}{n}" for family in "LEK" for n in range(1, 5))
DIMENSION = {"L": "listening", "E": "empathy", "K": "compliance"}
VERDICTS = st.sampled_from([0, 1, 2, 3, NO_OCCASION, NOT_JUDGED])


def rubric(build, weights=None, **rest):
    criteria = tuple(
        build.criterion({3: "True"}, one, DIMENSION[one[0]], weight=(weights or {}).get(one, 1)) for one in IDS
    )
    return build.rubric(criteria=criteria, majors=(Major("M01", {}, "ours", "False", cap=45),), **rest)


def assessment(verdicts, **more):
    marks = tuple(Mark(one, verdict) for one, verdict in verdicts.items())
    return Assessment("T", Versions("", "", "1", ""), marks, **more)


def every(level):
    return dict.fromkeys(IDS, level)


def test_shares_are_mean_levels_of_three_and_the_overall_is_weighted(build):
    verdicts = every(3) | {"L1": 0, "L2": 1, "E1": 1}
    total = standing(assessment(verdicts), rubric(build))
    assert total.dimensions == {"listening": 58, "empathy": 83, "compliance": 100}
    assert (total.overall, total.uncapped, total.passed, total.judged) == (82, 82, True, (12, 12))


def test_halves_go_up():
    assert [half_up(part, 2) for part in range(5)] == [0, 1, 1, 2, 2]
    assert half_up(100 * 1, 8) == 13


def test_weights_of_criteria_count(build):
    total = standing(assessment(every(3) | {"L1": 0}), rubric(build, {"L1": 9}))
    assert total.dimensions["listening"] == 25


def test_what_was_not_judged_is_left_out_and_never_zero(build):
    verdicts = every(3) | {"L1": NOT_JUDGED, "E1": NO_OCCASION}
    total = standing(assessment(verdicts), rubric(build))
    assert (total.overall, total.judged) == (100, (10, 12))


def test_nothing_judged_has_no_score(build):
    total = standing(assessment(every(NOT_JUDGED)), rubric(build))
    assert (total.overall, total.uncapped, total.passed, total.judged) == (None, None, None, (0, 12))
    assert set(total.dimensions.values()) == {None}


def test_too_little_judged_in_a_dimension_is_neither_pass_nor_fail(build):
    verdicts = every(3) | {"K1": NOT_JUDGED, "K2": NOT_JUDGED}
    total = standing(assessment(verdicts), rubric(build))
    assert (total.overall, total.passed) == (100, None)


def test_a_dimension_without_a_score_is_left_out_of_the_overall(build):
    verdicts = every(3) | {one: NOT_JUDGED for one in IDS if one[0] == "K"} | {"L1": 0, "L2": 0, "L3": 0, "L4": 0}
    assert standing(assessment(verdicts), rubric(build)).overall == 50


@pytest.mark.parametrize(("level", "overall"), [(3, 59), (1, 20)])
def test_a_red_line_zeroes_compliance_and_fails(build, level, overall):
    hit = (Hit("R01", 2, "保证赔", "x"),)
    weights = {"listening": 90, "empathy": 9, "compliance": 1}
    heavy = rubric(build)
    heavy = replace(heavy, dimensions=tuple(replace(one, weight=weights[one.id]) for one in heavy.dimensions))
    total = standing(assessment(every(level), red_lines=hit), heavy if level == 3 else rubric(build))
    assert (total.dimensions["compliance"], total.overall, total.passed, total.caps) == (0, overall, False, ("R01",))
    assert total.uncapped == (100 if level == 3 else 33)


def test_the_lowest_cap_holds(build):
    hits = (Hit("M01", 2, "x", "x"), Hit("M99", 2, "x", "x"))
    total = standing(assessment(every(3), majors=hits), rubric(build))
    assert (total.overall, total.uncapped, total.passed) == (45, 100, False)


def test_the_pass_mark_is_the_rubrics(build):
    assert standing(assessment(every(2)), rubric(build, pass_mark=67)).passed is True
    assert standing(assessment(every(2)), rubric(build, pass_mark=68)).passed is False


@given(st.fixed_dictionaries(dict.fromkeys(IDS, VERDICTS)), st.booleans(), st.booleans())
def test_shares_stay_between_0_and_100(build, verdicts, red, major):
    hits = {"red_lines": (Hit("R01", 2, "x", "x"),) * red, "majors": (Hit("M01", 2, "x", "x"),) * major}
    total = standing(assessment(verdicts, **hits), rubric(build))
    shares = [share for share in (*total.dimensions.values(), total.overall, total.uncapped) if share is not None]
    assert all(0 <= share <= 100 for share in shares)
    assert total.overall is None or not red or total.overall <= 59


@given(st.fixed_dictionaries(dict.fromkeys(IDS, VERDICTS)), st.sampled_from(IDS))
def test_a_better_level_never_lowers_the_total(build, verdicts, one):
    if verdicts[one] not in {0, 1, 2}:
        return
    before = standing(assessment(verdicts), rubric(build)).overall
    after = standing(assessment(verdicts | {one: verdicts[one] + 1}), rubric(build)).overall
    assert after >= before


CHECKS = (Check("warm", "count", ("empathize",)), Check("asked", "present", ("ask_open",)))
GROWING = {3: "warm >= 2 and asked == 1", 2: "warm >= 1 and asked == 1", 1: "warm + asked >= 1", 0: "True"}


@given(st.lists(st.sampled_from(["A: 换谁都着急 [empathize]", "A: 怎么了 [ask_open]", "C: 唉", "A: 好的"]), max_size=8))
def test_more_helping_evidence_never_lowers_the_total(build, lines):
    plan = build.rubric(CHECKS, (build.criterion(GROWING),))
    lines = ["A: 您好", *lines]
    before = standing(assess(build.case(plan, *lines)), plan).overall
    after = standing(assess(build.case(plan, *lines, "A: 您受累了 [empathize]")), plan).overall
    assert after >= before
