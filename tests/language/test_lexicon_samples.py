"""Every rule and ring carries sentences on which it must or must not fire; they are run through the whole analysis."""

import pytest

from trainer.language import Analyst
from trainer.language.reader import Reader
from trainer.packs.lexicon import data_folder
from trainer.packs.lexicon_source import read_lexicon
from trainer.packs.patterns import compile_patterns

TOLERATED = 25  # one sample in so many may be wrong while the data are being tuned


def fails(reader, rule, sample):
    read = reader.read(sample.text, rule.role, sample.context)
    labels = {act.id for act in read.acts}
    if sample.fires:
        return not labels & {rule.act, rule.turns_into}
    return rule.id in {act.rule for act in read.acts}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_rules_fire_on_their_samples_and_spare_the_others(language):
    lexicon = read_lexicon(data_folder(), language)
    reader = Reader(lexicon, compile_patterns)
    samples = [(rule, sample) for rule in lexicon.rules for sample in rule.samples]
    wrong = [(rule.id, sample.fires, sample.text) for rule, sample in samples if fails(reader, rule, sample)]
    assert samples
    assert len(wrong) <= len(samples) // TOLERATED, wrong


@pytest.mark.parametrize("language", ["zh", "en"])
def test_rings_are_found_in_their_samples(language):
    lexicon = read_lexicon(data_folder(), language)
    reader = Reader(lexicon, compile_patterns)
    samples = [(ring, sample) for ring in lexicon.rings for sample in ring.samples]
    wrong = [
        (ring.id, sample.fires, sample.text)
        for ring, sample in samples
        if (ring.id in {topic.id for topic in reader.read(sample.text, "customer", "").scene.topics}) != sample.fires
    ]
    assert samples
    assert len(wrong) <= len(samples) // TOLERATED, wrong


def test_ids_of_rules_are_their_own():
    lexicon = read_lexicon(data_folder(), "zh")
    ids = [rule.id for rule in lexicon.rules]
    assert len(ids) == len(set(ids))
    assert Analyst(lexicon, compile_patterns)
