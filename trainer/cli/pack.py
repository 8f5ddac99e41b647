"""``peilian pack list|show|lint|names``: what packs there are, what is in one or wrong with it, what one may name."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from trainer.cli.options import house_of, json_option, language_option
from trainer.cli.out import complain, out, problem_lines, sentences
from trainer.desk import Desk
from trainer.model.errors import PackError, Problem, TrainerError
from trainer.model.rubric import Rubric
from trainer.model.scenario import Scenario
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
        rubrics, unusable = _rubrics(house)
        if as_json:
            value = {
                "scenarios": [asdict(card) for card in house.cards()],
                "rubrics": [{"id": one.id, "version": one.version, "title": dict(one.title)} for one in rubrics],
                "unusable": [told(house, problem) for problem in unusable],
            }
            out(json.dumps(value, ensure_ascii=False))
            return 0
        for card in house.cards():
            channel = house.words(f"label.channel.{card.channel}")
            title = house.words.pick(card.title)
            out(house.words("cli.pack.scene", id=card.id, level=card.difficulty, channel=channel, title=title))
        for one in rubrics:
            out(house.words("cli.pack.rubric", id=one.id, version=one.version, title=house.words.pick(one.title)))
        for file in dict.fromkeys(problem.file for problem in unusable):
            complain(house.words("cli.pack.unusable", file=file))
    return 0


@pack.command(help="cli.pack.show")
@click.argument("pack_id")
@click.option("--seed", metavar="N", type=click.IntRange(0, 2**31 - 1), default=1, help="cli.practice.seed")
@language_option
@json_option
@click.pass_obj
def show(words: Words, pack_id: str, seed: int, language: str | None, as_json: bool) -> int:
    """Show one scene with its variables filled in, or one rubric."""
    with house_of(words, language) as house:
        for line in shown(house, pack_id, seed, as_json):
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


@pack.command(help="cli.pack.names")
@language_option
@json_option
@click.pass_obj
def names(words: Words, language: str | None, as_json: bool) -> int:
    """List what packs may name: acts of the agent, acts of the customer, topics."""
    with house_of(words, language) as house:
        found = house.pack_names()
        if as_json:
            out(json.dumps(found, ensure_ascii=False))
            return 0
        for kind, entries in found.items():
            out(house.words(f"cli.pack.kind.{kind}"))
            for one, told in entries.items():
                out(f"  {one:<18} {told}")
    return 0


def _rubrics(house: Desk) -> tuple[list[Rubric], list[Problem]]:
    """Return the rubrics that can be used, and what keeps scenes and other rubrics from being used."""
    usable: list[Rubric] = []
    faults = list(house.faults())
    for path in house.rubric_files():
        try:
            usable.append(house.rubric(path.stem))
        except PackError as refused:
            faults.extend(refused.problems)
    return usable, faults


def told(house: Desk, problem: Problem) -> dict[str, object]:
    """Return one problem with its sentences."""
    say, mend = sentences(house.words, problem)
    return {**asdict(problem), "say": say, "mend": mend}


def _print(house: Desk, problems: Sequence[Problem]) -> None:
    for problem in problems:
        for line in problem_lines(house.words, problem):
            out(line)
    if problems:
        errors = sum(problem.severity == "error" for problem in problems)
        out(house.words("cli.pack.found", errors=errors, warnings=len(problems) - errors))


def shown(house: Desk, pack_id: str, seed: int, as_json: bool) -> Iterator[str]:
    """Yield a scene cast under a seed, or a rubric, as lines."""
    if any(path.stem == pack_id for path in house.rubric_files()):
        rubric = house.rubric(pack_id)
        yield from [json_text(rubric)] if as_json else _rubric_lines(house, rubric)
    else:
        scenario = house.scenario(pack_id, seed)
        yield from [json_text(scenario)] if as_json else _scene_lines(house, scenario)


def _scene_lines(house: Desk, scenario: Scenario) -> Iterator[str]:
    yield f"{scenario.id} v{scenario.version}  {house.words.pick(scenario.title)}  {scenario.digest[:8]}"
    yield scenario.brief.strip()
    yield from house.file_lines(scenario.casefile, 1)
    for skill in scenario.skills:
        yield f"  {skill} {house.rule_name(skill)}"
    for ending in scenario.endings:
        yield f"  {ending.quality:<5} {ending.id}  {house.words.pick(ending.title)}  {ending.when}"


def _rubric_lines(house: Desk, rubric: Rubric) -> Iterator[str]:
    yield f"{rubric.id} {rubric.version}  {house.words.pick(rubric.title)}  {rubric.digest[:8]}"
    for criterion in rubric.criteria:
        state = "" if criterion.judged else f"  ({house.words('plain.score.not_judged')})"
        yield f"  {criterion.id:<4} {house.words.pick(criterion.name)}{state}"
    for line in rubric.red_lines:
        yield f"  {line.id:<4} {house.words.pick(line.name)}" + ("" if line.armed else "  -")


def json_text(value: Scenario | Rubric) -> str:
    """Return a pack's value as JSON."""
    return json.dumps(asdict(value), ensure_ascii=False, default=dict)
