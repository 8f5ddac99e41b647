"""``peilian history``: every session and branch."""

import json
from dataclasses import asdict

import click

from trainer.cli.options import house_of, json_option, language_option
from trainer.cli.out import out
from trainer.words import Words


@click.command(help="cli.history.about")
@language_option
@json_option
@click.pass_obj
def history(words: Words, language: str | None, as_json: bool) -> int:
    """List the sessions, branches under the call they left."""
    with house_of(words, language) as house:
        lines = house.history()
        if as_json:
            out(json.dumps([asdict(line) for line in lines], ensure_ascii=False))
            return 0
        if not lines:
            out(house.words("cli.history.empty"))
        for line in lines:
            title = "  " * line.depth + line.title
            out(house.words("cli.history.line", id=line.id, started=line.started, title=title, state=line.state))
    return 0
