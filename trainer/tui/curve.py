"""The customer's mood as a curve of blocks, one column per turn, with the chosen turn marked below.

Not here: how mood is computed.
"""

from textual.content import Content
from textual.widgets import Static

BLOCKS = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"
STEPS = len(BLOCKS) - 1
TOP = 100


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


class Curve(Static):
    """A mood curve of the last turns that fit, and where the reader stands."""

    def show(self, values: list[int], chosen: int | None = None, height: int = 4) -> None:
        """Draw ``values`` (0-100) and mark index ``chosen``."""
        room = max(self.size.width - 2, 10)
        stretch = max(1, min(3, room // max(len(values), 1)))
        first = max(0, len(values) - room // stretch)
        shown = [value for value in values[first:] for _ in range(stretch)]
        lines = rows(shown, height)
        if chosen is not None and first <= chosen < len(values):
            lines.append(" " * ((chosen - first) * stretch) + "^")
        self.update(Content("\n".join(lines)))
