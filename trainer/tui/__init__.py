"""Screens: keys in, values shown. Everything they show comes from ``app.Desk``; no rule, no SQL, no file is here.

``start`` opens the app; textual loads only then.
"""

from importlib import import_module


def start(language: str, scene: str = "", seed: int | None = None) -> int:
    """Open the app and return its exit code."""
    code: int = import_module("trainer.tui.app").open_screens(language, scene, seed)
    return code
