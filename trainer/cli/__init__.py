"""Commands: words in, values out. Every command is a module that loads only when it is called.

Not here: rules, SQL, files (``app`` knows who does that). Exit codes: 0 ok, 1 error, 2 usage, 3 below threshold,
130 interrupted.
"""

import sys
from collections.abc import Sequence

import click

from trainer.cli.group import root, usage_lines
from trainer.cli.out import complain, prepare_streams, problem_lines
from trainer.model.errors import PackError, TrainerError
from trainer.words import Words

INTERRUPTED = 130


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    prepare_streams()
    words = Words("zh")
    try:
        result = root.main(
            list(sys.argv[1:] if arguments is None else arguments), "peilian", standalone_mode=False, obj=words
        )
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        return _refused(error)
    except (click.Abort, KeyboardInterrupt):
        complain(words("error.app.interrupted"))
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # click turns a closed pipe into an exit of its own
        return _closed_pipe()
    except TrainerError as error:
        _tell(error, words)
        return 1
    return result if isinstance(result, int) else 0


def _refused(error: click.ClickException) -> int:
    """Tell what is wrong with the command line in the person's language."""
    if isinstance(error, click.UsageError):
        for line in usage_lines(error):
            complain(line)
    else:
        error.show()
    return error.exit_code


def _closed_pipe() -> int:
    """The reader went away (``| head``): nothing more can be said, and nothing needs to be."""
    sys.stderr.close()
    return 0


def _tell(error: TrainerError, words: Words) -> None:
    if isinstance(error, PackError):
        for problem in error.problems:
            for line in problem_lines(words, problem):
                complain(line)
        return
    complain(words(f"error.{error.code}", **error.facts))
