"""Why a match did not count: every reason once, and the trace never disagrees with the analysis."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from trainer.language import Analyst, Context
from trainer.language.trace import trace
from trainer.model.lexicon import ActRule
from trainer.model.transcript import Turn
from trainer.packs.patterns import compile_patterns

BLIND = Path(__file__).parents[1] / "blind"


def why(found, act):
    return {(miss.why, miss.facts) for miss in found.near if miss.act == act}


def after(line=""):
    return Context(turn=2, history=(Turn(1, "customer", line),) if line else ())


@pytest.mark.parametrize(
    ("text", "line", "act", "reason"),
    [
        ("我明白，给您回电话", "", "commit_time", ("requires", ("value:clock", "value:date", "value:duration"))),
        ("让家人陪您一起看", "", "involve_family", ("context", ())),
        ("按条款第三条的规定", "", "policy_shield", ("unless", ("条款第",))),
        ("怎么都行的", "", "ask_open", ("function", ("statement", "question"))),
        ("如果材料齐，保证能赔", "", "overpromise", None),
        ("客户说“不用告知”", "", "hide_disclosure", ("guard", ("quoted",))),
        ("保证能赔？谁说的", "你说了保证能赔", "overpromise", ("echo", ())),
    ],
)
def test_each_reason_is_told(analyst, text, line, act, reason):
    found = trace(analyst, text, after(line))
    if reason is None:
        assert {one for one, _ in why(found, act)} <= {"guard"}
    else:
        assert act not in {one.id for one in found.analysis.acts}
        assert reason in why(found, act)


def test_a_near_miss_quotes_the_raw_words(analyst):
    text = "按条款第３条的规定"
    (miss,) = (one for one in trace(analyst, text, after()).near if one.act == "policy_shield")
    assert miss.span.quote(text) == "规定"


def test_the_form_of_a_question_and_a_special_act_and_a_longer_one_are_told(mini):
    rules = (
        ActRule("t.ask.1", "ask_open", ("怎么",), form=("closed",)),
        ActRule("t.long.1", "apologize", ("实在对不起您",)),
        ActRule("t.long.2", "apologize", ("对不起",)),
        ActRule("t.gen.1", "explain", ("退保",)),
        ActRule("t.spec.1", "tell_rights", ("可以退保",)),
    )
    tables = {**mini.tables, "shadows": {"explain": "tell_rights|disclose_limit"}}
    analyst = Analyst(replace(mini, rules=rules, tables=tables, jargon=()), compile_patterns)
    assert why(trace(analyst, "怎么办呢？", after()), "ask_open") == {("form", ("open", "closed"))}
    assert why(trace(analyst, "实在对不起您", after()), "apologize") == {("longer", ("t.long.1",))}
    assert why(trace(analyst, "您可以退保", after()), "explain") == {("special", ("tell_rights",))}


@pytest.mark.parametrize("name", ["acts.zh", "customers.zh"])
def test_the_trace_and_the_analysis_agree(real_analyst, name):
    role = "customer" if name.startswith("customers") else "agent"
    other = "agent" if role == "customer" else "customer"
    for line in (BLIND / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()[:40]:
        row = json.loads(line)
        said = (Turn(1, other, row["context"]),) if row["context"] else ()
        context = Context(turn=2, role=role, history=said)
        found = trace(real_analyst, row["text"], context)
        assert found.analysis == real_analyst.analyse(row["text"], context)
        counted = {(act.rule, act.span, act.clause) for act in found.analysis.acts if act.by == "pattern"}
        for miss in found.near:
            assert miss.span.quote(row["text"])
            assert miss.why != "guard" or miss.facts
            assert (miss.rule, miss.span, miss.clause) not in counted or miss.why == "memory"


def test_an_empty_line_has_nothing_to_trace(analyst):
    found = trace(analyst, "", after())
    assert (found.near, found.analysis.acts) == ((), ())
