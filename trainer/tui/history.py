"""The history: every session and branch, to go on, to look at the scores, to walk through.

Not here: deleting anything; what was said stays.
"""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import DataTable, Static

from trainer.desk import HistoryLine
from trainer.tui.base import Page


class History(Page):
    """A table of sessions; branches stand under the call they left."""

    TITLE_KEY: ClassVar[str] = "tui.history.title"

    def compose(self) -> ComposeResult:
        """Lay out the table."""
        yield self.heading()
        yield DataTable[Text](id="sessions", cursor_type="row", zebra_stripes=True)
        yield Static(Content(self.say("tui.history.how")), classes="hint")
        yield self.footer()

    def on_mount(self) -> None:
        """Name the columns."""
        table: DataTable[Text] = self.query_one("#sessions", DataTable)
        for key, width in (("started", 16), ("title", 34), ("turns", 4), ("score", 5)):
            table.add_column(Text(self.say(f"tui.history.column.{key}")), width=width, key=key)
        table.add_column(Text(self.say("tui.history.column.state")), key="state")
        self.fill()

    def on_screen_resume(self) -> None:
        """Show what has changed meanwhile."""
        if self.query_one("#sessions", DataTable).columns:
            self.fill()

    def fill(self) -> None:
        """Show all sessions."""
        table: DataTable[Text] = self.query_one("#sessions", DataTable)
        table.clear()
        for line in self.house.history():
            table.add_row(*self._cells(line), key=line.id)
        table.focus()

    def _cells(self, line: HistoryLine) -> tuple[Text, ...]:
        title = "  " * line.depth + ("+ " if line.depth else "") + line.title
        score = "" if line.overall is None else str(line.overall)
        return (Text(line.started), Text(title), Text(str(line.turns)), Text(score), Text(line.state))

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Go on with it, or show its scores."""
        if event.row_key.value:
            self.peilian.open_call(self.house.resume(event.row_key.value))
