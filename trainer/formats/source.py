"""The door for bytes from outside: size, encoding and JSON checked once, each mistake a FormatError with its place.

Strict on purpose: a wrong guess about an encoding or a doubled key would put words into somebody's mouth.
Not here: what the JSON should hold (``native``, ``lines``).
"""

import json
from collections.abc import Callable, Sequence
from math import isfinite
from pathlib import Path
from typing import Final, Never, cast

from trainer.model.errors import Fact, FormatError
from trainer.model.text import clean_text
from trainer.model.transcript import Json

MAX_BYTES: Final = 20 * 1024 * 1024
"""Largest file that is read (reliability I5)."""
SHOWN: Final = 60
"""Longest stretch of a file that an error message repeats, in characters."""
MAX_DEPTH: Final = 64
"""Deepest nesting of lists and objects; deeper ones are an attack on the reader, not a conversation."""


class Place:
    """Where in a file we are: makes errors that name it.

    Args:
        file: the file as the person named it.
        line: 1-based line of a file with one record per line, 0 for the file as a whole.
    """

    def __init__(self, file: str, line: int = 0) -> None:
        self.file = file
        self.line = line

    def error(self, code: str, **facts: Fact) -> FormatError:
        """Return the error of ``code``; its facts tell the place as ``file:line #turn``, and each part by itself."""
        file, turn = clean_text(self.file), facts.get("turn", 0)
        place = file + (f":{self.line}" if self.line else "") + (f" #{turn}" if turn else "")
        return FormatError(f"formats.{code}", {"place": place, "file": file, "line": self.line, **facts})


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a regular file of at most ``MAX_BYTES``.

    Raises:
        FormatError: no such file, not a file, not readable, too large.
    """
    place = Place(str(path))
    try:
        if not path.is_file():
            raise place.error("not_a_file" if path.exists() else "no_file")
        with path.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise place.error("unreadable", reason=error.strerror or str(error)) from error
    if len(data) > MAX_BYTES:
        raise place.error("too_large", limit=MAX_BYTES // (1024 * 1024))
    return data


def decode(data: bytes, place: Place) -> str:
    """Return strict UTF-8 text; one byte-order mark at the start is dropped.

    Raises:
        FormatError: the bytes are not UTF-8; the facts name the byte and its line.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Place(place.file, line).error("encoding", byte=error.start + 1) from error


def parse(text: str, place: Place) -> Json:
    """Return the JSON value of ``text``.

    Raises:
        FormatError: not JSON, a key given twice in one object, NaN or Infinity, nested too deeply.
    """
    try:
        value = json.loads(
            text,
            object_pairs_hook=_once(place),
            parse_constant=_no_constant(place),
            parse_float=_finite(place),
        )
    except json.JSONDecodeError as error:
        line = error.lineno if not place.line else place.line
        raise Place(place.file, line).error("json", column=error.colno, reason=error.msg) from error
    except (RecursionError, ValueError) as error:
        # ValueError: a whole number of thousands of digits, which Python refuses to convert.
        raise place.error("json_limit") from error
    if _depth(value) > MAX_DEPTH:
        raise place.error("json_limit")
    return cast("Json", value)


def records(text: str, place: Place) -> list[tuple[Place, Json]]:
    """Return the records of a file: one object, a list of objects, or one object per line.

    Raises:
        FormatError: see ``parse``; ``empty`` where there is nothing.
    """
    if not text.strip():
        raise place.error("empty")
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if len(lines) > 1 and _is_object(lines[0][1]):
        return [(Place(place.file, number), parse(line, Place(place.file, number))) for number, line in lines]
    value = parse(text, place)
    return [(place, one) for one in value] if isinstance(value, list) else [(place, value)]


def cleaned(value: Json) -> Json:
    """Return a JSON value with every text in it, keys too, free of control characters."""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, list):
        return [cleaned(item) for item in value]
    if isinstance(value, dict):
        return {tidy(key): cleaned(item) for key, item in value.items()}
    return value


def tidy(text: str) -> str:
    """Return ``clean_text`` of ``text``; a text of printable characters only is its own."""
    return text if text.isprintable() else clean_text(text)


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _depth(value: object) -> int:
    deepest, below = 0, [(value, 1)]
    while below:
        item, depth = below.pop()
        deepest = max(deepest, depth)
        inner: Sequence[object] = ()
        if isinstance(item, dict):
            inner = list(item.values())
        elif isinstance(item, list):
            inner = item
        if depth <= MAX_DEPTH:
            below += [(one, depth + 1) for one in inner]
    return deepest


def _once(place: Place) -> Callable[[list[tuple[str, Json]]], dict[str, Json]]:
    """Return the hook that builds an object and refuses a key given twice."""

    def build(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        found: dict[str, Json] = {}
        for key, value in pairs:
            if key in found:
                raise place.error("key_twice", key=clean_text(key, SHOWN))
            found[key] = value
        return found

    return build


def _no_constant(place: Place) -> Callable[[str], Never]:
    """Return the hook that refuses NaN and Infinity."""

    def refuse(name: str) -> Never:
        raise place.error("json_constant", name=name)

    return refuse


def _finite(place: Place) -> Callable[[str], float]:
    """Return the hook that reads a number with a point, and refuses one beyond what a computer holds."""

    def read(digits: str) -> float:
        value = float(digits)
        if not isfinite(value):
            raise place.error("json_constant", name=digits[:SHOWN])
        return value

    return read
