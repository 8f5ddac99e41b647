import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.language import Analyst, Context
from trainer.language.context import last_line
from trainer.language.grounding import trigrams
from trainer.language.past import WINDOW, Past, Pasts, asks_identity, complies
from trainer.language.promises import promised
from trainer.language.reader import Reader
from trainer.language.values import alike_keys, same_value
from trainer.model.transcript import Cue, Transcript, Turn
from trainer.packs.patterns import compile_patterns

FORMS = ["15:00", "03:00?", "close", "2026-09-18", "09-18", "-18", "09-", "2026", "d+1", "w4", "w+1.4", "month-end", "m+1", "30min",
         "1-3wd", "3wd", "~d", "2400.00", "2400", "2,400", "30%", "4.5%", "13800138000", "400-888-1234", "lp-0731", "551x"]  # fmt: skip


def turns(*lines):
    return tuple(Turn(at, "agent" if who == "a" else "customer", text) for at, (who, text) in enumerate(lines, 1))


def analyse(analyst, text, *lines, **more):
    return analyst.analyse(text, Context(turn=len(lines) + 1, history=turns(*lines), **more))


def ids(analysis):
    return [act.id for act in analysis.acts]


def test_saying_the_same_again_is_a_repeat(analyst):
    line = "您的材料我们已经收到，正在审核当中"
    assert "repeat" in ids(analyse(analyst, line, ("a", line + "。"), ("c", "又来")))
    assert "repeat" not in ids(analyse(analyst, line, ("c", line)))
    assert "repeat" not in ids(analyse(analyst, "好的", ("a", "好的"), ("c", "嗯")))


def test_asking_for_a_factor_that_was_given_is_a_reask(analyst):
    before = (("a", "请报一下身份证后四位"), ("c", "后四位5516"))
    found = analyse(analyst, "麻烦再报一下身份证后四位", *before)
    assert found.of("reask")[0].arg("about") == "id_tail"
    assert "reask" not in ids(analyse(analyst, "麻烦报一下保单号", *before))
    assert "reask" not in ids(analyse(analyst, "身份证后四位收到了", *before))
    assert "reask" not in ids(analyse(analyst, "您的身份证、银行卡有没有给过那个人", *before))


def test_every_factor_asked_for_is_an_act_of_its_own(analyst):
    text = "麻烦报一下全名和身份证后四位。"
    found = analyse(analyst, text).of("verify_id")
    assert [(act.arg("factor"), act.arg("asks"), act.span.quote(text)) for act in found] == [
        ("name", "yes", "报一下全名"),
        ("id_tail", "yes", "身份证后四位"),
    ]
    listed = analyse(analyst, "报一下姓名，手机尾号，保单号。").of("verify_id")
    assert [act.arg("factor") for act in listed] == ["name", "phone_tail", "policy_no"]
    done = analyse(analyst, "核对一下，都对上了").of("verify_id")
    assert [(act.arg("factor"), act.arg("asks")) for act in done] == [("", "yes")]
    assert [act.arg("asks") for act in analyse(analyst, "核对一下是一致的").of("verify_id")] == ["no"]


def test_what_the_scene_gives_counts_as_given_once_it_was_said(analyst):
    given = {"name": "鲁志强"}
    assert "reask" in ids(analyse(analyst, "请问您的姓名是什么", ("c", "我叫鲁志强"), gives=given))
    assert "reask" not in ids(analyse(analyst, "请问您的姓名是什么", ("c", "我要投诉"), gives=given))


def test_the_same_question_after_an_answer_is_a_reask(analyst):
    asked = "您是哪一天在医院做的手术呢"
    assert "reask" in ids(analyse(analyst, asked, ("a", asked), ("c", "上个月底做的")))
    assert "reask" not in ids(analyse(analyst, asked, ("a", asked), ("c", "你问这个干什么？")))


def test_another_time_for_the_same_promise_contradicts(analyst):
    before = (("a", "今天下午三点给您回电"), ("c", "行"))
    found = analyse(analyst, "我明天下午五点给您回电", *before).of("contradict")
    assert found[0].arg("earlier") == "d+0 15:00" and found[0].arg("now") == "d+1 17:00"
    assert "contradict" not in ids(analyse(analyst, "今天15:00给您回电", *before))
    assert "contradict" not in ids(analyse(analyst, "时间改成明天下午五点给您回电", *before))


def test_a_figure_that_the_file_denies_contradicts(analyst):
    case = {"deductible": "免赔额10000元", "limit": "普通案件材料齐全后10日内出结论"}
    assert "contradict" in ids(analyse(analyst, "您的免赔额是5000元", casefile=case))
    assert "contradict" in ids(
        analyse(
            analyst,
            "材料齐全后30日出结论内".replace("日出结论内", "天内出结论"),
            casefile={"limit": "材料齐全后10天内出结论"},
        )
    )
    assert "contradict" not in ids(analyse(analyst, "您的免赔额是1万元", casefile=case))
    assert "contradict" not in ids(analyse(analyst, "不是5000元免赔额吗？", casefile=case))


def test_giving_the_words_back_is_parroting_unless_it_asks(analyst):
    said = ("c", "材料交了十二天了，一直正在审核，押金还没着落")
    parrot = analyse(analyst, "您是说材料交了十二天，一直正在审核，押金没着落。", said)
    assert "parrot" in ids(parrot) and "paraphrase" not in ids(parrot)
    check = analyse(analyst, "您是说材料交了十二天，一直正在审核，押金没着落，对吗？", said)
    assert "paraphrase" in ids(check) and "parrot" not in ids(check)
    assert check.of("paraphrase")[0].arg("checks") == "yes"


def test_the_customers_story_in_new_words_is_a_restatement(analyst):
    said = ("c", "三年交三万，就给一万七千八，那个柜台的小姑娘一句话没说亏")
    found = analyse(analyst, "三年交三万，柜台上给了一万七千八，少了一大截，这事我听明白了。", said).of("paraphrase")
    assert found[0].rule == "memory.restates" and found[0].arg("checks") == "no"
    assert "paraphrase" not in ids(analyse(analyst, "现金价值表在合同第三页，我翻给您看。", said))
    asked = ("c", "营养品的抬头换成药品能报吗？")
    assert "paraphrase" not in ids(analyse(analyst, "营养品的抬头换成药品也报不了。", asked))


def test_a_question_passed_over_is_unanswered(analyst):
    asked = ("c", "那我现在退保能拿回多少？")
    assert "unanswered" in ids(analyse(analyst, "今天天气不错。", asked))
    assert "unanswered" not in ids(analyse(analyst, "退保要看现金价值。", asked))
    assert "unanswered" not in ids(analyse(analyst, "因为合同里有约定。", asked))
    assert "unanswered" not in ids(analyse(analyst, "今天天气不错。", ("c", "我知道了")))


def test_telling_what_the_file_holds_is_a_disclosure(analyst):
    case = {"policyholder": {"annual_premium": 20000}, "status": "审核中", "today": "2026-09-16"}
    found = analyse(analyst, "您每年交两万，现在审核中。", casefile=case).of("discloses")
    assert {act.arg("key") for act in found} == {"policyholder.annual_premium", "status"}
    assert {act.arg("verified") for act in found} == {"no"}
    assert not analyse(analyst, "您每年交20000元。", ("c", "我一年交两万"), casefile=case).of("discloses")
    assert not analyse(analyst, "今天是2026年9月16日", casefile=case).of("discloses")


def test_an_exchange_of_factors_makes_a_disclosure_verified(analyst):
    case = {"annual_premium": 20000}
    asked = (("a", "请报一下身份证后四位"), ("c", "后四位5516"))
    assert analyse(analyst, "您每年交20000元", *asked, casefile=case).of("discloses")[0].arg("verified") == "yes"
    assert analyse(analyst, "您每年交20000元", casefile=case, verified=2).of("discloses")[0].arg("verified") == "yes"
    assert analyse(analyst, "您每年交20000元", casefile=case, verified=1).of("discloses")[0].arg("verified") == "no"


def test_a_term_wants_a_gloss_in_the_same_breath(analyst):
    bare = analyse(analyst, "您过了宽限期了。")
    assert bare.of("jargon")[0].arg("term") == "宽限期"
    glossed = analyse(analyst, "您过了宽限期，意思是多给的六十天过了。")
    assert glossed.of("plain_words")[0].arg("term") == "宽限期" and not glossed.of("jargon")
    assert not analyse(analyst, "您过了宽限期了。", ("c", "宽限期过了没有")).of("jargon")
    assert not analyse(analyst, "您过了宽限期了。", ("a", "宽限期就是多给您的六十天"), ("c", "哦")).of("jargon")
    assert not analyse(analyst, "您过了宽限期了。", ("a", "还在宽限期"), ("c", "哦")).of("jargon")
    assert not analyse(analyst, "点“宽限期申请”就行").of("jargon")


def test_sympathy_is_grounded_in_what_was_said(analyst):
    said = ("c", "我等了十二天，老婆要手术，急死了")
    assert analyse(analyst, "等了十二天，换谁都着急。", said).of("empathize")[0].arg("grounded") == "yes"
    assert analyse(analyst, "您的心情我理解。", said).of("empathize")[0].arg("grounded") == "no"


def test_a_vague_time_beside_a_clock_is_a_dated_promise(analyst):
    found = analyse(analyst, "我尽快，今天下午五点前给您回电。")
    assert not found.of("vague_time")
    assert found.of("commit_time")[0].arg("time") == "d+0 17:00"
    assert analyse(analyst, "我尽快给您处理。").of("vague_time")


@pytest.mark.parametrize("role", ["agent", "customer"])
def test_rules_belong_to_a_role(analyst, role):
    found = analyst.analyse("抱歉，后四位5516", Context(role=role))
    assert ids(found) == (["apologize"] if role == "agent" else ["c_gives"])


def test_a_whole_conversation_is_read_turn_by_turn(analyst):
    lines = turns(("a", "您好"), ("c", "材料交了十二天"), ("a", "您每年交20000元"))
    transcript = Transcript(
        id="t",
        language="zh",
        channel="phone",
        direction="in",
        turns=(*lines, Turn(4, "system", "静音")),
        casefile={"p": 20000},
        cues=(
            Cue(1, "verify", data={"factor": "name", "ok": "yes"}),
            Cue(1, "verify", data={"factor": "id_tail", "ok": "yes"}),
        ),
    )
    found = analyst.analyse_all(transcript)
    assert sorted(found) == [1, 2, 3]
    assert found[3].of("discloses")[0].arg("verified") == "yes"


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
    pasts = Pasts(lambda: Counted(reader, lambda read: frozenset(), promised))
    history = talk([("agent" if at % 2 else "customer", f"{LINES[at % 5]}{at}") for at in range(300)])
    for at in range(len(history) + 1):
        past = pasts.take(history[:at])
        pasts.put(history[:at], past)
    assert taken == [turn.n for turn in history]
    assert len(past.said) <= WINDOW // 2 and len(past.promises) <= WINDOW // 2
