"""What each agent turn did, in the manner of a chess review: ``!`` ``?!`` ``?`` ``??`` or nothing.

Where the customer's mood is known, the drop over the turn decides (5, 10, 15 points: desk 3.2); a red line or major is
always ``??``; where it is not known, and never milder than that, the evidence of the rubric decides.
Not here: verdicts on criteria (``levels``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from trainer.model.assessment import NO_OCCASION, NOT_JUDGED, Evidence, Hit, Mark, Symbol, TurnMark
from trainer.scoring.findings import Findings
from trainer.scoring.labels import GRAVE, HARSH
from trainer.scoring.selection import toned

LOSSES: Final[tuple[tuple[int, Symbol], ...]] = ((15, "??"), (10, "?"), (5, "?!"))
SEVERITY: Final[tuple[Symbol, ...]] = ("", "?!", "?", "??")
LOW_MOOD: Final = 40
GAIN: Final = 10
FINE_HELPS: Final = 3
"""Criteria that a turn must help, hurting none, to be fine where the mood is unknown (ours)."""
FINE_ACTS: Final = 2
"""Different things that such a turn must do (ours)."""
RARE: Final = 6
"""At most one fine turn in this many agent turns where the mood is unknown (ours): praise must mean something."""


@dataclass(slots=True)
class _Sheet:
    """What is known of one agent turn."""

    ranked: list[tuple[int, str, Evidence]] = field(default_factory=list)
    breach: bool = False

    @property
    def notes(self) -> tuple[tuple[str, Evidence], ...]:
        """Return the notes, what hurts first, then what speaks most narrowly to its criterion."""
        ordered = sorted(self.ranked, key=lambda note: (note[2].helps, note[0]))
        return tuple((criterion, one) for _, criterion, one in ordered)

    def criteria(self, *, helps: bool) -> set[str]:
        """Return the criteria that this turn helps or hurts."""
        return {criterion for criterion, one in self.notes if one.helps == helps}

    def acts(self, *, helps: bool) -> set[str]:
        """Return the acts (or checks, where no act is behind them) that help or hurt."""
        return {_act(one) for _, one in self.notes if one.helps == helps}


def turn_marks(
    findings: Findings, marks: Sequence[Mark], hits: Sequence[Hit], moods: Sequence[tuple[int, int]]
) -> tuple[TurnMark, ...]:
    """Return one mark per agent turn in order."""
    sheets = {findings.record.turns[pos].n: _Sheet() for pos in findings.record.agent}
    for mark in marks:
        if mark.verdict not in {NO_OCCASION, NOT_JUDGED}:
            _note(findings, mark, sheets)
    for hit in hits:
        if hit.turn in sheets:
            sheets[hit.turn].breach = True
    made = [_marked(turn, sheet, moods) for turn, sheet in sheets.items()]
    return tuple(made) if moods else _praised(made, sheets)


def _note(findings: Findings, mark: Mark, sheets: Mapping[int, _Sheet]) -> None:
    """Write beside the turns what earned a criterion its level and what spoiled it, each act of a turn once."""
    criterion = next(one for one in findings.rubric.criteria if one.id == mark.criterion)
    when = next(level.when for level in criterion.levels if level.level == mark.verdict)
    earned = findings.reached(findings.condition(when))
    seen: set[tuple[int, bool, str]] = set()
    for check in dict.fromkeys((*criterion.negative, *earned)):
        for one in toned(criterion, check, findings):
            key = (one.turn, one.helps, _act(one))
            if one.quote and one.turn in sheets and key not in seen:
                seen.add(key)
                sheets[one.turn].ranked.append((_width(findings, check), criterion.id, one))


def _width(findings: Findings, check: str) -> int:
    """Return how many kinds of acts a check looks for: the fewer, the more its finding says."""
    return len(findings.rubric.checks[check].acts)


def _act(one: Evidence) -> str:
    return str(one.facts.get("act", one.rule))


def _marked(turn: int, sheet: _Sheet, moods: Sequence[tuple[int, int]]) -> TurnMark:
    before = next((mood for at, mood in reversed(moods) if at < turn), None)
    after = next((mood for at, mood in moods if at == turn), None)
    loss = before - after if before is not None and after is not None else None
    symbol = _worse(_by_rubric(sheet), _by_loss(loss))
    if not symbol and before is not None and loss is not None and _turned(before, loss, sheet):
        symbol = "!"
    return TurnMark(turn, symbol, after, loss, sheet.notes)


def _by_rubric(sheet: _Sheet) -> Symbol:
    """Return how bad a turn is by what was said: one offence hurts many criteria, so offences are counted."""
    hurt = sheet.acts(helps=False)
    if sheet.breach or hurt & GRAVE:
        return "??"
    return "?" if hurt & HARSH else SEVERITY[min(2, len(hurt))]


def _by_loss(loss: int | None) -> Symbol:
    if loss is None:
        return ""
    return next((symbol for least, symbol in LOSSES if loss >= least), "")


def _worse(one: Symbol, two: Symbol) -> Symbol:
    return max(one, two, key=SEVERITY.index)


def _turned(before: int, loss: int, sheet: _Sheet) -> bool:
    """Tell whether a low mood was lifted by something the rubric values."""
    return before < LOW_MOOD and -loss >= GAIN and bool(sheet.criteria(helps=True))


def _praised(marks: list[TurnMark], sheets: Mapping[int, _Sheet]) -> tuple[TurnMark, ...]:
    """Give ``!`` to the few turns that help the most criteria and hurt none."""
    helps = {turn: len(sheet.criteria(helps=True)) for turn, sheet in sheets.items()}
    fine = [one for one in marks if not one.symbol and helps[one.turn] >= FINE_HELPS]
    fine = [one for one in fine if len(sheets[one.turn].acts(helps=True)) >= FINE_ACTS]
    fine = [one for one in fine if not sheets[one.turn].criteria(helps=False)]
    fine.sort(key=lambda one: (-helps[one.turn], one.turn))
    best = {one.turn for one in fine[: max(1, len(marks) // RARE)]}
    return tuple(replace(one, symbol="!") if one.turn in best else one for one in marks)
