"""The catalogue: every scene with what it trains and what one has made of it; typing after ``/`` narrows the list.

Not here: the brief of one scene.
"""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from trainer.model.scenario import Card
from trainer.tui.base import Page
from trainer.tui.brief import Brief
from trainer.tui.lines import Lines, Prose

LONGEST = 60
"""Characters of a filter; what is pasted beyond is left out."""


class Catalogue(Page):
    """A list of scenes and what the chosen one is about."""

    TITLE_KEY: ClassVar[str] = "tui.catalogue.title"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "tui.key.filter"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._cards: dict[str, Card] = {}
        self._played: dict[str, list[int | None]] = {}
        self._chosen = ""
        self._wanted = ""

    def compose(self) -> ComposeResult:
        """Lay out list, details and filter."""
        yield self.heading()
        line = Input(self._wanted, placeholder=self.say("tui.catalogue.filter"), id="filter", max_length=LONGEST)
        yield line.set_class(not self._wanted, "hidden")
        with Horizontal(id="catalogue"):
            yield Lines(id="scenes")
            with VerticalScroll(id="about"):
                yield Prose(id="details")
        yield self.footer()

    def furnish(self) -> None:
        """Read the scenes and what was played, and fill the list."""
        with self.telling():
            self._cards = {card.id: card for card in self.house.cards()}
        self.fill()
        self.query_one("#scenes").focus()

    def on_screen_resume(self) -> None:
        """Count again what was played meanwhile."""
        with self.telling():
            self._played = {}
            for record in self.house.store.sessions():
                judged = self.house.store.assessments(record.header.id)
                overall = judged[-1].data.get("overall") if judged else None
                figure = overall if isinstance(overall, int) else None
                self._played.setdefault(record.header.scenario, []).append(figure)
        self.fill()

    def fill(self) -> None:
        """Show the scenes whose words hold what is wanted, and stand where one stood."""
        scenes = self.query_one("#scenes", OptionList)
        chosen = self._chosen
        scenes.clear_options()
        found = [card for card in self._cards.values() if self._wanted.lower() in self._haystack(card)]
        scenes.add_options(Option(Content(self._line(card)), id=card.id) for card in found)
        if found:
            scenes.highlighted = next((at for at, card in enumerate(found) if card.id == chosen), 0)
        else:
            self.query_one("#details", Prose).tell(self.say("tui.catalogue.none"))

    def _haystack(self, card: Card) -> str:
        named = (self.house.criterion_name(skill) for skill in card.skills)
        return " ".join(
            [card.id, *card.title.values(), *card.summary.values(), *card.skills, *named, *card.types]
        ).lower()

    def _line(self, card: Card) -> str:
        channel = self.say(f"label.channel.{card.channel}")
        second = f"  {'*' * card.difficulty:<3} {channel}  {self._record(card)}"
        return f"{self.house.words.pick(card.title)}\n{second.rstrip()}"

    def _record(self, card: Card) -> str:
        """Return how often the scene was played and the best score."""
        played = self._played.get(card.id, [])
        scores = [score for score in played if score is not None]
        if scores:
            return self.say("tui.catalogue.best", times=len(played), best=max(scores))
        return self.say("tui.catalogue.played", times=len(played)) if played else ""

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show what the scene is about."""
        self._chosen = event.option_id or ""
        if self._chosen in self._cards:
            self.query_one("#details", Prose).tell("\n".join(self._about(self._cards[self._chosen])))

    def _about(self, card: Card) -> Iterator[str]:
        yield self.say(
            "tui.catalogue.about",
            summary=self.house.words.pick(card.summary),
            level=card.difficulty,
            channel=self.say(f"label.channel.{card.channel}"),
            direction=self.say(f"label.direction.{card.direction}"),
            languages=" ".join(self.say(f"label.language.{code}") for code in card.languages),
            source=card.source,
            id=card.id,
        )
        for skill in card.skills:
            yield f"  {skill:<4}{self.house.criterion_name(skill)}"

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the brief."""
        self.app.push_screen(Brief(event.option_id or ""))

    def action_filter(self) -> None:
        """Open the filter line."""
        line = self.query_one("#filter", Input)
        line.remove_class("hidden")
        line.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list while typing."""
        self._wanted = event.value.strip()
        self.fill()

    def on_input_submitted(self) -> None:
        """Go back to the list."""
        self.query_one("#scenes").focus()

    def action_back(self) -> None:
        """Close the filter first, then the screen."""
        line = self.query_one("#filter", Input)
        if line.has_class("hidden"):
            super().action_back()
            return
        line.value = ""
        line.add_class("hidden")
        self.query_one("#scenes").focus()
