"""The last gate before anything is shown: every quote must be in its turn word for word, else it goes.

A mark that loses all its evidence is not judged; a hit without its words is no hit.
"""

from collections.abc import Mapping
from dataclasses import replace

from trainer.model.assessment import NO_OCCASION, NOT_JUDGED, Assessment, Evidence, Hit, Mark, TurnMark
from trainer.model.transcript import Transcript

Texts = Mapping[int, tuple[str, ...]]


def verified(assessment: Assessment, transcript: Transcript) -> Assessment:
    """Return the assessment with only what the raw text proves."""
    texts = _texts(transcript)
    return replace(
        assessment,
        marks=tuple(_mark(mark, texts) for mark in assessment.marks),
        red_lines=_hits(assessment.red_lines, texts),
        majors=_hits(assessment.majors, texts),
        turn_marks=tuple(_turn_mark(one, texts) for one in assessment.turn_marks),
    )


def _texts(transcript: Transcript) -> Texts:
    texts: dict[int, tuple[str, ...]] = {}
    for turn in transcript.turns:
        texts[turn.n] = (*texts.get(turn.n, ()), turn.text)
    return texts


def _stands(evidence: Evidence, texts: Texts) -> bool:
    if evidence.turn == 0:
        searched = evidence.searched
        return not evidence.quote and searched is not None and searched[0] in texts and searched[1] in texts
    return _verbatim(evidence.turn, evidence.quote, texts)


def _verbatim(turn: int, quote: str, texts: Texts) -> bool:
    return bool(quote.strip()) and any(quote in text for text in texts.get(turn, ()))


def _mark(mark: Mark, texts: Texts) -> Mark:
    kept = tuple(one for one in mark.evidence if _stands(one, texts))
    if kept or mark.verdict in {NO_OCCASION, NOT_JUDGED}:
        return replace(mark, evidence=kept)
    return replace(mark, verdict=NOT_JUDGED, evidence=(), reason="reason.unproven")


def _hits(hits: tuple[Hit, ...], texts: Texts) -> tuple[Hit, ...]:
    return tuple(hit for hit in hits if _verbatim(hit.turn, hit.quote, texts))


def _turn_mark(mark: TurnMark, texts: Texts) -> TurnMark:
    return replace(mark, notes=tuple(note for note in mark.notes if _stands(note[1], texts)))
