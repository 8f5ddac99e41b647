"""Every example of every check of the course rubric, through the real recogniser in both directions."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from trainer.language import Analyst
from trainer.model.rubric import Check, Example, Rubric
from trainer.model.transcript import Transcript, Turn
from trainer.packs.lexicon import load_lexicon
from trainer.packs.patterns import compile_patterns
from trainer.packs.rubric import load_rubric
from trainer.scoring import Case
from trainer.scoring.checks import evaluate
from trainer.scoring.record import read

RUBRIC = Path(__file__).parents[2] / "rubrics" / "course.yaml"
COUNTS_HARM = frozenset({"paired", "overlap"})
HAN = re.compile(r"[\u4e00-\u9fff]")


@cache
def rubric() -> Rubric:
    return load_rubric(RUBRIC)


@cache
def analyst(language: str) -> Analyst:
    return Analyst(load_lexicon(language), compile_patterns)


def examples() -> Iterator[object]:
    for check in rubric().checks.values():
        for number, example in enumerate(check.examples):
            yield pytest.param(check, example, id=f"{check.id}-{number}-{'pass' if example.passes else 'fail'}")


def value(check: Check, example: Example) -> int | None:
    said = [("customer", example.customer), ("agent", example.agent)]
    turns = tuple(Turn(n, role, text) for n, (role, text) in enumerate((one for one in said if one[1]), 1))
    language = "zh" if HAN.search(example.customer + example.agent) else "en"
    transcript = Transcript("example", language, "phone", "in", turns)
    analyses = analyst(language).analyse_all(transcript)
    return evaluate(check, read(Case(transcript, analyses, rubric()))).value


@pytest.mark.parametrize(("check", "example"), examples())
def test_an_example_of_a_check_holds_or_fails_as_it_says(check: Check, example: Example) -> None:
    found = value(check, example)
    held = found == 0 if check.op in COUNTS_HARM else bool(found)
    assert held == example.passes, f"{check.id}: {found} for {example.customer!r} / {example.agent!r}"
