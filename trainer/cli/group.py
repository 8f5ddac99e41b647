"""The tree of commands, listed without loading any of them.

``--help`` must come at once, so names and one-line helps come from the word catalogue and a command's module is
imported only when it is called.
"""

from importlib import import_module
from typing import NoReturn

import click

from trainer import __version__
from trainer.settings import choose_language, find_paths, read_settings
from trainer.words import LANGUAGES, Words

COMMANDS = {
    "practice": "trainer.cli.practice",
    "score": "trainer.cli.score",
    "analyse": "trainer.cli.analyse",
    "history": "trainer.cli.history",
    "replay": "trainer.cli.replay",
    "pack": "trainer.cli.pack",
    "doctor": "trainer.cli.machine",
    "paths": "trainer.cli.machine",
}


class LateGroup(click.Group):
    """A group whose commands load when they are called; helps are keys of the word catalogue."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """Return the names in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- click's signature
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[cmd_name]), cmd_name)
        return worded(command, Words(choose_language()))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- click's signature
        """Say what the program is."""
        formatter.write_paragraph()
        formatter.write_text(Words(choose_language())("cli.about"))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- click's signature
        """List the commands without importing them."""
        words = Words(choose_language())
        with formatter.section("Commands"):
            formatter.write_dl([(name, words(f"cli.{name}.about")) for name in COMMANDS])


def worded(command: click.Command, words: Words) -> click.Command:
    """Replace the keys in a command's helps by sentences."""
    if command.help and words.has(command.help):
        command.help = words(command.help)
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help and words.has(parameter.help):
            parameter.help = words(parameter.help)
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            worded(inner, words)
    return command


def show_version(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    """Print the version and stop."""
    if value and not ctx.resilient_parsing:
        click.echo(f"peilian {__version__}")
        stop(ctx)


def stop(ctx: click.Context) -> NoReturn:
    """End the command well."""
    ctx.exit(0)


@click.group(cls=LateGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--lang", "language", type=click.Choice(LANGUAGES), help=Words(choose_language())("cli.language"))
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=show_version,
    help=Words(choose_language())("cli.version"),
)
@click.pass_context
def root(ctx: click.Context, language: str | None) -> None:
    """Open the app, or run one command."""
    ctx.obj = ctx.obj or Words()
    ctx.obj.language = language or choose_language(read_settings(find_paths().config))
    if ctx.invoked_subcommand is None:
        open_app = import_module("trainer.cli.screens").open_app
        ctx.exit(open_app(ctx.obj))
