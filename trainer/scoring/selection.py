"""Chooses the evidence that a reader sees: at most four pieces, the most telling first, one per check before a second.

A high level shows first what earned it, a low one what spoils it or what was looked for in vain.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from trainer.model.assessment import Evidence
from trainer.model.rubric import Criterion
from trainer.rules import Expr
from trainer.scoring.findings import Findings
from trainer.scoring.proof import whole

SHOWN: Final = 4
MET: Final = 2
"""The level that meets the course (course 3.1)."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What decided a verdict: the check ids that made it, and those that kept it from the next level."""

    level: int
    made: tuple[str, ...]
    missing: tuple[str, ...]


def proof(criterion: Criterion, decision: Decision, findings: Findings) -> tuple[Evidence, ...]:
    """Return the evidence for one verdict; the whole range searched where no check was named."""
    ranked: list[tuple[int, int, int, Evidence]] = []
    for check in dict.fromkeys((*decision.made, *decision.missing, *_offences(criterion, findings))):
        told = (one for one in toned(criterion, check, findings) if _tells(one, check, decision))
        width = len(findings.rubric.checks[check].acts)
        ranked.extend((index, _rank(one, decision.level), width, one) for index, one in enumerate(told))
    ranked.sort(key=lambda item: (*item[:3], item[3].turn))
    chosen = _with_lack(_apart(item[3] for item in ranked), decision.level)
    return chosen or (_everywhere(criterion, findings),)


def looked_for(occasion: Expr, findings: Findings) -> tuple[Evidence, ...]:
    """Return where an occasion was looked for in vain; that it did not come speaks against nobody."""
    searches = (one for check in findings.reached(occasion) for one in findings.reading(check).evidence)
    absent = (replace(one, helps=True, why="why.clean") for one in searches if not one.quote and one.searched)
    return tuple(_apart(absent))[:SHOWN]


def toned(criterion: Criterion, check: str, findings: Findings) -> tuple[Evidence, ...]:
    """Return a check's evidence as it speaks for or against this criterion.

    Quotes of a check that the criterion lists as negative hurt, and not finding them helps.
    """
    evidence = findings.reading(check).evidence
    if check not in criterion.negative:
        return evidence
    return tuple(
        replace(one, helps=False)
        if one.quote
        else replace(one, helps=True, why="why.clean" if one.why == "why.missing" else one.why)
        for one in evidence
    )


def _tells(one: Evidence, check: str, decision: Decision) -> bool:
    """Tell whether evidence belongs to this verdict: what is not there has earned no level."""
    lack = not one.quote and not one.helps
    return not lack or check in decision.missing or decision.level == 0


def _offences(criterion: Criterion, findings: Findings) -> tuple[str, ...]:
    """Return the negative checks of a criterion that found something."""
    return tuple(check for check in criterion.negative if findings.reading(check).quotes)


def _rank(one: Evidence, level: int) -> int:
    """Return the place of a piece of evidence: lower is more telling for this level."""
    kinds = ("good", "bad", "lack", "clean") if level >= MET else ("bad", "lack", "good", "clean")
    if one.quote:
        return kinds.index("good" if one.helps else "bad")
    return kinds.index("clean" if one.helps else "lack")


def _apart(ranked: Iterable[Evidence]) -> list[Evidence]:
    """Return the evidence without repeats of the same words or the same search."""
    kept: dict[tuple[int, str, str], Evidence] = {}
    for one in ranked:
        kept.setdefault((one.turn, one.quote, one.rule if one.turn == 0 else ""), one)
    return list(kept.values())


def _with_lack(ranked: list[Evidence], level: int) -> tuple[Evidence, ...]:
    """Cut to what is shown; a level that lost a point keeps one piece that says why."""
    shown, rest = ranked[:SHOWN], ranked[SHOWN:]
    if level == MET and all(one.helps for one in shown):
        lack = next((one for one in rest if not one.helps), None)
        shown = [*shown[: SHOWN - 1], lack] if lack else shown
    return tuple(shown)


def _everywhere(criterion: Criterion, findings: Findings) -> Evidence:
    low, high = whole(findings.record)
    facts: dict[str, str | int] = {"first": low, "last": high}
    return Evidence(0, "", criterion.id, "why.whole", facts, (low, high))
