"""The shipped course rubric as data: complete, bilingual, and every part of it in use."""

import re

from trainer.model.rubric import Rubric
from trainer.rules import Vocabulary, parse
from trainer.scoring.labels import EXTRA_NAMES

NAMES = [f"L{n}" for n in range(1, 11)] + [f"E{n}" for n in range(1, 11)] + [f"K{n}" for n in range(1, 16)]
SLOT = re.compile(r"\{[^}]*\}")
CJK = re.compile(r"[\u4e00-\u9fff]")
SOURCE = re.compile(r"^(course|law|ours)\b")


def texts(rubric: Rubric) -> list[tuple[str, dict[str, str]]]:
    """Every text for people with its place."""
    found = [("title", rubric.title)]
    found += [(one.id, one.name) for one in rubric.dimensions]
    for one in rubric.criteria:
        found += [(f"{one.id}.name", one.name), (f"{one.id}.better", one.better)]
        found += [(f"{one.id}.{level.level}", level.anchor) for level in one.levels]
        found += [(f"{one.id}.unjudged", one.unjudged)] if one.unjudged else []
    for line in rubric.red_lines:
        found += [(f"{line.id}.name", line.name), (f"{line.id}.better", line.better), (f"{line.id}.law", line.law)]
    for major in rubric.majors:
        found += [(f"{major.id}.name", major.name), (f"{major.id}.better", major.better)]
    found += [(name, text) for name, text in rubric.standards]
    return [(place, dict(text)) for place, text in found]


def conditions(rubric: Rubric) -> list[str]:
    """Every condition of the file."""
    found = [level.when for one in rubric.criteria for level in one.levels]
    found += [one.occasion for one in rubric.criteria]
    return found + [line.when for line in (*rubric.red_lines, *rubric.majors) if line.when]


def used(rubric: Rubric) -> set[str]:
    """Names of checks that some condition, red line or negative list uses."""
    vocabulary = Vocabulary(names=frozenset(rubric.checks) | EXTRA_NAMES)
    names = {name for source in conditions(rubric) for name in parse(source, vocabulary).names}
    names |= {name for one in rubric.criteria for name in one.negative}
    return names | {name for line in (*rubric.red_lines, *rubric.majors) for name in line.checks}


def test_every_criterion_of_the_course_is_there_once_and_in_order(rubric: Rubric) -> None:
    assert [one.id for one in rubric.criteria] == NAMES


def test_every_red_line_of_the_course_is_there_once_and_in_order(rubric: Rubric) -> None:
    assert [line.id for line in rubric.red_lines] == [f"R{n:02}" for n in range(1, 21)]


def test_the_three_dimensions_weigh_a_hundred(rubric: Rubric) -> None:
    assert {one.id: one.weight for one in rubric.dimensions} == {"listening": 30, "empathy": 30, "compliance": 40}
    assert rubric.pass_mark == 60


def test_a_criterion_belongs_to_the_dimension_of_its_letter(rubric: Rubric) -> None:
    letters = {"L": "listening", "E": "empathy", "K": "compliance"}
    assert all(one.dimension == letters[one.id[0]] for one in rubric.criteria)


def test_every_text_is_in_both_languages_with_the_same_slots(rubric: Rubric) -> None:
    for place, text in texts(rubric):
        assert set(text) == {"zh", "en"}, place
        assert text["zh"].strip() and text["en"].strip(), place
        assert sorted(SLOT.findall(text["zh"])) == sorted(SLOT.findall(text["en"])), place
        assert CJK.search(text["zh"]) and not CJK.search(text["en"]), place


def test_no_text_is_used_for_two_things(rubric: Rubric) -> None:
    better = [text["zh"] for place, text in texts(rubric) if place.endswith("better")]
    assert len(better) == len(set(better))


def test_every_check_is_used(rubric: Rubric) -> None:
    assert set(rubric.checks) - used(rubric) == set()


def test_every_check_has_a_source_and_examples(rubric: Rubric) -> None:
    for check in rubric.checks.values():
        assert SOURCE.match(check.source), check.id
        assert any(not example.passes for example in check.examples), check.id


def test_checks_that_words_alone_can_meet_have_a_passing_example(rubric: Rubric) -> None:
    """Cues and what needs memory of a longer conversation cannot be shown in one exchange."""
    memory = {"reask", "contradict", "parrot", "repeat", "discloses", "gloss_missing", "template"}
    for check in rubric.checks.values():
        alone = check.op in {"count", "order", "paired"} and not set(check.acts) & memory
        if alone and not check.window.after:
            assert any(example.passes for example in check.examples), check.id


def test_every_criterion_red_line_and_major_names_its_source(rubric: Rubric) -> None:
    for one in (*rubric.criteria, *rubric.red_lines, *rubric.majors):
        assert SOURCE.match(one.source), one.id


def test_levels_go_down_from_three_and_the_last_always_holds(rubric: Rubric) -> None:
    for one in rubric.criteria:
        assert [level.level for level in one.levels] == [3, 2, 1, 0], one.id
        assert one.levels[-1].when == "True", one.id


def test_the_red_lines_that_no_rule_sees_are_written_down_but_not_armed(rubric: Rubric) -> None:
    assert [line.id for line in rubric.red_lines if not line.armed] == ["R06", "R18"]


def test_majors_cap_below_the_pass_mark(rubric: Rubric) -> None:
    assert rubric.majors
    assert all(major.cap < rubric.pass_mark for major in rubric.majors)


def test_conditions_about_offences_never_read_the_customers_words(rubric: Rubric) -> None:
    """Course X18: nobody fails for what the customer said."""
    for line in rubric.red_lines:
        assert all(rubric.checks[name].role == "agent" for name in line.checks), line.id


def test_every_interplay_rule_has_its_place(rubric: Rubric) -> None:
    named = " ".join(check.source for check in rubric.checks.values())
    named += " ".join(one.source for one in (*rubric.criteria, *rubric.red_lines, *rubric.majors))
    missing = [f"X{n}" for n in range(1, 19) if not re.search(rf"\bX{n}\b", named)]
    assert missing == []
