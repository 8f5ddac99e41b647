"""The one way in which the command line prints: cleaned of control characters, UTF-8 whatever the locale.

Not here: deciding what to say.
"""

import sys
from typing import TextIO

import click

from trainer.model.text import clean_text


def prepare_streams() -> None:
    """Make the standard streams speak UTF-8 and never fail on a character they cannot show."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")


def out(text: str = "", *, end: str = "\n", to: TextIO | None = None) -> None:
    """Print cleaned text and flush, so that a reader on a pipe sees each line when it is said."""
    click.echo(clean_text(text), nl=False, file=to)
    click.echo(end, nl=False, file=to)
    (to or sys.stdout).flush()


def complain(text: str) -> None:
    """Print cleaned text to standard error."""
    out(text, to=sys.stderr)
