"""The conversation of a call: the customer's bubbles come one after another, and the agent may cut in.

Not here: what is said (``entries``) and what is sent (``call``).
"""

from collections.abc import Iterable

from textual.message import Message
from textual.timer import Timer

from trainer.tui.conversation import Conversation, Entry

MS = 1000


class Talk(Conversation):
    """A conversation with bubbles to come. ``pace`` milliseconds lie between two of them; 0 shows all at once.

    The first bubble of the customer always comes at once: what was not begun cannot be cut off.
    """

    class Silent(Message):
        """The customer has said everything he had to say."""

    def __init__(self, pace: int, typing: str) -> None:
        super().__init__(id="talk")
        self.waiting: list[Entry] = []
        self._pace = pace
        self._typing = Entry("stage", "", typing)
        self._timer: Timer | None = None

    def bring(self, entries: Iterable[Entry]) -> None:
        """Show what comes; bubbles after the first one wait for their time."""
        self.waiting.extend(entries)
        if self._pace == 0:
            self.flush()
        else:
            self.next()

    def next(self) -> None:
        """Show what stands before the next bubble, and that bubble."""
        self._stop()
        ready: list[Entry] = []
        while self.waiting and not any(entry.role == "customer" for entry in ready):
            ready.append(self.waiting.pop(0))
        self.add(*ready)
        if self.waiting:
            self.add(self._typing)
            self._timer = self.set_timer(self._pace / MS, self.next)
        else:
            self.post_message(self.Silent())

    def flush(self) -> None:
        """Show everything that waits: the agent has done something, and nothing of it was cut off."""
        self._stop()
        self.add(*self.waiting)
        self.waiting.clear()
        self.post_message(self.Silent())

    def cut(self, note: str) -> int:
        """Stop the customer in the middle of his turn; return how many bubbles he could not say."""
        left = sum(entry.role == "customer" for entry in self.waiting)
        self._stop()
        self.waiting.clear()
        if left:
            self.add(Entry("stage", "", note))
        return left

    def retell(self, entries: list[Entry], typing: str) -> None:
        """Show the same conversation in other words: the last of ``entries`` still wait if as many waited before."""
        at = self.scroll_offset.y
        end = len(entries) - len(self.waiting)
        self.waiting = entries[end:]
        self._typing = Entry("stage", "", typing)
        self.replace([*entries[:end], *([self._typing] if self._timer is not None else [])])
        self.scroll_to(y=at, animate=False, immediate=True)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
            self.drop_last()
