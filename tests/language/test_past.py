"""The past that memory keeps: the same as a plain reading of all turns, at a cost per turn that does not grow."""

import itertools
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.language import Analyst, Context
from trainer.language.context import last_line
from trainer.language.grounding import trigrams
from trainer.language.past import WINDOW, Past, Pasts, asks_identity, complies
from trainer.language.promises import Promises
from trainer.language.reader import Reader
from trainer.language.values import alike_keys, same_value
from trainer.model.transcript import Turn
from trainer.packs.patterns import compile_patterns

FORMS = ["15:00", "03:00?", "close", "2026-09-18", "09-18", "-18", "09-", "2026", "d+1", "w4", "w+1.4", "month-end", "m+1", "30min",
         "1-3wd", "3wd", "~d", "2400.00", "2400", "2,400", "30%", "4.5%", "13800138000", "400-888-1234", "lp-0731", "551x"]  # fmt: skip
LINES = ["您好", "今天下午三点给您回电", "明天下午五点给您回电。", "后四位5516", "请报一下身份证后四位", "您每年交20000元", "您过了宽限期了", "宽限期就是多给的六十天",
         "您是哪一天在医院做的手术呢？", "上个月底做的", "我等了十二天，急死了", "等了十二天，换谁都着急。", "我一年交两万", "你问这个干什么？", " ", "那我现在退保能拿回多少？",
         "您的材料我们已经收到，正在审核当中"]  # fmt: skip
TALKS = st.lists(
    st.tuples(st.sampled_from(["agent", "customer", "third", "system"]), st.sampled_from(LINES)), max_size=14
)
CASE = {"annual_premium": 20000, "status": "审核当中", "no": "5516"}


def talk(said):
    return tuple(Turn(at, role, text) for at, (role, text) in enumerate(said, 1))


@settings(deadline=None, max_examples=60)
@given(TALKS, TALKS)
def test_a_conversation_read_on_is_the_same_as_one_read_anew(mini, one, other):
    first, second = talk(one), talk(other)
    carried = Analyst(mini, compile_patterns)
    for at in range(max(len(first), len(second))):  # two conversations at once, and the first one rewound at the end
        for turns_ in (first, second, first[: at // 2]):
            if at < len(turns_):
                context = Context(turn=at, history=turns_[:at], casefile=CASE, gives={"name": "5516"})
                found = carried.analyse(turns_[at].text, context)
                assert found == Analyst(mini, compile_patterns).analyse(turns_[at].text, context)


@settings(deadline=None, max_examples=80)
@given(TALKS)
def test_what_is_kept_of_the_past_is_what_was_said(mini, said):
    reader = Reader(mini, compile_patterns)
    promised = Promises(mini.functions, compile_patterns).promised
    past = Past(reader, lambda read: frozenset({read.raw}), promised)
    for turn in talk(said):
        past.add(turn)
    spoken = [turn for turn in talk(said) if turn.role != "system"]
    reads = [
        (turn, reader.read(turn.text, turn.role, last_line(tuple(spoken[:at]), turn.role)))
        for at, turn in enumerate(spoken)
        if turn.text.strip()
    ]
    theirs = [read for turn, read in reads if turn.role != "agent"]
    ours = [read for turn, read in reads if turn.role == "agent"]
    replies = [(b, a) for (t, b), (u, a) in itertools.pairwise(reads) if t.role == "agent" != u.role]
    assert past.told.grams == {gram for read in theirs for gram in read.grams}
    assert past.told.rings == {ring for read in theirs for ring in read.rings}
    assert past.told.terms == {read.raw for read in theirs} and past.used == {read.raw for read in ours}
    assert list(past.said) == [trigrams(read.scene.normal.text) for read in ours]
    assert [read for read, _ in past.promises] == [read for read in ours if promised(read)]
    assert past.checked == any(asks_identity(asked) and complies(reply) for asked, reply in replies)
    assert past.waits == bool(reads and reads[-1][0].role != "agent")
    for words in LINES:
        assert past.told.has(words, plain=False) == any(words in read.raw for read in theirs)
    for value in ("15:00", "20000", "03:00?", "d+0", "5516"):
        alike = {(one.kind, one.canonical) for one in past.told.alike(value) if same_value(one.canonical, value)}
        heard = {(one.kind, one.canonical) for read in theirs for one in read.scene.values}
        assert alike == {one for one in heard if same_value(one[1], value)}


@given(st.sampled_from(FORMS), st.sampled_from(FORMS))
def test_values_that_can_be_the_same_share_a_key(one, other):
    if same_value(one, other):
        assert alike_keys(one) & alike_keys(other)


def test_a_long_conversation_costs_no_more_per_turn_than_a_short_one(mini):
    """Counted in turns read anew, not in seconds: a turn is taken into the past once."""
    taken = []

    class Counted(Past):
        def add(self, turn):
            taken.append(turn.n)
            super().add(turn)

    reader = Reader(mini, compile_patterns)
    promised = Promises(mini.functions, compile_patterns).promised
    pasts = Pasts(lambda: Counted(reader, lambda read: frozenset(), promised))
    history = talk([("agent" if at % 2 else "customer", f"{LINES[at % 5]}{at}") for at in range(300)])
    for at in range(len(history) + 1):
        past = pasts.take(history[:at])
        pasts.put(history[:at], past)
    assert taken == [turn.n for turn in history]
    assert len(past.said) <= WINDOW // 2 and len(past.promises) <= WINDOW // 2


def test_another_agent_breaks_no_word_of_the_one_before(real_zh):
    def contradicts(second):
        analyst = Analyst(replace(real_zh, weights={}), compile_patterns)
        turns = (
            Turn(1, "agent", "我明天上午十点给您打电话。", source="甲"),
            Turn(2, "customer", "好的，转给别人吧。"),
            Turn(3, "agent", "您好，我接着给您办。", source=second),
            Turn(4, "customer", "什么时候打给我？"),
        )
        said = analyst.analyse("我后天下午三点给您打电话。", Context(turn=5, history=turns))
        return said.has("contradict")

    assert contradicts("甲")
    assert not contradicts("乙")
