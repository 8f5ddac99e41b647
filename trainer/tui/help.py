"""Help: what the screen is for, and its keys. Not here: the manual (README)."""

from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import VerticalScroll

from trainer.tui.base import Dialog
from trainer.tui.lines import Prose
from trainer.tui.wrap import padded

KEY_WIDTH = 16


class Help(Dialog[None]):
    """A window with one sentence of why and the keys that work now."""

    def __init__(self, topic: str, bindings: dict[str, ActiveBinding]) -> None:
        super().__init__()
        self._topic = topic
        self._keys = bindings

    def compose(self) -> ComposeResult:
        """Lay out the idea and the keys; several keys with one meaning share a line."""
        keys: dict[str, list[str]] = {}
        for active in self._keys.values():
            if active.enabled:
                shown = self.app.get_key_display(active.binding)
                keys.setdefault(active.binding.description, []).append(shown)
        lines = [self.say(f"tui.help.{self._topic}"), ""]
        lines += [f"{padded(' '.join(dict.fromkeys(shown)), KEY_WIDTH)}{said}" for said, shown in keys.items()]
        lines += ["", self.say("tui.help.close")]
        with VerticalScroll(classes="dialog"):
            yield Prose("\n".join(lines))
