"""A person's corrections of what was understood of the agent: added to the events, laid over every later analysis.

A correction holds the whole list of acts as the person leaves it, so it stays what it was when the recogniser learns.
It moves scores and exports. It does not move the customer, who has answered already, nor what memory makes of later
turns. Not here: keeping events (``session``), who may correct.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, get_args

from trainer.model.analysis import Act, Analysis, By, Span
from trainer.model.errors import PracticeError
from trainer.model.event import Event
from trainer.model.labelled import Label
from trainer.model.text import clean_text
from trainer.model.transcript import Json
from trainer.practice.beats import Beat, text, whole
from trainer.practice.telling import Place

KIND: Final = "analysis.amended"
UNEXPLAINED: Final = 4
"""A clause of fewer characters needs no act; the same figure as in the recogniser."""
NAME: Final = 40
NO_ARGS: Final[Mapping[str, Json]] = {}


def corrections(events: Iterable[Event]) -> dict[int, Event]:
    """Return the last correction of each input of the agent, by its number."""
    return {whole(event.data, "turn") or 0: event for event in events if event.kind == KIND}


def laid_over(
    found: Mapping[int, Analysis], events: Sequence[Event], played: Sequence[Beat], places: Sequence[Place]
) -> dict[int, Analysis]:
    """Return analyses by turn of the transcript, the corrected ones as corrected."""
    known = corrections(events)
    result = dict(found)
    for beat, place in zip(played, places, strict=True) if known else ():
        event = known.get(whole(beat.input.data, "turn") or 0) if beat.said and beat.input is not None else None
        if event is not None and place.agent in result:
            result[place.agent] = amended(result[place.agent], event)
    return result


def amended(analysis: Analysis, event: Event) -> Analysis:
    """Return an analysis with the acts of a correction in place of its own."""
    listed = event.data.get("acts")
    rows = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
    acts = tuple(sorted((_act(row, analysis) for row in rows), key=lambda act: (act.span, act.id, act.rule)))
    bare = tuple(
        clause.span
        for clause in analysis.clauses
        if len(clause.text) >= UNEXPLAINED and not any(_meet(act.span, clause.span) for act in acts)
    )
    return replace(analysis, acts=acts, unexplained=bare)


def corrected(analysis: Analysis, add: Sequence[Label], drop: Sequence[str]) -> tuple[Act, ...]:
    """Return the acts of an analysis with some dropped and some added by a person, each at the first such words.

    Raises:
        PracticeError: ``practice.no_such_act_there``, an act to drop is not there; ``practice.no_such_words``, a
            quote is empty or does not stand in the turn; ``practice.nothing_to_amend``.
    """
    if not add and not drop:
        raise PracticeError("practice.nothing_to_amend")
    there = {act.id for act in analysis.acts}
    for act in drop:
        if act not in there:
            known = ", ".join(sorted(there)) or "-"
            raise PracticeError("practice.no_such_act_there", {"act": clean_text(act, NAME), "there": known})
    added = [_added(label, analysis) for label in add]
    said = {(act.id, act.span) for act in added}
    kept = [act for act in analysis.acts if act.id not in drop and (act.id, act.span) not in said]
    return (*kept, *added)


def _added(label: Label, analysis: Analysis) -> Act:
    start = analysis.text.find(label.quote) if label.quote else -1
    if start < 0:
        raise PracticeError("practice.no_such_words", {"act": label.act, "quote": clean_text(label.quote, NAME)})
    span = Span(start, start + len(label.quote))
    return Act(label.act, span, _clause(span, analysis), by="person")


def _act(row: Mapping[str, Json], analysis: Analysis) -> Act:
    span = Span(whole(row, "start") or 0, whole(row, "end") or 0)
    args = row.get("args")
    return Act(
        id=text(row, "act"),
        span=span,
        clause=_clause(span, analysis),
        polarity=-1 if whole(row, "polarity") == -1 else 1,
        args=tuple(sorted((name, str(value)) for name, value in (args if isinstance(args, dict) else NO_ARGS).items())),
        rule=text(row, "rule"),
        by=_by(text(row, "by")),
    )


def _by(named: str) -> By:
    """Return who found an act."""
    return next((by for by in get_args(By) if by == named), "pattern")


def _clause(span: Span, analysis: Analysis) -> int:
    """Return the clause that holds, or last began before, the beginning of a stretch."""
    before = [at for at, clause in enumerate(analysis.clauses) if clause.span.start <= span.start]
    return before[-1] if before else 0


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
