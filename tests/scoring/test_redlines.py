from trainer.model.rubric import Check, Major, RedLine
from trainer.scoring import assess, standing

PROMISE = Check("promised", "count", ("overpromise",))
LEAVES = Check("refusals", "count", ("refuse",))
ROUTE = Check("routes", "count", ("tell_rights",))
CUT = Check("cut_ins", "overlap")
LINES = (
    RedLine("R01", {}, "course", when="promised >= 1", checks=("promised",)),
    RedLine("R18", {}, "course", when="refusals >= 1 and routes == 0", checks=("refusals",)),
    RedLine("R17", {}, "course", when="promised >= 1", armed=False),
    RedLine("R20", {}, "course"),
    RedLine("R14", {}, "course", when="cut_ins >= 1 and promised >= 1"),
)
MAJORS = (Major("M01", {}, "course", "refusals >= 2", cap=50),)


def judged(build, *lines, **facts):
    criterion = build.criterion({3: "True"}, "K4", "compliance")
    rubric = build.rubric((PROMISE, LEAVES, ROUTE, CUT), (criterion,), red_lines=LINES, majors=MAJORS)
    assessment = assess(build.case(rubric, *lines, **facts))
    return assessment, standing(assessment, rubric)


def test_a_hit_carries_the_agents_words(build):
    assessment, total = judged(build, "C: 能赔吗 [c_ask]", "A: 您放心，保证赔 [overpromise:保证赔]")
    assert [(hit.id, hit.turn, hit.quote) for hit in assessment.red_lines] == [("R01", 2, "保证赔")]
    assert (total.dimensions["compliance"], total.overall, total.passed, total.caps) == (0, 0, False, ("R01",))


def test_the_customers_words_convict_nobody(build):
    assessment, total = judged(build, "C: 你们保证赔 [overpromise]", "A: 这要看审核 [honest_unknown]")
    assert not assessment.red_lines
    assert total.passed is not False


def test_a_line_that_is_not_armed_never_hits(build):
    assessment, _ = judged(build, "A: 保证赔 [overpromise]")
    assert "R17" not in {hit.id for hit in assessment.red_lines}


def test_an_unknown_condition_convicts_nobody(build):
    assessment, _ = judged(build, "A: 保证赔 [overpromise]")
    assert "R14" not in {hit.id for hit in assessment.red_lines}


def test_an_omission_is_quoted_by_the_words_that_called_for_more(build):
    bare, _ = judged(build, "A: 这个赔不了 [refuse]")
    told, _ = judged(build, "A: 这个赔不了 [refuse]", "A: 您可以申请复核 [tell_rights]")
    assert [(hit.id, hit.quote) for hit in bare.red_lines] == [("R18", "这个赔不了")]
    assert not told.red_lines


def test_a_major_caps_and_does_not_fail_compliance(build):
    lines = ("A: 不行 [refuse]", "A: 不可以 [refuse]", "A: 您可以申诉 [tell_rights]")
    assessment, total = judged(build, *lines)
    assert {hit.id for hit in assessment.majors} == {"M01"}
    assert (total.dimensions["compliance"], total.uncapped, total.overall, total.caps) == (100, 100, 50, ("M01",))


def test_many_hits_are_cut_to_the_first_five(build):
    assessment, _ = judged(build, *[f"A: 保证赔{n} [overpromise]" for n in range(9)])
    assert [hit.turn for hit in assessment.red_lines] == [1, 2, 3, 4, 5]


def test_a_line_without_a_condition_never_hits(build):
    assessment, _ = judged(build, "A: 保证赔 [overpromise]")
    assert {hit.id for hit in assessment.red_lines} == {"R01"}
