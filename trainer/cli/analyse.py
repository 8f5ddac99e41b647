"""``peilian analyse``: JSONL of utterances in, JSONL of acts with verbatim quotes out (contract: architecture 7)."""

from pathlib import Path

import click

from trainer.cli.options import house_of, language_option
from trainer.cli.out import out
from trainer.words import Words


@click.command(help="cli.analyse.about")
@click.argument("file", type=click.Path(path_type=Path))
@language_option
@click.pass_obj
def analyse(words: Words, file: Path, language: str | None) -> int:
    """Analyse a file line by line."""
    with house_of(words, language) as house:
        for line in house.analyse_file(file):
            out(line)
    return 0
