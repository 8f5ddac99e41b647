"""The first screen: go on where one was, choose a scene, look back, score examples.

Not here: the scenes themselves (``catalogue``).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.tui.base import Page

if TYPE_CHECKING:
    from trainer.model.session import SessionRecord

READY = 0.05
PAGES = {
    "practice": ("trainer.tui.catalogue", "Catalogue"),
    "history": ("trainer.tui.history", "History"),
    "examples": ("trainer.tui.examples", "Examples"),
}


class Home(Page):
    """A short menu; the unfinished session, if any, comes first."""

    TITLE_KEY: ClassVar[str] = "tui.home.title"

    def compose(self) -> ComposeResult:
        """Lay out the menu."""
        yield self.heading()
        with Vertical(id="home"):
            yield Static(Content(self.say("tui.home.welcome")), classes="lead")
            yield OptionList(*self._options(None), id="menu")
            yield Static(Content(self.say("tui.home.privacy")), classes="hint")
        yield self.footer()

    def _options(self, record: SessionRecord | None) -> list[Option]:
        options = []
        if record is not None:
            text = self.say("tui.home.resume", title=record.header.title, turn=record.turns)
            options.append(Option(Content(text), id=f"resume-{record.header.id}"))
        options += [Option(Content(self.say(f"tui.home.{name}")), id=name) for name in (*PAGES, "language", "quit")]
        return options

    def on_mount(self) -> None:
        """Put the keys on the menu."""
        self.query_one("#menu", OptionList).focus()

    def on_screen_resume(self) -> None:
        """Look for a session that was left, once the menu stands: opening the database must not hold up the screen."""
        self.call_after_refresh(self.set_timer, READY, self.offer)

    def offer(self) -> None:
        """Put an unfinished session first in the menu; keep the line that was chosen meanwhile."""
        record = self.house.unfinished()
        menu = self.query_one("#menu", OptionList)
        options = self._options(record)
        if [option.id for option in options] != [option.id for option in menu.options]:
            moved = menu.highlighted not in {None, 0}
            chosen = menu.highlighted_option.id if moved and menu.highlighted_option else None
            menu.clear_options()
            menu.add_options(options)
            menu.highlighted = next((at for at, option in enumerate(options) if option.id == chosen), 0)

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go where the line says."""
        chosen = event.option_id or ""
        if chosen.startswith("resume-"):
            self.peilian.open_call(self.house.resume(chosen.removeprefix("resume-")))
        elif chosen in PAGES:
            module, name = PAGES[chosen]
            self.app.push_screen(getattr(import_module(module), name)())
        elif chosen == "language":
            await self.peilian.action_language()
        else:
            await self.peilian.action_quit()

    def action_back(self) -> None:
        """Leave the app from its first screen."""
        self.peilian.save_drafts()
        self.peilian.exit(0)
