"""A desk in a folder of its own, a stopped clock, and an app without waiting."""

import pytest

from trainer.desk import Desk
from trainer.settings import Paths
from trainer.tui.app import PeilianApp


class StoppedClock:
    """A clock that always says the same."""

    def now(self):
        return "2026-09-16T08:30:00Z"


def paths_in(folder):
    return Paths(folder, folder / "peilian.db", folder / "config.toml", folder / "peilian.log", folder / "packs")


@pytest.fixture
def make_desk(tmp_path):
    opened = []

    def make(language="zh"):
        desk = Desk(paths_in(tmp_path / "home"), language=language, clock=StoppedClock())
        numbers = iter(range(1, 1000))
        desk.new_id = lambda: f"s{next(numbers):011d}"
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
