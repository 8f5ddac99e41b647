"""``peilian export acts``: what reviewers corrected, as labelled rows that ``peilian eval acts`` reads.

Not here: gathering (``trainer.workbench``).
"""

from pathlib import Path

import click

from trainer.cli.options import house_of, language_option
from trainer.cli.out import complain, out
from trainer.model.errors import TrainerError
from trainer.model.labelled import Labelled
from trainer.words import Words
from trainer.workbench import corrected_rows, session_ids, write_row, write_rows


@click.command(help="cli.export.acts.about")
@click.argument("sessions", nargs=-1)
@click.option("--out", "target", metavar="FILE", type=click.Path(path_type=Path), help="cli.export.acts.to")
@click.option("--all", "every", is_flag=True, help="cli.export.acts.all")
@language_option
@click.pass_obj
def acts(words: Words, sessions: tuple[str, ...], target: Path | None, every: bool, language: str | None) -> int:
    """Export corrected turns of some sessions, or of all; 1 when a session could not be read."""
    code = 0
    rows: list[Labelled] = []
    with house_of(words, language) as house:
        for session in dict.fromkeys(sessions or session_ids(house)):
            try:
                rows += corrected_rows(house, session, every=every)
            except TrainerError as error:
                why = house.words(f"error.{error.code}", **error.facts)
                complain(house.words("cli.export.acts.skipped", session=session, why=why))
                code = 1
        if target is None:
            for row in rows:
                out(write_row(row))
        else:
            write_rows(target, rows)
            out(house.words("cli.export.acts.done", rows=len(rows), file=target))
    return code
