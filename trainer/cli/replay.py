"""``peilian replay``: a session as it was, or computed again and compared."""

import click

from trainer.cli.options import house_of, language_option
from trainer.cli.out import out
from trainer.cli.plain import Plain
from trainer.words import Words


@click.command(help="cli.replay.about")
@click.argument("session")
@click.option("--verify", is_flag=True, help="cli.replay.verify")
@language_option
@click.pass_obj
def replay(words: Words, session: str, verify: bool, language: str | None) -> int:
    """Show or verify one session."""
    with house_of(words, language) as house:
        found = house.resume(session)
        if verify:
            told, same = house.verify(found)
            out(told)
            return 0 if same else 1
        for event in found.events:
            if event.kind == "agent.said":
                out(house.words("plain.agent") + str(event.data.get("text", "")))
            elif event.kind == "customer.said":
                Plain(house, found).show([event])
    return 0
