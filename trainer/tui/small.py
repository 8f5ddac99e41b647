"""The notice that stands in for every screen while the terminal is too small (reliability W2).

The screens below keep what they hold. Not here: noticing the size (``app``).
"""

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

LEAST = (60, 18)
"""Columns and lines below which the screens would hide what matters; ours."""


class Small(ModalScreen[None]):
    """One plain sentence that asks for room."""

    def __init__(self, told: str) -> None:
        super().__init__()
        self._told = told

    def compose(self) -> ComposeResult:
        """Lay out the sentence."""
        yield Static(Content(self._told))
