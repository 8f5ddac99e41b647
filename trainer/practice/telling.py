"""Events told as a transcript: numbered turns, cues for what was done beside words, times where they are known.

Each bubble of the customer is a turn of its own, as in a chat export. Bubbles that the agent cut off were never said
and are left out; the cut itself is an ``overlap`` cue. Times are known only where every line carries its waiting
time. In speech the moment at which a typed line begins is unknown, so only its end is told.
Not here: judging.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from trainer.model.conversation import with_digest
from trainer.model.scenario import Scenario
from trainer.model.transcript import Cue, CueKind, Role, Transcript, Turn
from trainer.practice.beats import Beat, parts, text, whole

WRITTEN: Final = frozenset({"wechat", "letter", "email"})
SECOND: Final = 1000
MINUTE: Final = 60 * SECOND


@dataclass(frozen=True, slots=True)
class Place:
    """Where a beat stands in the transcript.

    Attributes:
        agent: number of the agent's turn, 0 where he said nothing.
        last: number of the last turn up to the end of the beat, 0 before the first.
    """

    agent: int
    last: int


@dataclass(frozen=True, slots=True)
class Told:
    """A transcript with the place of each beat, in the order of the beats."""

    transcript: Transcript
    places: tuple[Place, ...]


@dataclass(slots=True)
class Scribe:
    """A transcript being written, beat by beat."""

    written: bool
    clock: int | None
    turns: list[Turn] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)

    @property
    def last(self) -> int:
        """Return the number of the last turn, 0 before the first."""
        return len(self.turns)

    def pass_ms(self, ms: int) -> None:
        """Let time pass, where times are known at all."""
        if self.clock is not None:
            self.clock += ms

    def cue(self, kind: CueKind, by: Role, data: Mapping[str, str]) -> None:
        """Add a cue after the last turn."""
        self.cues.append(Cue(self.last, kind, by, dict(data), self.clock))

    def agent(self, beat: Beat) -> None:
        """Add the agent's words; in speech a typed line has an end only."""
        data = {} if beat.input is None else beat.input.data
        self.pass_ms(whole(data, "waited_ms") or 0)
        left = whole(data, "cut_parts") or 0
        if left:
            self.cues.append(Cue(self.last + 1, "overlap", "agent", {"parts_left": str(left)}, self.clock))
        started, ended = (self.clock, None) if self.written else (None, self.clock)
        said = text(data, "text")
        self.turns.append(Turn(self.last + 1, "agent", said, started, ended, heard_until=heard_until(beat)))

    def customer(self, beat: Beat, cut: int) -> None:
        """Add the customer's bubbles of a beat, less those cut off, and his gestures."""
        said = parts(beat)
        shown = said[: len(said) - cut] if cut else said
        for number, bubble in enumerate(shown, start=1):
            part = number if len(said) > 1 else 0
            self.turns.append(Turn(self.last + 1, "customer", bubble, self.clock, part=part))
        for direction in parts(beat, "stage"):
            self.cue("stage", "customer", {"text": direction})


def tell(scenario: Scenario, session_id: str, played: Sequence[Beat]) -> Told:
    """Return a session's transcript; its casefile is the scene's, the truth for every statement."""
    scribe = Scribe(scenario.channel in WRITTEN, 0 if _timed(played) else None)
    places: list[Place] = []
    for index, beat in enumerate(played):
        if beat.said:
            scribe.agent(beat)
        elif beat.input is not None:
            _action(scribe, beat)
        number = scribe.last if beat.said else 0
        scribe.customer(beat, _cut(played, index))
        _end(scribe, beat)
        places.append(Place(number, scribe.last))
    return Told(_transcript(scenario, session_id, scribe), tuple(places))


def heard_until(beat: Beat) -> int | None:
    """Return the offset at which the customer cut in, None where he heard all."""
    for event in beat.of("heard"):
        if event.data.get("interrupted") is True:
            return whole(event.data, "until")
    return None


def bubbles_left(played: Sequence[Beat]) -> int:
    """Return how many bubbles of the customer's last line can be cut off: all but the first."""
    return max(len(parts(played[-1])) - 1, 0) if played else 0


def _transcript(scenario: Scenario, session_id: str, scribe: Scribe) -> Transcript:
    return with_digest(
        Transcript(
            id=session_id,
            language=scenario.language,
            channel=scenario.channel,
            direction=scenario.direction,
            turns=tuple(scribe.turns),
            cues=tuple(scribe.cues),
            customer_type=scenario.types,
            topic=scenario.title.get(scenario.language, ""),
            casefile=scenario.casefile,
            origin="practice",
        )
    )


def _timed(played: Sequence[Beat]) -> bool:
    said = [beat.input for beat in played if beat.said and beat.input is not None]
    return bool(said) and all(whole(event.data, "waited_ms") is not None for event in said)


def _cut(played: Sequence[Beat], index: int) -> int:
    """Return how many bubbles of a beat the next input cut off."""
    following = played[index + 1].input if index + 1 < len(played) else None
    return (whole(following.data, "cut_parts") or 0) if following is not None else 0


def _action(scribe: Scribe, beat: Beat) -> None:
    args = beat.args
    match beat.action:
        case "verify":
            for factor, proved in _factors(beat):
                scribe.cue("verify", "agent", {"factor": factor, "ok": "yes" if proved else "no"})
        case "file":
            scribe.cue("crm_open", "agent", args)
        case "hold":
            scribe.cue("hold_start", "agent", args)
            scribe.pass_ms(int(args.get("minutes", "0")) * MINUTE)
            scribe.cue("hold_end", "agent", {})
        case "transfer":
            scribe.cue("transfer_done", "agent", args)
        case "wait":
            scribe.cue("wait", "agent", args)
            scribe.pass_ms(int(args.get("seconds", "0")) * SECOND)
        case _:
            pass


def _factors(beat: Beat) -> list[tuple[str, bool]]:
    """Return the factors asked for by the action: those that the customer proved, then those that he could not."""
    keys = [text(event.data, "key") for event in beat.of("memory")]
    proved = [key.removeprefix("gave.") for key in keys if key.startswith("gave.")]
    asked = beat.args.get("factor", "").split()
    # A factor may be asked for by another name than it is proved under, so the count decides how many failed.
    failed = [name for name in asked if name not in proved][: max(len(asked) - len(proved), 0)]
    return [(name, True) for name in proved] + [(name, False) for name in failed]


def _end(scribe: Scribe, beat: Beat) -> None:
    if beat.of("ended"):
        by: Role = "agent" if beat.action in {"end", "transfer"} else "customer"
        scribe.cue("call_end", by, {"by": by})
