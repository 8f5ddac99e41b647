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
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.app import Scored
from trainer.model.assessment import Evidence, Mark
from trainer.model.rubric import Criterion
from trainer.practice import Session
from trainer.tui.base import WIDTHS, Page

LEVELS = 3


class Scores(Page):
    """What the rules say of one conversation."""

    TITLE_KEY: ClassVar[str] = "tui.scores.title"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "review", "tui.scores.review"),
        Binding("escape", "back", "tui.key.back"),
    ]

    def __init__(self, scored: Scored, session: Session | None = None) -> None:
        super().__init__()
        self.scored = scored
        self.session = session

    def compose(self) -> ComposeResult:
        """Lay out summary, list and proof."""
        yield self.heading()
        yield Static(Content("\n".join(self._summary())), id="summary")
        with Horizontal(id="scores"):
            yield OptionList(*self._options(), id="criteria")
            with VerticalScroll(id="proof"):
                yield Static(id="evidence")
        yield self.footer()

    def on_mount(self) -> None:
        """Put the keys on the list."""
        criteria = self.query_one("#criteria", OptionList)
        criteria.focus()
        criteria.action_first()

    def _summary(self) -> Iterator[str]:
        standing = self.scored.standing
        names = {dimension.id: self.house.words.pick(dimension.name) for dimension in self.scored.rubric.dimensions}
        shares = [f"{names[key]} {self._figure(share)}" for key, share in standing.dimensions.items()]
        state = {True: "passed", False: "failed", None: "open"}[standing.passed]
        overall = self.say("plain.score.overall", score=self._figure(standing.overall))
        yield f"{overall}  {self.say(f'plain.score.{state}')}    " + "  ".join(shares)
        judged, every = standing.judged
        yield self.say("plain.score.judged", judged=judged, all=every)
        for hit in (*self.scored.assessment.red_lines, *self.scored.assessment.majors):
            yield self.say(
                "tui.scores.hit", id=hit.id, name=self.house.rule_name(hit.id), turn=hit.turn, quote=hit.quote
            )

    def _figure(self, share: int | None) -> str:
        return self.say("plain.score.none") if share is None else str(share)

    def _options(self) -> Iterator[Option]:
        if self.session is not None and self.house.gaps(self.session, self.scored):
            yield Option(Content(self.say("tui.scores.gap")), id="gap")
        for dimension in self.scored.rubric.dimensions:
            yield Option(Content(self.house.words.pick(dimension.name)), disabled=True)
            for criterion in self.scored.rubric.criteria:
                mark = self.scored.assessment.mark(criterion.id)
                if criterion.dimension == dimension.id and mark is not None:
                    yield Option(Content(self._line(criterion, mark)), id=criterion.id)

    def _line(self, criterion: Criterion, mark: Mark) -> str:
        name = self.house.words.pick(criterion.name)
        if isinstance(mark.verdict, int):
            return f" {'#' * mark.verdict}{'.' * (LEVELS - mark.verdict)} {mark.verdict}  {criterion.id:<3} {name}"
        return f" --- -  {criterion.id:<3} {name}"

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the proof of the chosen line."""
        chosen = event.option_id or ""
        text = "\n".join(self._gap() if chosen == "gap" else self._proof(chosen))
        self.query_one("#evidence", Static).update(Content(text))
        self.query_one("#proof", VerticalScroll).scroll_home(animate=False)

    def _gap(self) -> Iterator[str]:
        yield self.say("tui.scores.gap_how")
        yield ""
        for name, own, machine in self.house.gaps(self.session, self.scored) if self.session else ():
            label = self.say(f"label.self.{name}")
            yield self.say("plain.score.gap", name=label, own=own, machine=self._figure(machine))

    def _proof(self, criterion_id: str) -> Iterator[str]:
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
            yield self.house.reason(mark, criterion)
        yield ""
        for evidence in mark.evidence:
            yield from self._evidence(evidence)
        if mark.verdict != LEVELS and criterion.better:
            yield self.say("plain.score.better", better=self.house.words.pick(criterion.better)).strip()

    def _evidence(self, evidence: Evidence) -> Iterator[str]:
        why = self.house.why(evidence)
        sign = "+" if evidence.helps else "-"
        if evidence.turn:
            yield f"{sign} " + self.say("plain.score.quote", turn=evidence.turn, quote=evidence.quote, why=why).strip()
        else:
            yield f"{sign} " + self.say("plain.score.absence", why=why).strip()
        yield f"    {evidence.rule}"

    def action_review(self) -> None:
        """Walk through the call turn by turn."""
        review = import_module("trainer.tui.review").Review
        self.app.push_screen(review(self.scored, self.session))
