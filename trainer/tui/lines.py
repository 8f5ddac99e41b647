"""The widgets that many screens share: a list that tells what Enter does, and text that folds well.

Not here: what they show.
"""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.widgets import OptionList, Static

from trainer.tui.wrap import folded


class Lines(OptionList):
    """A list whose chosen line Enter opens."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "tui.key.open")]


class Prose(Static):
    """Plain text folded by cells: Chinese fills its lines, and what was indented stays so when it goes on."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id, classes=classes)
        self._prose = text

    def tell(self, text: str) -> None:
        """Show this text instead."""
        self._prose = text
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 -- textual's signature
        """Return how many lines the text takes."""
        return len(folded(self._prose, width))

    def render(self) -> Content:
        """Return the folded text."""
        return Content("\n".join(folded(self._prose, self.content_size.width)))
