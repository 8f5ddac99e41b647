"""A stopped clock, a new store and a few events for the tests of the store."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from trainer.model.event import Event
from trainer.model.session import SessionHeader
from trainer.store import Store

ROOT = Path(__file__).parents[2]
HEAD = "import os, sys\nfrom pathlib import Path\nfrom tests.store.conftest import *\nfrom trainer.store import Store\n"


class StoppedClock:
    """Moves on by one second each time it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def now(self) -> str:
        self.asked += 1
        return f"2026-09-16T08:{self.asked // 60:02d}:{self.asked % 60:02d}Z"


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "peilian.db"


@pytest.fixture
def store(path, clock):
    opened = Store(path, clock)
    yield opened
    opened.close()


def header(name="s1", **changes) -> SessionHeader:
    values = {"id": name, "scenario": "sc01", "title": "理赔拖延", "language": "zh", "seed": 7}
    return SessionHeader(**{**values, **changes})


def turn(first: int, number: int, text: str = "您好") -> tuple[Event, ...]:
    """One agent turn of three events, numbered from ``first``."""
    return (
        Event(first, number, "agent.said", {"turn": number, "text": text, "waited_ms": None}),
        Event(first + 1, number, "mood", {"turn": number, "anger": 60 - number, "why": [["empathize", -3]]}),
        Event(first + 2, number, "customer.said", {"turn": number, "parts": [{"text": f"第{number}句"}]}),
    )


OPENED = Event(1, 0, "session.opened", {"scenario": "sc01", "seed": 7, "vars": {"name": "卢建国"}})


def program(text: str, *arguments: str, **more) -> subprocess.Popen:
    """Start a program of its own that sees the names of this module and the store."""
    source = HEAD + textwrap.dedent(text)
    return subprocess.Popen(
        [sys.executable, "-c", source, *arguments],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        **more,
    )
