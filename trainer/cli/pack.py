"""``peilian pack list|show|lint``: what packs there are, what is in one, what is wrong with one."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from trainer.cli.options import house_of, json_option, language_option
from trainer.cli.out import out
from trainer.desk import Desk
from trainer.model.errors import Problem, TrainerError
from trainer.words import Words


@click.group(help="cli.pack.about")
def pack() -> None:
    """Scenes and rubrics."""


@pack.command(name="list", help="cli.pack.list")
@language_option
@json_option
@click.pass_obj
def list_packs(words: Words, language: str | None, as_json: bool) -> int:
    """List scenes and rubrics."""
    with house_of(words, language) as house:
        rubrics = [house.rubric(path.stem) for path in house.rubric_files()]
        if as_json:
            value = {
                "scenarios": [asdict(card) for card in house.cards()],
                "rubrics": [{"id": one.id, "version": one.version, "title": dict(one.title)} for one in rubrics],
            }
            out(json.dumps(value, ensure_ascii=False))
            return 0
        for card in house.cards():
            channel = house.words(f"label.channel.{card.channel}")
            title = house.words.pick(card.title)
            out(house.words("cli.pack.scene", id=card.id, level=card.difficulty, channel=channel, title=title))
        for one in rubrics:
            out(house.words("cli.pack.rubric", id=one.id, version=one.version, title=house.words.pick(one.title)))
    return 0


@pack.command(help="cli.pack.show")
@click.argument("pack_id")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=1, help="cli.practice.seed")
@language_option
@json_option
@click.pass_obj
def show(words: Words, pack_id: str, seed: int, language: str | None, as_json: bool) -> int:
    """Show one scene with its variables filled in, or one rubric."""
    with house_of(words, language) as house:
        for line in house.shown(pack_id, seed, as_json):
            out(line)
    return 0


@pack.command(help="cli.pack.lint")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@language_option
@json_option
@click.pass_obj
def lint(words: Words, files: tuple[Path, ...], language: str | None, as_json: bool) -> int:
    """Check pack files (all shipped ones when none is named); 1 when there is an error."""
    with house_of(words, language) as house:
        problems: list[Problem] = []
        for path in files or house.pack_files():
            if not path.exists():
                raise TrainerError("app.no_file", {"file": str(path)})
            found = house.lint(path)
            problems.extend(found)
            if not as_json and not found:
                out(house.words("cli.pack.clean", file=path.name))
        if as_json:
            out(json.dumps([told(house, problem) for problem in problems], ensure_ascii=False))
        else:
            _print(house, problems)
        return 1 if any(problem.severity == "error" for problem in problems) else 0


def told(house: Desk, problem: Problem) -> dict[str, object]:
    """Return one problem with its sentences."""
    return {
        **asdict(problem),
        "say": house.words(f"problem.{problem.code}.say", **problem.facts),
        "mend": house.words(f"problem.{problem.code}.mend", **problem.facts),
    }


def _print(house: Desk, problems: Sequence[Problem]) -> None:
    words = house.words
    for problem in problems:
        say = words(f"problem.{problem.code}.say", **problem.facts)
        place = {"file": problem.file, "line": problem.line, "column": problem.column}
        out(words("cli.pack.place", **place, code=problem.code, say=say))
        out(words("cli.pack.mend", mend=words(f"problem.{problem.code}.mend", **problem.facts)))
    if problems:
        errors = sum(problem.severity == "error" for problem in problems)
        out(words("cli.pack.found", errors=errors, warnings=len(problems) - errors))
