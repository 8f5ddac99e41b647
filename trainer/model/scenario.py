"""A scene as the customer engine reads it: texts of one language, variables filled, checked.

``packs`` builds it from a pack file under a seed; the file format is written down in ``scenarios/README.md``.
Conditions are source texts of the rule language (``rules``); topic rules are
texts such as ``{reject} + {notify} | {stamp}``.
Not here: reading files, lines of the generic library (``library``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from trainer.model.transcript import Channel, Direction, Json, Language

Texts = Mapping[str, str]
Quality = Literal["best", "good", "ok", "bad", "left"]
Weight = Literal["key", "extra"]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to say; ``parts`` are the bubbles it comes in (one or more), ``id`` names it for ever."""

    id: str
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return the whole line."""
        return "".join(self.parts)


@dataclass(frozen=True, slots=True)
class Start:
    """Mood at the start, 0-100 each; None keeps the customer type's own value."""

    anger: int | None = None
    anxiety: int | None = None
    trust: int | None = None
    patience: int | None = None
    clarity: int | None = None


@dataclass(frozen=True, slots=True)
class Persona:
    """Who the customer is. ``knobs`` are 1-5: temper patience forgiving suspicious anxious hearing memory tech."""

    who: str
    voice: str = ""
    wants: str = ""
    knobs: Mapping[str, int] = field(default_factory=dict)
    habits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settle:
    """What settles a concern: one act of ``any`` (if any given), every act of ``all``, and for each group of
    ``needs`` one of its acts, said at some time since the concern was raised.
    """

    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    needs: tuple[tuple[str, ...], ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Concern:
    """Something the customer comes back to until it is settled. ``about`` in ``settle`` is a topic rule."""

    id: str
    say: tuple[Line, ...]
    settle: Settle
    again: tuple[Line, ...] = ()
    reopen_on: tuple[str, ...] = ()
    reopen: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """Mood that a secret asks for before it is told in full (0-100), and facts that must be open first."""

    trust: int = 0
    anger_max: int = 100
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A secret: hidden → hinted → part → full → addressed. Only a question inside the topic rule opens it."""

    id: str
    ask: str
    full: tuple[Line, ...]
    weight: Weight = "extra"
    hint: tuple[Line, ...] = ()
    part: tuple[Line, ...] = ()
    need: Need = field(default_factory=Need)
    locked_terms: tuple[str, ...] = ()
    answered_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inform:
    """Something the customer must end up knowing; ``believes`` is what is understood when it goes past."""

    id: str
    match: str
    load: int = 1
    believes: str = ""
    check: tuple[Line, ...] = ()
    right: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal the agent can make."""

    id: str
    match: str
    react: tuple[Line, ...]
    good: bool = True
    after: tuple[str, ...] = ()
    early: tuple[Line, ...] = ()
    settles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trap:
    """A temptation: the customer baits, an act of ``bad`` falls into it, one of ``good`` passes it."""

    id: str
    when: str
    bait: tuple[Line, ...]
    bad: tuple[str, ...]
    good: tuple[str, ...]
    within: int = 2
    after_bad: tuple[Line, ...] = ()
    after_good: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """Something special to this scene that happens when its condition holds. ``effect``: mood name → points."""

    id: str
    when: str
    say: tuple[Line, ...]
    once: bool = True
    kind: str = "initiative"
    effect: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ending:
    """A way the conversation ends, tried in file order when the agent closes or all is settled."""

    id: str
    quality: Quality
    when: str
    say: tuple[Line, ...]
    title: Texts = field(default_factory=dict)
    epilogue: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A knowledge card or law note for the trainee: shown in the brief or after the call, never scored by itself."""

    id: str
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A whole scene, ready to play.

    Attributes:
        digest: digest of the pack file (before variables), stable over seeds.
        gives: what the customer says of himself when asked: name, policy_no, phone_tail, id_tail…
        verify: how many factors the scene asks for before data (course S133-S135) and which count as strong.
        casefile: what the agent may look up; also the truth for the scorer.
        goals: ``fact.x``, ``concern.y``, ``offer.z``, ``inform.i``, ``trap.t`` that a good call reaches.
        never: acts that a good call never holds.
        answers: model lines by stage: open, ack, probe, solve, close.
        terms: words of a scene's own topics, plain phrases.
        today: ISO date of the scene's clock.
    """

    id: str
    version: int
    digest: str
    language: Language
    title: Texts
    channel: Channel
    direction: Direction
    types: tuple[str, ...]
    difficulty: int
    seed: int
    brief: str
    persona: Persona
    opening: tuple[Line, ...]
    concerns: tuple[Concern, ...]
    endings: tuple[Ending, ...]
    facts: tuple[Fact, ...] = ()
    informs: tuple[Inform, ...] = ()
    offers: tuple[Offer, ...] = ()
    traps: tuple[Trap, ...] = ()
    moves: tuple[Move, ...] = ()
    start: Start = field(default_factory=Start)
    skills: tuple[str, ...] = ()
    source: str = ""
    rubric: str = "course"
    variables: Mapping[str, Json] = field(default_factory=dict)
    casefile: Mapping[str, Json] = field(default_factory=dict)
    gives: Mapping[str, str] = field(default_factory=dict)
    verify: int = 2
    goals: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    knowledge: tuple[Note, ...] = ()
    law: tuple[Note, ...] = ()
    today: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """What the catalogue shows of a scene without building it."""

    id: str
    version: int
    title: Texts
    channel: Channel
    direction: Direction
    types: tuple[str, ...]
    difficulty: int
    skills: tuple[str, ...]
    languages: tuple[Language, ...]
    path: str
    source: str = ""
    summary: Texts = field(default_factory=dict)
