"""The catalogue: every scene with what it trains; typing after ``/`` narrows the list.

Not here: the brief of one scene.
"""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from trainer.model.scenario import Card
from trainer.tui.base import Page
from trainer.tui.brief import Brief


class Catalogue(Page):
    """A list of scenes and what the chosen one is about."""

    TITLE_KEY: ClassVar[str] = "tui.catalogue.title"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "tui.key.open"),
        Binding("slash", "filter", "tui.key.filter"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out list, details and filter."""
        yield self.heading()
        yield Input(placeholder=self.say("tui.catalogue.filter"), id="filter", classes="hidden")
        with Horizontal(id="catalogue"):
            yield OptionList(id="scenes")
            with VerticalScroll(id="about"):
                yield Static(id="details")
        yield self.footer()

    def on_mount(self) -> None:
        """Fill the list."""
        self.fill("")
        self.query_one("#scenes").focus()

    def on_screen_resume(self) -> None:
        """Keep the keys on the list."""
        self.query_one("#scenes").focus()

    def fill(self, wanted: str) -> None:
        """Show the scenes whose words hold ``wanted``."""
        scenes = self.query_one("#scenes", OptionList)
        scenes.clear_options()
        for card in self.house.cards():
            if wanted.lower() in self._haystack(card).lower():
                scenes.add_option(Option(Content(self._line(card)), id=card.id))
        if scenes.option_count:
            scenes.highlighted = 0
        else:
            self.query_one("#details", Static).update(Content(self.say("tui.catalogue.none")))

    def _haystack(self, card: Card) -> str:
        return " ".join([card.id, *card.title.values(), *card.summary.values(), *card.skills, *card.types])

    def _line(self, card: Card) -> str:
        channel = self.say(f"label.channel.{card.channel}")
        return f"{self.house.words.pick(card.title)}\n  {'*' * card.difficulty:<3} {channel}"

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show what the scene is about."""
        card = self.house.card(event.option_id or "")
        skills = "\n".join(f"  {skill} {self.house.criterion_name(skill)}" for skill in card.skills)
        languages = " ".join(self.say(f"label.language.{code}") for code in card.languages)
        text = self.say(
            "tui.catalogue.about",
            summary=self.house.words.pick(card.summary),
            level=card.difficulty,
            channel=self.say(f"label.channel.{card.channel}"),
            direction=self.say(f"label.direction.{card.direction}"),
            languages=languages,
            skills=skills,
            source=card.source,
            id=card.id,
        )
        self.query_one("#details", Static).update(Content(text))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the brief."""
        self.app.push_screen(Brief(event.option_id or ""))

    def action_choose(self) -> None:
        """Open the brief of the chosen scene."""
        self.query_one("#scenes", OptionList).action_select()

    def action_filter(self) -> None:
        """Open the filter line."""
        line = self.query_one("#filter", Input)
        line.remove_class("hidden")
        line.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list while typing."""
        self.fill(event.value.strip())

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
