"""The customer's mood as a curve of blocks, one column per turn, with the chosen turn marked below.

Not here: how mood is computed.
"""

from textual.content import Content
from textual.widgets import Static

BLOCKS = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"
STEPS = len(BLOCKS) - 1
TOP = 100
WIDEST = 6
"""Most columns that one turn takes."""
FIGURE = 4
"""Columns for a figure at either end."""


def bar(value: int) -> str:
    """Return one block for 0-100, never empty."""
    return BLOCKS[max(1, round(value * STEPS / TOP))]


def rows(values: list[int], height: int) -> list[str]:
    """Return the curve as ``height`` lines, the top first."""
    cells = [max(1, round(value * STEPS * height / TOP)) for value in values]
    return [
        "".join(BLOCKS[max(0, min(STEPS, cell - level * STEPS))] for cell in cells)
        for level in range(height - 1, -1, -1)
    ]


def drawn(values: list[int], chosen: int | None, width: int, height: int) -> list[str]:
    """Return the curve with figures at both ends, and a line below that marks the chosen turn and its figure.

    Args:
        values: 0-100 by turn; the last that fit are shown.
        chosen: index of the turn to mark.
        width: columns.
        height: lines, the mark included.
    """
    room = max(width - 2 * FIGURE, FIGURE)
    first = max(0, len(values) - room)
    shown = values[first:]
    stretch = max(1, min(WIDEST, room // max(len(shown), 1)))
    lines = rows([value for value in shown for _ in range(stretch)], max(height - 1, 1))
    pad = " " * FIGURE
    figured = [pad + line for line in lines[:-1]]
    figured += [f"{shown[0]:>{FIGURE - 1}} {lines[-1]} {shown[-1]}"] if shown else []
    if chosen is not None and first <= chosen < len(values):
        figured.append(pad + " " * ((chosen - first) * stretch + (stretch - 1) // 2) + f"^ {values[chosen]}")
    return figured


class Curve(Static):
    """A mood curve of the last turns that fit, and where the reader stands."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 -- textual's name
        super().__init__(id=id)
        self._values: list[int] = []
        self._chosen: int | None = None

    def show(self, values: list[int], chosen: int | None = None) -> None:
        """Draw ``values`` (0-100) and mark index ``chosen``."""
        self._values = values
        self._chosen = chosen
        self._draw()

    def on_resize(self) -> None:
        """Draw again for the new size."""
        self._draw()

    def _draw(self) -> None:
        lines = drawn(self._values, self._chosen, self.size.width, self.size.height) if self._values else []
        self.update(Content("\n".join(lines)))
