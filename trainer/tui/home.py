"""The first screen: go on where one was, choose a scene, look back, score examples.

Not here: the scenes themselves (``catalogue``).
"""

from importlib import import_module
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.tui.base import Page

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
            yield OptionList(*self._options(), id="menu")
            yield Static(Content(self.say("tui.home.privacy")), classes="hint")
        yield self.footer()

    def _options(self) -> list[Option]:
        options = []
        record = self.house.unfinished()
        if record is not None:
            text = self.say("tui.home.resume", title=record.header.title, turn=record.turns)
            options.append(Option(Content(text), id=f"resume-{record.header.id}"))
        options += [Option(Content(self.say(f"tui.home.{name}")), id=name) for name in (*PAGES, "language", "quit")]
        return options

    def on_mount(self) -> None:
        """Put the keys on the menu."""
        self.query_one("#menu", OptionList).focus()

    def on_screen_resume(self) -> None:
        """Show a session that was left meanwhile."""
        menu = self.query_one("#menu", OptionList)
        menu.clear_options()
        menu.add_options(self._options())
        menu.highlighted = 0
        menu.focus()

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
