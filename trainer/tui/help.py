"""Help: what the screen is for, and its keys. Not here: the manual (README)."""

from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from trainer.tui.base import Dialog


class Help(Dialog[None]):
    """A window with one sentence of why and the keys that work now."""

    def __init__(self, topic: str, bindings: dict[str, ActiveBinding]) -> None:
        super().__init__()
        self._topic = topic
        self._keys = bindings

    def compose(self) -> ComposeResult:
        """Lay out the idea and the keys."""
        lines = [self.say(f"tui.help.{self._topic}"), ""]
        seen: set[str] = set()
        for key, active in self._keys.items():
            said = active.binding.description
            if said and said not in seen and active.enabled:
                seen.add(said)
                lines.append(f"{self.app.get_key_display(active.binding) or key:>8}  {said}")
        lines += ["", self.say("tui.help.close")]
        with VerticalScroll(classes="dialog"):
            yield Static(Content("\n".join(lines)))
