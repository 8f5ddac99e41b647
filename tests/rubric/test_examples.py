"""Every example of every check is true: the real recogniser and the real operators on tiny conversations."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from trainer.language import Analyst
from trainer.model.rubric import Check, Example, Rubric
from trainer.model.transcript import Language, Transcript, Turn
from trainer.packs.rubric import load_rubric
from trainer.scoring import Case
from trainer.scoring.checks import evaluate
from trainer.scoring.record import read

Analysts = Callable[[Language], Analyst]


def cases() -> Iterator[object]:
    rubric = load_rubric(Path(__file__).parents[2] / "rubrics" / "course.yaml")
    for check in rubric.checks.values():
        for number, example in enumerate(check.examples, 1):
            yield pytest.param(check, example, id=f"{check.id}-{number}-{'holds' if example.passes else 'fails'}")


def exchange(example: Example) -> Transcript:
    said = (("customer", example.customer), ("agent", example.agent))
    spoken = [pair for pair in said if pair[1]]
    turns = tuple(Turn(n, "agent" if role == "agent" else "customer", text) for n, (role, text) in enumerate(spoken, 1))
    return Transcript("example", "zh", "phone", "in", turns)


def holds(check: Check, value: int | None) -> bool:
    if value is None:
        return False
    return value == 0 if check.op == "paired" else value >= 1


@pytest.mark.parametrize(("check", "example"), cases())
def test_an_example_does_what_it_says(check: Check, example: Example, rubric: Rubric, analyst: Analysts) -> None:
    transcript = exchange(example)
    record = read(Case(transcript, analyst("zh").analyse_all(transcript), rubric))
    assert holds(check, evaluate(check, record).value) == example.passes, (example.customer, example.agent)
