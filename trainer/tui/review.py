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
from textual.content import Content
from textual.widgets import DataTable, Static

from trainer.app import Scored
from trainer.model.assessment import Evidence, TurnMark
from trainer.model.transcript import Turn
from trainer.practice import Session
from trainer.tui.base import WIDTHS, Page
from trainer.tui.choose import Choose
from trainer.tui.curve import Curve, bar

MISTAKES = {"?!", "?", "??"}


def grouped(mark: TurnMark) -> list[tuple[Evidence, list[str]]]:
    """Return each piece of evidence once, with the criteria that it speaks to."""
    found: dict[tuple[str, str, bool], tuple[Evidence, list[str]]] = {}
    for criterion, evidence in mark.notes:
        _, criteria = found.setdefault((evidence.quote, evidence.rule, evidence.helps), (evidence, []))
        if criterion not in criteria:
            criteria.append(criterion)
    return list(found.values())


class Review(Page):
    """One conversation with its marks."""

    TITLE_KEY: ClassVar[str] = "tui.review.title"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next", "tui.review.next"),
        Binding("p", "previous", "tui.review.previous"),
        Binding("b", "branch", "tui.review.branch"),
        Binding("c", "compare", "tui.review.compare"),
        Binding("escape", "back", "tui.key.back"),
    ]

    def __init__(self, scored: Scored, session: Session | None = None) -> None:
        super().__init__()
        self.scored = scored
        self.session = session
        self._marks = {mark.turn: mark for mark in scored.assessment.turn_marks}
        self._turns = scored.transcript.turns

    def compose(self) -> ComposeResult:
        """Lay out turns, curve and comment."""
        yield self.heading()
        with Horizontal(id="review"):
            with Vertical(id="left"):
                yield DataTable[Text](id="turns", cursor_type="row", zebra_stripes=True)
            with Vertical(id="right"):
                yield Curve(id="curve")
                with VerticalScroll(id="comment"):
                    yield Static(id="words")
        yield self.footer()

    def on_mount(self) -> None:
        """Fill the table and stand on the first mistake, else on the first line."""
        table: DataTable[Text] = self.query_one("#turns", DataTable)
        for key, width in (("turn", 3), ("role", 6), ("mark", 3), ("mood", 4)):
            table.add_column(Text(self.say(f"tui.review.column.{key}")), width=width, key=key)
        table.add_column(Text(self.say("tui.review.column.text")), key="text")
        for turn in self._turns:
            table.add_row(*self._cells(turn), key=str(turn.n))
        table.focus()
        first = next((at for at, turn in enumerate(self._turns) if self._wrong(turn)), 0)
        table.move_cursor(row=first, animate=False)
        self.call_after_refresh(self._comment, first)

    def _cells(self, turn: Turn) -> Iterator[Text]:
        mark = self._marks.get(turn.n)
        symbol = mark.symbol if mark else ""
        mood = f"{bar(mark.mood)}{mark.mood:>3}" if mark and mark.mood is not None else ""
        style = {"??": "bold red", "?": "yellow", "?!": "yellow", "!": "green"}.get(symbol, "")
        yield Text(str(turn.n))
        yield Text(self.say(f"label.role.{turn.role}"))
        yield Text(symbol, style=style)
        yield Text(mood)
        yield Text(
            turn.text.replace("\n", " "),
            style=style if symbol in {"??", "!"} else "",
            no_wrap=True,
            overflow="ellipsis",
        )

    def _wrong(self, turn: Turn) -> bool:
        mark = self._marks.get(turn.n)
        return mark is not None and mark.symbol in MISTAKES

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Comment on the chosen turn."""
        self._comment(event.cursor_row)

    def _comment(self, row: int) -> None:
        turn = self._turns[row] if row < len(self._turns) else None
        if turn is None:
            return
        self.query_one("#words", Static).update(Content("\n".join(self._lines(turn))))
        self.query_one("#comment", VerticalScroll).scroll_home(animate=False)
        moods = [(mark.turn, mark.mood) for mark in self.scored.assessment.turn_marks if mark.mood is not None]
        if moods:
            chosen = max((at for at, (n, _) in enumerate(moods) if n <= turn.n), default=None)
            self.query_one("#curve", Curve).show([mood for _, mood in moods], chosen)
        else:
            self.query_one("#curve", Curve).update(Content(self.say("tui.review.no_mood")))

    def _lines(self, turn: Turn) -> Iterator[str]:
        mark = self._marks.get(turn.n)
        yield self.say("tui.review.said", turn=turn.n, role=self.say(f"label.role.{turn.role}"), text=turn.text)
        if turn.heard_until is not None and turn.heard_until < len(turn.text):
            yield self.say("tui.review.unheard", text=turn.text[turn.heard_until :])
        if mark is None:
            return
        yield ""
        yield from self._verdict(mark)
        for evidence, criteria in grouped(mark):
            yield from self._note(evidence, criteria)

    def _note(self, evidence: Evidence, criteria: list[str]) -> Iterator[str]:
        """Tell one piece of evidence once, with every criterion that it speaks to."""
        sign = "+" if evidence.helps else "-"
        yield f"{sign} {self.house.why(evidence)}"
        if evidence.quote:
            yield f"    \u201c{evidence.quote}\u201d  {evidence.rule}"
        yield "    " + ", ".join(f"{one} {self.house.rule_name(one)}" for one in criteria)
        better = "" if evidence.helps else self.house.better(criteria[0])
        if better:
            yield "    " + self.say("plain.score.better", better=better).strip()

    def _verdict(self, mark: TurnMark) -> Iterator[str]:
        name = {"!": "good", "?!": "doubtful", "?": "mistake", "??": "blunder"}.get(mark.symbol)
        if name is not None:
            yield f"{mark.symbol} {self.say(f'tui.review.symbol.{name}')}"
        if mark.loss:
            yield self.say("tui.review.loss", loss=mark.loss, mood=mark.mood)

    def action_next(self) -> None:
        """Go to the next mistake."""
        self._jump(1)

    def action_previous(self) -> None:
        """Go to the mistake before."""
        self._jump(-1)

    def _jump(self, way: int) -> None:
        table: DataTable[Text] = self.query_one("#turns", DataTable)
        at = table.cursor_row
        rows = range(at + 1, len(self._turns)) if way > 0 else range(at - 1, -1, -1)
        found = next((row for row in rows if self._wrong(self._turns[row])), None)
        if found is None:
            self.notify(self.say("tui.review.no_more"), markup=False)
        else:
            table.move_cursor(row=found)

    def action_branch(self) -> None:
        """Go back to before the chosen agent turn and say it differently."""
        table: DataTable[Text] = self.query_one("#turns", DataTable)
        turn = self._turns[table.cursor_row]
        if self.session is None or turn.role != "agent":
            self.notify(self.say("tui.review.no_branch"), severity="warning", markup=False)
            return
        self.peilian.open_call(self.house.branch(self.session, turn.n))

    def action_compare(self) -> None:
        """See this call and one of its branches side by side."""
        relatives = self.house.relatives(self.session) if self.session is not None else {}
        if not relatives:
            self.notify(self.say("tui.review.no_compare"), severity="warning", markup=False)
        elif len(relatives) == 1:
            self._open_compare(next(iter(relatives)))
        else:
            self.app.push_screen(Choose(self.say("tui.review.which"), dict(relatives)), self._open_compare)

    def _open_compare(self, other: str | None) -> None:
        if other and self.session is not None:
            compare = import_module("trainer.tui.compare").Compare
            self.app.push_screen(compare(self.session, self.house.resume(other)))
