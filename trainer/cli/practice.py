"""``peilian practice``: a call on the screens or, with ``--plain``, as lines. Not here: the loop (``plain``)."""

import json
from importlib import import_module

import click

from trainer.app import new_seed
from trainer.cli.options import house_of, json_option, language_option
from trainer.cli.out import complain, out
from trainer.cli.plain import Plain
from trainer.cli.sheet import print_sheet
from trainer.desk import Desk
from trainer.model.errors import TrainerError
from trainer.practice import Session
from trainer.words import Words

USAGE = 2


@click.command(help="cli.practice.about")
@click.argument("scene", required=False, default="")
@click.option("--seed", metavar="N", type=click.IntRange(0, 2**31 - 1), help="cli.practice.seed")
@click.option("--plain", is_flag=True, help="cli.practice.plain")
@click.option("--resume", is_flag=True, help="cli.practice.resume")
@click.option("--session", "session_id", metavar="ID", default="", help="cli.practice.session")
@language_option
@json_option
@click.pass_obj
def practice(words: Words, /, **options: str | int | bool | None) -> int:
    """Hold one call."""
    language = options["language"]
    if not options["plain"] and not options["as_json"]:
        return _screens(words, options)
    with house_of(words, str(language) if language else None) as house:
        session = _session(house, options)
        if session is None:
            complain(house.words("cli.history.empty"))
            return USAGE
        return _play(house, session, bool(options["as_json"]))


def _screens(words: Words, options: dict[str, str | int | bool | None]) -> int:
    if options["language"]:
        words.language = str(options["language"])
    seed = options["seed"]
    code: int = import_module("trainer.cli.screens").open_app(
        words, str(options["scene"] or ""), int(seed) if seed is not None else None
    )
    return code


def _session(house: Desk, options: dict[str, str | int | bool | None]) -> Session | None:
    if options["session_id"]:
        return house.resume(str(options["session_id"]))
    if options["resume"]:
        record = house.unfinished()
        return house.resume(record.header.id) if record else None
    if not options["scene"]:
        raise TrainerError("app.no_scene", {"ids": " ".join(card.id for card in house.cards())})
    seed = options["seed"]
    return house.open(str(options["scene"]), int(seed) if seed is not None else new_seed())


def _play(house: Desk, session: Session, as_json: bool) -> int:
    call = Plain(house, session, as_json)
    if not call.play():
        call.say("plain.paused")
        return 0
    if not as_json:
        call.rate()
    scored = house.score_session(session)
    if as_json:
        out(json.dumps({"kind": "scored", "data": house.score_json(scored)}, ensure_ascii=False, sort_keys=True))
    else:
        print_sheet(house, scored, session)
    return 0
