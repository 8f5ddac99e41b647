"""What a played session gives to those who look back on it: moods, analyses, exchanges.

Pure, from beats and the transcript told of them. Not here: judging (``scoring``), comparing branches (``branches``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from trainer.customer import State, fold, initial, satisfaction
from trainer.model.analysis import Analysis
from trainer.practice.beats import Beat, parts, text
from trainer.practice.scene import Scene
from trainer.practice.telling import Place, Told
from trainer.practice.turns import context


@dataclass(frozen=True, slots=True)
class Exchange:
    """What the agent did once and how the customer answered; the opening has no agent.

    Attributes:
        turn: number of the agent's turn in the transcript, 0 where he said nothing.
        agent: his words, empty for an action.
        action: his action, empty for words.
        customer: the bubbles of the answer.
        mood: satisfaction afterwards, 0 to 100; ``change`` is what this exchange did to it.
        ending: id of the ending that it led to, empty where it goes on.
    """

    turn: int
    agent: str
    action: str
    customer: tuple[str, ...]
    mood: int
    change: int
    ending: str = ""


def states(scene: Scene, played: Sequence[Beat]) -> tuple[State, ...]:
    """Return the customer after each beat."""
    found: list[State] = []
    state = initial(scene.scenario, scene.library)
    for beat in played:
        state = reduce(fold, beat.events, state)
        found.append(state)
    return tuple(found)


def moods(scene: Scene, played: Sequence[Beat], places: Sequence[Place]) -> tuple[tuple[int, int], ...]:
    """Return (turn number, satisfaction after it), rising.

    A beat of words counts at the agent's turn. An action has none, so it counts at the customer's answer, and the
    next words of the agent are measured from there.
    """
    found: dict[int, int] = {}
    for state, place in zip(states(scene, played), places, strict=True):
        found[place.agent or place.last] = satisfaction(state)
    return tuple(sorted(found.items()))


def analyses(scene: Scene, played: Sequence[Beat], told: Told) -> dict[int, Analysis]:
    """Return the analysis of each turn of agent and customer, each with what was known when it was said."""
    before = (initial(scene.scenario, scene.library), *states(scene, played))
    found: dict[int, Analysis] = {}
    start = 0
    for state, place in zip(before, told.places, strict=False):
        for index in range(start, place.last):
            turn = told.transcript.turns[index]
            known = context(scene, state, told.transcript.turns[:index], turn.role)
            found[turn.n] = scene.analyst.analyse(turn.text, known)
        start = place.last
    return found


def exchanges(scene: Scene, played: Sequence[Beat], told: Told) -> tuple[Exchange, ...]:
    """Return one exchange per beat, the opening first."""
    found: list[Exchange] = []
    for beat, state, place in zip(played, states(scene, played), told.places, strict=True):
        now = satisfaction(state)
        said = text(beat.input.data, "text") if beat.input is not None else ""
        change = now - found[-1].mood if found else 0
        found.append(Exchange(place.agent, said, beat.action, parts(beat), now, change, state.ending or ""))
    return tuple(found)
