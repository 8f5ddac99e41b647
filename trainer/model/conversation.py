"""What makes two transcripts the same conversation: the digest that results and disputes are filed under."""

from dataclasses import replace

from trainer.model.digest import digest
from trainer.model.transcript import Json, Transcript, Turn


def with_digest(transcript: Transcript) -> Transcript:
    """Return the transcript with its digest filled in."""
    return replace(transcript, digest=transcript_digest(transcript))


def transcript_digest(transcript: Transcript) -> str:
    """Return the blake2b-128 of what a judge reads: words, roles, times, cues, channel, file.

    The id and unknown keys are left out, so a copy under another name is the same conversation.
    """
    said: list[Json] = [_turn(turn) for turn in transcript.turns]
    cues: list[Json] = [[cue.at_turn, cue.kind, cue.by, dict(cue.data), cue.at_ms] for cue in transcript.cues]
    value: dict[str, Json] = {
        "language": transcript.language,
        "channel": transcript.channel,
        "direction": transcript.direction,
        "customer_type": list(transcript.customer_type),
        "topic": transcript.topic,
        "casefile": dict(transcript.casefile),
        "origin": transcript.origin,
        "turns": said,
        "cues": cues,
    }
    return digest(value)


def _turn(turn: Turn) -> Json:
    return [turn.n, turn.role, turn.text, turn.started_ms, turn.ended_ms, turn.part, turn.heard_until]
