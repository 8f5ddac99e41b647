"""Self-assessment on the five course dimensions, before any score is shown (course C62, SELF).

Not here: the comparison with the machine's score (``scores``).
"""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from trainer.model.text import clean_text
from trainer.practice import Session
from trainer.tui.base import Page
from trainer.tui.lines import Prose
from trainer.tui.scores import Scores
from trainer.tui.wrap import padded

FIVE = ("opening", "needs", "solution", "objection", "closing")
TOP = 5
NOTE_LIMIT = 200
NAME = 22
"""Cells before the first figure; each figure takes four."""
FIGURE = 4


class Rating(Static, can_focus=True):
    """Five lines to rate 1-5 with the number keys or the mouse."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "tui.rate.move", show=False),
        Binding("down", "move(1)", "tui.rate.move", show=False),
        Binding("left", "step(-1)", "tui.rate.step", show=False),
        Binding("right", "step(1)", "tui.rate.step", show=False),
        *(Binding(str(figure), f"set({figure})", "tui.rate.set", show=False) for figure in range(1, TOP + 1)),
    ]

    def __init__(self, labels: dict[str, str], hints: dict[str, str], ratings: dict[str, int]) -> None:
        super().__init__(id="rating")
        self.ratings = ratings
        self._labels = labels
        self._hints = hints
        self._at = next((at for at, name in enumerate(FIVE) if name not in ratings), 0)

    def on_mount(self) -> None:
        """Draw the form."""
        self.draw()

    def draw(self) -> None:
        """Draw the five lines; the chosen one is marked with an arrow."""
        self.update(Content("\n\n".join(self._line(at, name) for at, name in enumerate(FIVE))))

    def _line(self, at: int, name: str) -> str:
        given = self.ratings.get(name, 0)
        scale = "".join(f"[{figure}] " if figure == given else f" {figure}  " for figure in range(1, TOP + 1))
        arrow = ">" if at == self._at else " "
        return f"{padded(f'{arrow} {self._labels[name]}', NAME)}{scale}  {self._hints[name]}"

    def on_click(self, event: events.Click) -> None:
        """Choose the line, and the figure where one was hit."""
        at, between = divmod(event.y, 2)
        figure, inside = divmod(event.x - NAME, FIGURE)
        if between or at >= len(FIVE):
            return
        self._at = at
        if 0 <= figure < TOP and inside < FIGURE - 1:
            self.ratings[FIVE[at]] = figure + 1
        self.draw()

    def action_move(self, by: int) -> None:
        """Go to another line."""
        self._at = (self._at + by) % len(FIVE)
        self.draw()

    def action_step(self, by: int) -> None:
        """Raise or lower the rating."""
        given = self.ratings.get(FIVE[self._at], 3 - by)
        self.ratings[FIVE[self._at]] = min(TOP, max(1, given + by))
        self.draw()

    def action_set(self, figure: int) -> None:
        """Rate this line and go to the next."""
        self.ratings[FIVE[self._at]] = figure
        self._at = min(self._at + 1, len(FIVE) - 1)
        self.draw()


class Rate(Page):
    """Rates oneself, then opens the scores."""

    TITLE_KEY: ClassVar[str] = "tui.rate.title"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", "tui.rate.done"),
        Binding("tab", "app.focus_next", "tui.rate.tab"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._ratings: dict[str, int] = {}
        self._note = ""

    def compose(self) -> ComposeResult:
        """Lay out the form."""
        yield self.heading()
        with VerticalScroll(id="rate", can_focus=False):
            yield Prose(self._ending(), classes="lead")
            yield Prose(self.say("tui.rate.how"), classes="hint")
            labels = {name: self.say(f"label.self.{name}") for name in FIVE}
            yield Rating(labels, {name: self.say(f"tui.rate.{name}") for name in FIVE}, self._ratings)
            yield Input(self._note, placeholder=self.say("tui.rate.note"), max_length=NOTE_LIMIT, id="note")
        yield self.footer()

    def _ending(self) -> str:
        title, epilogue = self.house.ending(self._session)
        return self.say("tui.rate.ended", title=title) + (f"\n{epilogue.strip()}" if epilogue else "")

    def furnish(self) -> None:
        """Put the keys on the form."""
        self.query_one(Rating).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep the note for a change of language."""
        self._note = event.value

    def on_input_submitted(self) -> None:
        """Enter in the note is the end of the form too."""
        self.action_done()

    def action_done(self) -> None:
        """Keep the ratings and show the scores."""
        if len(self._ratings) < len(FIVE):
            self.notify(self.say("tui.rate.missing"), severity="warning", markup=False)
            return
        with self.telling():
            note = clean_text(self._note, NOTE_LIMIT).strip()
            self._session.rate({name: self._ratings[name] for name in FIVE}, note)
            self.app.switch_screen(Scores(self.house.score_session(self._session), self._session))
