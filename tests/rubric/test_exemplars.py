"""The shipped exemplars: the good ones pass, the poor ones fail, and for the reasons that they were written for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from trainer.formats.native import read_native
from trainer.language import Analyst
from trainer.model.assessment import Assessment
from trainer.model.rubric import Rubric
from trainer.model.transcript import Language, Transcript
from trainer.scoring import Case, assess, standing

Analysts = Callable[[Language], Analyst]
FOLDER = Path(__file__).parents[2] / "transcripts"
GOOD = ["angry_good", "elderly_good", "lapse_good"]
POOR = {
    "angry_poor": {"R10", "M02"},
    "elderly_poor": {"R07"},
    "lapse_poor": {"R01", "R04", "R09", "R13"},  # the rebate in the last line (R08) is missed beside two other lines
}


def transcript(name: str) -> Transcript:
    (found,) = read_native(FOLDER / f"{name}.json")
    return found


def judged(name: str, rubric: Rubric, analyst: Analysts) -> Assessment:
    call = transcript(name)
    return assess(Case(call, analyst(call.language).analyse_all(call), rubric))


def levels(assessment: Assessment) -> dict[str, int]:
    return {mark.criterion: mark.verdict for mark in assessment.marks if isinstance(mark.verdict, int)}


def test_every_exemplar_is_tested() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == {*GOOD, *POOR}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_call_passes_well_and_crosses_no_line(name: str, rubric: Rubric, analyst: Analysts) -> None:
    assessment = judged(name, rubric, analyst)
    result = standing(assessment, rubric)
    assert assessment.red_lines == ()
    assert assessment.majors == ()
    assert result.passed is True
    assert result.overall is not None and result.overall >= 75


@pytest.mark.parametrize("name", POOR)
def test_a_poor_call_fails_for_the_lines_it_crosses(name: str, rubric: Rubric, analyst: Analysts) -> None:
    assessment = judged(name, rubric, analyst)
    result = standing(assessment, rubric)
    hit = {one.id for one in (*assessment.red_lines, *assessment.majors)}
    assert POOR[name] <= hit
    assert result.passed is False
    assert result.overall is not None and result.overall <= 35


@pytest.mark.parametrize("name", [*GOOD, *POOR])
def test_most_criteria_get_a_level(name: str, rubric: Rubric, analyst: Analysts) -> None:
    assert len(levels(judged(name, rubric, analyst))) >= 22


@pytest.mark.parametrize("name", [*GOOD, *POOR])
def test_every_level_is_proved(name: str, rubric: Rubric, analyst: Analysts) -> None:
    texts = {turn.n: turn.text for turn in transcript(name).turns}
    for mark in judged(name, rubric, analyst).marks:
        if isinstance(mark.verdict, int):
            assert mark.evidence, mark.criterion
        for proof in mark.evidence:
            assert proof.quote in texts.get(proof.turn, proof.quote), mark.criterion


@pytest.mark.parametrize("scene", ["angry", "elderly"])
def test_the_good_call_beats_the_poor_one_in_every_dimension(scene: str, rubric: Rubric, analyst: Analysts) -> None:
    good = standing(judged(f"{scene}_good", rubric, analyst), rubric).dimensions
    poor = standing(judged(f"{scene}_poor", rubric, analyst), rubric).dimensions
    assert all((good[name] or 0) >= (poor[name] or 0) + 30 for name in good)


def test_the_exemplars_hold_no_real_identity() -> None:
    """Only the tails of numbers appear, never a whole identity or phone number."""
    for path in FOLDER.glob("*.json"):
        digits = [word for word in path.read_text(encoding="utf-8").replace('"', " ").split() if word.isdigit()]
        assert all(len(word) < 8 for word in digits), path.name
