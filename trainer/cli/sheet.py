"""The score sheet as lines of text. Not here: computing it (``scoring``) and JSON (``scoring.to_json``)."""

from collections.abc import Iterator

from trainer.app import Scored
from trainer.cli.out import out
from trainer.desk import Desk
from trainer.model.assessment import NO_OCCASION, Evidence, Mark
from trainer.model.rubric import Criterion
from trainer.practice import Session


def print_sheet(house: Desk, scored: Scored, session: Session | None = None) -> None:
    """Print a whole score sheet."""
    for line in lines(house, scored, session):
        out(line)


def lines(house: Desk, scored: Scored, session: Session | None = None) -> Iterator[str]:
    """Yield the lines of a score sheet: gap first, totals, red lines, levels with their proof, what was not judged."""
    words = house.words
    yield f"== {words('plain.score.title')} {scored.transcript.id}"
    if session is not None:
        yield from (words("plain.score.short", what=what) for what in house.short_of_best(session))
        for name, own, machine in house.gaps(session, scored):
            yield words("plain.score.gap", name=words(f"label.self.{name}"), own=own, machine=_figure(house, machine))
    yield from _totals(house, scored)
    skipped: list[tuple[Criterion, Mark]] = []
    for criterion in scored.rubric.criteria:
        mark = scored.assessment.mark(criterion.id)
        if mark is None:
            continue
        if isinstance(mark.verdict, int):
            yield from _level(house, criterion, mark)
        else:
            skipped.append((criterion, mark))
    if skipped:
        yield words("plain.score.skipped")
    for criterion, mark in skipped:
        state = words("plain.score.no_occasion" if mark.verdict == NO_OCCASION else "plain.score.not_judged")
        told = house.reason(mark, criterion)
        yield words("plain.score.skip_line", id=criterion.id, name=words.pick(criterion.name), reason=told or state)
    versions = scored.assessment.versions
    name, _, digest = versions.rubric.partition("#")
    yield words(
        "plain.score.versions",
        rubric=f"{name}#{digest[:8]}" if digest else name,
        lexicon=versions.lexicon[:8],
        scorer=versions.scorer,
        engine=versions.engine or "-",
    )


def _figure(house: Desk, share: int | None) -> str:
    return house.words("plain.score.none") if share is None else str(share)


def _totals(house: Desk, scored: Scored) -> Iterator[str]:
    words = house.words
    for dimension in scored.rubric.dimensions:
        share = scored.standing.dimensions.get(dimension.id)
        yield words("plain.score.dimension", name=words.pick(dimension.name), score=_figure(house, share))
    state = {True: "passed", False: "failed", None: "open"}[scored.standing.passed]
    yield (
        words("plain.score.overall", score=_figure(house, scored.standing.overall))
        + "  "
        + words(f"plain.score.{state}")
    )
    judged, every = scored.standing.judged
    yield words("plain.score.judged", judged=judged, all=every)
    for kind, hits in (("red", scored.assessment.red_lines), ("major", scored.assessment.majors)):
        for hit in hits:
            yield words(
                f"plain.score.{kind}",
                id=hit.id,
                name=house.rule_name(hit.id, scored.rubric),
                turn=hit.turn,
                quote=hit.quote,
            )


def _level(house: Desk, criterion: Criterion, mark: Mark) -> Iterator[str]:
    words = house.words
    yield words("plain.score.level", id=criterion.id, name=words.pick(criterion.name), level=mark.verdict)
    # Quotes in the order of the call, then what was not there; the same sentence once.
    ordered = sorted(mark.evidence, key=lambda one: (not one.turn, one.turn))
    yield from dict.fromkeys(line for evidence in ordered for line in _evidence(house, evidence))
    if isinstance(mark.verdict, int) and mark.verdict < 2 and criterion.better:  # noqa: PLR2004 -- below the standard
        yield words("plain.score.better", better=words.pick(criterion.better))


def _evidence(house: Desk, evidence: Evidence) -> Iterator[str]:
    told = house.why(evidence)
    if evidence.turn:
        yield house.words("plain.score.quote", turn=evidence.turn, quote=evidence.quote, why=told)
    else:
        yield house.words("plain.score.absence", why=told)
