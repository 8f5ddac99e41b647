"""Small windows that ask one thing: a line of a list, or several ticks. Not here: what the answer does."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.tui.base import Dialog


class Choose(Dialog[str]):
    """Pick one of several; the answer is its id, or None."""

    def __init__(self, title: str, options: dict[str, str]) -> None:
        super().__init__()
        self._title = title
        self._options = options

    def compose(self) -> ComposeResult:
        """Lay out the question and the options."""
        with Vertical(classes="dialog small"):
            yield Static(Content(self._title), classes="lead")
            yield OptionList(*(Option(Content(text), id=key) for key, text in self._options.items()))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer."""
        self.dismiss(event.option_id)


class Tick(Dialog[list[str]]):
    """Tick any of several with space; Enter answers with their ids. Ticks are letters, not colours."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "confirm", "tui.key.confirm", priority=True),
        Binding("space", "tick", "tui.key.tick", priority=True),
    ]

    def __init__(self, title: str, options: dict[str, str]) -> None:
        super().__init__()
        self._title = title
        self._options = options
        self._ticked: set[str] = set()

    def compose(self) -> ComposeResult:
        """Lay out the question and the boxes."""
        with Vertical(classes="dialog small"):
            yield Static(Content(self._title), classes="lead")
            yield OptionList(*(Option(Content(self._line(key)), id=key) for key in self._options))
            yield Static(Content(self.say("tui.tick.how")), classes="hint")

    def _line(self, key: str) -> str:
        return f"[{'x' if key in self._ticked else ' '}] {self._options[key]}"

    def action_tick(self) -> None:
        """Tick the chosen line, or take its tick away."""
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tick by space or by mouse."""
        key = event.option_id or ""
        self._ticked ^= {key}
        event.option_list.replace_option_prompt(key, Content(self._line(key)))

    def action_confirm(self) -> None:
        """Answer with what is ticked."""
        self.dismiss([key for key in self._options if key in self._ticked])
