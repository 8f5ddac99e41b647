"""The door: ``python -m trainer`` and the command ``peilian``. Only sets what must be set before anything loads."""

import os
import sys


def main() -> None:
    """Run the command line.

    Textual's kitty keyboard protocol turns an input-method commit of five or more characters into garbage
    (measured on textual 8.2.8), so it is switched off before textual is imported anywhere.
    """
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    from trainer.cli import run  # noqa: PLC0415 -- nothing may load before the line above

    sys.exit(run())


if __name__ == "__main__":
    main()
