"""A scene of the house with the real customer, the real recogniser, and a log in memory."""

from functools import cache
from pathlib import Path

import pytest

from trainer.language import Analyst
from trainer.model.errors import StoreError
from trainer.packs.lexicon import load_lexicon
from trainer.packs.library import load_library
from trainer.packs.patterns import compile_patterns
from trainer.packs.scenario import load_scenario
from trainer.practice import Scene, Session

SCENES = Path(__file__).parents[2] / "scenarios"
GOOD = (
    "您好，我是客服小王，工号0417。让您等了这么久，换谁都着急，我先给您赔个不是。",
    "您的意思是材料早就交齐了，一直没人给您回电话，对吗？",
    "请问您的姓名和身份证后四位？我核对一下就给您查。",
    "我查到了，我现在就去催，今天下午三点前我亲自给您回电话。",
    "请问还有别的要我帮您的吗？",
)


class MemoryLog:
    """Keeps events in lists; ``refuse`` makes the next write fail as a full disk would."""

    def __init__(self):
        self.kept = {}
        self.headers = []
        self.commits = []
        self.refuse = False

    def _check(self):
        if self.refuse:
            self.refuse = False
            raise StoreError("store.full", {"path": "x"})

    def create(self, header, events=()):
        self._check()
        self.headers.append(header)
        self.kept[header.id] = list(events)
        self.commits.append(len(events))

    def append(self, session_id, events):
        self._check()
        assert [event.seq for event in events] == [len(self.kept[session_id]) + 1 + at for at in range(len(events))]
        self.kept[session_id] += events
        self.commits.append(len(events))

    def branch(self, header):
        self._check()
        self.headers.append(header)
        self.kept[header.id] = self.kept[header.parent_id][: header.parent_seq]


@cache
def scene(name="sc01_claim_delay", seed=7, language="zh") -> Scene:
    lexicon = load_lexicon(language)
    scenario = load_scenario(SCENES / f"{name}.yaml", seed, language)
    return Scene(scenario, load_library(language), Analyst(lexicon, compile_patterns), lexicon.digest, "rubric")


@pytest.fixture
def log():
    return MemoryLog()


@pytest.fixture
def session(log):
    opened = Session(scene(), log, "s1")
    opened.opening()
    return opened


@pytest.fixture
def played(session):
    for line in GOOD[:3]:
        session.say(line)
    session.act("verify", {"factor": "name id_tail"})
    session.act("hold", {"minutes": "2"})
    session.say(GOOD[3])
    return session
