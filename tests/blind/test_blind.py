"""The recogniser on sentences whose writers never saw its rules: floors under the half that nobody tunes to."""

import functools
import json
from pathlib import Path

import pytest

from trainer.language import Analyst, Context
from trainer.model.analysis import INNER_ACTS
from trainer.model.transcript import Turn
from trainer.packs.lexicon import load_lexicon
from trainer.packs.patterns import compile_patterns

HERE = Path(__file__).parent
OTHER = {"agent": "customer", "customer": "agent"}
SETS = {"acts.zh": ("agent", "zh"), "customers.zh": ("customer", "zh"), "acts.en": ("agent", "en")}
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


@functools.cache
def analyst(language):
    return Analyst(load_lexicon(language), compile_patterns)


def rows(name):
    lines = (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@functools.cache
def even_half(name):
    """What was labelled and what was recognised, turn by turn."""
    role, language = SETS[name]
    return tuple(
        (frozenset(act["act"] for act in row["acts"]), recognised(row, role, language))
        for row in rows(name)
        if int(row["id"].rpartition("-")[2]) % 2 == 0
    )


def recognised(row, role, language):
    said = (Turn(1, OTHER[role], row["context"]),) if row["context"] else ()
    context = Context(turn=2, role=role, history=said, language=language)
    found = analyst(language).analyse(row["text"], context).acts
    return frozenset(act.id for act in found if act.id not in INNER_ACTS)


def measures(name, only=None):
    """Precision, recall and F1 over all turns together; ``only`` narrows both sides to some acts."""
    turns = [(wanted & only, got & only) if only else (wanted, got) for wanted, got in even_half(name)]
    hits = sum(len(wanted & got) for wanted, got in turns)
    labelled = sum(len(wanted) for wanted, _ in turns)
    reported = sum(len(got) for _, got in turns)
    return hits / reported, hits / labelled, 2 * hits / (labelled + reported)


@pytest.mark.parametrize("name", SETS)
def test_every_quote_stands_in_its_text(name):
    for row in rows(name):
        for act in row["acts"]:
            assert act["quote"] in row["text"], row["id"]


@pytest.mark.parametrize(("name", "floor"), [("acts.zh", 0.53), ("customers.zh", 0.66), ("acts.en", 0.71)])
def test_the_acts_of_unseen_turns_are_found(name, floor):
    assert measures(name)[2] >= floor


@pytest.mark.parametrize(("name", "precision", "recall"), [("acts.zh", 0.64, 0.6), ("acts.en", 0.87, 0.6)])
def test_the_violations_of_unseen_turns_are_real(name, precision, recall):
    found = measures(name, VIOLATIONS)
    assert found[0] >= precision
    assert found[1] >= recall


def test_what_must_not_be_labelled_is_seldom_labelled():
    role, language = SETS["acts.zh"]
    traps = [row for row in rows("acts.zh") if "hard_negative" in row and int(row["id"].rpartition("-")[2]) % 2 == 0]
    caught = [row["id"] for row in traps if row["hard_negative"]["not"] in recognised(row, role, language)]
    assert len(caught) <= 4
