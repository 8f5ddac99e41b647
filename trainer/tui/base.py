"""What every screen shares: words instead of keys in the footer, language switch, help, a title line.

A binding's description is a key of the word catalogue; ``active_bindings`` turns it into words, so the footer and the
help window follow the language at run time, and keys that are not ours are not told.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeVar, cast

from textual.binding import ActiveBinding, Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.types import CSSPathType
from textual.widgets import Footer, Static

from trainer.model.errors import TrainerError

if TYPE_CHECKING:
    from trainer.desk import Desk
    from trainer.practice import Session


T = TypeVar("T")
FUNCTION = re.compile("f[0-9]+")
LAST = {"tab": 90, "ctrl+p": 96, "ctrl+q": 97, "f1": 98, "escape": 99}
"""Place in the footer; the sort is stable, so other keys keep their order."""
WIDTHS: list[tuple[int, str]] | None = [(0, "-narrow"), (110, "-wide")]
"""From how many columns on a screen has room for a side panel (ours)."""


class Shell(Protocol):
    """The app as its screens know it."""

    house: "Desk"
    pace: int

    def open_call(self, session: "Session") -> None:
        """Open a session where it stands."""
        ...

    def save_drafts(self) -> None:
        """Keep what is typed and not sent."""
        ...

    async def action_language(self) -> None:
        """Switch the language."""
        ...

    async def action_quit(self) -> None:
        """Leave."""
        ...

    def exit(self, result: int | None = None) -> None:
        """End the app."""
        ...


def worded(bindings: dict[str, ActiveBinding], house: "Desk") -> dict[str, ActiveBinding]:
    """Return the bindings that have words of ours: what the screen is for first, help and the way out last."""
    ours = {key: active for key, active in bindings.items() if house.words.has(active.binding.description)}
    return {
        key: ours[key]._replace(binding=_said(ours[key].binding, house))
        for key in sorted(ours, key=lambda key: LAST.get(key, 0) or (int(key[1:]) if FUNCTION.fullmatch(key) else 0))
    }


def _said(binding: Binding, house: "Desk") -> Binding:
    return Binding(
        binding.key,
        binding.action,
        house.words(binding.description),
        show=binding.show,
        key_display=binding.key_display,
        priority=binding.priority,
        tooltip=binding.tooltip,
        id=binding.id,
    )


class Page(Screen[None]):
    """A screen of the app: title line above, footer below, words by key.

    A page lays itself out in ``compose`` and fills in what it shows in ``furnish``, from values that it keeps itself:
    both run again when the language changes, and nothing may be lost by it.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = Path(__file__).with_name("pages.tcss")
    AUTO_FOCUS = ""
    """``furnish`` says where the keys go; the first widget may be hidden."""
    TITLE_KEY: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "tui.key.back")]
    building = False
    """Whether the widgets are being built again: a key that comes meanwhile would find none of them."""

    @property
    def peilian(self) -> Shell:
        """Return the app with its own type."""
        return cast("Shell", self.app)

    @property
    def house(self) -> "Desk":
        """Return what the screen may ask."""
        return self.peilian.house

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Return the bindings with words for descriptions."""
        return worded(super().active_bindings, self.house)

    def say(self, key: str, **facts: object) -> str:
        """Return a sentence in the language of the interface."""
        return self.house.words(key, **facts)

    def heading(self, text: str = "") -> Static:
        """Return the title line."""
        return Static(Content(text or self.say(self.TITLE_KEY)), classes="heading")

    def footer(self) -> Footer:
        """Return the key line."""
        return Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Fill in what the page shows."""
        self.furnish()

    def furnish(self) -> None:
        """Fill the laid out widgets and put the keys where they belong."""

    async def reword(self) -> None:
        """Build the screen again in the present language.

        Call it with ``call_next``: in the queue of the screen itself no timer and no message of a widget comes between.
        """
        self.building = True
        try:
            await self.recompose()
        finally:
            self.building = False
        self.furnish()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take no key of the page while it is being built again."""
        return not self.building and super().check_action(action, parameters)

    def action_back(self) -> None:
        """Go to the screen below."""
        self.app.pop_screen()

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Tell a failure of the house in a notice and go on; what was not done is left undone."""
        try:
            yield
        except TrainerError as error:
            self.fault(error)

    def fault(self, error: TrainerError) -> None:
        """Tell why something could not be done."""
        told = self.say(f"error.{error.code}", **error.facts)
        self.notify(told, severity="error", markup=False, timeout=10)


class Dialog(ModalScreen[T]):
    """A small window over a page; escape closes it without an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "tui.key.back")]

    @property
    def house(self) -> "Desk":
        """Return what the window may ask."""
        return cast("Shell", self.app).house

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Return the bindings with words for descriptions."""
        return worded(super().active_bindings, self.house)

    def say(self, key: str, **facts: object) -> str:
        """Return a sentence in the language of the interface."""
        return self.house.words(key, **facts)

    def action_close(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
