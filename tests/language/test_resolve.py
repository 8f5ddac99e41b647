import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.language import Analyst, Context
from trainer.language.resolve import resolved, started
from trainer.packs.lexicon import load_lexicon
from trainer.packs.patterns import compile_patterns

FRIDAY = "2026-09-18T10:02"  # a Friday


def meant(analyst, text, now=FRIDAY):
    found = analyst.analyse(text, Context())
    return [value.resolved for value in resolved(found.values, found.clauses, now)]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("明天下午三点前给您回电", ["2026-09-19", "2026-09-19T15:00"]),
        ("今天三点半打给您", ["2026-09-18", "2026-09-18T15:30"]),
        ("下周二答复您", ["2026-09-22"]),
        ("周五给您", ["2026-09-18"]),
        ("周三给您", ["2026-09-23"]),
        ("上次周三我打给过您", ["2026-09-16"]),
        ("下下周一", ["2026-09-28"]),
        ("下周给您", ["2026-09-21/2026-09-27"]),
        ("月底前", ["2026-09-30"]),
        ("下个月到账", ["2026-10-01/2026-10-31"]),
        ("三个工作日内到账", ["2026-09-23"]),
        ("1-3个工作日到账", ["2026-09-23"]),
        ("十个工作日内", ["2026-10-02"]),
        ("半小时内", ["2026-09-18T10:32"]),
        ("三天之内", ["2026-09-21"]),
        ("十八号", ["2026-09-18"]),
        ("五号之前", ["2026-10-05"]),
        ("9月20号", ["2026-09-20"]),
        ("1月5号", ["2027-01-05"]),
        ("2026年10月1日", ["2026-10-01"]),
        ("一个月后", ["2026-10-18"]),
        ("下班前", ["2026-09-18T18:00"]),
        ("过两三天", [""]),
        ("押金三万", [""]),
    ],
)
def test_times_are_counted_from_when_they_were_said(real_analyst, text, times):
    assert meant(real_analyst, text) == times


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("I'll ring you next Tuesday", ["2026-09-22"]),
        ("by close of play Monday", ["2026-09-21T18:00", "2026-09-21"]),
        ("tomorrow at 3 pm", ["2026-09-19", "2026-09-19T15:00"]),
        ("within three working days", ["2026-09-23"]),
    ],
)
def test_english_times_are_counted_too(text, times):
    assert meant(Analyst(load_lexicon("en"), compile_patterns), text) == times


def test_without_a_clock_nothing_is_resolved(analyst):
    assert meant(analyst, "明天下午三点", "") == ["", ""]
    assert meant(analyst, "半小时内，三天内", "2026-09-18") == ["", "2026-09-21"]


@pytest.mark.parametrize(
    ("casefile", "after", "now"),
    [
        ({"today": "2026-09-18"}, None, "2026-09-18"),
        ({"call_started": "2026-09-18 10:02", "today": "2026-09-18"}, 120_000, "2026-09-18T10:04"),
        ({"now": "2026-09-18T23:59"}, 60_000, "2026-09-19T00:00"),
        ({"today": "someday"}, None, ""),
        ({}, 5, ""),
    ],
)
def test_the_file_tells_the_time(casefile, after, now):
    assert started(casefile, after) == now


@given(st.text(alphabet="今明后天上下周月底一二三四五六日号年点半内前个工作小时12345-", max_size=30), st.dates())
def test_whatever_is_said_resolves_or_stays_empty(real_analyst, text, day):
    for one in meant(real_analyst, text, day.isoformat()):
        assert one == "" or one[4] == "-"
