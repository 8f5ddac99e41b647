"""The conversation on screen, drawn line by line: a thousand turns cost no more than ten.

Text is laid out here and never parsed as markup. Not here: what is said, and keys of the call (``call``).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from trainer.tui.wrap import padded, wrap

LABEL = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the conversation.

    Attributes:
        role: agent | customer | stage | note: decides the style.
        label: who speaks, as shown.
        text: the words.
        heard: offset after which the customer no longer listened; None for all.
    """

    role: str
    label: str
    text: str
    heard: int | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    entry: Entry
    first: bool
    start: int
    end: int


class Conversation(ScrollView, can_focus=True):
    """A scrolling conversation. ``follow``: the view stays at the end as entries come; else it stays where it is."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "conversation--agent",
        "conversation--customer",
        "conversation--stage",
        "conversation--note",
        "conversation--unheard",
        "conversation--label-agent",
        "conversation--label-customer",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll_up", show=False),
        Binding("down,j", "scroll_down", show=False),
        Binding("home,g", "scroll_home", show=False),
        Binding("end,G", "scroll_end", show=False),
        Binding("pageup", "page_up", show=False),
        Binding("pagedown,space", "page_down", show=False),
    ]

    def __init__(self, *, id: str | None = None, follow: bool = True) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id)
        self.entries: list[Entry] = []
        self._rows: list[_Row] = []
        self._laid = 0
        self._follow = follow

    def add(self, *entries: Entry) -> None:
        """Show more entries and scroll to them."""
        self.entries.extend(entries)
        self._rows.extend(row for entry in entries for row in self._lay(entry))
        self._measure()

    def replace(self, entries: Iterable[Entry]) -> None:
        """Show these entries instead."""
        self.entries = list(entries)
        self._lay_all()

    def drop_last(self) -> None:
        """Take the last entry away (the typing mark)."""
        if self.entries:
            gone = self.entries.pop()
            while self._rows and self._rows[-1].entry is gone:
                self._rows.pop()
            self._measure()

    def on_resize(self) -> None:
        """Lay out again for the new width."""
        if self._laid != self._width():
            self._lay_all()

    def _width(self) -> int:
        # The place of the scroll bar is kept free by the style, so it cannot eat the last character when it comes.
        return max(self.scrollable_content_region.width - LABEL, 10)

    def _lay_all(self) -> None:
        self._laid = self._width()
        self._rows = [row for entry in self.entries for row in self._lay(entry)]
        self._measure()

    def _lay(self, entry: Entry) -> list[_Row]:
        return [_Row(entry, at == 0, start, end) for at, (start, end) in enumerate(wrap(entry.text, self._width()))]

    def _measure(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._rows))
        self.refresh()
        if self._follow:
            self.scroll_end(animate=False, immediate=False)

    def render_line(self, y: int) -> Strip:
        """Draw one screen line."""
        at = y + self.scroll_offset.y
        width = self.size.width
        if at >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        row = self._rows[at]
        return Strip(self._segments(row)).extend_cell_length(width, self.rich_style).crop(0, width)

    def _segments(self, row: _Row) -> list[Segment]:
        entry = row.entry
        name = f"conversation--label-{entry.role}" if entry.role in {"agent", "customer"} else "conversation--stage"
        label = entry.label if row.first else ""
        segments = [Segment(padded(label, LABEL), self.get_component_rich_style(name))]
        text = entry.text.replace("\t", " ")
        style = self.get_component_rich_style(f"conversation--{entry.role}")
        heard = len(text) if entry.heard is None else entry.heard
        split = min(max(heard, row.start), row.end)
        if split > row.start:
            segments.append(Segment(text[row.start : split], style))
        if split < row.end:
            unheard = self.get_component_rich_style("conversation--unheard")
            segments.append(Segment(text[split : row.end], unheard))
        return segments
