"""The customer of one scene as figures: his type, his other types, his knobs, and where he starts.

Not here: the figures themselves (``data/types.yaml``, the scene's persona) and what they do (``attend``, ``appraise``).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.customer.state import POINT, Heat, Mood
from trainer.model.errors import PracticeError
from trainer.model.library import MOODS, CustomerType, Library
from trainer.model.scenario import Scenario

KNOBS = (600, 800, 1000, 1200, 1400)  # per mille for 1 to 5, customer.md 5.3
MIDDLE = 3
POOR = 2  # a knob at or below this is a weakness: hard of hearing, forgetful
READ = frozenset({"letter", "email"})  # read at leisure, again and again
TYPED = 2  # a chat message is read: twice the characters are taken in (ours)
LATIN = 3  # characters of English to one of Chinese (ours)


@dataclass(frozen=True, slots=True)
class Profile:
    """What the type, the knobs and the channel make of him.

    Attributes:
        ups: per mille by mood for effects that raise it; ``downs`` for those that lower it.
        drift: centi-points by mood and turn.
        points: things taken in per turn by heat; ``chars``: characters by heat, 0 = without limit.
        capacity: load of new information understood in one turn.
        strains: jargon and figures weigh double for him.
    """

    types: tuple[str, ...]
    ups: Mapping[str, int]
    downs: Mapping[str, int]
    drift: Mapping[str, int]
    points: Mapping[Heat, int]
    chars: Mapping[Heat, int]
    hang_line: int
    vent_quota: int
    nods: bool
    capacity: int
    strains: bool


def profile(scn: Scenario, library: Library) -> Profile:
    """Put the customer of a scene together.

    Raises:
        PracticeError: ``customer.type`` with the type that the library does not know.
    """
    kinds = tuple(_kind(library, id_) for id_ in scn.types)
    main = kinds[0]
    knobs = scn.persona.knobs
    ups = {mood: _scaled(main.gain.get(mood, 1000), _up(mood, knobs)) for mood in MOODS}
    downs = {mood: _scaled(main.gain.get(mood, 1000), _down(mood, knobs)) for mood in MOODS}
    drift = {mood: main.drift.get(mood, 0) * POINT for mood in MOODS}
    drift["patience"] = _scaled(drift["patience"], _knob(6 - knobs.get("patience", MIDDLE)))
    weak = knobs.get("memory", MIDDLE) <= POOR or knobs.get("hearing", MIDDLE) <= POOR
    return Profile(
        types=scn.types,
        ups=ups,
        downs=downs,
        drift=drift,
        points={heat: 0 if scn.channel in READ else _least(kinds, "points", heat) for heat in HEATS},
        chars={heat: _chars(scn, _least(kinds, "chars", heat)) for heat in HEATS},
        hang_line=min(kind.hang_line for kind in kinds),
        vent_quota=max(kind.vent_quota for kind in kinds),
        nods=any(kind.nods for kind in kinds),
        capacity=1 if weak else 2,
        strains=knobs.get("hearing", MIDDLE) <= POOR,
    )


def start_mood(scn: Scenario, library: Library) -> Mood:
    """Return the mood at the start: the type's, where the scene says nothing else."""
    main = _kind(library, scn.types[0])
    own = {
        "anger": scn.start.anger,
        "anxiety": scn.start.anxiety,
        "trust": scn.start.trust,
        "patience": scn.start.patience,
        "clarity": scn.start.clarity,
    }
    points = {mood: main.start.get(mood, 50) if given is None else given for mood, given in own.items()}
    return Mood(**{mood: points[mood] * POINT for mood in MOODS})


HEATS: tuple[Heat, ...] = ("hot", "warm", "cool")


def _kind(library: Library, id_: str) -> CustomerType:
    kind = library.types.get(id_)
    if kind is None:
        raise PracticeError("customer.type", {"type": id_})
    return kind


def _knob(level: int) -> int:
    return KNOBS[min(max(level, 1), len(KNOBS)) - 1]


def _up(mood: str, knobs: Mapping[str, int]) -> int:
    match mood:
        case "anger":
            return _knob(knobs.get("temper", MIDDLE))
        case "anxiety":
            return _knob(knobs.get("anxious", MIDDLE))
        case "trust":
            return _knob(6 - knobs.get("suspicious", MIDDLE))
        case _:
            return 1000


def _down(mood: str, knobs: Mapping[str, int]) -> int:
    match mood:
        case "anger":
            return _knob(knobs.get("forgiving", MIDDLE))
        case "trust":
            return _knob(knobs.get("suspicious", MIDDLE))
        case "patience":
            return _knob(6 - knobs.get("patience", MIDDLE))
        case _:
            return 1000


def _least(kinds: tuple[CustomerType, ...], table: str, heat: Heat) -> int:
    limits: list[Mapping[str, int]] = [kind.points if table == "points" else kind.chars for kind in kinds]
    return min(limit[heat] for limit in limits)


def _chars(scn: Scenario, limit: int) -> int:
    if scn.channel in READ:
        return 0
    typed = TYPED if scn.channel == "wechat" else 1
    return limit * typed * (LATIN if scn.language == "en" else 1)


def _scaled(value: int, per_mille: int) -> int:
    return abs(value) * per_mille // 1000 * (1 if value >= 0 else -1)
