"""Lines and tables for 80 columns: aligned by cells (a Chinese character takes two), folded, never wider than asked.

Not here: what is told.
"""

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from typing import Final

from trainer.tui.wrap import cells, clipped, folded

WIDTH: Final = 80
NARROWEST: Final = 60
WIDEST: Final = 160
GAP: Final = 2


def width() -> int:
    """Return the columns to fill: the terminal's between 60 and 160, 80 where there is none."""
    if not sys.stdout.isatty() and not os.environ.get("COLUMNS"):
        return WIDTH
    return max(NARROWEST, min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDEST))


def rows(lines: Sequence[Sequence[str]], right: frozenset[int] = frozenset(), room: int = 0) -> Iterator[str]:
    """Yield lines of cells under each other; columns in ``right`` end in line, the last one takes the room left.

    A last cell that does not fit is cut and marked. ``room`` columns are kept free for an indent.
    """
    columns = [max(cells(line[at]) for line in lines) for at in range(len(lines[0]))] if lines else []
    for line in lines:
        told = ""
        for at, cell in enumerate(line[:-1]):
            blank = " " * (columns[at] - cells(cell))
            told += (blank + cell if at in right else cell + blank) + " " * GAP
        last = line[-1]
        if len(line) - 1 in right:
            last = " " * (columns[-1] - cells(last)) + last
        yield (told + clipped_keeping(last, width() - room - cells(told))).rstrip()


def clipped_keeping(text: str, columns: int) -> str:
    """Return ``text`` cut to some columns; blanks before it stay."""
    blanks = len(text) - len(text.lstrip(" "))
    return " " * blanks + clipped(text, max(columns - blanks, GAP))


def paragraphs(text: str, indent: int = 0) -> Iterator[str]:
    """Yield a text as lines that fit, each ``indent`` columns in."""
    for line in folded(text, width() - indent):
        yield " " * indent + line
