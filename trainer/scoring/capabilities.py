"""What a transcript carries beside its words: times, parts, actions… A check that needs more is unknown, never zero.

The list is the course's (2.1). Not here: checks themselves.
"""

from collections.abc import Callable, Mapping
from typing import Final

from trainer.model.rubric import Capability
from trainer.model.transcript import Transcript

ACTIONS: Final = frozenset({"verify", "hold_start", "hold_end", "wait", "crm_open", "transfer_offer", "transfer_done"})
SPOKEN: Final = frozenset({"phone", "face", "home"})


def lacking(needs: tuple[Capability, ...], transcript: Transcript) -> Capability | None:
    """Return the first thing needed that this transcript does not carry, None when it has all."""
    return next((need for need in needs if not CARRIES[need](transcript)), None)


def _times(transcript: Transcript) -> bool:
    spoken = [turn for turn in transcript.turns if turn.role in {"agent", "customer"}]
    return len(spoken) > 1 and all(turn.started_ms is not None for turn in spoken)


def _parts(transcript: Transcript) -> bool:
    if _practice(transcript) or _cued(transcript, {"overlap", "part"}):
        return True
    return any(turn.part for turn in transcript.turns)


def _actions(transcript: Transcript) -> bool:
    return _practice(transcript) or _cued(transcript, ACTIONS)


def _casefile(transcript: Transcript) -> bool:
    return bool(transcript.casefile)


def _case_clock(transcript: Transcript) -> bool:
    return "case_clock" in transcript.casefile


def _voice(transcript: Transcript) -> bool:
    if _practice(transcript) or transcript.channel not in SPOKEN:
        return False
    return any(turn.ended_ms is not None for turn in transcript.by("agent"))


def _rings(transcript: Transcript) -> bool:
    return _cued(transcript, {"ring"})


def _practice(transcript: Transcript) -> bool:
    return transcript.origin == "practice"


def _cued(transcript: Transcript, kinds: frozenset[str] | set[str]) -> bool:
    return any(cue.kind in kinds for cue in transcript.cues)


CARRIES: Final[Mapping[Capability, Callable[[Transcript], bool]]] = {
    "times": _times,
    "parts": _parts,
    "actions": _actions,
    "casefile": _casefile,
    "case_clock": _case_clock,
    "voice": _voice,
    "rings": _rings,
}
