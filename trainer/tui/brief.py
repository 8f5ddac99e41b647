"""The brief: what the agent knows before the call, the case file, what the scene trains, knowledge cards.

Not here: anything that the customer keeps to himself.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from trainer.app import new_seed
from trainer.model.errors import TrainerError
from trainer.model.scenario import Scenario
from trainer.model.transcript import Json
from trainer.tui.base import WIDTHS, Dialog, Page
from trainer.tui.lines import Prose


class Brief(Page):
    """One scene before it starts; ``r`` draws another customer."""

    HORIZONTAL_BREAKPOINTS = WIDTHS
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
        """Lay out the task, and the file below it or beside it where there is room."""
        scenario = self._cast()
        yield self.heading(self.house.words.pick(scenario.title) if scenario else self._scene)
        with VerticalScroll(id="brief"):
            yield Prose("\n\n".join(self._lead(scenario)) if scenario else "", id="task")
            with VerticalScroll(id="casefile", can_focus=False):
                yield Prose("\n".join(self._file(scenario)) if scenario else "")
            yield Prose("\n\n".join(self._notes(scenario)) if scenario else "", id="notes")
        yield self.footer()

    def _cast(self) -> Scenario | None:
        try:
            return self.house.scenario(self._scene, self._seed)
        except TrainerError as error:
            self.fault(error)
            return None

    def furnish(self) -> None:
        """Put the keys on the text, and get the rooms behind the call ready while it is read."""
        self.query_one("#brief").focus()
        with self.telling():
            # The database belongs to the thread that opens it, so it is opened here.
            self.house.store  # noqa: B018 -- asked for what asking does
            self.run_worker(self._warm, thread=True, exclusive=True, exit_on_error=False)

    def _warm(self) -> None:
        """Cast the scene once and forget it: lexicon and engines are loaded then, and the call opens at once."""
        import_module("trainer.tui.call")
        self.house.open(self._scene, self._seed)

    def _lead(self, scenario: Scenario) -> Iterator[str]:
        yield scenario.brief.strip()
        yield self.say("tui.brief.how", seed=self._seed, factors=scenario.verify)

    def _file(self, scenario: Scenario) -> Iterator[str]:
        yield self.say("tui.brief.file")
        yield from ("  " + line for line in self.house.file_lines(scenario.casefile))

    def _notes(self, scenario: Scenario) -> Iterator[str]:
        skills = self.say("tui.brief.between").join(
            f"{skill} {self.house.criterion_name(skill)}" for skill in scenario.skills
        )
        yield f"{self.say('tui.brief.skills')}\n  {skills}"
        knowledge = [f"{note.text} [{note.source}]" if note.source else note.text for note in scenario.knowledge]
        law = [f"{note.id} {note.text}" for note in scenario.law]
        for key, notes in (("knowledge", knowledge), ("law", law)):
            if notes:
                yield self.say(f"tui.brief.{key}") + "".join(f"\n  - {note}" for note in notes)

    def action_begin(self) -> None:
        """Begin the session."""
        with self.telling():
            session = self.house.open(self._scene, self._seed)
            self.app.pop_screen()
            self.peilian.open_call(session)

    async def action_redraw(self) -> None:
        """Draw another customer of the same scene."""
        self._seed = self.draw()
        self.call_next(self.reword)


class FileWindow(Dialog[None]):
    """The case file during the call."""

    def __init__(self, casefile: Mapping[str, Json]) -> None:
        super().__init__()
        self._casefile = casefile

    def compose(self) -> ComposeResult:
        """Lay out the file."""
        with VerticalScroll(classes="dialog"):
            yield Prose(self.say("tui.brief.file") + "\n\n" + "\n".join(self.house.file_lines(self._casefile)))
            yield Prose("\n" + self.say("tui.help.close"), classes="hint")
