"""A broken scene is refused with problems or plays; nothing else can happen to it."""

import random
import time
from pathlib import Path

from trainer.model.errors import PackError
from trainer.packs.lint import lint

SMALL = Path(__file__).with_name("data") / "small.yaml"
SWAPS = [
    "",
    "[]",
    "{}",
    "x",
    "yes",
    "-1",
    "99999999999",
    "{{ name }}",
    "{{ x }}",
    "{% for %}",
    "[[a]]",
    "{a: b}",
    "'",
    "fact('x')",
    "{report} +",
]


def broken(lines: list[str], dice: random.Random) -> str:
    """Return the scene with some values, lines or indents spoiled, as a hurried author would."""
    lines = list(lines)
    for _ in range(dice.randint(1, 5)):
        at = dice.randrange(len(lines))
        match dice.randrange(5):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[dice.randrange(len(lines))])
            case 2:
                key, mark, _ = lines[at].partition(":")
                lines[at] = f"{key}{mark} {dice.choice(SWAPS)}"
            case 3:
                lines[at] = lines[at].replace(dice.choice(": ,[]{}'\""), dice.choice(": ,[]{}'\""), 1)
            case _:
                lines[at] = " " * dice.randint(0, 6) + lines[at].lstrip()
    return "\n".join(lines)


def test_four_hundred_hurried_edits_are_problems_and_nothing_else(tmp_path):
    lines = SMALL.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "small.yaml"
    refused, slowest = 0, 0.0
    for seed in range(400):
        path.write_text(broken(lines, random.Random(seed)), encoding="utf-8")
        begun = time.process_time()
        try:
            problems = lint(path)
        except PackError:  # pragma: no cover (lint returns problems, it does not raise them)
            raise AssertionError(seed) from None
        slowest = max(slowest, time.process_time() - begun)
        refused += any(one.severity == "error" for one in problems)
        assert all(one.file and one.code for one in problems)
    assert refused > 250
    assert slowest < 1.0
