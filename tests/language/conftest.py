"""A small lexicon of our own for what the code must do whatever the data say, and the real one for the rest."""

from dataclasses import replace
from importlib.resources import files

import pytest
import yaml

from trainer.language import Analyst
from trainer.model.lexicon import ActRule, Jargon, Lexicon, Ring
from trainer.packs.lexicon import load_lexicon
from trainer.packs.patterns import compile_patterns


def rule(act, *patterns, **more):
    return ActRule(id=f"t.{act}.1", act=act, patterns=patterns, **more)


RULES = (
    rule("overpromise", "(?:保证|承诺|一定)(?:能|会)?(?:一定)?赔(?:付)?", "(?:肯定|一定)能赔", turns_into="honest_unknown"),
    rule("policy_shield", "(?:公司|按)?规定", unless=("条款第",)),
    rule("hide_disclosure", "不用(?:告知|写|说)"),
    rule("empathize", "(?:心情|感受)我?理解", "理解您(?:的)?(?P<feel>着急|生气)", "换谁都?(?P<feel>着急)", args={"feeling": "@feel"}),
    rule("paraphrase", "您的意思是", "您是说"),
    rule("commit_time", "(?:回电|答复|联系您|给您回)", requires=("value:clock", "value:date", "value:duration")),
    rule("vague_time", "尽快|马上|回头"),
    rule("verify_id", "报一下", "核对一下", blocked_by=("quoted",)),
    rule("explain", "因为|等待期是", blocked_by=()),
    rule("apologize", "抱歉|对不起"),
    rule("ask_open", "怎么|什么", function=("question",)),
    rule("involve_family", "家人.{0,4}一起", context=("看不清|听不清",)),
    rule("summarize", "第1.{1,40}第2", scope="turn"),
    rule("ask_detail", "吗$"),
    rule("ask_preference", "您看.{0,4}行吗"),
    rule("c_gives", "后四位", role="customer"),
)  # fmt: skip
RINGS = (
    Ring("claim", ("理赔", "赔付", "赔")),
    Ring("documents", ("材料", "理赔材料")),
    Ring("surrender", ("退保", "退")),
)
JARGON = (Jargon("宽限期", ("宽限期",), ("意思是", "就是")), Jargon("免赔额", ("免赔额",), ("就是",)))


@pytest.fixture(scope="session")
def real_zh():
    """The lexicon without the learned weights: what the rules say by themselves."""
    return replace(load_lexicon("zh"), weights={})


@pytest.fixture(scope="session")
def mini(real_zh):
    """Guards, functions and tables of the real lexicon, acts of our own."""
    return replace(real_zh, rules=RULES, rings=RINGS, jargon=JARGON, digest="mini")


@pytest.fixture(scope="session")
def analyst(mini):
    return Analyst(mini, compile_patterns)


@pytest.fixture(scope="session")
def real_analyst(real_zh):
    """The rules by themselves."""
    return Analyst(real_zh, compile_patterns)


@pytest.fixture(scope="session")
def whole_analyst():
    """The recogniser as people use it, rules and learned weights."""
    return Analyst(load_lexicon("zh"), compile_patterns)


def make_lexicon(**parts):
    empty = {"rules": (), "rings": (), "jargon": (), "guards": {}, "functions": {}, "tables": {}, "digest": "none"}
    return Lexicon(language="zh", **{**empty, **parts})


@pytest.fixture(scope="session")
def english():
    """The English figures and tables alone, with two rules of our own."""
    text = files("trainer").joinpath("language", "data", "guards.en.values.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=yaml.BaseLoader)
    patterns = {kind: {name: tuple(each) for name, each in data[kind].items()} for kind in ("guards", "functions")}
    patterns["guards"] |= {"negated": (r"\b(?:can't|cannot|not|never)\b",), "conditional": (r"\bif\b",)}
    rules = (
        rule("overpromise", r"\bguarantee\b", turns_into="honest_unknown"),
        rule("empathize", r"\bmust be (?:hard|exhausting)\b"),
    )
    return Analyst(make_lexicon(rules=rules, tables=data["tables"], **patterns), compile_patterns)
