from trainer.model.assessment import NOT_JUDGED, Assessment, Mark, Versions
from trainer.scoring import gap


def gaps(build, ratings, levels, ids=("L1", "L10", "E1", "E7", "K3", "K15")):
    rubric = build.rubric(criteria=tuple(build.criterion({0: "True"}, one) for one in ids))
    marks = tuple(Mark(one, level) for one, level in levels.items())
    made = gap(ratings, Assessment("T", Versions("", "", "1", ""), marks), rubric)
    return {one.dimension: (one.own, one.machine, one.gap) for one in made}


def test_the_five_dimensions_come_in_the_order_of_a_call(build):
    assert list(gaps(build, {}, {})) == ["opening", "needs", "solution", "objection", "closing"]


def test_criteria_stand_for_the_courses_dimensions(build):
    made = gaps(build, dict.fromkeys(("opening", "needs", "solution", "objection", "closing"), 3),
                {"L1": 3, "L10": 0, "E1": 3, "E7": 0, "K3": 3, "K15": 1})  # fmt: skip
    assert made == {
        "opening": (3, 33, 17),
        "needs": (3, 50, 0),
        "solution": (3, 50, 0),
        "objection": (3, 50, 0),
        "closing": (3, 0, 50),
    }


def test_what_neither_side_judged_has_no_gap(build):
    made = gaps(build, {"opening": 5, "needs": 9}, {"K15": NOT_JUDGED, "L1": 3})
    assert made["opening"] == (5, None, None)
    assert made["needs"] == (None, 100, None)


def test_families_of_their_own_count_where_a_rubric_has_them(build):
    made = gaps(build, {"opening": 1}, {"OPN1": 3, "LPS1": 0, "L1": 3}, ids=("OPN1", "LPS1", "L1"))
    assert made["opening"] == (1, 100, -100)
    assert made["needs"][1] == 100
