"""The one way in which the command line prints: cleaned of control characters, UTF-8 whatever the locale.

Not here: deciding what to say.
"""

import sys
from collections.abc import Iterator
from typing import TextIO

import click

from trainer.model.errors import Problem
from trainer.model.text import clean_text
from trainer.words import Words


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


def sentences(words: Words, problem: Problem) -> tuple[str, str]:
    """Return what is wrong in a pack and its mend; ids among the facts that have a name are called by it."""
    facts = dict(problem.facts)
    for slot in ("kind", "what"):
        key = f"fact.{facts.get(slot)}"
        facts[slot] = words(key) if words.has(key) else facts.get(slot, "")
    return words(f"problem.{problem.code}.say", **facts), words(f"problem.{problem.code}.mend", **facts)


def problem_lines(words: Words, problem: Problem) -> Iterator[str]:
    """Yield a problem with its place, then its mend; no place is told where the file as a whole is meant."""
    say, mend = sentences(words, problem)
    key = "cli.pack.place" if problem.line else "cli.pack.whole"
    yield words(key, file=problem.file, line=problem.line, column=problem.column, code=problem.code, say=say)
    yield words("cli.pack.mend", mend=mend)
