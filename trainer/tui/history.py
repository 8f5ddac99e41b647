"""The history: every session and branch, to go on, to look at the scores, to walk through.

Not here: deleting anything; what was said stays.
"""

from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import DataTable, Static

from trainer.desk import HistoryLine
from trainer.tui.base import Page
from trainer.tui.wrap import clipped

TITLE = 32
"""Cells for the title."""


class Table(DataTable[Text]):
    """A table whose chosen row Enter opens."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select_cursor", "tui.key.open")]


class History(Page):
    """A table of sessions; branches stand under the call they left."""

    TITLE_KEY: ClassVar[str] = "tui.history.title"

    def __init__(self) -> None:
        super().__init__()
        self._at = 0

    def compose(self) -> ComposeResult:
        """Lay out the table."""
        yield self.heading()
        yield Table(id="sessions", cursor_type="row", zebra_stripes=True)
        yield Static(Content(self.say("tui.history.none")), id="none", classes="hint hidden")
        yield Static(Content(self.say("tui.history.how")), classes="hint")
        yield self.footer()

    def furnish(self) -> None:
        """Name the columns and show all sessions."""
        table: DataTable[Text] = self.query_one("#sessions", DataTable)
        for key, width in (("started", 16), ("title", TITLE), ("turns", 4), ("score", 5)):
            table.add_column(Text(self.say(f"tui.history.column.{key}")), width=width, key=key)
        table.add_column(Text(self.say("tui.history.column.state")), key="state")
        self.fill()
        table.focus()

    def on_screen_resume(self) -> None:
        """Show what has changed meanwhile."""
        if self.query_one("#sessions", DataTable).columns:
            self.fill()

    def fill(self) -> None:
        """Show all sessions and stand where one stood."""
        table: DataTable[Text] = self.query_one("#sessions", DataTable)
        at = self._at
        table.clear()
        with self.telling():
            for line in self.house.history():
                table.add_row(*self._cells(line), key=line.id)
        table.move_cursor(row=at)
        self.query_one("#none").set_class(bool(table.row_count), "hidden")

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Remember where one stands."""
        self._at = event.cursor_row

    def _cells(self, line: HistoryLine) -> tuple[Text, ...]:
        pad = "  " * max(line.depth - 1, 0) + ("+ " if line.depth else "")
        title = pad + clipped(line.title, TITLE - cell_len(pad))
        score = "" if line.overall is None else str(line.overall)
        return (Text(line.started), Text(title), Text(str(line.turns)), Text(score), Text(line.state))

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Go on with it, or show its scores."""
        if event.row_key.value:
            with self.telling():
                self.peilian.open_call(self.house.resume(event.row_key.value))
