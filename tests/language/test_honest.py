"""Honest service crosses no line: what is denied, owned, explained or declined is no violation."""

from pathlib import Path

import pytest

from trainer.language import Analyst, Context
from trainer.model.transcript import Turn
from trainer.packs.lexicon import load_lexicon
from trainer.packs.patterns import compile_patterns

VIOLATIONS = frozenset(
    [
        "overpromise",
        "exaggerate_return",
        "deny_limits",
        "hide_disclosure",
        "privacy_breach",
        "insecure_data",
        "inducement",
        "false_scarcity",
        "obstruct",
        "churn",
        "coach_callback",
        "sign_for",
        "insult",
        "false_identity",
        "disparage",
        "admit_liability",
        "expose_other",
        "fake_evidence",
        "blame",
        "calm_command",
        "dismiss",
        "impatience",
        "policy_shield",
        "pushy_sale",
    ]
)
SENTENCES = Path(__file__).with_name("honest.zh.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def analyst():
    return Analyst(load_lexicon("zh"), compile_patterns)


@pytest.mark.parametrize("text", SENTENCES)
def test_an_honest_sentence_is_no_violation(analyst, text):
    said = (Turn(1, "customer", "你们到底怎么回事？"),)
    found = analyst.analyse(text, Context(turn=2, history=said))
    assert [(act.id, act.span.quote(text), act.rule) for act in found.acts if act.id in VIOLATIONS] == []
