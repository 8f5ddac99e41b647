"""The door: ``python -m trainer`` and the command ``peilian``. Only sets what must be set before anything loads."""

import os
import sys


def main() -> None:
    """Run the command line.

    Textual's kitty keyboard protocol turns an input-method commit of five or more characters into garbage
    (measured on textual 8.2.8), so it is switched off before textual is imported anywhere.
    """
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    if len(sys.argv) == 1 and sys.stdin.isatty() and sys.stdout.isatty():
        # The commands are not needed to open the screens, and the first picture should come at once.
        from trainer.tui import start  # noqa: PLC0415 -- nothing may load before the line above

        sys.exit(start(""))
    from trainer.cli import run  # noqa: PLC0415 -- nothing may load before the line above

    sys.exit(run())


if __name__ == "__main__":
    main()
