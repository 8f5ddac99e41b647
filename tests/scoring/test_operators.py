from dataclasses import replace

import pytest

from trainer.model.analysis import Analysis
from trainer.model.rubric import Check, Window
from trainer.model.transcript import Cue
from trainer.scoring import Case
from trainer.scoring.checks import OPERATORS, evaluate
from trainer.scoring.record import read

CALL = (
    "C: 都九天了，急死我了 [c_vent]",
    "A: 等了九天，换谁都着急 [empathize{grounded=yes}:换谁都着急]",
    "C: 那怎么办 [c_ask]",
    "A: 我给您转加急 [propose] ",
    "C: 好吧 [c_agree]",
    "A: 今天五点前回您电话 [commit_time]",
)


def feeling(op, **more):
    return Check("named", op, ("empathize", "validate"), **more)


def test_every_operator_of_the_model_is_built():
    assert set(OPERATORS) == {
        "present", "absent", "count", "order", "within", "max_gap", "rate", "paired", "factors", "overlap", "ratio", "cue",
    }  # fmt: skip


def test_present_quotes_what_it_found(build):
    reading = build.reading(feeling("present"), *CALL)
    assert reading.value == 1
    assert [(one.turn, one.quote, one.helps) for one in reading.evidence] == [(2, "换谁都着急", True)]
    assert reading.evidence[0].rule == "named/zh.empathize.1"


def test_present_proves_an_absence_by_the_range_it_searched(build):
    reading = build.reading(Check("named", "present", ("teach_back",)), *CALL)
    assert reading.value == 0
    assert [(one.turn, one.quote, one.searched, one.helps) for one in reading.evidence] == [(0, "", (1, 6), False)]


def test_absent_holds_with_a_range_and_fails_with_quotes_that_hurt(build):
    held = build.reading(Check("no_blame", "absent", ("blame",)), *CALL)
    broken = build.reading(Check("no_blame", "absent", ("blame",)), *CALL, "A: 您自己不看合同 [blame]")
    assert (held.value, held.evidence[0].helps, held.evidence[0].searched) == (1, True, (1, 6))
    assert (broken.value, broken.evidence[0].quote, broken.evidence[0].helps) == (0, "您自己不看合同", False)


def test_count_counts_one_act_of_a_clause_once(build):
    twice = "A: 抱歉，抱歉 [apologize:抱歉] [apologize:，抱歉]"
    assert build.value(Check("sorry", "count", ("apologize",)), twice, "A: 对不起 [apologize]") == 2


def test_where_asks_for_arguments_and_takes_alternatives(build):
    line = "A: 换谁都着急 [empathize{grounded=partly}]"
    assert build.value(feeling("count", where={"grounded": "yes"}), line) == 0
    assert build.value(feeling("count", where={"grounded": "yes|partly"}), line) == 1


def test_acts_in_the_other_mouth_do_not_count(build):
    assert build.value(Check("promise", "count", ("overpromise",)), "C: 你们保证赔 [overpromise]", "A: 我听着") == 0


def test_unknown_without_any_agent_turn(build):
    reading = build.reading(feeling("present"), "C: 喂 [c_ask]")
    assert (reading.value, reading.reason) == (None, "reason.no_agent")


def test_unknown_where_a_turn_was_not_analysed(build):
    transcript, analyses = build.talk(*CALL)
    del analyses[4]
    record = read(Case(transcript, analyses, build.rubric()))
    assert evaluate(feeling("present"), record).reason == "reason.not_analysed"
    assert evaluate(Check("vents", "count", ("c_vent",)), record).value == 1


def test_order_holds_when_the_first_group_is_first(build):
    check = feeling("order", then=("propose",))
    assert build.value(check, *CALL) == 1
    assert build.value(check, CALL[3], CALL[1]) == 0
    assert build.value(check, CALL[1]) == 1


@pytest.mark.parametrize(("missing", "expected"), [("pass", 1), ("fail", 0), ("unknown", None)])
def test_order_without_its_first_group_follows_missing(build, missing, expected):
    assert build.value(feeling("order", then=("propose",), missing=missing), CALL[3]) == expected


def test_within_wants_an_answer_to_each_trigger(build):
    check = Check("soon", "within", ("c_vent",), ("empathize",), limit=1)
    assert build.value(check, CALL[0], CALL[1]) == 1
    assert build.value(check, CALL[0], CALL[3], CALL[2], CALL[1]) == 0
    assert build.value(replace(check, limit=2), CALL[0], CALL[3], CALL[2], CALL[1]) == 1
    assert build.value(check, CALL[0], CALL[1], CALL[0], CALL[3]) == 0


def test_within_skips_a_trigger_that_nobody_could_answer(build):
    check = Check("soon", "within", ("c_vent",), ("empathize",), limit=1)
    assert build.value(check, CALL[0], CALL[1], CALL[0]) == 1
    assert build.value(check, CALL[1], CALL[0]) is None


def test_where_with_then_is_for_the_second_group(build):
    check = Check("soon", "within", ("c_vent",), ("empathize",), limit=1, where={"then.grounded": "yes"})
    assert build.value(check, CALL[0], CALL[1]) == 1
    assert build.value(check, CALL[0], "A: 我理解 [empathize{grounded=no}]") == 0


def test_paired_counts_those_that_stand_alone(build):
    check = Check("loose", "paired", ("vague_time",), ("commit_time",))
    soon = "A: 我尽快 [vague_time]"
    assert build.value(check, soon, "C: 嗯 [c_nod]", CALL[5]) == 0
    assert build.value(check, "A: 五点前，尽快 [commit_time:五点前] [vague_time:尽快]") == 0
    assert build.value(check, soon, "C: 嗯 [c_nod]", "A: 好", "C: 嗯", CALL[5]) == 1
    assert build.value(check, CALL[1]) == 0


def test_factors_need_an_answer_before_the_first_disclosure(build):
    check = Check("known", "factors", then=("discloses",))
    ask = "A: 请报姓名和证件后四位 [verify_id{factor=name}:姓名] [verify_id{factor=id_tail}:证件后四位]"
    tell = "A: 您的保单已经失效 [discloses]"
    assert build.value(check, ask, "C: 王芳，5516 [c_gives]", tell) == 2
    assert build.value(check, ask, tell, "C: 王芳，5516 [c_gives]") == 0
    assert build.value(check, ask, "C: 不告诉你 [c_refuse]", tell) == 0
    assert build.value(check, tell) == 0


def test_factors_read_the_cues_of_practice(build):
    cues = (
        Cue(1, "verify", data={"factor": "name", "ok": "yes"}),
        Cue(1, "verify", data={"factor": "otp", "ok": "no"}),
    )
    record = build.record("A: 稍等", "A: 您的保单已经失效 [discloses]", origin="practice", cues=cues)
    assert evaluate(Check("known", "factors", then=("discloses",)), record).value == 1


def test_overlap_is_counted_in_practice_and_unknown_in_an_import_without_times(build):
    check = Check("cut_ins", "overlap")
    assert build.value(check, *CALL) is None
    assert build.value(check, *CALL, origin="practice") == 0
    cut = build.reading(check, *CALL, origin="practice", cues=(Cue(1, "overlap"),))
    assert (cut.value, cut.evidence[0].turn, cut.evidence[0].helps) == (1, 2, False)


def timed(transcript, *times):
    turns = tuple(replace(turn, started_ms=a, ended_ms=b) for turn, (a, b) in zip(transcript.turns, times, strict=True))
    return replace(transcript, turns=turns)


@pytest.mark.parametrize(("starts", "expected"), [(4_000, 1), (4_500, 0), (6_000, 0)])
def test_overlap_of_an_import_needs_a_whole_second(build, starts, expected):
    transcript, analyses = build.talk("C: 我跟你说 [c_vent]", "A: 您误会了 [dismiss]")
    case = Case(timed(transcript, (0, 5_000), (starts, 8_000)), analyses, build.rubric())
    assert evaluate(Check("cut_ins", "overlap"), read(case)).value == expected


def test_a_token_of_attention_is_no_overlap(build):
    transcript, analyses = build.talk("C: 我跟你说 [c_vent]", "A: 嗯 [backchannel]")
    case = Case(timed(transcript, (0, 5_000), (2_000, 2_500)), analyses, build.rubric())
    assert evaluate(Check("cut_ins", "overlap"), read(case)).value == 0


def test_rate_is_unknown_without_ends_and_in_typed_practice(build):
    check = Check("speed", "rate", limit=160, upper=180)
    words = "A: " + "字" * 17
    assert build.value(check, words) is None
    assert build.reading(check, words, origin="practice").reason == "reason.typed"


@pytest.mark.parametrize(("length", "expected"), [(6_000, 1), (4_000, 0)])
def test_rate_is_held_against_the_band(build, length, expected):
    transcript, analyses = build.talk("A: " + "字" * 17)
    case = Case(timed(transcript, (0, length)), analyses, build.rubric())
    assert evaluate(Check("speed", "rate", limit=160, upper=180), read(case)).value == expected
    assert evaluate(Check("speed", "rate"), read(case)).value == 17 * 60_000 // length


def test_max_gap_without_acts_is_the_longest_wait_in_seconds(build):
    transcript, analyses = build.talk("C: 喂 [c_ask]", "A: 您好 [greet]", "C: 嗯 [c_nod]", "A: 在查 [check_now]")
    case = Case(
        timed(transcript, (0, 1_000), (3_000, 4_000), (5_000, 6_000), (26_000, 27_000)), analyses, build.rubric()
    )
    assert evaluate(Check("wait", "max_gap"), read(case)).value == 20
    assert evaluate(Check("wait", "max_gap", limit=15), read(case)).value == 0
    assert build.value(Check("wait", "max_gap"), *CALL) is None


def test_max_gap_with_acts_is_the_longest_stretch_of_agent_characters(build):
    check = Check("stretch", "max_gap", ("check_clear",))
    assert build.value(check, "A: 一二三四五", "A: 六七八 [check_clear]", "A: 九十", "C: 嗯", "A: 甲乙丙") == 8


def test_ratio_is_a_share_in_a_thousand_and_unknown_without_a_divisor(build):
    assert build.value(Check("talk", "ratio"), "C: 甲乙丙", "A: 丁") == 250
    assert build.value(Check("warm", "ratio", ("empathize",)), *CALL) == 333
    assert build.value(Check("open", "ratio", ("ask_open",), ("ask_detail",)), *CALL) is None
    assert build.value(Check("open", "ratio", ("propose",), ("commit_time",)), *CALL) == 500


def test_cue_counts_in_practice_and_is_unknown_where_no_cue_is_recorded(build):
    check = Check("held", "cue", cues=("hold_start",))
    assert build.value(check, *CALL) is None
    assert build.value(check, *CALL, origin="practice") == 0
    held = build.reading(check, *CALL, cues=(Cue(4, "hold_start", data={"minutes": "2"}),))
    assert (held.value, held.evidence[0].turn) == (1, 4)
    assert build.value(replace(check, where={"minutes": "5"}), *CALL, cues=(Cue(4, "hold_start"),)) == 0


@pytest.mark.parametrize("need", ["times", "parts", "actions", "casefile", "case_clock", "voice", "rings"])
def test_a_check_that_needs_more_than_the_transcript_has_is_unknown(build, need):
    reading = build.reading(feeling("present", needs=(need,)), *CALL)
    assert (reading.value, reading.reason) == (None, f"reason.needs_{need}")


def test_words_after_the_customer_stopped_listening_give_no_credit_but_offences_stand(build):
    transcript, analyses = build.talk(
        "A: 您好。换谁都着急。您自己不看 [greet:您好] [empathize:换谁都着急] [blame:您自己不看]"
    )
    deaf = replace(transcript, turns=(replace(transcript.turns[0], heard_until=3),))
    record = read(Case(deaf, analyses, build.rubric()))
    counted = {act: evaluate(Check("x", "count", (act,)), record).value for act in ("greet", "empathize", "blame")}
    assert counted == {"greet": 1, "empathize": 0, "blame": 1}


def test_denied_acts_do_not_count(build):
    transcript, analyses = build.talk("A: 我不能保证赔 [overpromise]")
    denied = replace(analyses[1].acts[0], polarity=-1)
    case = Case(transcript, {1: Analysis(1, transcript.turns[0].text, acts=(denied,))}, build.rubric())
    assert evaluate(Check("x", "count", ("overpromise",)), read(case)).value == 0


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (Window(), 3),
        (Window(first=1), 1),
        (Window(last=1), 1),
        (Window(last=9), 3),
        (Window(after=("c_vent",), turns=1), 1),
        (Window(after=("c_vent",)), 2),
        (Window(before=("c_vent",)), 1),
        (Window(before=("teach_back",)), 3),
        (Window(after=("c_vent",), before=("propose",)), 1),
        (Window(after=("c_grief",)), 0),
        (Window(first=2, after=("greet",), turns=1), 2),
    ],
)
def test_windows_are_counted_in_agent_turns(build, window, expected):
    lines = (
        "A: 您好，我理解 [greet:您好] [empathize:我理解]",
        "C: 急死我了 [c_vent]",
        "A: 换谁都着急 [empathize]",
        "C: 那怎么办 [c_ask]",
        "A: 我给您转，您着急 [propose:我给您转] [empathize:您着急]",
    )
    assert build.value(Check("x", "count", ("empathize",), window=window), *lines) == expected


def test_a_window_that_never_opens_is_told_as_such(build):
    reading = build.reading(Check("x", "count", ("empathize",), window=Window(after=("c_grief",))), *CALL)
    assert (reading.value, reading.evidence[0].why, reading.evidence[0].searched) == (0, "why.closed", (1, 6))


def test_what_the_recogniser_has_no_rules_for_is_unknown_and_not_clean(build):
    transcript, analyses = build.talk(*CALL)
    record = read(Case(transcript, analyses, build.rubric(), sees=frozenset({"empathize"})))
    blind = evaluate(Check("x", "count", ("overpromise",)), record)
    assert (blind.value, blind.reason) == (None, "reason.not_seen")
    assert evaluate(Check("x", "count", ("overpromise", "empathize")), record).value == 1
    assert evaluate(Check("x", "count", ("reask",)), record).value == 0
