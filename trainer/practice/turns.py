"""One input of the agent turned into events, purely: the same scene, past and input give the same events.

Live play and replay both come through here. Not here: keeping events (``session``), the customer himself
(``customer``).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Final, cast, get_args

from trainer.customer import ENGINE, AgentTurn, State, fold, initial, opening, step
from trainer.customer.env import verified
from trainer.customer.turn import Action
from trainer.language.context import Context
from trainer.model.analysis import Act, Analysis, Span
from trainer.model.errors import PracticeError
from trainer.model.event import Event
from trainer.model.session import Mode
from trainer.model.text import LIMIT, clean_text
from trainer.model.transcript import Json, Role, Turn
from trainer.practice.beats import Beat, beats
from trainer.practice.scene import Scene
from trainer.practice.telling import bubbles_left, tell

ACTIONS: Final[tuple[str, ...]] = tuple(action for action in get_args(Action) if action != "say")
NUMBERS: Final[Mapping[str, tuple[str, int]]] = {"hold": ("minutes", 60), "wait": ("seconds", 600)}
"""Actions with a number: the argument's name and the most that is allowed (ours)."""
LONGEST_WAIT_S: Final = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line of the agent. ``waited_s`` is None where nobody measured; ``cut_parts`` counts bubbles cut off."""

    text: str
    waited_s: int | None = None
    cut_parts: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """An action of the agent beside words."""

    action: str
    args: Mapping[str, str] = field(default_factory=dict)


Input = Spoken | Done


@dataclass(frozen=True, slots=True)
class Past:
    """All that has been played so far, and the customer as he is after it."""

    events: tuple[Event, ...]
    state: State

    @property
    def beats(self) -> tuple[Beat, ...]:
        """Return the events as they were played."""
        return beats(self.events)


def past(scene: Scene, events: Sequence[Event]) -> Past:
    """Return the past that ``events`` tell of."""
    return Past(tuple(events), reduce(fold, events, initial(scene.scenario, scene.library)))


def onward(before: Past, events: Iterable[Event]) -> Past:
    """Return the past after more events."""
    added = tuple(events)
    return Past((*before.events, *added), reduce(fold, added, before.state))


def header(scene: Scene, mode: Mode) -> dict[str, Json]:
    """Return what a session's first event freezes: every version that its course depends on."""
    scenario = scene.scenario
    return {
        "scenario": scenario.id,
        "scenario_version": scenario.version,
        "scenario_digest": scenario.digest,
        "rubric": scenario.rubric,
        "rubric_digest": scene.rubric_digest,
        "lexicon_digest": scene.lexicon_digest,
        "library_digest": scene.library.digest,
        "engine": ENGINE,
        "seed": scenario.seed,
        "vars": dict(scenario.variables),
        "language": scenario.language,
        "mode": mode,
        "parent": "",
        "parent_seq": 0,
    }


def begin(scene: Scene, mode: Mode) -> tuple[Event, ...]:
    """Return the first events of a session: the header and the customer's opening."""
    first = Event(1, 0, "session.opened", header(scene, mode))
    opened = past(scene, (first,))
    return (first, *opening(scene.scenario, scene.library, opened.state))


def answer(scene: Scene, before: Past, given: Input) -> tuple[Event, ...]:
    """Return the events of one input: the input, what was understood of it, all that the customer does.

    Raises:
        PracticeError: the session has ended or not begun, or the input cannot be taken.
    """
    if not before.events:
        raise PracticeError("practice.not_open")
    if before.state.ending is not None:
        raise PracticeError("practice.ended")
    return _speak(scene, before, given) if isinstance(given, Spoken) else _act(scene, before, given)


def context(scene: Scene, state: State, history: Sequence[Turn], role: Role = "agent") -> Context:
    """Return what is known when the next turn after ``history`` is said."""
    scenario = scene.scenario
    return Context(
        turn=history[-1].n + 1 if history else 1,
        role=role,
        history=tuple(history),
        terms=scenario.terms,
        casefile=scenario.casefile,
        gives=scenario.gives,
        verified=verified(state),
        language=scenario.language,
        needed=scenario.verify,
    )


def _speak(scene: Scene, before: Past, given: Spoken) -> tuple[Event, ...]:
    said, waited = spoken_text(given.text), _waited(given.waited_s)
    played, turn = before.beats, before.state.turn + 1
    cut = min(max(given.cut_parts, 0), bubbles_left(played))
    told = tell(scene.scenario, "", played).transcript.turns
    analysis = scene.analyst.analyse(said, context(scene, before.state, told[: len(told) - cut]))
    waited_ms = None if waited is None else waited * 1000
    seq = before.state.seq
    own = (
        Event(seq + 1, turn, "agent.said", {"turn": turn, "text": said, "waited_ms": waited_ms, "cut_parts": cut}),
        Event(seq + 2, turn, "analysed", {"turn": turn, **understood(analysis)}),
    )
    now = reduce(fold, own, before.state)
    inp = AgentTurn(turn, text=said, analysis=analysis, waited_s=waited or 0, cut_parts=cut)
    return (*own, *step(scene.scenario, scene.library, now, inp))


def _act(scene: Scene, before: Past, given: Done) -> tuple[Event, ...]:
    args, turn = _args(given), before.state.turn + 1
    data: dict[str, Json] = {"turn": turn, "action": given.action, "args": dict(args)}
    own = Event(before.state.seq + 1, turn, "agent.did", data)
    waited = int(args.get("seconds", "0"))
    inp = AgentTurn(turn, cast("Action", given.action), args=tuple(args.items()), waited_s=waited)
    return (own, *step(scene.scenario, scene.library, fold(before.state, own), inp))


def spoken_text(raw: str) -> str:
    """Return a line as it is kept: no control characters, no blanks around it.

    Raises:
        PracticeError: ``practice.nothing_said`` or ``practice.too_long``.
    """
    said = clean_text(raw).strip()
    if not said:
        raise PracticeError("practice.nothing_said")
    if len(said) > LIMIT:
        raise PracticeError("practice.too_long", {"length": len(said), "limit": LIMIT})
    return said


def _waited(seconds: int | None) -> int | None:
    return None if seconds is None else min(max(seconds, 0), LONGEST_WAIT_S)


def _args(given: Done) -> dict[str, str]:
    """Return the arguments of an action, cleaned, in the order of their names.

    Raises:
        PracticeError: no such action, or its number is not one.
    """
    if given.action not in ACTIONS:
        raise PracticeError("practice.no_such_action", {"action": clean_text(given.action, 40)})
    if given.action == "verify":
        # One text, because an object of an event keeps no order and the order of questions counts.
        asked = " ".join(value or key for key, value in given.args.items()).replace(",", " ").split()
        return {"factor": clean_text(" ".join(dict.fromkeys(asked)), LIMIT)} if asked else {}
    args = {clean_text(key, 40): clean_text(value, LIMIT).strip() for key, value in sorted(given.args.items())}
    name, most = NUMBERS.get(given.action, ("", 0))
    number = args.get(name, "")
    if name and number and not (number.isascii() and number.isdigit() and int(number) <= most):
        raise PracticeError("practice.wrong_number", {"action": given.action, "found": number[:40], "most": most})
    return {key: value for key, value in args.items() if value}


def understood(analysis: Analysis) -> dict[str, Json]:
    """Return an analysis as an event keeps it, for audit."""
    return {
        "acts": [act_row(act) for act in analysis.acts],
        "topics": [[topic.id, *_span(topic.span)] for topic in analysis.topics],
        "unexplained": [_span(span) for span in analysis.unexplained],
        "lexicon_digest": analysis.lexicon_digest,
    }


def act_row(act: Act) -> Json:
    """Return an act as an event keeps it."""
    args: dict[str, Json] = dict(act.args)
    start, end = act.span.start, act.span.end
    shown: dict[str, Json] = {"act": act.id, "start": start, "end": end, "rule": act.rule, "args": args, "by": act.by}
    return shown if act.polarity > 0 else {**shown, "polarity": act.polarity}


def _span(span: Span) -> list[Json]:
    return [span.start, span.end]
