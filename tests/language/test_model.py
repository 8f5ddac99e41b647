"""The linear model: long numbers add up like single weights, bounds decide, and its file keeps every weight."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.language import Analyst, Context
from trainer.language.features import Features, Heard
from trainer.language.trace import trace
from trainer.language.verdict import Verdict
from trainer.language.weights import ZERO, LinearModel
from trainer.model.analysis import Act, Clause, Span
from trainer.model.lexicon import Weights
from trainer.model.transcript import Turn
from trainer.packs.lexicon import data_folder, load_lexicon
from trainer.packs.patterns import compile_patterns
from trainer.packs.weights import read_weights, weights_file, write_weights

WORDS = "您好我赔吧呢"


def clauses(*texts):
    at, found = 0, []
    for text in texts:
        found.append(Clause(Span(at, at + len(text)), text))
        at += len(text) + 1
    return tuple(found)


def heard(*texts, acts=(), other=""):
    return Heard(clauses(*texts), tuple(acts), (), (), other)


def weights(table, labels=("care", "blame"), biases=(0, 0), takes=(50, 50), keeps=(0, 0)):
    """``table``: weight of each label by feature."""
    rows = bytes(value + ZERO for feature in table for value in table[feature])
    return Weights(labels, biases, takes, keeps, {feature: at for at, feature in enumerate(table)}, rows)


@settings(deadline=None, max_examples=150)
@given(
    st.dictionaries(
        st.text(WORDS + "^$", min_size=1, max_size=3), st.tuples(*[st.integers(-127, 127)] * 2), min_size=1
    ),
    st.lists(st.text(WORDS, min_size=1, max_size=9), min_size=1, max_size=4),
    st.tuples(st.integers(-500, 500), st.integers(-500, 500)),
)
def test_the_sum_of_long_numbers_is_the_sum_of_the_weights(table, texts, biases):
    turn = heard(*texts)
    scores = LinearModel(weights(table, biases=biases), "zh")(turn)
    drawn = Features("zh")
    for at, text in enumerate(texts):
        pieces = set(drawn.words(text).own)
        for lane in range(2):
            assert scores[at][lane] == biases[lane] + sum(table[one][lane] for one in pieces & table.keys())


def test_neighbours_and_the_other_side_count_in_their_own_place():
    table = {"<赔": (10, 0), ">赔": (0, 10), "o:赔": (100, 0), "赔": (1, 1)}
    model = LinearModel(weights(table), "zh")
    assert model(heard("赔", "您", other="好")) == ((1, 1), (10, 0))
    assert model(heard("您", "赔", other="要赔")) == ((100, 10), (101, 1))


def test_reasons_are_the_weights_behind_a_score():
    model = LinearModel(weights({"您": (30, -5), "好": (-7, 0), "^您": (4, 0)}), "zh")
    turn = heard("您好")
    assert model.reasons(turn, 0, "care") == (("您", 30), ("好", -7), ("^您", 4))
    assert sum(weight for _, weight in model.reasons(turn, 0, "care")) == model(turn)[0][0]


def rule_find(text="赔"):
    return Act("blame", Span(0, len(text)), 0, rule="zh.blame.9")


@pytest.mark.parametrize(
    ("score", "kept", "proposed"), [(-1, False, False), (0, True, False), (49, True, False), (50, True, True)]
)
def test_bounds_decide_what_is_kept_and_what_is_taken(score, kept, proposed):
    verdict = Verdict(LinearModel(weights({"赔": (score, score)}), "zh"))
    acts, _, _ = verdict(heard("赔", acts=[rule_find()]))
    assert ("zh.blame.9" in [act.rule for act in acts]) is kept
    assert ("model.care" in [act.rule for act in acts]) is proposed
    assert [act.id for act in acts].count("blame") <= 1


def test_an_act_that_the_model_does_not_know_is_left_to_the_rules():
    other = Act("thank", Span(0, 1), 0, rule="zh.thank.1")
    denied = Act("blame", Span(0, 1), 0, polarity=-1, rule="zh.blame.9")
    verdict = Verdict(LinearModel(weights({"赔": (-99, -99)}), "zh"))
    assert verdict(heard("赔", acts=[other, denied]))[0] == (denied, other)


def test_a_proposal_quotes_the_clause_where_the_model_is_surest():
    verdict = Verdict(LinearModel(weights({"赔": (60, 0), "赔吧": (9, 0)}), "zh"))
    (act,) = verdict(heard("赔", "赔吧", "您"))[0]
    assert (act.id, act.by, act.span) == ("care", "model", Span(2, 4))


def test_the_emotion_is_what_the_clauses_say_together():
    found = weights({"气": (0, 90), "好": (50, 0)}, labels=("e:calm", "e:furious"))
    verdict = Verdict(LinearModel(found, "zh"))
    assert verdict(heard("好", "气", "好"))[1:] == ("calm", 0)
    assert verdict(heard("好", "气"))[1:] == ("furious", 1)
    assert verdict(heard())[1:] == ("", 0)


def test_a_model_file_gives_back_every_weight(tmp_path):
    before = {"agent": weights({"赔\u3000": (1, -127), "o:x": (127, 0)}), "customer": weights({"啊": (3, 4)})}
    write_weights(tmp_path, "zh", before)
    assert read_weights(weights_file(tmp_path, "zh").read_bytes()) == before
    assert read_weights(b"") == {}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_shipped_model_is_small_and_its_digest_counts(language):
    assert sum(weights_file(data_folder(), one).stat().st_size for one in ("zh", "en")) <= 4 << 20
    lexicon = load_lexicon(language)
    assert {"agent", "customer"} <= lexicon.weights.keys()
    for found in lexicon.weights.values():
        assert len(found.rows) == len(found.vocabulary) * len(found.labels)
        assert all(keep <= take for keep, take in zip(found.keeps, found.takes, strict=True))


def test_understanding_is_the_same_in_a_second_analyst():
    said = Context(turn=2, history=(Turn(1, "customer", "等了半个月了，到底赔不赔"),))
    first, second = (Analyst(load_lexicon("zh"), compile_patterns) for _ in range(2))
    text = "半个月搁谁都上火，我这就给您翻一下，下午四点前回您"
    assert first.analyse(text, said) == second.analyse(text, said)


def test_a_trace_tells_what_the_model_took_away_and_what_spoke_for_what_it_added():
    analyst = Analyst(load_lexicon("zh"), compile_patterns)
    told = trace(analyst, "半个月搁谁都上火，我这就给您翻一下，下午四点前回您", Context())
    added = {at for at, act in enumerate(told.analysis.acts) if act.by == "model"}
    assert {at for at, _ in told.strongest} == added
    assert all(weight > 0 for _, reasons in told.strongest for _, weight in reasons)
