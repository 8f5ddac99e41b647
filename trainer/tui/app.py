"""The Textual app: guards around the terminal, themes, palette, language; the screens do the rest.

Guards (reliability W1, X1-X3): the control filter behind every widget, a crash message without locals, SIGHUP and
SIGTERM that save the draft before leaving. Not here: what a screen shows.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segments
from rich.text import Text
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.events import Resize
from textual.geometry import Size
from textual.screen import Screen

from trainer.desk import Desk
from trainer.model.errors import TrainerError
from trainer.tui.base import FUNCTION, Dialog, Page
from trainer.tui.filter import ControlFilter
from trainer.tui.help import Help
from trainer.tui.home import Home
from trainer.tui.small import LEAST, Small

if TYPE_CHECKING:
    from trainer.practice import Session

THEMES = ("textual-dark", "textual-light", "nord", "gruvbox", "solarized-light", "textual-ansi")
PACE = 700
"""Milliseconds between the bubbles of one customer turn; ours."""
NAMES = {"\u23ce": "Enter", "esc": "Esc", "tab": "Tab", "pgup": "PgUp", "pgdn": "PgDn", "space": "Space"}
"""Keys by the names that are printed on them."""


class PeilianApp(App[int]):
    """The app. ``pace`` is the time between bubbles in milliseconds; 0 shows all at once (tests, robots)."""

    CSS_PATH = Path(__file__).with_name("peilian.tcss")
    TITLE = "Peilian"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "tui.key.help"),
        Binding("f9", "language", "tui.key.language", show=False),
        Binding("f10", "theme", "tui.key.theme", show=False),
        Binding("ctrl+p", "command_palette", "tui.key.palette", show=False, priority=True),
        Binding("ctrl+q", "quit", "tui.key.quit", show=False, priority=True),
    ]

    def __init__(self, house: Desk, *, pace: int = PACE, scene: str = "", seed: int | None = None) -> None:
        super().__init__()
        self.house = house
        self.pace = pace
        self.scene = scene
        self.seed = seed
        self._filters.append(ControlFilter())
        if house.settings.theme in self.available_themes:
            self.theme = house.settings.theme

    def on_mount(self) -> None:
        """Open the first screen and listen for the end of the terminal."""
        self.push_screen(Home())
        if self.scene:
            self.push_screen(self.brief())
        self._listen()
        self.fit(self.size)

    def on_resize(self, event: Resize) -> None:
        """See whether there is still room for the screens."""
        self.fit(event.size)

    def fit(self, size: Size) -> None:
        """Cover the screens with a plain notice while the terminal is too small for them, and take it away again."""
        small = size.width < LEAST[0] or size.height < LEAST[1]
        covered = isinstance(self.screen, Small)
        if covered and not small:
            self.pop_screen()
        elif small and not covered and any(isinstance(screen, Page) for screen in self.screen_stack):
            self.push_screen(Small(self.house.words("tui.small", columns=LEAST[0], lines=LEAST[1])))

    def get_key_display(self, binding: Binding) -> str:
        """Return a key by the name that is printed on it."""
        shown = super().get_key_display(binding)
        if shown.startswith("^"):
            return f"Ctrl+{shown[1:].upper()}"
        return NAMES.get(shown, shown.upper() if FUNCTION.fullmatch(shown) else shown)

    def brief(self) -> Page:
        """Return the brief of the scene that the command line asked for."""
        page: Page = import_module("trainer.tui.brief").Brief(self.scene, self.seed)
        return page

    def open_call(self, session: Session) -> None:
        """Open a session where it stands: the call, the self-assessment, or the scores."""
        try:
            self._open_call(session)
        except TrainerError as error:
            told = self.house.words(f"error.{error.code}", **error.facts)
            self.notify(told, severity="error", markup=False, timeout=10)

    def _open_call(self, session: Session) -> None:
        if not session.ended:
            self.push_screen(import_module("trainer.tui.call").Call(session))
        elif not session.rated:
            self.push_screen(import_module("trainer.tui.rate").Rate(session))
        else:
            scored = self.house.score_session(session)
            self.push_screen(import_module("trainer.tui.scores").Scores(scored, session))

    def _listen(self) -> None:
        """Leave in order when the terminal hangs up or the system asks: the draft is saved first."""
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            number = getattr(signal, name, None)
            if number is not None:
                with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self._leave)

    def _leave(self) -> None:
        self.save_drafts()
        self.exit(0)

    def save_drafts(self) -> None:
        """Ask every open screen to keep what is typed and not sent."""
        for screen in self.screen_stack:
            keep = getattr(screen, "save_draft", None)
            if keep is not None:
                keep()

    async def action_quit(self) -> None:
        """Leave; what was sent is on disk, what is typed is kept as a draft."""
        self.save_drafts()
        self.exit(0)

    def action_help(self) -> None:
        """Show the keys and the idea of the present screen."""
        screen = self.screen
        if isinstance(screen, Page):
            self.push_screen(Help(type(screen).__name__.lower(), screen.active_bindings))

    async def action_language(self) -> None:
        """Switch between Chinese and English, here and for the next start; an open window is answered first."""
        if isinstance(self.screen, Dialog | Small):
            return
        self.house.switch_language()
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                screen.call_next(screen.reword)

    def action_theme(self) -> None:
        """Go to the next theme and remember it."""
        names = [name for name in THEMES if name in self.available_themes]
        at = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(at + 1) % len(names)]
        self.house.remember(theme=self.theme)

    def action_command_palette(self) -> None:
        """Show the commands in the language of the interface."""
        if isinstance(self.screen, Page):
            self.push_screen(CommandPalette(id="--command-palette", placeholder=self.house.words("tui.palette.search")))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:  # noqa: ARG002 -- textual's signature
        """Return our own commands; the framework's are English and offer a screenshot of private words."""
        for name, action in (
            ("help", self.action_help),
            ("language", self.action_language),
            ("theme", self.action_theme),
            ("quit", self.action_quit),
        ):
            words = self.house.words
            yield SystemCommand(words(f"tui.palette.{name}"), words(f"tui.palette.{name}_help"), action)

    def _fatal_error(self) -> None:
        """Leave with one sentence: the framework's own screen would print local variables."""
        kind = type(self._exception).__name__ if self._exception is not None else "Error"
        self.bell()
        log = self.house.note_crash(self._exception)
        told = self.house.words("error.app.unexpected", kind=kind, log=log)
        self._exit_renderables.append(Segments(self.console.render(Text(told), self.console.options)))
        self._close_messages_no_wait()


def open_screens(language: str, scene: str, seed: int | None) -> int:
    """Wire the house and run the app."""
    house = Desk(language=language)
    try:
        code = PeilianApp(house, scene=scene, seed=seed).run()
    finally:
        house.close()
    return code or 0 if sys.stdin.isatty() else 0
