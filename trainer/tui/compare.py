"""Two branches side by side from where they part: what was said, what came back, where the mood went.

Not here: choosing the branches (``review``, ``history``).
"""

from collections.abc import Iterator
from itertools import takewhile
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from trainer.model.event import Event
from trainer.practice import Session
from trainer.tui.base import Page
from trainer.tui.conversation import Conversation, Entry
from trainer.tui.entries import of_events

MOODS = 7
"""Figures of mood that fit over half a screen."""


def shared(left: tuple[Event, ...], right: tuple[Event, ...]) -> int:
    """Return how many events the two have in common."""
    count = 0
    for a, b in zip(left, right, strict=False):
        if (a.kind, a.data, a.at_turn) != (b.kind, b.data, b.at_turn):
            break
        count += 1
    return count


class Compare(Page):
    """Two columns, the call that was there first on the left; each scrolls with its own keys."""

    TITLE_KEY: ClassVar[str] = "tui.compare.title"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "tui.compare.side"),
        Binding("escape", "back", "tui.key.back"),
    ]

    def __init__(self, left: Session, right: Session) -> None:
        super().__init__()
        self._pair = (left, right)

    def compose(self) -> ComposeResult:
        """Lay out both."""
        yield self.heading()
        with Horizontal(id="compare"):
            for at, session in enumerate(self._pair):
                with Vertical(classes="column"):
                    yield Static(Content("\n".join(self._head(at, session))), classes="lead head")
                    yield Conversation(id=f"side{at}", follow=False)
        yield self.footer()

    def _head(self, at: int, session: Session) -> Iterator[str]:
        """Tell which one it is, how it ended, and the mood since they parted: two lines."""
        title, _ = self.house.ending(session)
        yield self.say("tui.compare.branch" if at else "tui.compare.main", state=title or self.say("cli.history.open"))
        left, right = (one.moods() for one in self._pair)
        common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False)))
        path = [str(mood) for _, mood in session.moods()][max(common - 1, 0) :]
        shown = path if len(path) <= MOODS else [*path[:2], "..", *path[2 - MOODS :]]
        yield self.say("tui.compare.moods", moods=" ".join(shown))

    def furnish(self) -> None:
        """Show both from the last shared customer line on."""
        left, right = self._pair
        common = shared(left.events[1:], right.events[1:]) + 1
        before = of_events(left.events[:common], self.house.words)[-1:]
        note = Entry("stage", "", self.say("tui.compare.from_here"))
        for at, session in enumerate(self._pair):
            rest = of_events(session.events[common:], self.house.words)
            self.query_one(f"#side{at}", Conversation).replace([*before, note, *rest])
        self.query_one("#side0").focus()
