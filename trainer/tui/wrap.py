"""Breaking text into screen lines by cells, not characters: a Chinese character takes two.

Not here: styles and scrolling (``conversation``).
"""

from rich.cells import get_character_cell_size

CLOSING = "\uff0c\u3002\uff01\uff1f\uff1b\uff1a\u3001\u201d\u2019\uff09\u300b\u3011,.!?;:)"


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Return the ranges of ``text`` that make one line each, at most ``width`` cells wide (and never empty).

    Latin words stay whole where they fit, and a closing mark does not begin a line if there is room to move it.
    """
    width = max(width, 2)
    ranges: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        ranges.extend((start + a, start + b) for a, b in _line(line, width))
        start += len(line) + 1
    return ranges


def _line(line: str, width: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = used = 0
    for at, char in enumerate(line):
        size = get_character_cell_size(char)
        if used + size > width:
            cut = _cut(line, start, at)
            found.append((start, cut))
            start = cut
            used = sum(get_character_cell_size(inner) for inner in line[start:at])
        used += size
    found.append((start, len(line)))
    return found


def _cut(line: str, start: int, at: int) -> int:
    """Return where to break before ``at``: a few characters earlier when that spares a word or a mark."""
    cut = at
    if line[at] in CLOSING:
        cut = at - 1
    elif _latin(line[at]) and _latin(line[at - 1]):
        while cut > start and _latin(line[cut - 1]):
            cut -= 1
    return cut if cut > start else at


def _latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in "'-_")
