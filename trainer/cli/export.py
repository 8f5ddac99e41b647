"""``peilian export``: what the house holds, in files that others read. Each kind is a module of its own.

Not here: gathering (``trainer.workbench``) and printing.
"""

import click

from trainer.cli.group import LateGroup


class Exports(LateGroup):
    """The exports; each loads when it is called."""

    places = {  # noqa: RUF012 -- read only, as in the group above
        "acts": "trainer.cli.export_acts:acts",
    }
    key = "cli.export"


@click.group(cls=Exports, help="cli.export.about")
def exports() -> None:
    """Write files for others."""
