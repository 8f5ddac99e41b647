"""The whole judgement of one conversation, from the case to a verified assessment.

Pure: the same case gives the same assessment, byte for byte. Not here: totals (``standing``), output (``to_json``).
"""

from trainer.model.assessment import Assessment
from trainer.scoring.case import Case
from trainer.scoring.findings import Findings
from trainer.scoring.levels import judge
from trainer.scoring.record import read
from trainer.scoring.redlines import major_hits, red_hits
from trainer.scoring.turnmarks import turn_marks
from trainer.scoring.verify import verified


def assess(case: Case) -> Assessment:
    """Judge a case by its rubric.

    Raises:
        RuleError: when the rubric holds a condition outside the language.
    """
    findings = Findings(case.rubric, read(case))
    marks = tuple(judge(criterion, findings) for criterion in case.rubric.criteria)
    red, major = red_hits(findings), major_hits(findings)
    return verified(
        Assessment(
            transcript=case.transcript.id,
            versions=case.versions(),
            marks=marks,
            red_lines=red,
            majors=major,
            turn_marks=turn_marks(findings, marks, (*red, *major), case.moods),
        ),
        case.transcript,
    )
