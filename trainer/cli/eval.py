"""``peilian eval``: how well the recogniser does on labelled files. Each measurement is a module of its own.

Not here: measuring (``trainer.language``) and printing.
"""

import click

from trainer.cli.group import LateGroup


class Evaluations(LateGroup):
    """The measurements; each loads when it is called."""

    places = {  # noqa: RUF012 -- read only, as in the group above
        "acts": "trainer.cli.eval_acts:acts",
        "masking": "trainer.cli.eval_masking:masking",
    }
    key = "cli.eval"


@click.group(cls=Evaluations, help="cli.eval.about")
def evaluations() -> None:
    """Measure the recogniser."""
