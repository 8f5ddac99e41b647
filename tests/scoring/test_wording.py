import re
from pathlib import Path

import pytest

from trainer.model.assessment import Evidence, Mark
from trainer.scoring import assess, hit_better, reason, why
from trainer.scoring.labels import VIOLATIONS
from trainer.words import Words, catalogue

ROOM = Path(__file__).parents[2] / "trainer" / "scoring"
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(ROOM.glob("*.py")))
REASONS = re.findall(r'unknown\("([a-z_]+)"\)', SOURCE) + re.findall(r'"reason\.([a-z_]+)"', SOURCE)
WHYS = re.findall(r'"why\.([a-z_]+)"', SOURCE) + re.findall(r'why="([a-z_]+)"', SOURCE)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_key_that_the_scorer_gives_has_a_sentence(language):
    have = catalogue(language)
    needs = ("times", "parts", "actions", "casefile", "case_clock", "voice", "rings")
    wanted = {f"reason.{one}" for one in (*REASONS, *(f"needs_{need}" for need in needs))}
    wanted |= {f"why.{one}" for one in (*WHYS, "clean", "missing", "closed")}
    wanted |= {f"why.figure.{one}" for one in ("rate", "max_gap", "ratio", "factors", "cue", "overlap")}
    wanted |= {f"why.{kind}.{act}" for kind in ("said", "name") for act in VIOLATIONS}
    assert wanted <= set(have), sorted(wanted - set(have))


def test_an_act_has_a_sentence_of_its_own():
    words = Words("en")
    said = Evidence(2, "x", "warm/zh.empathize.1", "why.act", {"act": "empathize", "check": "warm"})
    assert why(said, words) == words("why.said.empathize")


def test_an_act_that_the_catalogue_does_not_know_is_named_by_its_id():
    said = Evidence(2, "x", "own", "why.act", {"act": "juggle", "check": "own"})
    assert "juggle" in why(said, Words("en"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_absence_names_the_range_and_what_was_sought(language):
    words = Words(language)
    facts = {"acts": "teach_back,check_clear", "check": "x", "first": 1, "last": 9}
    sentence = why(Evidence(0, "", "x", "why.missing", facts, (1, 9), helps=False), words)
    assert "1" in sentence
    assert "9" in sentence
    assert words("why.name.teach_back") in sentence
    assert "teach_back" not in sentence


def test_a_mark_without_a_level_says_why_and_one_with_a_level_does_not():
    assert reason(Mark("L6", "not_judged", reason="reason.needs_actions"), Words("en")).startswith("Not judged")
    assert not reason(Mark("L6", 2), Words("en"))


def test_a_red_line_has_its_better_wording(build):
    from trainer.model.rubric import Check, RedLine

    better = {"zh": "要看审核", "en": "The review decides"}
    line = RedLine("R01", {}, "course", when="promised >= 1", checks=("promised",), better=better)
    rubric = build.rubric((Check("promised", "count", ("overpromise",)),), red_lines=(line,))
    assert hit_better(assess(build.case(rubric, "A: 保证赔 [overpromise]")), rubric) == {"R01": better}
