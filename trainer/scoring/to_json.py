"""The assessment as the object that ``score --json`` writes: a contract that other programs read.

``why`` is a sentence where a catalogue is given, else its key. Not here: printing, files.
"""

from trainer.model.assessment import Assessment, Evidence, Hit, Standing
from trainer.model.rubric import Rubric
from trainer.model.transcript import Json
from trainer.rules import Speech
from trainer.scoring.wording import why


def to_json(
    assessment: Assessment, standing: Standing, rubric: Rubric, speech: Speech | None = None
) -> dict[str, Json]:
    """Return the contract's object; keys come in a fixed order, criteria and dimensions in the rubric's."""
    marks = {mark.criterion: mark for mark in assessment.marks}
    judged = [marks[one.id] for one in rubric.criteria if one.id in marks]
    return {
        "transcript": assessment.transcript,
        "levels": {mark.criterion: mark.verdict for mark in judged},
        "red_lines": [_hit(hit) for hit in assessment.red_lines],
        "majors": [_hit(hit) for hit in assessment.majors],
        "dimensions": {one.id: standing.dimensions.get(one.id) for one in rubric.dimensions},
        "overall": standing.overall,
        "passed": standing.passed,
        "evidence": {
            mark.criterion: [_evidence(one, speech) for one in mark.evidence] for mark in judged if mark.evidence
        },
        "turn_marks": [{"turn": mark.turn, "mark": mark.symbol} for mark in assessment.turn_marks],
        "versions": _versions(assessment),
    }


def _hit(hit: Hit) -> Json:
    return {"id": hit.id, "turn": hit.turn, "quote": hit.quote}


def _evidence(one: Evidence, speech: Speech | None) -> Json:
    return {
        "turn": one.turn,
        "quote": one.quote,
        "rule": one.rule,
        "why": why(one, speech) if speech else one.why,
    }


def _versions(assessment: Assessment) -> Json:
    versions = assessment.versions
    return {
        "rubric": versions.rubric,
        "lexicon": versions.lexicon,
        "scorer": versions.scorer,
        "engine": versions.engine,
    }
