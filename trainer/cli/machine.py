"""``peilian doctor`` and ``peilian paths``: is this machine fit, and where is everything."""

import json
import platform
import shutil
import sys
from collections.abc import Iterator

import click

from trainer.cli.options import house_of, json_option, language_option
from trainer.cli.out import out
from trainer.desk import Desk
from trainer.model.errors import TrainerError
from trainer.words import Words

COLUMNS, LINES = 80, 24
MINIMUM = (3, 11)


@click.command(help="cli.doctor.about")
@language_option
@json_option
@click.pass_obj
def doctor(words: Words, language: str | None, as_json: bool) -> int:
    """Check the machine; 1 when something would not work."""
    with house_of(words, language) as house:
        rows = list(_rows(house))
    if as_json:
        out(json.dumps([{"what": what, "fine": fine, "told": told} for what, fine, told in rows], ensure_ascii=False))
    for what, fine, told in () if as_json else rows:
        state = words("cli.doctor.ok" if fine else "cli.doctor.bad")
        out(f"{words(f'cli.doctor.{what}')}: {state}  {told}")
    return 0 if all(fine for _, fine, _ in rows) else 1


def _rows(house: Desk) -> Iterator[tuple[str, bool, str]]:
    yield "python", sys.version_info >= MINIMUM, platform.python_version()
    for what in ("sqlite", "database", "packs", "lexicon"):
        try:
            told = house.examine(what)
        except TrainerError as error:
            yield what, False, house.words(f"error.{error.code}", **error.facts)
        else:
            yield what, True, told
    yield _terminal(house)
    encoding = sys.stdout.encoding or ""
    yield "encoding", encoding.lower().replace("-", "") == "utf8", encoding


def _terminal(house: Desk) -> tuple[str, bool, str]:
    size = shutil.get_terminal_size()
    if not sys.stdout.isatty():
        return "terminal", True, house.words("cli.doctor.tty_no")
    fits = size.columns >= COLUMNS and size.lines >= LINES
    key = "cli.doctor.tty_yes" if fits else "cli.doctor.small"
    return "terminal", fits, house.words(key, columns=size.columns, lines=size.lines)


@click.command(help="cli.paths.about")
@language_option
@json_option
@click.pass_obj
def paths(words: Words, language: str | None, as_json: bool) -> int:
    """Show where everything is."""
    with house_of(words, language) as house:
        found = {
            "data": house.paths.data,
            "database": house.paths.database,
            "config": house.paths.config,
            "log": house.paths.log,
            "packs": house.paths.packs,
            "bundled": house.bundled("scenarios"),
        }
    if as_json:
        out(json.dumps({name: str(path) for name, path in found.items()}, ensure_ascii=False))
    for name, path in () if as_json else found.items():
        out(f"{words(f'cli.paths.{name}')}: {path}")
    return 0
