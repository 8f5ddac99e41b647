"""``peilian amend``: a reviewer corrects what was understood of one turn; the score of an ended call follows.

Not here: keeping the correction (``trainer.practice.amend``).
"""

import click

from trainer.cli.options import house_of, json_option, language_option
from trainer.cli.out import out
from trainer.model.labelled import Label
from trainer.model.transcript import Json
from trainer.words import Words
from trainer.workbench import Corrected, Correction, json_line
from trainer.workbench import amend as amended


@click.command(help="cli.amend.about")
@click.argument("session")
@click.argument("turn", type=click.IntRange(1, 100_000))
@click.option("--add", metavar="ACT:WORDS", multiple=True, help="cli.amend.add")
@click.option("--drop", metavar="ACT", multiple=True, help="cli.amend.drop")
@click.option("--by", metavar="NAME", default="", help="cli.amend.by")
@click.option("--reason", metavar="TEXT", default="", help="cli.amend.reason")
@language_option
@json_option
@click.pass_obj
def amend(words: Words, /, session: str, turn: int, **options: str | bool | tuple[str, ...] | None) -> int:
    """Keep one correction and tell what it did."""
    asked = options["language"]
    with house_of(words, str(asked) if asked else None) as house:
        done = amended(house, house.resume(session), turn, _correction(options, house.words))
        if options["as_json"]:
            out(json_line(as_json(session, turn, done)))
            return 0
        acts = ", ".join(dict.fromkeys(act.id for act in done.acts)) or house.words("cli.amend.none")
        out(house.words("cli.amend.kept", turn=turn, acts=acts))
        if done.before is not None or done.after is not None:
            before, after = ("-" if score is None else score for score in (done.before, done.after))
            out(house.words("cli.amend.score", before=before, after=after))
    return 0


def _correction(options: dict[str, str | bool | tuple[str, ...] | None], words: Words) -> Correction:
    added, dropped = options["add"], options["drop"]
    labels = [one.partition(":") for one in added] if isinstance(added, tuple) else []
    return Correction(
        tuple(Label(act.strip(), quote) for act, _, quote in labels),
        tuple(one.strip() for one in dropped) if isinstance(dropped, tuple) else (),
        str(options["by"]) or words("cli.amend.person"),
        str(options["reason"]),
    )


def as_json(session: str, turn: int, done: Corrected) -> dict[str, Json]:
    """Return a turn as it now stands."""
    return {
        "session": session,
        "turn": turn,
        "acts": [
            {"act": act.id, "start": act.span.start, "end": act.span.end, "rule": act.rule, "by": act.by}
            for act in done.acts
        ],
        "overall": {"before": done.before, "after": done.after},
    }
