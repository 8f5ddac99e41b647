"""What the customer is at one moment: mood, memory, the standing of the case. Whole numbers only.

State is a fold over events (``fold``); nothing else may change it. Not here: how it changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from trainer.model.library import MOODS
from trainer.model.transcript import Json

Stage = Literal["opening", "venting", "exploring", "solving", "closing", "ended"]
Heat = Literal["hot", "warm", "cool"]

POINT = 100  # centi-points to a point
TOP = 10_000
HOT, WARM = 70, 40  # customer.md 5.2: the customer takes in fewer things from these points of anger up
NEVER = 999  # turns since something that has not happened


@dataclass(frozen=True, slots=True)
class Mood:
    """Five feelings in centi-points, 0 to 10000 each."""

    anger: int
    anxiety: int
    trust: int
    patience: int
    clarity: int

    def points(self, name: str) -> int:
        """Return one feeling as people read it, 0 to 100."""
        return self.exact(name) // POINT

    def exact(self, name: str) -> int:
        """Return one feeling in centi-points."""
        return dict(zip(MOODS, self.all(), strict=True))[name]

    def all(self) -> tuple[int, int, int, int, int]:
        """Return the five in the order of ``MOODS``."""
        return (self.anger, self.anxiety, self.trust, self.patience, self.clarity)

    @property
    def heat(self) -> Heat:
        """Return how heated he is."""
        if self.anger >= HOT * POINT:
            return "hot"
        return "warm" if self.anger >= WARM * POINT else "cool"


@dataclass(frozen=True, slots=True)
class Promise:
    """A dated promise that he remembers: the words, the time as understood, the turn."""

    what: str
    when: str
    turn: int


@dataclass(frozen=True, slots=True)
class Memory:
    """What he remembers.

    Attributes:
        counts: how often each act reached him, derived acts such as ``interrupted`` among them.
        last: the last turn at which each did.
        actions: how often the agent did each action beside words.
        uses: how often he said each line; ``used``: at which turn last.
        times: how often he made each move, for example ``hint:debt``; ``fired``: at which turn last.
        notes: small facts by key, for example ``stall``, ``gave.name``, ``credit.when``.
        promises: dated promises that reached him.
        last_moves: the moves of his last turn.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    last: Mapping[str, int] = field(default_factory=dict)
    actions: Mapping[str, int] = field(default_factory=dict)
    uses: Mapping[str, int] = field(default_factory=dict)
    used: Mapping[str, int] = field(default_factory=dict)
    times: Mapping[str, int] = field(default_factory=dict)
    fired: Mapping[str, int] = field(default_factory=dict)
    notes: Mapping[str, Json] = field(default_factory=dict)
    promises: tuple[Promise, ...] = ()
    last_moves: tuple[str, ...] = ()

    def number(self, key: str) -> int:
        """Return a note that counts something, 0 where nothing is noted."""
        value = self.notes.get(key, 0)
        return value if isinstance(value, int) else 0

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a note that lists ids, empty where nothing is noted."""
        value = self.notes.get(key)
        return tuple(str(item) for item in value) if isinstance(value, list) else ()


@dataclass(frozen=True, slots=True)
class Case:
    """Where each secret, concern, proposal, temptation and piece of information stands, by id.

    ``since`` holds the turn of the last change under ``fact.<id>``, ``concern.<id>`` and so on.
    """

    facts: Mapping[str, str] = field(default_factory=dict)
    concerns: Mapping[str, str] = field(default_factory=dict)
    offers: Mapping[str, str] = field(default_factory=dict)
    traps: Mapping[str, str] = field(default_factory=dict)
    informs: Mapping[str, str] = field(default_factory=dict)
    since: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class State:
    """The whole customer between two turns.

    Attributes:
        seed: number that fixes every choice of words.
        turn: last agent turn that he answered, 0 before the first.
        stage_turn: turn at which ``stage`` began.
        seq: number of the last event folded in.
        ending: id of the ending, None while it goes on; ``quality`` belongs to it.
    """

    seed: int
    mood: Mood
    stage: Stage = "opening"
    stage_turn: int = 0
    memory: Memory = field(default_factory=Memory)
    case: Case = field(default_factory=Case)
    turn: int = 0
    seq: int = 0
    ending: str | None = None
    quality: str = ""

    @property
    def settled_all(self) -> bool:
        """Tell whether every concern is settled."""
        return all(stand == "settled" for stand in self.case.concerns.values())

    @property
    def unsettled(self) -> int:
        """Return how many concerns have had no answer yet, those that he has not voiced among them."""
        return sum(stand not in {"settled", "answered"} for stand in self.case.concerns.values())

    def known(self, fact: str) -> bool:
        """Tell whether a secret is out in full."""
        return self.case.facts.get(fact) in {"full", "addressed"}

    def hidden(self, fact: str) -> bool:
        """Tell whether nothing of a secret has been told (a cue tells nothing)."""
        return self.case.facts.get(fact, "hidden") in {"hidden", "hinted"}

    def elapsed(self, move: str, turn: int) -> int:
        """Return the turns since he made a move, ``NEVER`` if he never did."""
        return turn - self.memory.fired[move] if move in self.memory.fired else NEVER
