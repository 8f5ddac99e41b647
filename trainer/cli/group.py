"""The tree of commands, listed without loading any of them.

``--help`` must come at once, so names and one-line helps come from the word catalogue and a command's module is
imported only when it is called.
"""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import NoReturn

import click

from trainer import __version__
from trainer.settings import choose_language, find_paths, read_settings
from trainer.words import LANGUAGES, Words

HELP_LINE = "Show this message and exit."  # click's own
COMMANDS = {
    "practice": "trainer.cli.practice",
    "score": "trainer.cli.score",
    "analyse": "trainer.cli.analyse",
    "mask": "trainer.cli.mask",
    "explain": "trainer.cli.explain",
    "eval": "trainer.cli.eval:evaluations",
    "amend": "trainer.cli.amend",
    "export": "trainer.cli.export:exports",
    "history": "trainer.cli.history",
    "replay": "trainer.cli.replay",
    "pack": "trainer.cli.pack",
    "doctor": "trainer.cli.machine",
    "paths": "trainer.cli.machine",
}


def spoken(ctx: click.Context) -> Words:
    """Return the words of the language asked for before the command, else of the choice kept, else of the locale."""
    asked = ctx.find_root().params.get("language")
    return Words(str(asked) if asked else choose_language(read_settings(find_paths().config)))


class WordedFormatter(click.HelpFormatter):
    """Help pages whose headings and ``--help`` line are in the person's language, not in click's."""

    words = Words()

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how the command is called."""
        super().write_usage(prog, args, prefix or self.words("cli.usage.how"))

    def write_heading(self, heading: str) -> None:
        """Write the name of a section."""
        key = f"cli.usage.{heading.lower()}"
        super().write_heading(self.words(key) if self.words.has(key) else heading)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write a list of names and what they do."""
        told = [(name, self.words("cli.usage.help") if text == HELP_LINE else text) for name, text in rows]
        super().write_dl(told, col_max, col_spacing)


class WordedContext(click.Context):
    """A context whose help pages are in the person's language."""

    def make_formatter(self) -> click.HelpFormatter:
        """Return a formatter that knows the language."""
        formatter = WordedFormatter(width=self.terminal_width, max_width=self.max_content_width)
        formatter.words = spoken(self)
        return formatter


class LateGroup(click.Group):
    """A group whose commands load when they are called; helps are keys of the word catalogue.

    Attributes:
        places: by name of a command its module, and after a colon what it is called there if not by that name.
        key: where the sentences of the group begin in the word catalogue.
    """

    context_class = WordedContext
    places: Mapping[str, str] = COMMANDS
    key = "cli"

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """Return the names in the order of use."""
        return list(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in self.places:
            return None
        module, _, name = self.places[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name or cmd_name)
        return worded(command, spoken(ctx))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Say what the program is."""
        formatter.write_paragraph()
        formatter.write_text(spoken(ctx)(f"{self.key}.about"))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        words = spoken(ctx)
        with formatter.section("Commands"):
            formatter.write_dl([(name, words(f"{self.key}.{name}.about")) for name in self.places])


def worded(command: click.Command, words: Words) -> click.Command:
    """Replace the keys in a command's helps by sentences."""
    command.context_class = WordedContext
    if command.help and words.has(command.help):
        command.help = words(command.help)
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help and words.has(parameter.help):
            parameter.help = words(parameter.help)
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            worded(inner, words)
    return command


def usage_lines(error: click.UsageError) -> Iterator[str]:
    """Yield what was wrong with the command line and where help is."""
    context = error.ctx
    words = spoken(context) if context else Words(choose_language())
    path = context.command_path if context else "peilian"
    match error:
        case click.exceptions.NoArgsIsHelpError():
            yield error.format_message()
            return
        case click.NoSuchOption():
            yield words("cli.usage.no_option", name=error.option_name)
        case click.MissingParameter():
            yield words("cli.usage.missing", name=_named(error))
        case click.BadParameter():
            yield words("cli.usage.bad", name=_named(error), why=error.message)
        case _:
            yield words("cli.usage.wrong", why=error.format_message())
    yield words("cli.usage.see", command=path)


def _named(error: click.BadParameter) -> str:
    """Return the option or argument that is meant, as it is written on the command line."""
    if error.param is None:
        return str(error.param_hint or "")
    return error.param.opts[-1] if isinstance(error.param, click.Option) else str(error.param.human_readable_name)


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
