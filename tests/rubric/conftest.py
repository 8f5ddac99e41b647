"""What the rubric tests share: the real rubric, recogniser and scorer, loaded once."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from trainer.language import Analyst
from trainer.model.rubric import Rubric
from trainer.model.transcript import Language
from trainer.packs.lexicon import load_lexicon
from trainer.packs.patterns import compile_patterns
from trainer.packs.rubric import load_rubric

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def rubric() -> Rubric:
    return load_rubric(ROOT / "rubrics" / "course.yaml")


@pytest.fixture(scope="session")
def analyst() -> Callable[[Language], Analyst]:
    @cache
    def made(language: Language) -> Analyst:
        return Analyst(load_lexicon(language), compile_patterns)

    return made
