"""``peilian eval acts``: labelled files in, figures out. Tables are in ``eval_tables``, the JSON in ``eval_json``.

Not here: measuring (``trainer.language.evaluation``).
"""

from pathlib import Path
from typing import cast

import click

from trainer.cli.eval_json import as_json
from trainer.cli.eval_tables import lines, moved
from trainer.cli.options import house_of, json_option, language_option
from trainer.cli.out import complain, out
from trainer.desk import Desk
from trainer.language.evaluation import measure
from trainer.model.transcript import Language, Role
from trainer.words import Words
from trainer.workbench import Read, json_line, read_earlier, read_labelled, tallies

LISTS = ("unexplained", "missed", "false", "confusions", "silent")
RESAMPLES = 1000


@click.command(help="cli.eval.acts.about")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--language", "spoken", type=click.Choice(("auto", "zh", "en")), default="auto", help="cli.spoken")
@click.option("--role", type=click.Choice(("agent", "customer")), help="cli.eval.acts.role")
@click.option("--against", metavar="JSON", type=click.Path(path_type=Path), help="cli.eval.acts.against")
@click.option("--show", type=click.Choice(LISTS), multiple=True, help="cli.eval.acts.show")
@click.option("--limit", metavar="N", type=click.IntRange(0, 1_000_000), default=40, help="cli.eval.acts.limit")
@click.option(
    "--resamples", metavar="N", type=click.IntRange(0, 100_000), default=RESAMPLES, help="cli.eval.acts.draws"
)
@language_option
@json_option
@click.pass_obj
def acts(words: Words, /, files: tuple[Path, ...], **options: str | int | bool | tuple[str, ...] | Path | None) -> int:
    """Measure; 1 when a row had to be left out."""
    asked, against = options["language"], options["against"]
    earlier = read_earlier(cast("Path", against)) if against else {}
    with house_of(words, str(asked) if asked else None) as house:
        read = read_labelled(house, files, _spoken(options["spoken"]), cast("Role | None", options["role"]))
        _complain(house, read)
        measures = measure(read.seen, cast("int", options["resamples"]))
        show = frozenset(cast("tuple[str, ...]", options["show"]))
        if options["as_json"]:
            out(json_line(as_json(read, measures, tallies(earlier), show)))
        else:
            for line in lines(house.words, read, measures, show, cast("int", options["limit"])):
                out(line)
            for line in moved(house.words, tallies(earlier), measures) if earlier else ():
                out(line)
    return 1 if read.wrong else 0


def _spoken(choice: object) -> Language | None:
    return None if choice == "auto" else cast("Language", choice)


def _complain(house: Desk, read: Read) -> None:
    for error in read.wrong:
        complain(house.words(f"error.{error.code}", **error.facts))
