"""Breaking text into screen lines by cells, not characters: a Chinese character takes two.

Not here: styles and scrolling (``conversation``).
"""

from rich.cells import cell_len, get_character_cell_size, set_cell_size

CLOSING = "\uff0c\u3002\uff01\uff1f\uff1b\uff1a\u3001\u201d\u2019\uff09\u300b\u3011,.!?;:)"

MARKED = ("- ", "+ ", "> ")
"""How a line begins whose further lines are indented."""


def cells(text: str) -> int:
    """Return how many cells a text takes."""
    return cell_len(text)


def padded(text: str, width: int) -> str:
    """Return ``text`` filled up with blanks to ``width`` cells; a longer one keeps its length and one blank."""
    return text + " " * max(1, width - cell_len(text))


def clipped(text: str, width: int) -> str:
    """Return ``text`` in one line of at most ``width`` cells; what does not fit is marked by two dots."""
    line = " ".join(text.split())
    return line if cell_len(line) <= width else set_cell_size(line, max(width - 2, 0)).rstrip() + ".."


def folded(text: str, width: int) -> list[str]:
    """Return ``text`` as lines of at most ``width`` cells; further lines of one stand under its first words."""
    lines: list[str] = []
    for line in text.split("\n"):
        body = line.lstrip(" ")
        pad = " " * (len(line) - len(body))
        hang = pad + "  " if body[:2] in MARKED else pad
        if cell_len(hang) * 2 >= width:
            pad = hang = ""
        first = body[:2] if body[:2] in MARKED and hang else ""
        rest = body[len(first) :]
        for at, (start, end) in enumerate(wrap(rest, width - cell_len(hang))):
            lines.append((hang if at else pad + first) + rest[start:end])
    return lines


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Return the ranges of ``text`` that make one line each, at most ``width`` cells wide (and never empty).

    Latin words stay whole where they fit, a closing mark does not begin a line if there is room to move it, and the
    blank at a break is left out.
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
        # What is carried over with a closing mark may itself be too wide for the next line.
        while char != " " and at > start and used + size > width:
            cut = _cut(line, start, at)
            found.append((start, _end(line, start, cut)))
            start = _skip(line, cut, at)
            used = sum(get_character_cell_size(inner) for inner in line[start:at])
        used += size
    found.append((start, _end(line, start, len(line)) if used > width else len(line)))
    return found


def _end(line: str, start: int, cut: int) -> int:
    """Return where the shown line ends: blanks before the break are left out."""
    while cut > start and line[cut - 1] == " ":
        cut -= 1
    return cut


def _skip(line: str, cut: int, at: int) -> int:
    """Return where the next line begins: blanks at the break are not carried over."""
    while cut < at and line[cut] == " ":
        cut += 1
    return cut


def _cut(line: str, start: int, at: int) -> int:
    """Return where to break before ``at``: a few characters earlier when that spares a word or a mark."""
    cut = at
    if line[at] in CLOSING:
        cut = at - 1
    if _latin(line[cut]) and _latin(line[cut - 1]):
        while cut > start and _latin(line[cut - 1]):
            cut -= 1
    return cut if cut > start else at


def _latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in "'-_")
