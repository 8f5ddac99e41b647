"""What the heard words do to the mood: habituation, phase, grounding, gains, room, drift, waiting.

The order of weights follows customer.md 5.3; every figure of an act is data (``data/emotion.yaml``).
Not here: what is heard (``attend``), which memory signals there are (``recall``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trainer.customer.attend import Heard
from trainer.customer.profile import Profile
from trainer.customer.state import POINT, TOP, Mood, Stage, State
from trainer.model.analysis import Act
from trainer.model.library import MOODS, Effect, Library
from trainer.model.transcript import Json

WEAR = (1000, 550, 303, 166, 92, 50, 28, 15)  # .55 ** k per mille: an act wears out by use
GROUNDED, GENERIC, PLAIN = 1250, 600, 1000  # names this customer's own matter, or could be said to anyone
ROOM = 60 * POINT  # a mood this far from its bound moves with full weight
ROOM_LEAST, ROOM_MOST = 150, 1150
TIRED = 12  # turns after which an open concern costs twice the patience (ours)
UNSETTLED = 40  # centi-points of anxiety a turn while a concern is open
WAITS = ((20, 0), (60, 150), (120, 500))  # seconds of silence up to, per mille of ``wait_long``
PHASES: Mapping[Stage, str] = {
    "opening": "open",
    "venting": "open",
    "exploring": "middle",
    "solving": "middle",
    "closing": "end",
    "ended": "end",
}


@dataclass(frozen=True, slots=True)
class Push:
    """One thing that moves the mood: centi-points by mood."""

    what: str
    deltas: Mapping[str, int]

    def row(self) -> dict[str, Json]:
        """Return the push as an event holds it, moods that do not move left out."""
        return {"what": self.what, **{mood: delta for mood, delta in self.deltas.items() if delta}}


def pushes(state: State, heard: Heard, signals: Mapping[str, int], library: Library, who: Profile) -> tuple[Push, ...]:
    """Return what the heard acts and the derived signals (per mille of their effect) do, in a fixed order."""
    found: list[Push] = []
    seen: set[str] = set()
    for act in heard.acts:
        effect = library.effects.get(act.id)
        if effect is None or act.id in seen:
            continue
        seen.add(act.id)
        # What answers a confidence is heard as if for the first time.
        fresh = effect.family == "relational" and "opened_up" in signals
        weight = (1000 if fresh else _weight(state, effect, library)) * ground(act) // 1000
        found.append(Push(act.id, _deltas(effect.points, weight, who)))
    for signal, weight in signals.items():
        effect = library.effects.get(signal)
        if effect is not None and signal not in seen:
            found.append(Push(signal, _deltas(effect.points, weight, who)))
    return tuple(push for push in found if any(push.deltas.values()))


def drift(state: State, who: Profile) -> Push:
    """Return what a turn costs by itself."""
    deltas = dict(who.drift)
    if not state.settled_all:
        deltas["anxiety"] += UNSETTLED
        deltas["patience"] *= 2 if state.turn >= TIRED else 1
    return Push("drift", deltas)


def plain_push(what: str, points: Mapping[str, int], who: Profile) -> Push:
    """Return the effect of a behaviour or a scene's move: points by mood, gains applied."""
    return Push(what, _deltas(points, 1000, who))


def moved(mood: Mood, moves: Iterable[Push]) -> Mood:
    """Return the mood after all pushes together; the nearer the bound, the less it moves."""
    rows = tuple(moves)
    sums = {name: sum(row.deltas.get(name, 0) for row in rows) for name in MOODS}
    return Mood(**{name: _step(mood.exact(name), sums[name]) for name in MOODS})


def ground(act: Act) -> int:
    """Return how much nearer an act comes for naming this customer's own matter, per mille."""
    match act.arg("grounded"):
        case "yes":
            return GROUNDED
        case "no":
            return GENERIC
        case _:
            pass
    if act.id == "apologize":
        return PLAIN if act.arg("object") else GENERIC
    return PLAIN


def waiting(seconds: int) -> int:
    """Return how much of an unannounced long wait ``seconds`` weigh, per mille."""
    for limit, weight in WAITS:
        if seconds <= limit:
            return weight
    return 1000


def _weight(state: State, effect: Effect, library: Library) -> int:
    phase = library.phase.get(effect.family, {}).get(PHASES[state.stage], 1000)
    if effect.family == "violation":
        return phase
    used = state.memory.counts.get(effect.act, 0)
    return phase * WEAR[min(used, len(WEAR) - 1)] // 1000


def _deltas(points: Mapping[str, int], weight: int, who: Profile) -> Mapping[str, int]:
    deltas = {}
    for mood in MOODS:
        base = points.get(mood, 0) * POINT
        gain = who.ups[mood] if base > 0 else who.downs[mood]
        size = abs(base) * weight // 1000 * gain // 1000
        deltas[mood] = size if base > 0 else -size
    return deltas


def _step(value: int, delta: int) -> int:
    room = TOP - value if delta > 0 else value
    weight = min(max(room * 1000 // ROOM, ROOM_LEAST), ROOM_MOST)
    size = abs(delta) * weight // 1000
    return min(max(value + (size if delta > 0 else -size), 0), TOP)
