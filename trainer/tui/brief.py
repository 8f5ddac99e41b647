"""The brief: what the agent knows before the call, the case file, what the scene trains, knowledge cards.

Not here: anything that the customer keeps to himself.
"""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from trainer.app import new_seed
from trainer.model.scenario import Scenario
from trainer.model.transcript import Json
from trainer.tui.base import Dialog, Page


class Brief(Page):
    """One scene before it starts; ``r`` draws another customer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "tui.key.begin"),
        Binding("r", "redraw", "tui.key.redraw"),
    ]

    def __init__(self, scene: str, seed: int | None = None) -> None:
        super().__init__()
        self._scene = scene
        self._seed = self.draw() if seed is None else seed

    @staticmethod
    def draw() -> int:
        """Return a new seed."""
        return new_seed()

    def compose(self) -> ComposeResult:
        """Lay out the brief."""
        scenario = self.house.scenario(self._scene, self._seed)
        yield self.heading(self.house.words.pick(scenario.title))
        with VerticalScroll(id="brief"):
            yield Static(Content(self.text(scenario)))
        yield self.footer()

    def on_mount(self) -> None:
        """Put the keys on the text."""
        self.query_one("#brief").focus()

    def text(self, scenario: Scenario) -> str:
        """Return the whole brief as lines."""
        blocks = [
            scenario.brief.strip(),
            self.say("tui.brief.file")
            + "\n"
            + "\n".join("  " + line for line in self.house.file_lines(scenario.casefile)),
            self.say("tui.brief.skills")
            + "\n"
            + "\n".join(f"  {skill} {self.house.criterion_name(skill)}" for skill in scenario.skills),
        ]
        if scenario.knowledge:
            notes = "\n".join(
                f"  - {note.text} [{note.source}]" if note.source else f"  - {note.text}" for note in scenario.knowledge
            )
            blocks.append(self.say("tui.brief.knowledge") + "\n" + notes)
        if scenario.law:
            notes = "\n".join(f"  - {note.id} {note.text}" for note in scenario.law)
            blocks.append(self.say("tui.brief.law") + "\n" + notes)
        blocks.append(self.say("tui.brief.how", seed=self._seed, factors=scenario.verify))
        return "\n\n".join(blocks)

    def action_begin(self) -> None:
        """Begin the session."""
        session = self.house.open(self._scene, self._seed)
        self.app.pop_screen()
        self.peilian.open_call(session)

    async def action_redraw(self) -> None:
        """Draw another customer of the same scene."""
        self._seed = self.draw()
        await self.reword()
        self.query_one("#brief").focus()


class FileWindow(Dialog[None]):
    """The case file during the call."""

    def __init__(self, casefile: Mapping[str, Json]) -> None:
        super().__init__()
        self._casefile = casefile

    def compose(self) -> ComposeResult:
        """Lay out the file."""
        with VerticalScroll(classes="dialog"):
            yield Static(
                Content(self.say("tui.brief.file") + "\n\n" + "\n".join(self.house.file_lines(self._casefile)))
            )
            yield Static(Content("\n" + self.say("tui.help.close")), classes="hint")
