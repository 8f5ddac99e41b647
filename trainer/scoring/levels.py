"""Judges one criterion: a level 0-3, or no occasion, or not judged with the reason.

Conditions are three-valued. A named condition that is true decides even when a higher one is unknown: at least that
level is proved. A bare "otherwise" is no proof while a condition above it is unknown, so it is not judged, never zero.
Not here: totals (``standing``), evidence (``selection``).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.model.assessment import NO_OCCASION, NOT_JUDGED, Mark
from trainer.model.rubric import Criterion, Level
from trainer.rules import Expr
from trainer.scoring.capabilities import lacking
from trainer.scoring.case import SCORER
from trainer.scoring.findings import Findings
from trainer.scoring.selection import Decision, looked_for, proof


def judge(criterion: Criterion, findings: Findings) -> Mark:
    """Return the mark of one criterion with at most four pieces of evidence."""
    hindrance = _hindrance(criterion, findings)
    if hindrance:
        return Mark(criterion.id, NOT_JUDGED, reason=hindrance, version=SCORER)
    if findings.record.transcript.channel in criterion.not_for:
        return Mark(criterion.id, NO_OCCASION, reason="reason.channel", version=SCORER)
    occasion = findings.condition(criterion.occasion)
    given = occasion.value(findings)
    if given is None:
        return Mark(criterion.id, NOT_JUDGED, reason=_why_unknown([occasion], findings), version=SCORER)
    if not given:
        return Mark(criterion.id, NO_OCCASION, looked_for(occasion, findings), "reason.no_occasion", version=SCORER)
    return _levelled(criterion, findings)


def _hindrance(criterion: Criterion, findings: Findings) -> str:
    """Return the reason why this criterion cannot be judged here at all, empty when it can."""
    if not criterion.judged:
        return "reason.unjudged"
    need = lacking(criterion.needs, findings.record.transcript)
    if need is not None:
        return f"reason.needs_{need}"
    return "" if findings.record.agent else "reason.no_agent"


@dataclass(slots=True)
class _Tried:
    """The levels that were tried so far, from 3 down."""

    unknown: list[Expr]
    untrue: list[Expr]
    top_unknown: bool = False

    def doubtful(self, expr: Expr) -> bool:
        """Tell whether a bare "otherwise" proves nothing: more than the very highest condition is unknown."""
        if expr.names or not self.unknown:
            return False
        return not (len(self.unknown) == 1 and self.top_unknown and self.untrue)


def _levelled(criterion: Criterion, findings: Findings) -> Mark:
    tried = _Tried([], [])
    for index, level in enumerate(_down(criterion.levels)):
        expr = findings.condition(level.when)
        value = expr.value(findings)
        if value is None:
            tried.unknown.append(expr)
            tried.top_unknown = tried.top_unknown or index == 0
        elif not value:
            tried.untrue.append(expr)
        elif tried.doubtful(expr):
            break
        else:
            return _mark(criterion, level, expr, tried.untrue, findings)
    reason = _why_unknown(tried.unknown, findings) if tried.unknown else "reason.no_level"
    return Mark(criterion.id, NOT_JUDGED, reason=reason, version=SCORER)


def _mark(criterion: Criterion, level: Level, expr: Expr, untrue: list[Expr], findings: Findings) -> Mark:
    missing = findings.reached(untrue[-1]) if untrue else ()
    decision = Decision(level.level, findings.reached(expr), missing)
    return Mark(criterion.id, level.level, proof(criterion, decision, findings), version=SCORER)


def _down(levels: Sequence[Level]) -> list[Level]:
    return sorted(levels, key=lambda level: -level.level)


def _why_unknown(exprs: Sequence[Expr], findings: Findings) -> str:
    """Return the reason of the first check that is unknown, by the order of the rubric."""
    names = frozenset[str]().union(*(expr.names for expr in exprs))
    for check in findings.rubric.checks:
        if check in names and findings.reading(check).value is None:
            return findings.reading(check).reason or "reason.unknown"
    return "reason.unknown"
