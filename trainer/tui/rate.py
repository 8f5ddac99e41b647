"""Self-assessment on the five course dimensions, before any score is shown (course C62, SELF).

Not here: the comparison with the machine's score (``scores``).
"""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from trainer.model.text import clean_text
from trainer.practice import Session
from trainer.tui.base import Page
from trainer.tui.scores import Scores

FIVE = ("opening", "needs", "solution", "objection", "closing")
TOP = 5
NOTE_LIMIT = 200


class Rating(Static, can_focus=True):
    """Five lines to rate 1-5 with the number keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        *(Binding(str(figure), f"set({figure})", show=False) for figure in range(1, TOP + 1)),
    ]

    def __init__(self, labels: dict[str, str], hints: dict[str, str]) -> None:
        super().__init__(id="rating")
        self.ratings: dict[str, int] = {}
        self._labels = labels
        self._hints = hints
        self._at = 0

    def on_mount(self) -> None:
        """Draw the empty form."""
        self.draw()

    def draw(self) -> None:
        """Draw the five lines; the chosen one is marked with an arrow."""
        lines = []
        for at, name in enumerate(FIVE):
            given = self.ratings.get(name, 0)
            scale = " ".join(f"[{figure}]" if figure == given else f" {figure} " for figure in range(1, TOP + 1))
            lines.append(f"{'>' if at == self._at else ' '} {self._labels[name]}\n      {scale}   {self._hints[name]}")
        self.update(Content("\n".join(lines)))

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
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "done", "tui.key.confirm")]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def compose(self) -> ComposeResult:
        """Lay out the form."""
        yield self.heading()
        with Vertical(id="rate"):
            yield Static(Content(self._ending()), classes="lead")
            yield Static(Content(self.say("tui.rate.how")), classes="hint")
            labels = {name: self.say(f"label.self.{name}") for name in FIVE}
            yield Rating(labels, {name: self.say(f"tui.rate.{name}") for name in FIVE})
            yield Input(placeholder=self.say("tui.rate.note"), max_length=NOTE_LIMIT, id="note")
        yield self.footer()

    def _ending(self) -> str:
        title, epilogue = self.house.ending(self._session)
        return self.say("tui.rate.ended", title=title) + (f"\n{epilogue}" if epilogue else "")

    def on_mount(self) -> None:
        """Put the keys on the form."""
        self.query_one(Rating).focus()

    def on_input_submitted(self) -> None:
        """Enter in the note is the end of the form too."""
        self.action_done()

    def action_done(self) -> None:
        """Keep the ratings and show the scores."""
        ratings = self.query_one(Rating).ratings
        if len(ratings) < len(FIVE):
            self.notify(self.say("tui.rate.missing"), severity="warning", markup=False)
            return
        note = clean_text(self.query_one("#note", Input).value, NOTE_LIMIT).strip()
        self._session.rate({name: ratings[name] for name in FIVE}, note)
        self.app.switch_screen(Scores(self.house.score_session(self._session), self._session))
