"""A desk in a folder of its own, a stopped clock, and an app without waiting."""

import importlib.util
import os
import sys
import time
from pathlib import Path

import pytest

from trainer.desk import Desk
from trainer.settings import Paths
from trainer.tui.app import PeilianApp


def load_fixed():
    spec = importlib.util.spec_from_file_location("tui_fixed", Path(__file__).with_name("fixed.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules["tui_fixed"] = module
    spec.loader.exec_module(module)
    return module


FIXED = load_fixed()
os.environ["TZ"] = "UTC"  # pictures show local times
if hasattr(time, "tzset"):
    time.tzset()


class StoppedClock:
    """A clock that always says the same."""

    def now(self):
        return "2026-09-16T08:30:00Z"


def paths_in(folder):
    return Paths(folder, folder / "peilian.db", folder / "config.toml", folder / "peilian.log", folder / "packs")


SHARED = {name: {} for name in ("_analysts", "_lexicons", "_sees", "_libraries")}
"""Lexicons and libraries are read once for all tests of a process: they are large and nobody changes them."""


def number_sessions(desk):
    desk.__dict__.update(SHARED)
    numbers = iter(range(1, 1000))
    desk.new_id = lambda: f"s{next(numbers):011d}"
    return desk


@pytest.fixture
def make_desk(tmp_path):
    opened = []

    def make(language="zh", kind=Desk):
        desk = number_sessions(kind(paths_in(tmp_path / "home"), language=language, clock=StoppedClock()))
        opened.append(desk)
        return desk

    yield make
    for desk in opened:
        desk.close()


@pytest.fixture
def desk(make_desk):
    return make_desk()


@pytest.fixture
def app(desk):
    return PeilianApp(desk, pace=0)


@pytest.fixture
def make_fixed(make_desk):
    """Return an app over the small scene that never changes."""

    def make(language="zh", pace=0):
        return PeilianApp(make_desk(language, FIXED.FixedDesk), pace=pace)

    return make


@pytest.fixture
def fixed(make_fixed):
    return make_fixed()


@pytest.fixture
def whole(fixed):
    """Return the app and its one played and rated call."""
    return fixed, fixed.house.keep("s000000played")


def picture(screen):
    """Return what a screen shows as lines of characters."""
    strips = screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip if not segment.control).rstrip() for strip in strips)


@pytest.fixture
def shown():
    """Return a function from an app to the characters on its screen."""
    return lambda app: picture(app.screen)
