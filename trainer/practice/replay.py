"""Plays a recorded session again and says where, if anywhere, it comes out otherwise.

A difference under unchanged versions is an alarm: the recording was changed, or the engine is not deterministic.
Under changed versions it is drift, and the recording is shown as it was. Not here: the hash chain (``store``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final, Literal, cast

from trainer.model.digest import canonical
from trainer.model.event import Event
from trainer.model.session import Mode
from trainer.practice import turns
from trainer.practice.beats import ASIDE, Beat, beats, text, whole
from trainer.practice.scene import Scene
from trainer.practice.turns import Done, Input, Spoken

DECIDING: Final = (
    "scenario",
    "scenario_digest",
    "lexicon_digest",
    "library_digest",
    "engine",
    "seed",
    "vars",
    "language",
)
"""Header fields on which the course of a session depends."""
Verdict = Literal["same", "drift", "different"]


@dataclass(frozen=True, slots=True)
class Replay:
    """What came of playing a recording again.

    Attributes:
        checked: how many recorded events came out the same, those aside included.
        drift: header fields that are not what they were.
        seq: number of the first event that differs, 0 where none does.
        recorded: that event as recorded, None where the recording has none there.
        recomputed: the same place now, None where nothing comes there.
    """

    checked: int
    drift: tuple[str, ...] = ()
    seq: int = 0
    recorded: Event | None = None
    recomputed: Event | None = None

    @property
    def verdict(self) -> Verdict:
        """Return same, drift (other versions than then), or different (same versions, another course)."""
        if self.drift:
            return "drift"
        return "different" if self.seq else "same"


def replay(scene: Scene, events: Sequence[Event]) -> Replay:
    """Play every input of a recording again from the recorded past and compare what follows."""
    if not events or events[0].kind != "session.opened":
        return Replay(0, seq=1, recorded=events[0] if events else None)
    drift = drifted(scene, events[0])
    checked = 0
    for beat in beats(events):
        recorded = beat.events
        recomputed = _again(scene, events, beat)
        pairs = zip_longest(recorded, recomputed)
        first = next((pair for pair in pairs if _other(*pair)), None)
        if first is not None:
            was, now = first
            at = was or now
            seq = at.seq if at is not None else 0
            return Replay(max(seq - 1, 0), drift, seq, was, now)
        checked = recorded[-1].seq
    aside = sum(1 for event in events if event.seq > checked and event.kind in ASIDE)
    return Replay(checked + aside, drift)


def drifted(scene: Scene, opened: Event) -> tuple[str, ...]:
    """Return the header fields that decide the course and are not what they were."""
    now = turns.header(scene, "practice")
    return tuple(name for name in DECIDING if canonical(opened.data.get(name)) != canonical(now[name]))


def _again(scene: Scene, events: Sequence[Event], beat: Beat) -> tuple[Event, ...]:
    """Return what a beat comes to now. The header was compared on its own, so the recorded one stands."""
    if beat.input is None:
        opened, *said = turns.begin(scene, cast("Mode", text(beat.events[0].data, "mode")))
        return (beat.events[0] if opened.kind == beat.events[0].kind else opened, *said)
    earlier = [event for event in events if event.seq < beat.input.seq]
    return turns.answer(scene, turns.past(scene, earlier), recorded_input(beat))


def recorded_input(beat: Beat) -> Input:
    """Return the input that a beat began with."""
    data = beat.input.data if beat.input is not None else {}
    if not beat.said:
        return Done(beat.action, beat.args)
    waited = whole(data, "waited_ms")
    return Spoken(text(data, "text"), None if waited is None else waited // 1000, whole(data, "cut_parts") or 0)


def _other(was: Event | None, now: Event | None) -> bool:
    return was is None or now is None or _row(was) != _row(now)


def _row(event: Event) -> str:
    return canonical([event.seq, event.at_turn, event.kind, dict(event.data)])
