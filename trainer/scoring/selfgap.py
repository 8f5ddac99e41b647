"""What a trainee thinks of the call beside what the rubric says: the gap is the course's own aim (C62).

The five dimensions are the course's; which criteria stand for each is the course's cross-walk (OPN, NEED+L, SOL,
OBJ+E, CLS) with our nearest criteria where a rubric lacks those families.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from trainer.model.assessment import Assessment
from trainer.model.rubric import Rubric
from trainer.scoring.standing import TOP, half_up

MAPPING: Final[Mapping[str, tuple[frozenset[str], frozenset[str]]]] = {
    "opening": (frozenset({"OPN"}), frozenset({"K15"})),
    "needs": (frozenset({"NEED", "L"}), frozenset()),
    "solution": (frozenset({"SOL"}), frozenset({"E5", "E7", "K3", "K8"})),
    "objection": (frozenset({"OBJ", "E"}), frozenset()),
    "closing": (frozenset({"CLS"}), frozenset({"L10", "K9"})),
}
"""By course dimension: criterion families, and single criteria."""
FAMILY: Final = re.compile(r"[A-Z]+")
STEP: Final = 25
"""Points between two of the five self-ratings on the scale 0-100."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One dimension: own rating 1-5, machine 0-100 or None, and own rating on that scale minus the machine's."""

    dimension: str
    own: int | None
    machine: int | None
    gap: int | None


def gap(ratings: Mapping[str, int], assessment: Assessment, rubric: Rubric) -> tuple[Gap, ...]:
    """Return the five dimensions in the order of a call; a rating outside 1-5 counts as none."""
    return tuple(_gap(dimension, ratings.get(dimension), assessment, rubric) for dimension in MAPPING)


def _gap(dimension: str, own: int | None, assessment: Assessment, rubric: Rubric) -> Gap:
    machine = _machine(dimension, assessment, rubric)
    rated = own if own is not None and 1 <= own <= 5 else None  # noqa: PLR2004 - the scale of the sheet
    difference = None if rated is None or machine is None else (rated - 1) * STEP - machine
    return Gap(dimension, rated, machine, difference)


def _machine(dimension: str, assessment: Assessment, rubric: Rubric) -> int | None:
    families, singles = MAPPING[dimension]
    levels = {mark.criterion: mark.verdict for mark in assessment.marks if isinstance(mark.verdict, int)}
    weights = {
        one.id: one.weight
        for one in rubric.criteria
        if one.id in levels and (one.id in singles or _family(one.id) in families)
    }
    if not sum(weights.values()):
        return None
    earned = sum(weight * levels[one] for one, weight in weights.items())
    return half_up(100 * earned, TOP * sum(weights.values()))


def _family(criterion: str) -> str:
    found = FAMILY.match(criterion)
    return found[0] if found else ""
