import pytest

from trainer.model.rubric import Check, RedLine
from trainer.scoring import assess, lost_points

CHECKS = (
    Check("warm", "count", ("empathize",)),
    Check("restated", "count", ("paraphrase",)),
    Check("dated", "count", ("commit_time",)),
    Check("rough", "count", ("blame", "vague_time", "jargon", "slang")),
    Check("promised", "count", ("overpromise",)),
)
RED = (RedLine("R01", {}, "course", when="promised >= 1", checks=("promised",)),)
BETTER = {"zh": "您先说", "en": "Please go on"}
RICH = "A: 等了九天，换谁都急，五点前回您 [paraphrase:等了九天] [empathize:换谁都急] [commit_time:五点前回您]"


def plan(build):
    return build.rubric(
        CHECKS,
        (
            build.criterion(
                {3: "warm >= 1 and rough == 0", 1: "warm >= 1", 0: "True"}, "E1", negative=("rough",), better=BETTER
            ),
            build.criterion({3: "restated >= 1", 0: "True"}, "L3", "listening"),
            build.criterion({3: "dated >= 1", 0: "True"}, "K8", "compliance", negative=("promised",)),
        ),
        red_lines=RED,
    )


def marks(build, *lines, **more):
    return {one.turn: one for one in assess(build.case(plan(build), *lines, **more)).turn_marks}


@pytest.mark.parametrize(
    ("line", "symbol"),
    [
        ("A: 您好", ""),
        ("A: 我尽快 [vague_time]", "?!"),
        ("A: 亲，我尽快 [slang:亲] [vague_time:我尽快]", "?"),
        ("A: 您自己不看 [blame]", "?"),
        ("A: 保证赔 [overpromise]", "??"),
    ],
)
def test_without_moods_the_offences_decide(build, line, symbol):
    assert marks(build, "C: 喂", line)[2].symbol == symbol


@pytest.mark.parametrize(
    ("after", "symbol", "loss"),
    [(58, "", 2), (55, "?!", 5), (51, "?!", 9), (50, "?", 10), (45, "??", 15), (70, "", -10)],
)
def test_with_moods_the_drop_decides(build, after, symbol, loss):
    made = marks(build, "C: 喂", "A: 稍等", moods=((0, 60), (2, after)))[2]
    assert (made.symbol, made.mood, made.loss) == (symbol, after, loss)


def test_a_red_line_is_a_blunder_however_glad_the_customer_is(build):
    assert marks(build, "A: 保证赔 [overpromise]", moods=((0, 30), (1, 90)))[1].symbol == "??"


def test_an_offence_that_the_mood_does_not_show_is_still_marked(build):
    assert marks(build, "A: 我尽快 [vague_time]", moods=((0, 50), (1, 50)))[1].symbol == "?!"


@pytest.mark.parametrize(
    ("before", "after", "line", "symbol"),
    [
        (39, 49, "A: 换谁都急 [empathize]", "!"),
        (39, 48, "A: 换谁都急 [empathize]", ""),
        (40, 60, "A: 换谁都急 [empathize]", ""),
        (30, 60, "A: 稍等", ""),
    ],
)
def test_a_fine_move_lifts_a_low_mood_by_what_the_rubric_values(build, before, after, line, symbol):
    assert marks(build, line, moods=((0, before), (1, after)))[1].symbol == symbol


def test_without_moods_a_fine_move_helps_three_criteria_and_is_rare(build):
    made = marks(build, *(["C: 喂", RICH] * 7))
    assert [one.symbol for one in made.values()] == ["!", "", "", "", "", "", ""]
    assert marks(build, "C: 喂", "A: 换谁都急 [empathize]")[2].symbol == ""
    assert marks(build, "C: 喂", RICH + " [blame:五点前回您]")[2].symbol == "?"


def test_an_unknown_mood_stays_unknown(build):
    made = marks(build, "C: 喂", "A: 稍等")[2]
    assert (made.mood, made.loss) == (None, None)


def test_only_agent_turns_are_marked(build):
    assert set(marks(build, "S: 来电", "C: 喂", "A: 您好", "C: 好")) == {3}


def test_notes_name_the_criterion_and_the_words_and_lead_to_the_better_wording(build):
    case = build.case(plan(build), "C: 喂", "A: 换谁都急，我尽快 [empathize:换谁都急] [vague_time:我尽快]")
    assessment = assess(case)
    notes = [(criterion, one.quote, one.helps) for criterion, one in assessment.turn_marks[0].notes]
    assert notes == [("E1", "我尽快", False), ("E1", "换谁都急", True)]
    lost = lost_points(assessment, case.rubric)
    assert [(one.turn, one.criterion, one.evidence.quote, one.better) for one in lost] == [(2, "E1", "我尽快", BETTER)]


def test_notes_begin_with_the_narrowest_offence(build):
    broad = Check("broad", "count", ("blame", "dismiss", "impatience"))
    narrow = Check("narrow", "count", ("blame",))
    levels = {2: "broad + narrow == 0", 0: "True"}
    criteria = (
        build.criterion(levels, "E4", negative=("broad",)),
        build.criterion(levels, "E10", negative=("narrow",)),
    )
    case = build.case(build.rubric((broad, narrow), criteria), "A: 您自己不看 [blame]")
    assert [criterion for criterion, _ in assess(case).turn_marks[0].notes] == ["E10", "E4"]
