"""Red lines and majors: hits with the agent's own words. Nobody fails on an unknown, nor on the customer's words.

Not here: what a hit does to the result (``standing``).
"""

from collections.abc import Iterable
from typing import Final

from trainer.model.assessment import Evidence, Hit
from trainer.model.rubric import Major, RedLine
from trainer.scoring.findings import Findings

SHOWN: Final = 5
"""Most hits listed for one red line; the first ones stand for all."""


def red_hits(findings: Findings) -> tuple[Hit, ...]:
    """Return the hits of all armed red lines in the order of the rubric, then of the conversation."""
    armed = (line for line in findings.rubric.red_lines if line.armed)
    return tuple(hit for line in armed for hit in _hits(line, findings))


def major_hits(findings: Findings) -> tuple[Hit, ...]:
    """Return the hits of all majors."""
    return tuple(hit for major in findings.rubric.majors for hit in _hits(major, findings))


def _hits(line: RedLine | Major, findings: Findings) -> tuple[Hit, ...]:
    if not line.when:
        return ()
    condition = findings.condition(line.when)
    if not condition.value(findings):
        return ()
    named = line.checks or tuple(check for check in findings.rubric.checks if check in condition.names)
    proof = [one for check in named for one in _agents_words(findings.reading(check).evidence, findings)]
    kept: dict[tuple[int, str], Evidence] = {}
    for one in sorted(proof, key=lambda one: one.turn):
        kept.setdefault((one.turn, one.quote), one)
    return tuple(Hit(line.id, one.turn, one.quote, one.rule) for one in list(kept.values())[:SHOWN])


def _agents_words(evidence: Iterable[Evidence], findings: Findings) -> tuple[Evidence, ...]:
    agents = {findings.record.turns[pos].n for pos in findings.record.agent}
    return tuple(one for one in evidence if one.quote and one.turn in agents)
