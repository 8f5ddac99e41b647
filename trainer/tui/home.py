"""The first screen: go on where one was, choose a scene, look back, score examples.

Not here: the scenes themselves (``catalogue``).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.tui.base import Page
from trainer.tui.lines import Lines, Prose

if TYPE_CHECKING:
    from trainer.model.session import SessionRecord

READY = 0.3
"""Seconds until the database is looked into: the first picture is on the screen by then."""
RESUME = "resume-"
LINES = 9
PAGES = {
    "practice": ("trainer.tui.catalogue", "Catalogue"),
    "history": ("trainer.tui.history", "History"),
    "examples": ("trainer.tui.examples", "Examples"),
}


class Home(Page):
    """A short menu; the unfinished session, if any, comes first."""

    CSS_PATH = None
    """Its look is in the app's own sheet."""
    TITLE_KEY: ClassVar[str] = "tui.home.title"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(number), f"pick({number})", show=False) for number in range(1, LINES + 1)),
        Binding("f9", "app.language", "tui.key.language"),
        Binding("f10", "app.theme", "tui.key.theme"),
        Binding("escape", "back", "tui.key.quit"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the menu."""
        yield self.heading()
        with Vertical(id="home"):
            yield Static(Content(self.say("tui.home.welcome")), classes="lead")
            yield Lines(*self._options(None), id="menu")
            yield Prose(self.say("tui.home.privacy"), classes="hint")
        yield self.footer()

    def _options(self, record: SessionRecord | None) -> list[Option]:
        lines = {name: self.say(f"tui.home.{name}") for name in (*PAGES, "language", "quit")}
        if record is not None:
            told = self.say("tui.home.resume", title=record.header.title, turn=record.turns)
            lines = {f"{RESUME}{record.header.id}": told, **lines}
        return [Option(Content(f"{at}  {line}"), id=key) for at, (key, line) in enumerate(lines.items(), 1)]

    def furnish(self) -> None:
        """Put the keys on the menu."""
        self.query_one("#menu", OptionList).focus()
        if self.is_current:
            self.call_after_refresh(self.set_timer, READY, self.offer)

    def action_pick(self, number: int) -> None:
        """Go where the line with this number says."""
        menu = self.query_one("#menu", OptionList)
        if number <= menu.option_count:
            menu.highlighted = number - 1
            menu.action_select()

    def on_screen_resume(self) -> None:
        """Look for a session that was left, once the menu stands: opening the database must not hold up the screen."""
        self.call_after_refresh(self.set_timer, READY, self.offer)

    def offer(self) -> None:
        """Put an unfinished session first in the menu; keep the line that was chosen meanwhile.

        There is no menu while the screen is built again in another language: ``furnish`` asks once more after that.
        """
        record = None
        with self.telling():
            record = self.house.unfinished()
        for menu in self.query("#menu").results(OptionList):
            self._fill(menu, self._options(record))

    def _fill(self, menu: OptionList, options: list[Option]) -> None:
        if [option.id for option in options] != [option.id for option in menu.options]:
            moved = menu.highlighted not in {None, 0}
            chosen = menu.highlighted_option.id if moved and menu.highlighted_option else None
            menu.clear_options()
            menu.add_options(options)
            menu.highlighted = next((at for at, option in enumerate(options) if option.id == chosen), 0)

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go where the line says."""
        chosen = event.option_id or ""
        if chosen.startswith(RESUME):
            with self.telling():
                self.peilian.open_call(self.house.resume(chosen.removeprefix(RESUME)))
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
