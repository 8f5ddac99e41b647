"""A session as it is played: words and actions in, events out, everything kept before it is shown.

Each input is one commit (``Log.append``) that holds the agent's words and the customer's answer together; only then
does the session move on. Where the log refuses, nothing has happened and the same input can be sent again.
Not here: disks (``store``), screens, points.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from trainer.customer import State
from trainer.model.analysis import Analysis
from trainer.model.errors import PracticeError
from trainer.model.event import Event
from trainer.model.labelled import Label
from trainer.model.scenario import Scenario
from trainer.model.session import Mode, SessionHeader
from trainer.model.text import LIMIT, clean_text
from trainer.model.transcript import Json, Transcript
from trainer.practice import turns
from trainer.practice.amend import KIND, corrected, laid_over
from trainer.practice.beats import text, whole
from trainer.practice.retell import Exchange, analyses, exchanges, moods
from trainer.practice.scene import Log, Scene
from trainer.practice.telling import Told, tell
from trainer.practice.turns import Done, Input, Spoken

RATED: Final = ("opening", "needs", "solution", "objection", "closing")
"""The five things that a trainee rates himself on before any score is shown (course, self-assessment)."""
LOWEST, HIGHEST = 1, 5


class Session:
    """One run of a scene.

    Args:
        scene: what is played.
        log: keeps the events.
        session_id: name of the session in the log.
        mode: practice or exam, frozen into the header.
        events: what has been played already, to go on from there; empty for a new session.

    Raises:
        PracticeError: ``practice.other_scene``, the events are of another scene.
    """

    def __init__(
        self,
        scene: Scene,
        log: Log,
        session_id: str,
        mode: Mode = "practice",
        events: Sequence[Event] = (),
    ) -> None:
        self.scene = scene
        self.id = session_id
        self.mode = mode
        self._log = log
        self._past = turns.past(scene, events)
        if events:
            played = text(events[0].data, "scenario")
            if played != scene.scenario.id:
                raise PracticeError("practice.other_scene", {"found": played, "scene": scene.scenario.id})

    @property
    def events(self) -> tuple[Event, ...]:
        """Return everything that has happened, in order."""
        return self._past.events

    @property
    def state(self) -> State:
        """Return the customer as he is now."""
        return self._past.state

    @property
    def scenario(self) -> Scenario:
        """Return the scene as it was cast for this session."""
        return self.scene.scenario

    @property
    def rated(self) -> Mapping[str, int]:
        """Return how the trainee rated himself, empty before he did."""
        given = next((event.data.get("ratings") for event in reversed(self.events) if event.kind == "self.rated"), None)
        return {name: int(str(rating)) for name, rating in given.items()} if isinstance(given, dict) else {}

    @property
    def ended(self) -> bool:
        """Tell whether the conversation is over."""
        return self._past.state.ending is not None

    @property
    def turn(self) -> int:
        """Return the number of the last input that the customer answered, 0 before the first."""
        return self._past.state.turn

    def opening(self) -> tuple[Event, ...]:
        """Begin: keep the header and the customer's first words, and return them.

        Raises:
            PracticeError: ``practice.already_open``.
        """
        if self._past.events:
            raise PracticeError("practice.already_open")
        events = turns.begin(self.scene, self.mode)
        scenario = self.scene.scenario
        header = SessionHeader(self.id, scenario.id, self.scene.title, scenario.language, scenario.seed, self.mode)
        self._log.create(header, events)
        self._past = turns.onward(self._past, events)
        return events

    def say(self, words: str, waited_s: int | None = None, cut_parts: int = 0) -> tuple[Event, ...]:
        """Say a line and return its events, the customer's answer among them, once they are kept.

        Args:
            words: the line, as typed.
            waited_s: whole seconds that the customer waited for it, None where nobody measured.
            cut_parts: how many bubbles of his last line it cut off; his first is always said.

        Raises:
            PracticeError: the session is over, the line is empty or too long.
            StoreError: it could not be kept; nothing has happened.
        """
        return self._play(Spoken(words, waited_s, cut_parts))

    def act(self, action: str, args: Mapping[str, str] | Iterable[tuple[str, str]] = ()) -> tuple[Event, ...]:
        """Do something beside words and return its events once they are kept.

        Args:
            action: verify (``factor``: names with blanks between, or a pair for each), file, hold (``minutes``),
                transfer (``to``, ``reason``), wait (``seconds``) or end.
            args: its arguments, all of them optional.

        Raises:
            PracticeError: the session is over, no such action, or a number that is none.
            StoreError: it could not be kept; nothing has happened.
        """
        return self._play(Done(action, dict(args)))

    def rate(self, ratings: Mapping[str, int], notes: str = "") -> tuple[Event, ...]:
        """Keep the trainee's rating of himself: each of ``RATED`` from 1 to 5.

        Raises:
            PracticeError: the conversation is not over, or a rating is missing, unknown or out of range.
        """
        if not self.ended:
            raise PracticeError("practice.not_ended")
        wrong = [name for name in RATED if not LOWEST <= ratings.get(name, 0) <= HIGHEST]
        wrong += [clean_text(name, 40) for name in ratings if name not in RATED]
        if wrong:
            raise PracticeError("practice.wrong_rating", {"name": wrong[0], "lowest": LOWEST, "highest": HIGHEST})
        given: dict[str, Json] = {name: ratings[name] for name in RATED}
        return self._aside("self.rated", {"ratings": given, "notes": clean_text(notes, LIMIT)})

    def amend(
        self, turn: int, add: Sequence[Label], drop: Sequence[str], by: str, reason: str = ""
    ) -> tuple[Event, ...]:
        """Keep a person's correction of what an agent's turn does; what was understood at first stays recorded.

        Args:
            turn: number of the turn in the transcript.
            add: acts that are there, each with its words.
            drop: acts that are not there.
            by: who corrects.
            reason: why, free text.

        Raises:
            PracticeError: no such turn, an act to drop that is not there, words that were not said, nothing to do.
        """
        said = next((event for event, number in self.spoken() if number == turn), None)
        if said is None:
            raise PracticeError("practice.not_the_agents", {"turn": turn})
        acts = corrected(self.analyses()[turn], add, drop)
        rows: list[Json] = [turns.act_row(act) for act in acts]
        told: dict[str, Json] = {"by": clean_text(by, LIMIT), "reason": clean_text(reason, LIMIT)}
        return self._aside(KIND, {"turn": whole(said.data, "turn"), "acts": rows, **told})

    def scored(self, digest: str) -> tuple[Event, ...]:
        """Keep that a score with this digest was shown."""
        return self._aside("scored", {"digest": digest})

    def transcript(self) -> Transcript:
        """Return the conversation so far as the scorer reads it."""
        return self.told().transcript

    def told(self) -> Told:
        """Return the transcript with the place of each beat in it."""
        return tell(self.scene.scenario, self.id, self._past.beats)

    def moods(self) -> tuple[tuple[int, int], ...]:
        """Return (turn number, satisfaction 0-100 after it), rising, the mood at the start first."""
        return moods(self.scene, self._past.beats, self.told().places)

    def analyses(self) -> dict[int, Analysis]:
        """Return what is understood of every turn of both sides, by turn number, as people have corrected it."""
        told = self.told()
        return laid_over(analyses(self.scene, self._past.beats, told), self.events, self._past.beats, told.places)

    def exchanges(self) -> tuple[Exchange, ...]:
        """Return the conversation in pairs: what the agent did and how the customer answered."""
        return exchanges(self.scene, self._past.beats, self.told())

    def spoken(self) -> tuple[tuple[Event, int], ...]:
        """Return every line of the agent as its event, with its number in the transcript."""
        pairs = zip(self._past.beats, self.told().places, strict=True)
        return tuple((beat.input, place.agent) for beat, place in pairs if beat.said and beat.input is not None)

    def before(self, turn: int) -> int:
        """Return the number of the last event before an agent's turn, which is where a branch can start.

        Args:
            turn: number of the turn in the transcript.

        Raises:
            PracticeError: ``practice.no_such_turn``, it is not a turn of the agent.
        """
        for beat, place in zip(self._past.beats, self.told().places, strict=True):
            if beat.input is not None and place.agent == turn > 0:
                return beat.input.seq - 1
        raise PracticeError("practice.no_such_turn", {"turn": turn})

    def branch(self, turn: int, session_id: str) -> "Session":
        """Begin a session that shares everything before an agent's turn; this one stays as it is.

        Raises:
            PracticeError: ``practice.no_such_turn``.
            StoreError: it could not be kept.
        """
        seq = self.before(turn)
        scenario = self.scene.scenario
        named = (session_id, scenario.id, self.scene.title, scenario.language, scenario.seed, self.mode)
        self._log.branch(SessionHeader(*named, parent_id=self.id, parent_seq=seq))
        return Session(self.scene, self._log, session_id, self.mode, self.events[:seq])

    def what_if(self, turn: int, words: str) -> Exchange:
        """Return how the customer would have answered other words at an agent's turn; nothing is kept.

        Raises:
            PracticeError: ``practice.no_such_turn``, or the line cannot be taken.
        """
        before = turns.past(self.scene, self.events[: self.before(turn)])
        other = turns.onward(before, turns.answer(self.scene, before, Spoken(words)))
        return exchanges(self.scene, other.beats, tell(self.scene.scenario, self.id, other.beats))[-1]

    def _play(self, given: Input) -> tuple[Event, ...]:
        return self._keep(turns.answer(self.scene, self._past, given))

    def _aside(self, kind: str, data: dict[str, Json]) -> tuple[Event, ...]:
        return self._keep((Event(self.state.seq + 1, self.turn, kind, data),))

    def _keep(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        # The log comes first: what it refused has not happened, and what is shown is on the disk.
        self._log.append(self.id, events)
        self._past = turns.onward(self._past, events)
        return events
