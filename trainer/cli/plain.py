"""The call as lines on standard input and output: for screen readers, scripts and robots.

One commit lies between reading a line and printing the answer, so what was answered is on disk.
Not here: the commands around it (``practice``) and the score sheet (``sheet``).
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from trainer.cli.out import out
from trainer.desk import Desk
from trainer.model.errors import TrainerError
from trainer.model.event import Event
from trainer.model.text import LIMIT, clean_text
from trainer.model.transcript import Json
from trainer.practice import Session

FIVE = ("opening", "needs", "solution", "objection", "closing")
TOP = 5
DEFAULT_FACTORS = ("name", "id_tail")
FACTORS = ("name", "id_tail", "policy_no", "phone_tail")
ACTIONS = ("verify", "file", "hold", "transfer", "wait", "end")


@dataclass(slots=True)
class Plain:
    """One session on two streams; ``as_json`` prints one event per line and no prompt."""

    house: Desk
    session: Session
    as_json: bool = False

    def say(self, key: str, **facts: object) -> None:
        """Print a sentence for people; programs do not see it."""
        if not self.as_json:
            out(self.house.words(key, **facts))

    def play(self) -> bool:
        """Hold the call until it ends or the input does; return whether it ended."""
        self._begin()
        for line in self._lines("plain.agent", lambda: not self.session.ended):
            self._take(line)
        if self.session.ended:
            title, epilogue = self.house.ending(self.session)
            self.say("plain.ended", title=title)
            if epilogue and not self.as_json:
                out(self.house.words("plain.stage", text=epilogue))
        return self.session.ended

    def _begin(self) -> None:
        scenario = self.session.scenario
        title = self.house.words.pick(scenario.title)
        channel = self.house.words(f"label.channel.{scenario.channel}")
        started = [event for event in self.session.events if event.kind == "customer.said"]
        if started:
            self.say("plain.resumed", title=title, turn=self.session.turn)
            self.show(started[-1:])
            return
        self.say("plain.opened", title=title, channel=channel, seed=scenario.seed, session=self.session.id)
        self.say("plain.brief", text=scenario.brief.strip())
        self.say("plain.help")
        self.show([*self.session.events, *self.session.opening()] if self.as_json else self.session.opening())

    def _lines(self, prompt: str, going: Callable[[], bool]) -> Iterator[str]:
        while going():
            if not self.as_json:
                out(self.house.words(prompt), end="")
            line = sys.stdin.readline()
            if not line:
                if not self.as_json:
                    out()
                return
            yield line.rstrip("\r\n")

    def _take(self, line: str) -> None:
        text = clean_text(line).strip()
        if not text:
            self.say("plain.empty")
        else:
            try:
                self._obey(text)
            except TrainerError as error:
                # What the session refuses has not happened; the call goes on.
                self._refuse(error)

    def _obey(self, text: str) -> None:
        if text.startswith("/"):
            self._do(text[1:])
        else:
            self._speak(text, cut=0)

    def _refuse(self, error: TrainerError) -> None:
        if self.as_json:
            out(
                json.dumps(
                    {"kind": "error", "code": error.code, "facts": error.facts}, ensure_ascii=False, sort_keys=True
                )
            )
        else:
            out(self.house.words(f"error.{error.code}", **error.facts))

    def _speak(self, text: str, cut: int) -> None:
        if len(text) > LIMIT:
            self.say("plain.too_long", limit=LIMIT)
            text = text[:LIMIT]
        self.show(self.session.say(text, cut_parts=cut))

    def _do(self, command: str) -> None:
        name, _, rest = command.partition(" ")
        arguments = rest.split()
        if name == "cut" and rest.strip():
            self._speak(rest.strip(), cut=1)
        elif name == "file":
            self.show(self.session.act("file"))
            self._file()
        elif name in ACTIONS:
            self.show(self.session.act(name, self._arguments(name, arguments)))
        elif name == "help":
            self.say("plain.help")
        else:
            self.say("plain.unknown", action=f"/{name}")

    def _arguments(self, name: str, given: list[str]) -> dict[str, str]:
        match name:
            case "verify":
                return {"factor": " ".join(self._factor(one) for one in given or DEFAULT_FACTORS)}
            case "hold":
                return {"minutes": given[0] if given and given[0].isdecimal() else "1"}
            case "transfer":
                return {"to": " ".join(given)} if given else {}
            case _:
                return {}

    def _factor(self, given: str) -> str:
        """Return the id of an identity factor that was named in words."""
        return next((one for one in FACTORS if self.house.words(f"label.factor.{one}") == given), given)

    def _file(self) -> None:
        if not self.as_json:
            out(self.house.words("plain.file"))
            for line in self.house.file_lines(self.session.scenario.casefile):
                out("  " + line)

    def show(self, events: Iterable[Event]) -> None:
        """Print what the customer says and does, or every event as JSON."""
        for event in events:
            if self.as_json:
                out(event_json(event))
            elif event.kind == "customer.said":
                self._parts(event.data.get("parts"))

    def _parts(self, parts: Json) -> None:
        for part in parts if isinstance(parts, list) else []:
            if isinstance(part, dict):
                key = "plain.stage" if part.get("kind") == "stage" else "plain.customer"
                self.say(key, text=str(part.get("text", "")).replace("\n", " "))

    def rate(self) -> None:
        """Ask for the self-rating before any score; an empty line or the end of input skips it."""
        self.say("plain.ask_rate")
        for line in self._lines("plain.rate", lambda: True):
            figures = line.removeprefix("/rate").split()
            if not figures:
                return
            if len(figures) == len(FIVE) and all(figure.isdigit() and 1 <= int(figure) <= TOP for figure in figures):
                ratings = {name: int(figure) for name, figure in zip(FIVE, figures, strict=True)}
                self.show(self.session.rate(ratings, ""))
                return
            self.say("plain.bad_rate")


def event_json(event: Event) -> str:
    """Return one event as one line of JSON."""
    value = {"seq": event.seq, "at_turn": event.at_turn, "kind": event.kind, "data": event.data}
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
