"""The same words as they really arrive: without marks, with slips, in other scripts, mixed, in several bubbles."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from trainer.language import Analyst, Context
from trainer.packs.lexicon import load_lexicon
from trainer.packs.patterns import compile_patterns

BUBBLE = "⏎"
BESIDE_EMOJI = "slang"  # pictures are an act of their own in an agent's line
LEAST = 0.94


def pairs(language):
    for line in Path(__file__).with_name("noisy.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        head, clean, noisy = line.split(" | ")
        kind, role = head.split()
        if (language == "zh") == any(char > "\u2e80" for char in clean):
            yield kind, role, clean, noisy.replace(BUBBLE, "\n")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_noise_leaves_the_acts_as_they_are(language):
    analyst = Analyst(replace(load_lexicon(language), weights={}), compile_patterns)
    count: Counter[str] = Counter()
    for kind, role, clean, noisy in pairs(language):
        context = Context(turn=2, role=role, language=language)
        first, second = ({act.id for act in analyst.analyse(text, context).acts} for text in (clean, noisy))
        if kind == "emoji":
            second.discard(BESIDE_EMOJI)
        count["both"] += 2 * len(first & second)
        count["all"] += len(first) + len(second)
    assert count["both"] >= LEAST * count["all"]
