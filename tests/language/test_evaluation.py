"""Counting right, false and missed; intervals, causes, moves."""

from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.language.evaluation import (
    BREACHES,
    MILLION,
    Seen,
    Tally,
    confusions,
    firings,
    measure,
    moves,
    rate,
    silent,
)
from trainer.model.analysis import Act, Analysis, Clause, Span
from trainer.model.labelled import Label, Labelled
from trainer.model.lexicon import ActRule

TEXT = "您别急，我今天三点前给您回电话，一定能赔。"


def act(label, quote, rule="", polarity=1):
    start = TEXT.index(quote)
    return Act(label, Span(start, start + len(quote)), 0, polarity, rule=rule or f"zh.{label}.1")


def seen(labels, found, **more):
    row = Labelled(more.pop("id", "a"), TEXT, tuple(Label(*label) for label in labels), **more)
    analysis = Analysis(1, TEXT, (Clause(Span(0, 3), TEXT[:3]),), tuple(found), unexplained=(Span(0, 3),))
    return Seen(row, analysis)


ONE = seen(
    [("reassure", "您别急"), ("commit_time", "今天三点前"), ("own", "给您回电话")],
    [act("reassure", "别急"), act("commit_time", "回电话"), act("overpromise", "一定能赔"), act("propose", "给您回")],
)


def test_a_turn_is_compared_as_sets():
    found = measure([ONE])
    assert found.acts["reassure"] == Tally(1, 0, 0)
    assert found.acts["own"] == Tally(0, 0, 1)
    assert found.acts["overpromise"] == Tally(0, 1, 0)
    assert found.micro == Tally(2, 2, 1)
    assert (found.micro.precision, found.micro.recall) == (500_000, 666_667)
    assert found.macro == 666_667  # own 0, the other two 1; what was only found falsely has no part in the mean


def test_denied_acts_and_those_of_memory_do_not_count():
    one = seen([], [act("refuse", "急", polarity=-1), act("repeat", "您别急"), act("reask", "今天")])
    assert measure([one]).micro == Tally()


def test_quotes_meet_or_do_not():
    assert (measure([ONE]).quotes.part, measure([ONE]).quotes.whole) == (1, 2)


def test_false_alarms_are_told_apart():
    bad = act("overpromise", "一定能赔")
    rows = [
        seen([], [bad], id="1"),
        seen([], [], id="2", hard=True, trap="overpromise"),
        seen([("reassure", "别急")], [bad], id="3", hard=True, trap="overpromise"),
        seen([("blame", "您")], [bad], id="4", hard=True),
    ]
    found = measure(rows)
    assert (found.clean.part, found.clean.whole) == (2, 3)
    assert (found.hard.part, found.hard.whole) == (1, 2)
    assert (found.trapped.part, found.trapped.whole) == (1, 2)


def test_what_is_unknown_has_no_figure():
    assert rate(0, 0) is None
    empty = measure([], 10)
    assert (empty.macro, empty.micro.f1, empty.clean.rate, dict(empty.intervals)) == (None, None, None, {})
    assert measure([seen([], [act("thank", "您")])]).acts["thank"].recall is None


def test_a_missed_act_is_paired_with_what_was_found_at_its_words():
    pairs = {(one.missed, one.instead) for one in confusions([ONE])}
    assert pairs == {("own", "propose")}
    far = seen([("own", "您别急")], [act("overpromise", "一定能赔")])
    assert {(one.missed, one.instead) for one in confusions([far])} == {("own", "overpromise")}
    assert [(one.missed, one.instead, one.count) for one in confusions([seen([("own", "您")], [])] * 2)] == [
        ("own", "", 2)
    ]


def test_rules_are_counted_once_a_turn_and_silent_ones_are_named():
    twice = seen([], [act("thank", "您", "r1"), act("thank", "急", "r1"), act("own", "我", "r2")])
    right = seen([("own", "我")], [act("own", "我", "r2")])
    assert [(one.rule, one.fired, one.wrong) for one in firings([twice, right])] == [("r1", 1, 1), ("r2", 2, 1)]
    assert silent([twice], [ActRule("r1", "thank", ()), ActRule("r9", "own", ())]) == ("r9",)


def test_moves_begin_with_gains_and_leave_out_what_stayed():
    before = {"own": Tally(1, 2, 3), "thank": Tally(1, 0, 0), "blame": Tally(2, 0, 0)}
    after = {"own": Tally(3, 1, 1), "thank": Tally(1, 0, 0), "blame": Tally(2, 1, 0), "care": Tally(0, 1, 0)}
    assert [(one.act, one.mended) for one in moves(before, after)] == [("own", 3), ("blame", -1), ("care", -1)]


def test_intervals_are_the_same_each_time_and_hold_the_figure():
    rows = [ONE, seen([("own", "我")], [act("own", "我")], id="b"), seen([("thank", "您")], [], id="c")] * 20
    first, again = measure(rows, 200), measure(rows, 200)
    assert dict(first.intervals) == dict(again.intervals)
    low, high = first.intervals["micro.f1"]
    assert low < first.micro.f1 < high
    assert first.intervals["act.thank"] == (0, 0)
    assert dict(measure(rows).intervals) == {}


def test_more_rows_of_the_same_kind_give_a_narrower_interval():
    rows = [ONE, seen([("own", "我")], [act("own", "我")], id="b")]
    few, many = (measure(rows * times, 200).intervals["micro.recall"] for times in (5, 80))
    assert many[1] - many[0] < few[1] - few[0]


LABELS = st.sets(st.sampled_from(["own", "thank", "blame", "jargon"]))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(LABELS, LABELS), max_size=6))
def test_counts_always_add_up(turns):
    rows = [
        seen([(label, "您") for label in sorted(wanted)], [act(label, "您") for label in sorted(found)], id=str(at))
        for at, (wanted, found) in enumerate(turns)
    ]
    result = measure(rows, 5)
    assert result.micro.support == sum(len(wanted) for wanted, _ in turns)
    assert result.micro.right + result.micro.false == sum(len(found) for _, found in turns)
    assert result.clean.whole == sum(not wanted & BREACHES for wanted, _ in turns)
    assert all(0 <= low <= high <= MILLION for low, high in result.intervals.values())
