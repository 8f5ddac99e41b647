"""Builds small conversations and rubrics for the scorer's tests, with the acts written beside the words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from trainer.model.analysis import Act, Analysis, Span
from trainer.model.rubric import Check, Criterion, Dimension, Level, Rubric
from trainer.model.transcript import Transcript, Turn
from trainer.scoring import Case
from trainer.scoring.checks import evaluate
from trainer.scoring.proof import Reading
from trainer.scoring.record import Record, read

ROLES = {"A": "agent", "C": "customer", "S": "system"}
MARK = re.compile(r"\[([a-z_]+)(\{[^}]*\})?(?::([^\]]*))?\]")


@dataclass(frozen=True)
class Build:
    """Factories; a line is ``A: words [act] [act{arg=value}:quote]``."""

    def talk(self, *lines: str, **facts: object) -> tuple[Transcript, dict[int, Analysis]]:
        turns, analyses = [], {}
        for n, line in enumerate(lines, 1):
            who, rest = line.split(":", 1)
            text = MARK.sub("", rest).strip()
            turns.append(Turn(n, ROLES[who], text))
            acts = tuple(self.act(text, *found.groups()) for found in MARK.finditer(rest))
            analyses[n] = Analysis(n, text, acts=acts)
        kinds = {"language": "zh", "channel": "phone", "direction": "in"} | facts
        return Transcript(id="T", turns=tuple(turns), **kinds), analyses

    def act(self, text: str, name: str, args: str | None, words: str | None) -> Act:
        words = words or text
        start = text.index(words)
        pairs = tuple(sorted(tuple(pair.split("=")) for pair in (args or "")[1:-1].split(",") if pair))
        return Act(name, Span(start, start + len(words)), 0, args=pairs, rule=f"zh.{name}.1")

    def record(self, *lines: str, **facts: object) -> Record:
        transcript, analyses = self.talk(*lines, **facts)
        return read(Case(transcript, analyses, self.rubric()))

    def reading(self, check: Check, *lines: str, **facts: object) -> Reading:
        return evaluate(check, self.record(*lines, **facts))

    def value(self, check: Check, *lines: str, **facts: object) -> int | None:
        return self.reading(check, *lines, **facts).value

    def rubric(self, checks: tuple[Check, ...] = (), criteria: tuple[Criterion, ...] = (), **rest: object) -> Rubric:
        dimensions = (
            Dimension("listening", {}, 30),
            Dimension("empathy", {}, 30),
            Dimension("compliance", {}, 40),
        )
        kinds = {"dimensions": dimensions} | rest
        named = {check.id: check for check in checks}
        return Rubric("test", "1.0.0", "d" * 32, {}, checks=named, criteria=criteria, **kinds)

    def criterion(
        self, levels: Mapping[int, str], name: str = "E1", dimension: str = "empathy", **rest: object
    ) -> Criterion:
        steps = tuple(Level(level, when, {}) for level, when in levels.items())
        return Criterion(name, dimension, {}, "ours", steps, **rest)

    def case(self, rubric: Rubric, *lines: str, moods: tuple[tuple[int, int], ...] = (), **facts: object) -> Case:
        transcript, analyses = self.talk(*lines, **facts)
        return Case(transcript, analyses, rubric, moods)


@pytest.fixture(scope="session")
def build() -> Build:
    return Build()
