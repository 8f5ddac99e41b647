"""Every screen as a picture, in both languages and two sizes, of a scene and a call that never change.

``make snapshots`` accepts the pictures as they are now.
"""

import pytest
import pytest_textual_snapshot
from textual.widgets import Footer

from trainer.tui.catalogue import Catalogue
from trainer.tui.compare import Compare
from trainer.tui.examples import Examples
from trainer.tui.history import History
from trainer.tui.review import Review

pytest_textual_snapshot.SVGImageExtension.file_extension = "svg"
SIZES = [(80, 24), (120, 40)]


async def home(app, pilot):
    app.house.keep("s00000open1", 30)
    await pilot.pause(0.1)
    app.screen.call_next(app.screen.reword)
    await pilot.pause(0.2)


async def catalogue(app, pilot):
    app.house.score_session(app.house.keep("s000000played"))
    app.push_screen(Catalogue())


async def brief(app, pilot):
    app.scene, app.seed = "fixed_letter", 7
    app.push_screen(app.brief())


async def call(app, pilot):
    session = app.house.keep("s00000open1", 30)
    app.house.store.save_draft(session.id, "我替您查一下")
    app.open_call(session)


async def factors(app, pilot):
    await call(app, pilot)
    await pilot.pause()
    await pilot.press("f2", "space", "down")


async def casefile(app, pilot):
    await over(app, pilot)
    await pilot.press("f3")


async def helped(app, pilot):
    await call(app, pilot)
    await pilot.pause()
    await pilot.press("f1")


async def over(app, pilot):
    app.push_screen(module("call", "Call")(app.house.keep("s0000unrated", 71)))
    await pilot.pause()


async def rate(app, pilot):
    app.open_call(app.house.keep("s0000unrated", 71))
    await pilot.pause()
    await pilot.press("4", "2")


async def scores(app, pilot):
    app.open_call(app.house.keep("s000000played"))


async def red_line(app, pilot):
    await scores(app, pilot)
    await pilot.pause()
    await pilot.press("down")


async def review(app, pilot):
    session = app.house.keep("s000000played")
    app.push_screen(Review(app.house.score_session(session), session))
    await pilot.pause()
    await pilot.press("s")


async def compare(app, pilot):
    session = app.house.keep("s000000played")
    branch = app.house.keep("s000000branch", 30)
    app.push_screen(Compare(session, branch))


async def history(app, pilot):
    session = app.house.keep("s000000played")
    app.house.score_session(session)
    app.house.branch(session, 5)
    app.house.keep("s00000open1", 30)
    app.push_screen(History())


async def examples(app, pilot):
    app.push_screen(Examples())


def module(name, kind):
    from importlib import import_module

    return getattr(import_module(f"trainer.tui.{name}"), kind)


SCREENS = [
    home,
    catalogue,
    brief,
    call,
    factors,
    casefile,
    helped,
    over,
    rate,
    scores,
    red_line,
    review,
    compare,
    history,
    examples,
]


async def settled(app, pilot):
    """Wait until the footer has been drawn: it comes a moment after the rest."""
    for _ in range(50):
        await pilot.pause(0.02)
        footers = app.screen.query(Footer)
        if not footers or footers.first().query("FooterKey"):
            break
    await pilot.pause(0.05)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_the_screen_looks_as_agreed(snap_compare, make_fixed, screen, language, size):
    app = make_fixed(language)

    async def open_it(pilot):
        await pilot.pause()
        await screen(app, pilot)
        await settled(app, pilot)

    assert snap_compare(app, terminal_size=size, run_before=open_it)


def test_a_small_terminal_looks_as_agreed(snap_compare, make_fixed):
    assert snap_compare(make_fixed("zh"), terminal_size=(50, 10))
