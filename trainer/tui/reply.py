"""The line where the agent types: Enter sends, Ctrl+J breaks the line, an input method is never disturbed.

Not here: what is done with the words (``call``).
"""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from trainer.model.text import LIMIT


class Reply(TextArea):
    """A text area that sends on Enter; it holds no single-letter shortcut, so composing is safe."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", "tui.call.send", show=False),
        Binding("ctrl+j", "newline", "tui.call.newline", show=False),
    ]

    class Sent(Message):
        """The agent has said something."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Full(Message):
        """The text is as long as one turn may be; the rest of a paste was left out."""

    def on_mount(self) -> None:
        """Keep the cursor still: a blinking one disturbs screen readers and pictures."""
        self.cursor_blink = False

    async def _on_key(self, event: events.Key) -> None:
        # A text area takes these two for itself before any binding is asked.
        own = {"enter": self.action_send, "ctrl+j": self.action_newline}.get(event.key)
        if own is None:
            await super()._on_key(event)
        else:
            event.prevent_default()
            event.stop()
            own()

    def action_send(self) -> None:
        """Send what is typed."""
        self.post_message(self.Sent(self.text))

    def action_newline(self) -> None:
        """Break the line."""
        self.insert("\n")

    async def _on_paste(self, event: events.Paste) -> None:
        room = LIMIT - len(self.text)
        if len(event.text) > room:
            event.prevent_default()
            event.stop()
            self.insert(event.text[: max(room, 0)])
            self.post_message(self.Full())
            return
        await super()._on_paste(event)
