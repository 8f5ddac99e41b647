"""Every rule carries sentences that it must mask, and sentences that it must leave alone."""

import pytest

from trainer.packs.masking import load_masking
from trainer.packs.patterns import compile_patterns

DATA = load_masking()
CUES = [rule for rule in DATA.rules if rule.finder == "cue"]
FINDERS = [rule for rule in DATA.rules if rule.finder != "cue"]


def named(rule):
    return rule.id


@pytest.mark.parametrize("rule", FINDERS, ids=named)
def test_a_rule_masks_its_examples_and_spares_the_others(rule, masker):
    assert any(not sample.fires for sample in rule.samples)
    assert any(sample.fires for sample in rule.samples) or rule.cues or rule.finder == "spare"
    for sample in rule.samples:
        found = masker.find([("customer", sample.text)])
        hit = [one for one in found if one.rule == rule.id]
        if sample.fires:
            assert rule.kind in {one.kind for one in found}, (sample.text, found)
        else:
            assert not hit, (sample.text, found)


@pytest.mark.parametrize("rule", CUES, ids=named)
def test_a_cue_is_heard_in_its_examples_and_not_in_the_others(rule):
    assert {sample.fires for sample in rule.samples} == {True, False}
    patterns = compile_patterns(rule.patterns)
    for sample in rule.samples:
        assert bool(patterns.hits(sample.text)) == sample.fires, sample.text
