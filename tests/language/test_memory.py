import pytest

from trainer.language import Context
from trainer.model.transcript import Cue, Transcript, Turn


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
