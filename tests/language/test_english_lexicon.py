"""The English lexicon holds to its own samples and tells right wording from wrong in pairs (course 3.11, our words)."""

import pytest

from trainer.language import Analyst, Context
from trainer.language.reader import Reader
from trainer.model.transcript import Turn
from trainer.packs.lexicon import data_folder
from trainer.packs.lexicon_source import read_lexicon
from trainer.packs.patterns import compile_patterns

TOLERATED = 50  # one sample in so many may be wrong while the data are being tuned
PAIRS = [
    ("overpromise", "Whether it's paid is for the reviewer to decide, I can't guarantee it", "I guarantee it'll be paid"),
    ("overpromise", "I promise I'll ring you whatever they decide", "Trust me, it'll be approved"),
    ("exaggerate_return", "This isn't a deposit and the bonus isn't guaranteed", "It beats the bank, and the return is guaranteed"),
    ("deny_limits", "Not every illness is covered, page six lists what isn't", "It covers everything, no exceptions"),
    ("hide_disclosure", "Please don't leave the scan off the form", "I'd leave the scan off the form, nobody checks"),
    ("insecure_data", "Key the code in yourself, never read it to anyone", "Read the code out to me"),
    ("inducement", "We may not give anything back from the premium", "I'll give you some cash back out of my commission"),
    ("false_scarcity", "The last day to apply is 15 November under the contract", "Only two places left, decide today"),
    ("obstruct", "You can cancel whenever you like", "There's no point complaining"),
    ("churn", "Keep the old policy until the new one is in force", "Cancel the old policy and buy this new one"),
    ("coach_callback", "When they ring you, answer as it really was", "When they ring you, just say yes to everything"),
    ("sign_for", "I can't sign it for you", "I'll sign it for you"),
    ("insult", "You're not being difficult at all", "Even a child could read that"),
    ("disparage", "I can't speak for other insurers", "That other company is full of crooks"),
    ("fake_evidence", "Tell it exactly as it happened", "Just say you fell at home"),
    ("blame", "None of this was your fault", "That's your own fault"),
    ("calm_command", "You don't have to calm down, say all of it", "Calm down, sir"),
    ("dismiss", "It isn't a small matter to us", "You're making a fuss"),
    ("impatience", "You've already told me, I have it here", "I already told you that"),
    ("policy_shield", "The rule is there because the insured has to agree", "Rules are rules"),
    ("pushy_sale", "I'm not here to sell you anything", "We have a fantastic new plan"),
    ("vague_time", "By Thursday at six", "We'll be in touch in due course"),
]  # fmt: skip


@pytest.fixture(scope="module")
def lexicon():
    return read_lexicon(data_folder(), "en")


@pytest.fixture(scope="module")
def reader(lexicon):
    return Reader(lexicon, compile_patterns)


@pytest.fixture(scope="module")
def analyst(lexicon):
    return Analyst(lexicon, compile_patterns)


def acts(analyst, text, other=""):
    history = (Turn(1, "customer", other),) if other else ()
    return {act.id for act in analyst.analyse(text, Context(turn=2, history=history, language="en")).acts}


def fails(reader, rule, sample):
    read = reader.read(sample.text, rule.role, sample.context)
    if sample.fires:
        return not {act.id for act in read.acts} & {rule.act, rule.turns_into}
    return rule.id in {act.rule for act in read.acts}


def test_english_rules_fire_on_their_samples_and_spare_the_others(lexicon, reader):
    samples = [(rule, sample) for rule in lexicon.rules for sample in rule.samples]
    wrong = [(rule.id, sample.fires, sample.text) for rule, sample in samples if fails(reader, rule, sample)]
    assert samples
    assert len(wrong) <= len(samples) // TOLERATED, wrong


def test_english_rings_are_found_in_their_samples(lexicon, reader):
    samples = [(ring, sample) for ring in lexicon.rings for sample in ring.samples]
    wrong = [
        (ring.id, sample.fires, sample.text)
        for ring, sample in samples
        if (ring.id in {topic.id for topic in reader.read(sample.text, "customer", "").scene.topics}) != sample.fires
    ]
    assert samples
    assert len(wrong) <= len(samples) // TOLERATED, wrong


def test_english_knows_every_ring_and_act_of_chinese(lexicon):
    other = read_lexicon(data_folder(), "zh")
    assert {ring.id for ring in other.rings} <= {ring.id for ring in lexicon.rings}
    assert {rule.act for rule in other.rules} <= {rule.act for rule in lexicon.rules}


@pytest.mark.parametrize(("act", "clean", "hit"), PAIRS)
def test_the_clean_english_side_is_clean(analyst, act, clean, hit):
    assert act not in acts(analyst, clean)


@pytest.mark.parametrize(("act", "clean", "hit"), PAIRS)
def test_the_other_english_side_hits(analyst, act, clean, hit):
    assert act in acts(analyst, hit)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("You said “guaranteed to pay”. Who told you that?", "overpromise"),
        ("The salesman promised it would definitely be paid, and he shouldn't have.", "overpromise"),
        ("If anyone asks you for the code, hang up.", "insecure_data"),
        ("Someone who says he's from the regulator and wants money is a swindler.", "false_identity"),
    ],
)
def test_english_words_of_others_are_no_violation(analyst, text, act):
    assert act not in acts(analyst, text)
