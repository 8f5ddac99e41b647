"""The scores: three dimensions, red lines, a level per criterion with its proof, what was not judged and why.

Not here: computing anything (``scoring``) and the walk through the turns (``review``).
"""

from collections.abc import Iterator
from importlib import import_module
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from trainer.app import Scored
from trainer.model.assessment import Evidence, Hit, Mark
from trainer.model.rubric import Criterion
from trainer.practice import Session
from trainer.tui.base import WIDTHS, Page
from trainer.tui.lines import Prose
from trainer.tui.proof import gap_lines, hit_lines, together
from trainer.tui.wrap import padded

LEVELS = 3
VERDICT = 7
GAP = "gap"
HIT = "hit-"


class Scores(Page):
    """What the rules say of one conversation."""

    TITLE_KEY: ClassVar[str] = "tui.scores.title"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "review", "tui.scores.review"),
        Binding("tab", "app.focus_next", "tui.scores.side"),
        Binding("escape", "back", "tui.key.back"),
    ]

    def __init__(self, scored: Scored, session: Session | None = None) -> None:
        super().__init__()
        self.scored = scored
        self.session = session
        self._at = 0

    @property
    def hits(self) -> list[list[Hit]]:
        """Return every red line and major that was crossed, those of one turn together."""
        return together((*self.scored.assessment.red_lines, *self.scored.assessment.majors))

    def compose(self) -> ComposeResult:
        """Lay out summary, list and proof."""
        yield self.heading()
        yield Prose("\n".join(self._summary()), id="summary")
        with Horizontal(id="scores"):
            yield OptionList(*self._options(), id="criteria")
            with VerticalScroll(id="proof"):
                yield Prose(id="evidence")
        yield self.footer()

    def furnish(self) -> None:
        """Put the keys on the list, where one stood."""
        criteria = self.query_one("#criteria", OptionList)
        criteria.focus()
        if self._at:
            criteria.highlighted = self._at
        else:
            criteria.action_first()

    def _summary(self) -> Iterator[str]:
        standing = self.scored.standing
        names = {dimension.id: self.house.words.pick(dimension.name) for dimension in self.scored.rubric.dimensions}
        shares = [f"{names[key]} {self._figure(share)}" for key, share in standing.dimensions.items()]
        state = {True: "passed", False: "failed", None: "open"}[standing.passed]
        overall = self.say("plain.score.overall", score=self._figure(standing.overall))
        yield f"{overall}  {self.say(f'plain.score.{state}')}    " + "  ".join(shares)
        judged, every = standing.judged
        told = [self.say("plain.score.judged", judged=judged, all=every)]
        for key, found in (("red", self.scored.assessment.red_lines), ("majors", self.scored.assessment.majors)):
            if found:
                told.append(self.say(f"tui.scores.{key}", count=len({hit.id for hit in found})))
        if standing.caps and standing.uncapped != standing.overall:
            told.append(self.say("tui.scores.uncapped", score=self._figure(standing.uncapped)))
        yield "  ".join(told)

    def _figure(self, share: int | None) -> str:
        return self.say("plain.score.none") if share is None else str(share)

    def _options(self) -> Iterator[Option]:
        if self.session is not None and self.house.gaps(self.session, self.scored):
            yield Option(Content(self.say("tui.scores.gap")), id=GAP)
        for at, (hit, *_) in enumerate(self.hits):
            told = self.say("tui.scores.hit", id=hit.id, turn=hit.turn, name=self.house.rule_name(hit.id))
            yield Option(Content(told), id=f"{HIT}{at}")
        for dimension in self.scored.rubric.dimensions:
            yield Option(Content(f"-- {self.house.words.pick(dimension.name)}"), disabled=True)
            for criterion in self.scored.rubric.criteria:
                mark = self.scored.assessment.mark(criterion.id)
                if criterion.dimension == dimension.id and mark is not None:
                    yield Option(Content(self._line(criterion, mark)), id=criterion.id)

    def _line(self, criterion: Criterion, mark: Mark) -> str:
        verdict = mark.verdict
        if isinstance(verdict, int):
            shown = f"{verdict} {'#' * verdict}{'.' * (LEVELS - verdict)}"
        else:
            shown = self.say(f"tui.scores.short.{verdict}")
        return f"{criterion.id:<3} {padded(shown, VERDICT)}{self.house.words.pick(criterion.name)}"

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the proof of the chosen line."""
        self._at = event.option_index
        self.query_one("#evidence", Prose).tell("\n".join(self._proof(event.option_id or "")))
        self.query_one("#proof", VerticalScroll).scroll_home(animate=False)

    def _proof(self, chosen: str) -> Iterator[str]:
        if chosen == GAP and self.session is not None:
            yield from gap_lines(self.session, self.scored, self.house)
        elif chosen.startswith(HIT):
            yield from hit_lines(self.hits[int(chosen.removeprefix(HIT))], self.scored, self.house)
        else:
            yield from self._criterion(chosen)

    def _criterion(self, criterion_id: str) -> Iterator[str]:
        criterion = next((one for one in self.scored.rubric.criteria if one.id == criterion_id), None)
        mark = self.scored.assessment.mark(criterion_id)
        if criterion is None or mark is None:
            return
        yield f"{criterion.id} {self.house.words.pick(criterion.name)}   [{criterion.source}]"
        yield ""
        if isinstance(mark.verdict, int):
            anchor = next((level.anchor for level in criterion.levels if level.level == mark.verdict), {})
            yield self.say("tui.scores.level", level=mark.verdict, anchor=self.house.words.pick(anchor))
        else:
            yield f"{self.say(f'plain.score.{mark.verdict}')}: {self.house.reason(mark, criterion)}"
        yield ""
        for evidence in mark.evidence:
            yield from self._evidence(evidence)
        if mark.verdict != LEVELS and criterion.better:
            yield ""
            yield self.say("plain.score.better", better=self.house.words.pick(criterion.better)).strip()

    def _evidence(self, evidence: Evidence) -> Iterator[str]:
        why = self.house.why(evidence)
        sign = "+" if evidence.helps else "-"
        if evidence.turn:
            yield f"{sign} " + self.say("plain.score.quote", turn=evidence.turn, quote=evidence.quote, why=why).strip()
        elif evidence.searched:
            first, last = evidence.searched
            yield f"{sign} " + self.say("plain.score.absence", first=first, last=last, why=why).strip()
        yield f"    {evidence.rule}"

    def action_review(self) -> None:
        """Walk through the call turn by turn."""
        review = import_module("trainer.tui.review").Review
        self.app.push_screen(review(self.scored, self.session))
