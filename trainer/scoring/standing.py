"""Shares and totals of an assessment: computed, never stored. Whole numbers only, halves go up.

The model is ours and configurable in the rubric (course 3.1: dimensions 30/30/40, red line fails, a major caps at 59).
"""

from collections.abc import Mapping, Sequence
from typing import Final

from trainer.model.assessment import Assessment, Standing
from trainer.model.rubric import Dimension, Rubric

COMPLIANCE: Final = "compliance"
TOP: Final = 3
FAILED: Final = 59
"""Highest overall score with a red line (course 3.1)."""
ENOUGH: Final = 3
"""Criteria that a dimension must have judged before anyone is passed or failed on it (ours)."""


def standing(assessment: Assessment, rubric: Rubric) -> Standing:
    """Return the shares by dimension, the overall result and what lowered it."""
    levels = _levels(assessment)
    raw = {dimension.id: _share(dimension, levels, rubric) for dimension in rubric.dimensions}
    crossed = bool(assessment.red_lines)
    final = {one: 0 if crossed and one == COMPLIANCE else share for one, share in raw.items()}
    uncapped = _overall(raw, rubric.dimensions)
    overall = _overall(final, rubric.dimensions)
    limit = _limit(assessment, rubric)
    if overall is not None:
        overall = min(overall, limit)
    return Standing(
        dimensions=final,
        overall=overall,
        uncapped=uncapped,
        passed=_passed(overall, levels, rubric, crossed=crossed),
        judged=(len(levels), len(rubric.criteria)),
        caps=tuple(dict.fromkeys(hit.id for hit in (*assessment.red_lines, *assessment.majors))),
    )


def half_up(part: int, whole: int) -> int:
    """Return ``part / whole`` as the nearest whole number, halves up; both are not negative."""
    return (2 * part + whole) // (2 * whole)


def _levels(assessment: Assessment) -> Mapping[str, int]:
    return {mark.criterion: mark.verdict for mark in assessment.marks if isinstance(mark.verdict, int)}


def _share(dimension: Dimension, levels: Mapping[str, int], rubric: Rubric) -> int | None:
    """Return 100 times the weighted mean level / 3 of what was judged, None for nothing."""
    judged = [one for one in rubric.criteria if one.dimension == dimension.id and one.id in levels and one.weight > 0]
    if not judged:
        return None
    earned = sum(one.weight * levels[one.id] for one in judged)
    return half_up(100 * earned, TOP * sum(one.weight for one in judged))


def _overall(shares: Mapping[str, int | None], dimensions: Sequence[Dimension]) -> int | None:
    """Return the mean of the shares by the weights of those dimensions that have one."""
    known = [(one.weight, share) for one in dimensions if (share := shares[one.id]) is not None and one.weight > 0]
    if not known:
        return None
    return half_up(sum(weight * share for weight, share in known), sum(weight for weight, _ in known))


def _limit(assessment: Assessment, rubric: Rubric) -> int:
    caps = {major.id: major.cap for major in rubric.majors}
    limits = [caps.get(hit.id, FAILED) for hit in assessment.majors]
    return min([100, *limits, *([FAILED] if assessment.red_lines else [])])


def _passed(overall: int | None, levels: Mapping[str, int], rubric: Rubric, *, crossed: bool) -> bool | None:
    """Tell whether it is a pass; unknown while a dimension has too few judged criteria."""
    if crossed:
        return False
    if overall is None or not all(_enough(one.id, levels, rubric) for one in rubric.dimensions):
        return None
    return overall >= rubric.pass_mark


def _enough(dimension: str, levels: Mapping[str, int], rubric: Rubric) -> bool:
    own = [one.id for one in rubric.criteria if one.dimension == dimension]
    return sum(one in levels for one in own) >= min(ENOUGH, len(own))
