"""``peilian score``: conversation files in, score sheets or the JSON contract out."""

import json
from pathlib import Path

import click

from trainer.app import Scored
from trainer.cli.options import house_of, json_option, language_option
from trainer.cli.out import complain, out
from trainer.cli.sheet import print_sheet
from trainer.desk import Desk
from trainer.model.errors import FormatError, TrainerError
from trainer.words import Words

BELOW = 3
SUFFIXES = (".json", ".jsonl")


@click.command(help="cli.score.about")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--rubric", metavar="ID", default="course", help="cli.score.rubric")
@click.option("--fail-under", metavar="N", type=click.IntRange(0, 100), help="cli.score.fail")
@language_option
@json_option
@click.pass_obj
def score(words: Words, /, files: tuple[Path, ...], rubric: str, **options: str | int | bool | None) -> int:
    """Score every conversation in the files; folders stand for the files in them."""
    bar = options["fail_under"]
    language = options["language"]
    code, broken = 0, False
    with house_of(words, str(language) if language else None) as house:
        paths = _expanded(files)
        for path in paths:
            try:
                judged = house.score_file(path, rubric)
            except FormatError as error:
                # One bad file among many costs its own score, not the others'; a single one is the command's failure.
                if len(paths) == 1:
                    raise
                complain(house.words(f"error.{error.code}", **error.facts))
                broken = True
                continue
            for scored in judged:
                _print(house, scored, bool(options["as_json"]))
                code = max(code, _below(scored, int(bar) if bar is not None else None))
    return 1 if broken else code


def _expanded(files: tuple[Path, ...]) -> list[Path]:
    found: list[Path] = []
    for path in files:
        if path.is_dir():
            inside = sorted(one for one in path.iterdir() if one.suffix in SUFFIXES and not one.name.startswith("."))
            if not inside:
                raise TrainerError("app.empty_folder", {"folder": str(path)})
            found.extend(inside)
        elif path.exists():
            found.append(path)
        else:
            raise TrainerError("app.no_file", {"file": str(path)})
    return found


def _print(house: Desk, scored: Scored, as_json: bool) -> None:
    if as_json:
        out(json.dumps(house.score_json(scored), ensure_ascii=False))
    else:
        print_sheet(house, scored)
        out()


def _below(scored: Scored, bar: int | None) -> int:
    if bar is None:
        return 0
    overall = scored.standing.overall
    failed = scored.standing.passed is False or overall is None or overall < bar
    return BELOW if failed else 0
