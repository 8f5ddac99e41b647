"""The lines that ``peilian analyse`` reads and writes, one JSON object each.

    in   {"id", "text", "context"?, "role"?: "agent|customer", "language"?: "zh|en"}
    out  {"id", "acts": [{"act", "quote", "start", "end", "rule", "args"}],
          "emotion"?: {"is", "quote"}}                                          customers alone

``start`` and ``end`` are offsets into the text exactly as it came, so the text is NOT cleaned here; what is written
escapes every character that a terminal could act on. Not here: the analysis itself (``language``).
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast, get_args

from trainer.formats.fields import Fields
from trainer.formats.source import Place, decode, parse, read_bytes
from trainer.model.analysis import INNER_ACTS, Act, Analysis
from trainer.model.transcript import Json, Language, Role

ROLES: Final[tuple[str, ...]] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Request:
    """One utterance to analyse; ``context`` is the other side's last line, empty where there is none."""

    id: str
    text: str
    context: str = ""
    role: Role = "agent"
    language: Language = "zh"


def read_requests(path: Path, language: Language = "zh") -> tuple[Request, ...]:
    """Return every request of a file; ``language`` is that of lines that do not say.

    Raises:
        FormatError: the first mistake, with its line.
    """
    return parse_requests(read_bytes(path), str(path), language)


def parse_requests(data: bytes, name: str, language: Language = "zh") -> tuple[Request, ...]:
    """Return every request in ``data``; ``name`` is what errors call it.

    Raises:
        FormatError: see ``read_requests``.
    """
    text = decode(data, Place(name))
    lines = ((number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip())
    found = tuple(_request(line, Place(name, number), language) for number, line in lines)
    if not found:
        raise Place(name).error("empty")
    return found


def _request(line: str, place: Place, language: Language) -> Request:
    fields = Fields(parse(line, place), place)
    return Request(
        id=fields.raw("id"),
        text=fields.raw("text"),
        context=fields.raw("context", absent=""),
        role=cast("Role", fields.choice("role", ROLES, absent="agent")),
        language=cast("Language", fields.choice("language", get_args(Language), absent=language)),
    )


def write_answer(request: Request, analysis: Analysis) -> str:
    """Return the answer to one request as a line without its end."""
    acts: list[Json] = [_act(act, request.text) for act in analysis.acts if act.id not in INNER_ACTS]
    answer: dict[str, Json] = {"id": request.id, "acts": acts}
    if analysis.emotion:
        clause = analysis.clauses[analysis.emotion_clause]
        answer["emotion"] = {"is": analysis.emotion, "quote": clause.span.quote(request.text)}
    return terminal_json(answer)


def terminal_json(value: dict[str, Json]) -> str:
    """Return JSON in one line that no terminal acts on: what is not printable is written as its JSON escape."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return text if text.isprintable() else "".join(_shown(char) for char in text)


def _act(act: Act, text: str) -> Json:
    return {
        "act": act.id,
        "quote": act.span.quote(text),
        "start": act.span.start,
        "end": act.span.end,
        "rule": act.rule,
        "args": dict(act.args),
    }


def _shown(char: str) -> str:
    return char if char.isprintable() else json.dumps(char)[1:-1]
