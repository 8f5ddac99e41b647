"""The walk through a call, turn by turn: mood curve, marks, rule - quote - better wording, branch, compare.

Not here: giving the marks (``scoring``) and playing the branch (``call``).
"""

from collections.abc import Iterator
from importlib import import_module
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import DataTable

from trainer.app import Scored
from trainer.model.transcript import Turn
from trainer.practice import Session
from trainer.tui.base import WIDTHS, Page
from trainer.tui.choose import Choose
from trainer.tui.comment import comment, example
from trainer.tui.curve import Curve, bar
from trainer.tui.lines import Prose

MISTAKES = {"?!", "?", "??"}
STYLES = {"??": "bold red", "?": "yellow", "?!": "yellow", "!": "bold green"}
"""Colours of the marks; the mark itself says the same."""


class Review(Page):
    """One conversation with its marks."""

    TITLE_KEY: ClassVar[str] = "tui.review.title"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next", "tui.review.next"),
        Binding("p", "previous", "tui.review.previous"),
        Binding("b", "branch", "tui.review.branch"),
        Binding("c", "compare", "tui.review.compare"),
        Binding("s", "example", "tui.review.example"),
        Binding("tab", "app.focus_next", "tui.compare.side", show=False),
        Binding("escape", "back", "tui.key.back"),
    ]

    def __init__(self, scored: Scored, session: Session | None = None) -> None:
        super().__init__()
        self.scored = scored
        self.session = session
        self._marks = {mark.turn: mark for mark in scored.assessment.turn_marks}
        self._turns = scored.transcript.turns
        self._at = next((at for at, turn in enumerate(self._turns) if self._wrong(turn)), 0)
        self._example = False

    def compose(self) -> ComposeResult:
        """Lay out turns, curve and comment."""
        yield self.heading()
        with Horizontal(id="review"):
            with Vertical(id="left"):
                yield DataTable[Text](id="turns", cursor_type="row", zebra_stripes=True)
            with Vertical(id="right"):
                yield Curve(id="curve")
                with VerticalScroll(id="comment"):
                    yield Prose(id="words")
        yield self.footer()

    def furnish(self) -> None:
        """Fill the table and stand where one stood: first on the first mistake, else on the first line."""
        table: DataTable[Text] = self.query_one("#turns", DataTable)
        at = self._at
        for key, width in (("turn", 3), ("role", 6), ("mark", 2), ("mood", 4)):
            table.add_column(Text(self.say(f"tui.review.column.{key}")), width=width, key=key)
        table.add_column(Text(self.say("tui.review.column.text")), key="text")
        for turn in self._turns:
            table.add_row(*self._cells(turn), key=str(turn.n))
        table.focus()
        table.move_cursor(row=at, animate=False)
        self.call_after_refresh(self._comment)

    def _cells(self, turn: Turn) -> Iterator[Text]:
        mark = self._marks.get(turn.n)
        symbol = mark.symbol if mark else ""
        mood = f"{bar(mark.mood)}{mark.mood:>3}" if mark and mark.mood is not None else ""
        style = STYLES.get(symbol, "")
        yield Text(str(turn.n))
        yield Text(self.say(f"label.role.{turn.role}"))
        yield Text(symbol, style=style)
        yield Text(mood)
        words = " ".join(turn.text.split())
        yield Text(words, style=style if symbol in {"??", "!"} else "", no_wrap=True, overflow="ellipsis")

    def _wrong(self, turn: Turn) -> bool:
        mark = self._marks.get(turn.n)
        return mark is not None and mark.symbol in MISTAKES

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Comment on the chosen turn."""
        if event.cursor_row != self._at:
            self._at = event.cursor_row
            self._example = False
        self._comment()

    def _comment(self) -> None:
        if self._at >= len(self._turns):
            return
        turn = self._turns[self._at]
        lines = [*self._shown_example(turn), *comment(turn, self._marks.get(turn.n), self.scored, self.house)]
        self.query_one("#words", Prose).tell("\n".join(lines))
        self.query_one("#comment", VerticalScroll).scroll_home(animate=False)
        self._draw(turn)

    def _draw(self, turn: Turn) -> None:
        """Draw the mood after each turn of the agent, and mark the last one up to here."""
        marks = [mark for mark in self.scored.assessment.turn_marks if mark.mood is not None]
        curve = self.query_one("#curve", Curve)
        curve.set_class(not marks, "hidden")
        chosen = max((at for at, mark in enumerate(marks) if mark.turn <= turn.n), default=None)
        curve.show([mark.mood for mark in marks if mark.mood is not None], chosen)

    def _shown_example(self, turn: Turn) -> Iterator[str]:
        if self._example and self.session is not None:
            yield from example(self.session, turn, self.house)
            yield ""

    def _chosen(self) -> Turn | None:
        """Return the agent's line under the cursor in a call of our own."""
        turn = self._turns[self._at] if self._at < len(self._turns) else None
        return turn if turn is not None and turn.role == "agent" and self.session is not None else None

    def action_next(self) -> None:
        """Go to the next mistake."""
        self._jump(1)

    def action_previous(self) -> None:
        """Go to the mistake before."""
        self._jump(-1)

    def _jump(self, way: int) -> None:
        rows = range(self._at + 1, len(self._turns)) if way > 0 else range(self._at - 1, -1, -1)
        found = next((row for row in rows if self._wrong(self._turns[row])), None)
        if found is None:
            self.notify(self.say("tui.review.no_more"), markup=False)
        else:
            self.query_one("#turns", DataTable).move_cursor(row=found)

    def action_example(self) -> None:
        """Show or hide what a good agent could say at this moment."""
        turn = self._chosen()
        if turn is None or self.session is None or not any(self.session.scenario.answers.values()):
            self.notify(self.say("tui.review.no_example"), severity="warning", markup=False)
            return
        self._example = not self._example
        self._comment()

    def action_branch(self) -> None:
        """Go back to before the chosen agent turn and say it differently."""
        turn = self._chosen()
        if turn is None or self.session is None:
            self.notify(self.say("tui.review.no_branch"), severity="warning", markup=False)
            return
        with self.telling():
            self.peilian.open_call(self.house.branch(self.session, turn.n))

    def action_compare(self) -> None:
        """See this call and one of its branches side by side."""
        with self.telling():
            relatives = self.house.relatives(self.session) if self.session is not None else {}
            if not relatives:
                self.notify(self.say("tui.review.no_compare"), severity="warning", markup=False)
            elif len(relatives) == 1:
                self._open_compare(next(iter(relatives)))
            else:
                self.app.push_screen(Choose(self.say("tui.review.which"), dict(relatives)), self._open_compare)

    def _open_compare(self, other: str | None) -> None:
        if not other or self.session is None:
            return
        with self.telling():
            pair = [self.session, self.house.resume(other)]
            if self.house.store.session(self.session.id).header.parent_id == other:
                pair.reverse()
            self.app.push_screen(import_module("trainer.tui.compare").Compare(*pair))
