"""Options that several commands share, and the house they all ask. Not here: what a command does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from trainer.desk import Desk
from trainer.words import LANGUAGES, Words

Command = Callable[..., int | None]


def language_option(command: Command) -> Command:
    """Give a command its own ``--lang``."""
    return click.option("--lang", "language", type=click.Choice(LANGUAGES), help="cli.language")(command)


def json_option(command: Command) -> Command:
    """Give a command ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="cli.json")(command)


@contextmanager
def house_of(words: Words, language: str | None = None) -> Iterator[Desk]:
    """Open the house in the language asked for; a choice kept in the settings counts after the command line."""
    house = Desk(language=language or words.language)
    words.language = house.words.language
    try:
        yield house
    finally:
        house.close()
