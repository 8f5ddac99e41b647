"""Turns the keys of an assessment into sentences for a person, and lists the points that were lost with their mend.

The words come from outside; a key that the catalogue lacks falls back to its general form. Not here: the sentences.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.model.assessment import Assessment, Evidence, Mark
from trainer.model.rubric import Rubric
from trainer.model.scenario import Texts
from trainer.rules import Speech

SHOWN_ACTS = 4


@dataclass(frozen=True, slots=True)
class Lost:
    """A point lost in one turn: the criterion, the words, and a better wording by language."""

    turn: int
    criterion: str
    evidence: Evidence
    better: Texts


def why(evidence: Evidence, speech: Speech) -> str:
    """Return the sentence that says why this evidence counts."""
    act = str(evidence.facts.get("act", ""))
    if evidence.why == "why.act" and speech.has(f"why.said.{act}"):
        return speech(f"why.said.{act}")
    return speech(evidence.why, **_named(evidence.facts, speech))


def reason(mark: Mark, speech: Speech) -> str:
    """Return the sentence that says why there is no level, empty where there is one."""
    return speech(mark.reason) if mark.reason else ""


def lost_points(assessment: Assessment, rubric: Rubric) -> tuple[Lost, ...]:
    """Return every point that an agent turn lost, in order of the turns."""
    better = {criterion.id: criterion.better for criterion in rubric.criteria}
    return tuple(
        Lost(mark.turn, criterion, one, better.get(criterion, {}))
        for mark in assessment.turn_marks
        for criterion, one in mark.notes
        if not one.helps
    )


def hit_better(assessment: Assessment, rubric: Rubric) -> Mapping[str, Texts]:
    """Return the better wording of every red line and major that was crossed, by id."""
    texts = {line.id: line.better for line in rubric.red_lines}
    texts |= {major.id: major.better for major in rubric.majors}
    return {hit.id: texts.get(hit.id, {}) for hit in (*assessment.red_lines, *assessment.majors)}


def _named(facts: Mapping[str, str | int], speech: Speech) -> dict[str, str | int]:
    """Return the facts with acts and cues called by their names."""
    named = dict(facts)
    if isinstance(per_mille := facts.get("figure"), int):
        named["percent"] = (per_mille + 5) // 10
    for slot in ("act", "acts"):
        if slot in named:
            ids = str(named[slot]).split(",")[:SHOWN_ACTS]
            named[slot] = speech("why.join").join(_name(one, speech) for one in ids)
    return named


def _name(act: str, speech: Speech) -> str:
    key = f"why.name.{act}"
    return speech(key) if speech.has(key) else act
