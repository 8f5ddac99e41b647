"""Conversations from files: the exemplars that came along, scored with the same rubric.

Not here: reading the files (``app`` asks ``formats``).
"""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.tui.base import Page
from trainer.tui.lines import Lines
from trainer.tui.scores import Scores


class Examples(Page):
    """A list of transcript files."""

    TITLE_KEY: ClassVar[str] = "tui.examples.title"

    def __init__(self) -> None:
        super().__init__()
        self._at = 0

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield self.heading()
        yield Static(Content(self.say("tui.examples.how")), classes="hint")
        options = [Option(Content(self._line(path)), id=str(at)) for at, path in enumerate(self.house.examples())]
        yield Lines(*options, id="files")
        yield self.footer()

    def _line(self, path: Path) -> str:
        topic = self.house.topic(path)
        return f"{path.name}\n  {topic}" if topic else path.name

    def furnish(self) -> None:
        """Put the keys on the list, where one stood."""
        files = self.query_one("#files", OptionList)
        files.focus()
        files.highlighted = self._at if self._at < files.option_count else None

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Remember where one stands."""
        self._at = event.option_index

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Score the file."""
        path = self.house.examples()[int(event.option_id or "0")]
        with self.telling():
            scored = self.house.score_file(path)
            if scored:
                self.app.push_screen(Scores(scored[0]))
