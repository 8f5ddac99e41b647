"""Lines that prove what stands beside the levels: the gap between self-rating and score, and a crossed line.

Not here: layout (``scores``) and computing the gap (``scoring``).
"""

from collections.abc import Iterable, Iterator

from trainer.app import Scored
from trainer.desk import Desk
from trainer.model.assessment import Hit
from trainer.model.rubric import Major, RedLine
from trainer.practice import Session
from trainer.scoring import Gap, gap
from trainer.tui.wrap import padded

NAME = 20
"""Cells for the name of a dimension."""
NEAR = 12
"""Half a step of the five: a gap up to here is none (ours)."""


def gap_lines(session: Session, scored: Scored, desk: Desk) -> Iterator[str]:
    """Yield the self-rating beside the score, the widest gap first."""
    found = [one for one in gap(session.rated, scored.assessment, scored.rubric) if one.own is not None]
    found.sort(key=lambda one: -1 if one.gap is None else abs(one.gap), reverse=True)
    yield desk.words("tui.scores.gap_how")
    yield ""
    for one in found:
        name = padded(desk.words(f"label.self.{one.dimension}"), NAME)
        machine = desk.words("plain.score.none") if one.machine is None else str(one.machine)
        yield name + desk.words("tui.scores.gap_line", own=one.own, machine=machine)
        yield f"    {_told(one, desk)}"
    short = desk.short_of_best(session)
    if short:
        yield ""
        yield desk.words("tui.scores.distance")
        yield from (f"  - {what}" for what in short)
    note = _note(session)
    if note:
        yield ""
        yield desk.words("tui.scores.note", note=note)


def _told(one: Gap, desk: Desk) -> str:
    if one.gap is None:
        return desk.words("tui.scores.unjudged")
    if abs(one.gap) <= NEAR:
        return desk.words("tui.scores.near")
    return desk.words("tui.scores.over" if one.gap > 0 else "tui.scores.under", points=abs(one.gap))


def _note(session: Session) -> str:
    notes = [str(event.data.get("notes", "")) for event in session.events if event.kind == "self.rated"]
    return notes[-1] if notes else ""


def together(hits: Iterable[Hit]) -> list[list[Hit]]:
    """Return the hits with those of one rule in one turn in one group, in order."""
    groups: dict[tuple[str, int], list[Hit]] = {}
    for hit in hits:
        groups.setdefault((hit.id, hit.turn), []).append(hit)
    return list(groups.values())


def hit_lines(hits: list[Hit], scored: Scored, desk: Desk) -> Iterator[str]:
    """Yield what was crossed, by which words, what follows from it and what could be said instead."""
    hit = hits[0]
    rule = _rule(hit, scored)
    source = f"   [{rule.source}]" if rule is not None else ""
    yield f"{hit.id} {desk.rule_name(hit.id)}{source}"
    yield ""
    yield desk.words("tui.scores.cap", cap=rule.cap) if isinstance(rule, Major) else desk.words("tui.scores.fatal")
    yield ""
    for one in hits:
        if one.turn:
            yield desk.words("tui.scores.said", turn=one.turn, quote=one.quote)
        yield f"    {one.rule}"
    better = desk.better(hit.id)
    if better:
        yield ""
        yield desk.words("plain.score.better", better=better).strip()
    law = desk.words.pick(rule.law) if isinstance(rule, RedLine) else ""
    if law:
        yield ""
        yield desk.words("tui.scores.law", law=law)


def _rule(hit: Hit, scored: Scored) -> RedLine | Major | None:
    rules: tuple[RedLine | Major, ...] = (*scored.rubric.red_lines, *scored.rubric.majors)
    return next((one for one in rules if one.id == hit.id), None)
