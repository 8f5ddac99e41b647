"""Opening the screens: the one command that needs a terminal, and says so where there is none."""

import sys
from importlib import import_module

from trainer.cli.out import complain
from trainer.words import Words

USAGE = 2


def open_app(words: Words, scene: str = "", seed: int | None = None) -> int:
    """Open the app, at one scene if given; without a terminal tell the way out (textual would hang)."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        complain(words("error.app.no_tty"))
        return USAGE
    start = import_module("trainer.tui").start
    code: int = start(words.language, scene, seed)
    return code
