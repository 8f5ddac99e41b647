"""Evaluates one check of a rubric on one conversation.

The operators are those of course 2.1; each gives a whole number or unknown, with its proof. Not here: what a value is
worth (``levels``, ``redlines``).
"""

from collections.abc import Callable, Mapping
from typing import Final

from trainer.model.rubric import Check, Operator
from trainer.model.transcript import Role
from trainer.scoring import actions, measures, occurrence, sequence
from trainer.scoring.capabilities import lacking
from trainer.scoring.proof import Reading, unknown
from trainer.scoring.record import Record, side

OPERATORS: Final[Mapping[Operator, Callable[[Check, Record], Reading]]] = {
    "present": occurrence.present,
    "absent": occurrence.absent,
    "count": occurrence.count,
    "order": sequence.order,
    "within": sequence.within,
    "paired": sequence.paired,
    "max_gap": measures.max_gap,
    "rate": measures.rate,
    "ratio": measures.ratio,
    "cue": actions.cue,
    "overlap": actions.overlap,
    "factors": actions.factors,
}


def evaluate(check: Check, record: Record) -> Reading:
    """Return what a check finds; unknown where nobody spoke, was analysed, or the transcript lacks what it needs."""
    if not record.agent:
        return unknown("no_agent")
    need = lacking(check.needs, record.transcript)
    if need is not None:
        return unknown(f"needs_{need}")
    if record.unread & _roles(check):
        return unknown("not_analysed")
    if check.acts and record.sees is not None and not record.sees & set(check.acts):
        return unknown("not_seen")
    return OPERATORS[check.op](check, record)


def _roles(check: Check) -> frozenset[Role]:
    """Return whose turns must have been analysed for this check."""
    window = (*check.window.after, *check.window.before)
    acts = {side(act, "agent") for act in (*check.then, *window)} | {side(act, check.role) for act in check.acts}
    return frozenset(acts)
