"""Two branches side by side from where they part: what was said, what came back, where the mood went.

Not here: choosing the branches (``review``, ``history``).
"""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from trainer.model.event import Event
from trainer.practice import Session
from trainer.tui.base import Page
from trainer.tui.conversation import Conversation, Entry
from trainer.tui.entries import of_events


def shared(left: tuple[Event, ...], right: tuple[Event, ...]) -> int:
    """Return how many events the two have in common."""
    count = 0
    for a, b in zip(left, right, strict=False):
        if (a.kind, a.data, a.at_turn) != (b.kind, b.data, b.at_turn):
            break
        count += 1
    return count


class Compare(Page):
    """Two columns; both scroll with the keys of the one that has them."""

    TITLE_KEY: ClassVar[str] = "tui.compare.title"

    def __init__(self, left: Session, right: Session) -> None:
        super().__init__()
        self._pair = (left, right)

    def compose(self) -> ComposeResult:
        """Lay out both."""
        yield self.heading()
        with Horizontal(id="compare"):
            for at, session in enumerate(self._pair):
                with Vertical(classes="column"):
                    yield Static(Content(self._head(session)), classes="lead")
                    yield Conversation(id=f"side{at}")
        yield self.footer()

    def _head(self, session: Session) -> str:
        moods = session.moods()
        title, _ = self.house.ending(session)
        path = " ".join(str(mood) for _, mood in moods[-6:])
        key = "tui.compare.branch" if self.house.is_branch(session) else "tui.compare.main"
        return self.say(key, state=title or self.say("cli.history.open"), moods=path)

    def on_mount(self) -> None:
        """Show both from the last shared customer line on."""
        left, right = self._pair
        common = shared(left.events[1:], right.events[1:]) + 1
        before = of_events(left.events[:common], self.house.words)[-1:]
        for at, session in enumerate(self._pair):
            rest = of_events(session.events[common:], self.house.words)
            note = [Entry("stage", "", self.say("tui.compare.from_here"))]
            talk = self.query_one(f"#side{at}", Conversation)
            talk.replace([*before, *note, *rest])
            talk.scroll_home(animate=False)
        self.query_one("#side0").focus()
