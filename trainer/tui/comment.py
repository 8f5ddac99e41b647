"""What is said beside one turn of the review: the mark, what moved, rule - quote - better wording, and an example.

Not here: layout and keys (``review``), giving the marks (``scoring``).
"""

from collections.abc import Iterator

from trainer.app import Scored
from trainer.desk import Desk
from trainer.model.assessment import Evidence, TurnMark
from trainer.model.transcript import Turn
from trainer.practice import Session
from trainer.tui.proof import together

NAMES = {"!": "good", "?!": "doubtful", "?": "mistake", "??": "blunder"}
MOMENTS = {"opening": "open", "venting": "ack", "exploring": "probe", "solving": "solve", "closing": "close"}
"""Model lines of a scene by the stage that the customer was in when the agent spoke."""


def grouped(mark: TurnMark) -> list[tuple[Evidence, list[str]]]:
    """Return each piece of evidence once with the criteria that it speaks to; what went wrong comes first."""
    found: dict[tuple[str, str, bool], tuple[Evidence, list[str]]] = {}
    for criterion, evidence in mark.notes:
        _, criteria = found.setdefault((evidence.quote, evidence.rule, evidence.helps), (evidence, []))
        if criterion not in criteria:
            criteria.append(criterion)
    return sorted(found.values(), key=lambda pair: pair[0].helps)


def comment(turn: Turn, mark: TurnMark | None, scored: Scored, desk: Desk) -> Iterator[str]:
    """Yield everything about one turn as lines."""
    role = desk.words(f"label.role.{turn.role}")
    yield desk.words("tui.review.said", turn=turn.n, role=role, text=turn.text)
    if turn.heard_until is not None and turn.heard_until < len(turn.text):
        yield desk.words("tui.review.unheard", text=turn.text[turn.heard_until :])
    if mark is None:
        return
    yield ""
    yield from _verdict(mark, desk)
    told: set[str] = set()
    yield from _crossed(turn, scored, desk, told)
    for evidence, criteria in grouped(mark):
        yield from _note(evidence, criteria, desk, told)


def _verdict(mark: TurnMark, desk: Desk) -> Iterator[str]:
    if mark.symbol in NAMES:
        yield f"{mark.symbol}  {desk.words(f'tui.review.symbol.{NAMES[mark.symbol]}')}"
    if mark.loss:
        key = "tui.review.loss" if mark.loss > 0 else "tui.review.gain"
        yield desk.words(key, points=abs(mark.loss), mood=mark.mood)


def _crossed(turn: Turn, scored: Scored, desk: Desk, told: set[str]) -> Iterator[str]:
    for key, hits in (("red_line", scored.assessment.red_lines), ("major", scored.assessment.majors)):
        for crossed in together(hit for hit in hits if hit.turn == turn.n):
            rule = crossed[0].id
            yield desk.words(f"tui.review.{key}", id=rule, name=desk.rule_name(rule))
            yield from (f"    \u201c{hit.quote}\u201d  {hit.rule}" for hit in crossed)
            yield from _better(rule, desk, told)


def _note(evidence: Evidence, criteria: list[str], desk: Desk, told: set[str]) -> Iterator[str]:
    """Tell one piece of evidence once, with every criterion that it speaks to."""
    yield f"{'+' if evidence.helps else '-'} {desk.why(evidence)}"
    if evidence.quote:
        yield f"    \u201c{evidence.quote}\u201d  {evidence.rule}"
    yield "    " + desk.words("tui.did.and").join(f"{one} {desk.rule_name(one)}" for one in criteria)
    if not evidence.helps:
        yield from _better(criteria[0], desk, told)


def _better(rule: str, desk: Desk, told: set[str]) -> Iterator[str]:
    """Tell a better wording once for the whole turn."""
    better = desk.better(rule)
    if better and better not in told:
        told.add(better)
        yield "    " + desk.words("plain.score.better", better=better).strip()


def example(session: Session, turn: Turn, desk: Desk) -> Iterator[str]:
    """Yield what a good agent could say at this moment of the call, as the scene's author wrote it."""
    before = session.events[: session.before(turn.n)]
    stages = [str(event.data.get("stage", "")) for event in before if event.kind == "stage"]
    moment = MOMENTS.get(stages[-1] if stages else "opening", "open")
    yield desk.words("tui.review.model", moment=desk.words(f"tui.review.moment.{moment}"))
    yield from (f"  > {line}" for line in session.scenario.answers.get(moment, ()))
