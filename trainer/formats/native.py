"""Our own transcript format, in and out: one JSON object, a list of them, or one per line (JSONL).

    {"id", "language": "zh|en", "channel": "phone|wechat|face|letter|email|home", "direction": "in|out",
     "customer_type": […], "topic", "casefile": {…}, "origin"?: "practice|import",
     "turns": [{"n", "role": "agent|customer|third|system", "text", "t": seconds, "t_end"?, "part"?, "heard_until"?,
                "source"?}],
     "cues"?: [{"at_turn", "kind", "by"?, "data"?, "t"?}]}

Keys that are not listed are kept and written back. Everything is cleaned of control characters on the way in. A role
that is not one of the four is refused: who said a line decides every point, so it is never guessed.
Not here: vendors' formats, scoring.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, cast, get_args

from trainer.formats.fields import MS, Fields
from trainer.formats.source import Place, decode, read_bytes, records
from trainer.model.conversation import with_digest
from trainer.model.transcript import (
    Channel,
    Cue,
    CueKind,
    Direction,
    Json,
    Language,
    Origin,
    Role,
    Transcript,
    Turn,
)

MAX_TURNS: Final = 20_000
"""Most turns of one file (reliability I5)."""
ROLES: Final[tuple[str, ...]] = get_args(Role)
KEYS: Final = frozenset(
    {"id", "language", "channel", "direction", "customer_type", "topic", "casefile", "origin", "turns", "cues"}
)
TURN_KEYS: Final = frozenset({"n", "role", "text", "t", "t_end", "part", "heard_until", "source"})
CUE_KEYS: Final = frozenset({"at_turn", "kind", "by", "data", "t"})


def read_native(path: Path) -> tuple[Transcript, ...]:
    """Return every transcript of a file.

    Raises:
        FormatError: the first mistake found; facts ``file``, ``line``, ``turn``, ``key`` where known.
    """
    return parse_native(read_bytes(path), str(path))


def parse_native(data: bytes, name: str) -> tuple[Transcript, ...]:
    """Return every transcript in ``data``; ``name`` is what errors call it.

    Raises:
        FormatError: see ``read_native``.
    """
    whole = Place(name)
    found: list[Transcript] = []
    turns = 0
    for place, value in records(decode(data, whole), whole):
        transcript = transcript_from(value, place)
        turns += len(transcript.turns)
        if turns > MAX_TURNS:
            raise place.error("too_many_turns", limit=MAX_TURNS)
        found.append(transcript)
    if not found:
        raise whole.error("empty")
    return tuple(found)


def transcript_from(value: Json, place: Place) -> Transcript:
    """Return the transcript of one JSON object.

    Raises:
        FormatError: a field is missing or wrong.
    """
    fields = Fields(value, place)
    listed = fields.list("turns", needed=True)
    if not listed:
        raise place.error("no_turns")
    if len(listed) > MAX_TURNS:
        raise place.error("too_many_turns", limit=MAX_TURNS)
    turns = _turns(listed, place)
    return with_digest(
        Transcript(
            id=fields.text("id"),
            language=cast("Language", fields.choice("language", get_args(Language))),
            channel=cast("Channel", fields.choice("channel", get_args(Channel))),
            direction=cast("Direction", fields.choice("direction", get_args(Direction))),
            turns=turns,
            cues=tuple(_cue(one, place) for one in fields.list("cues")),
            customer_type=fields.texts("customer_type"),
            topic=fields.text("topic", absent=""),
            casefile=fields.object("casefile"),
            origin=cast("Origin", fields.choice("origin", get_args(Origin), absent="import")),
            extra=fields.others(KEYS),
        )
    )


def _turns(listed: list[Json], place: Place) -> tuple[Turn, ...]:
    turns: list[Turn] = []
    for value in listed:
        last = turns[-1].n if turns else 0
        turn = _turn(value, place, last + 1)
        if turn.n <= last:
            raise place.error("not_rising", turn=turn.n, last=last)
        turns.append(turn)
    return tuple(turns)


def _turn(value: Json, place: Place, following: int) -> Turn:
    number = Fields(value, place, following).whole("n", following)
    fields = Fields(value, place, number)
    start, end = fields.ms("t"), fields.ms("t_end")
    if start is not None and end is not None and end < start:
        raise place.error("ends_early", turn=number)
    return Turn(
        n=number,
        role=_role(fields, place, number),
        text=fields.text("text"),
        started_ms=start,
        ended_ms=end,
        part=fields.whole("part", 0),
        heard_until=fields.whole("heard_until", 0) if _given(value, "heard_until") else None,
        source=fields.text("source", absent=""),
        extra=fields.others(TURN_KEYS),
    )


def _role(fields: Fields, place: Place, number: int) -> Role:
    found = fields.text("role", absent="")
    if found not in ROLES:
        raise place.error("role", turn=number, found=found[:60], wanted=" | ".join(ROLES))
    return cast("Role", found)


def _cue(value: Json, place: Place) -> Cue:
    fields = Fields(value, place)
    data = fields.object("data")
    if not all(isinstance(item, str | int) for item in data.values()):
        raise fields.wrong("data", '{"name": "text", …}', cast("Json", data))
    return Cue(
        at_turn=fields.whole("at_turn", 0),
        kind=cast("CueKind", fields.choice("kind", get_args(CueKind))),
        by=cast("Role", fields.choice("by", ROLES, absent="agent")),
        data={key: str(item) for key, item in data.items()},
        at_ms=fields.ms("t"),
        extra=fields.others(CUE_KEYS),
    )


def _given(value: Json, key: str) -> bool:
    return isinstance(value, dict) and value.get(key) is not None


def write_native(transcripts: Iterable[Transcript]) -> str:
    """Return JSONL text, one transcript per line, that ``parse_native`` reads back as the same values."""
    return "".join(json.dumps(to_json(one), ensure_ascii=False) + "\n" for one in transcripts)


def to_json(transcript: Transcript) -> dict[str, Json]:
    """Return the JSON object of a transcript: known keys first, then those that the file had besides."""
    value: dict[str, Json] = {
        "id": transcript.id,
        "language": transcript.language,
        "channel": transcript.channel,
        "direction": transcript.direction,
        "customer_type": list(transcript.customer_type),
        "topic": transcript.topic,
        "casefile": dict(transcript.casefile),
    }
    if transcript.origin != "import":
        value["origin"] = transcript.origin
    value["turns"] = [_turn_json(turn) for turn in transcript.turns]
    if transcript.cues:
        value["cues"] = [_cue_json(cue) for cue in transcript.cues]
    return {**value, **transcript.extra}


def _turn_json(turn: Turn) -> dict[str, Json]:
    value: dict[str, Json] = {"n": turn.n, "role": turn.role, "text": turn.text}
    optional: Mapping[str, Json] = {
        "t": seconds(turn.started_ms),
        "t_end": seconds(turn.ended_ms),
        "part": turn.part or None,
        "heard_until": turn.heard_until,
        "source": turn.source or None,
    }
    return {**value, **{key: item for key, item in optional.items() if item is not None}, **turn.extra}


def _cue_json(cue: Cue) -> dict[str, Json]:
    value: dict[str, Json] = {"at_turn": cue.at_turn, "kind": cue.kind, "by": cue.by, "data": dict(cue.data)}
    if cue.at_ms is not None:
        value["t"] = seconds(cue.at_ms)
    return {**value, **cue.extra}


def seconds(ms: int | None) -> Json:
    """Return milliseconds as seconds, whole where they are."""
    if ms is None:
        return None
    return ms // MS if ms % MS == 0 else ms / MS
