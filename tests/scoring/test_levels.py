import pytest

from trainer.model.assessment import NO_OCCASION, NOT_JUDGED
from trainer.model.rubric import Check
from trainer.scoring import assess

WARM = Check("warm", "count", ("empathize",))
VENTS = Check("vents", "count", ("c_vent",))
ROUGH = Check("rough", "count", ("blame", "dismiss"))
CUT = Check("cut_ins", "overlap")
CHECKS = (WARM, VENTS, ROUGH, CUT)
LADDER = {3: "warm >= 2 and rough == 0", 2: "warm == 1 and rough == 0", 1: "warm >= 1", 0: "True"}
VENT = "C: 急死我了 [c_vent]"
KIND = "A: 换谁都着急 [empathize]"
RUDE = "A: 您自己不看合同 [blame]"
PLAIN = "A: 请稍等"


def mark(build, criterion, *lines, **facts):
    rubric = build.rubric(CHECKS, (criterion,))
    return assess(build.case(rubric, *lines, **facts)).marks[0]


@pytest.mark.parametrize(
    ("lines", "level"),
    [((VENT, KIND, VENT, KIND), 3), ((VENT, KIND), 2), ((VENT, KIND, VENT, RUDE), 1), ((VENT, PLAIN), 0)],
)
def test_the_first_level_whose_condition_is_true_decides(build, lines, level):
    assert mark(build, build.criterion(LADDER), *lines).verdict == level


def test_levels_are_tried_from_the_highest_down_in_whatever_order_they_are_written(build):
    upside_down = dict(reversed(LADDER.items()))
    assert mark(build, build.criterion(upside_down), VENT, KIND).verdict == 2


@pytest.mark.parametrize(
    ("levels", "verdict"),
    [
        ({3: "cut_ins == 0 and warm >= 1", 2: "warm >= 1", 0: "True"}, 2),  # a named truth stands below an unknown
        ({3: "cut_ins == 0 and warm >= 1", 2: "warm >= 2", 1: "warm >= 3", 0: "True"}, 0),  # only the top is unknown
        ({3: "cut_ins == 0", 2: "cut_ins <= 1", 1: "warm >= 3", 0: "True"}, NOT_JUDGED),
        ({3: "cut_ins == 0", 0: "True"}, NOT_JUDGED),
        ({3: "cut_ins == 0", 2: "warm >= 2", 1: "cut_ins <= 2", 0: "True"}, NOT_JUDGED),
        ({3: "cut_ins == 0", 2: "cut_ins == 1"}, NOT_JUDGED),
        ({3: "cut_ins == 0 or warm >= 1", 0: "True"}, 3),
    ],
)
def test_an_unknown_never_becomes_zero(build, levels, verdict):
    made = mark(build, build.criterion(levels), VENT, KIND)
    assert made.verdict == verdict
    if verdict == NOT_JUDGED:
        assert made.reason == "reason.needs_times"


def test_no_condition_holds_is_not_judged(build):
    made = mark(build, build.criterion({3: "warm >= 5"}), VENT, KIND)
    assert (made.verdict, made.reason) == (NOT_JUDGED, "reason.no_level")


@pytest.mark.parametrize(
    ("more", "verdict", "reason"),
    [
        ({"occasion": "vents >= 1"}, NO_OCCASION, "reason.no_occasion"),
        ({"occasion": "cut_ins >= 1"}, NOT_JUDGED, "reason.needs_times"),
        ({"occasion": "is_elderly"}, NOT_JUDGED, "reason.unknown"),
        ({"judged": False}, NOT_JUDGED, "reason.unjudged"),
        ({"needs": ("actions",)}, NOT_JUDGED, "reason.needs_actions"),
        ({"not_for": ("phone",)}, NO_OCCASION, "reason.channel"),
    ],
)
def test_no_occasion_and_not_judged_are_told_apart(build, more, verdict, reason):
    made = mark(build, build.criterion(LADDER, **more), "C: 你好 [c_ask]", KIND)
    assert (made.verdict, made.reason) == (verdict, reason)


def test_nobody_is_judged_who_said_nothing(build):
    made = mark(build, build.criterion(LADDER), VENT)
    assert (made.verdict, made.reason) == (NOT_JUDGED, "reason.no_agent")


@pytest.mark.parametrize(
    ("name", "facts", "verdict"),
    [
        ("is_elderly", {"customer_type": ("elderly",)}, 3),
        ("is_elderly", {"customer_type": ("angry",)}, 0),
        ("is_bereaved", {"customer_type": ("grief",)}, 3),
        ("channel == 'phone'", {}, 3),
        ("direction == 'out'", {}, 0),
        ("practice", {"origin": "practice"}, 3),
        ("agent_turns == 1 and customer_turns == 1", {}, 3),
    ],
)
def test_conditions_may_ask_for_the_facts_of_the_case(build, name, facts, verdict):
    assert mark(build, build.criterion({3: name, 0: "True"}), VENT, KIND, **facts).verdict == verdict


def test_a_good_level_shows_first_what_earned_it(build):
    made = mark(build, build.criterion(LADDER, negative=("rough",)), VENT, KIND, VENT, KIND)
    assert [(one.turn, one.helps) for one in made.evidence] == [(2, True), (0, True), (4, True)]
    assert made.evidence[1].why == "why.clean"


def test_a_bad_level_shows_first_what_spoils_it(build):
    made = mark(build, build.criterion(LADDER, negative=("rough",)), VENT, KIND, VENT, RUDE)
    assert made.verdict == 1
    assert (made.evidence[0].turn, made.evidence[0].quote, made.evidence[0].helps) == (4, "您自己不看合同", False)


def test_level_zero_proves_the_absence(build):
    made = mark(build, build.criterion(LADDER), VENT, PLAIN)
    assert [(one.turn, one.searched, one.why, one.helps) for one in made.evidence] == [
        (0, (1, 2), "why.missing", False)
    ]


def test_at_most_four_pieces_of_evidence_are_shown(build):
    many = [line for _ in range(9) for line in (VENT, KIND, RUDE)]
    made = mark(build, build.criterion({1: "warm >= 1 and vents >= 1 and rough >= 1"}, negative=("rough",)), *many)
    assert len(made.evidence) == 4
    assert {one.rule.split("/")[0] for one in made.evidence} == {"warm", "vents", "rough"}


def test_a_level_without_named_checks_shows_the_range(build):
    made = mark(build, build.criterion({2: "agent_turns >= 1"}), VENT, KIND)
    assert (made.verdict, made.evidence[0].searched, made.evidence[0].why) == (2, (1, 2), "why.whole")
