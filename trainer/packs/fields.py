"""The kinds of values that stand in pack files, for pydantic; every scalar arrives as text and is coerced here.

Each kind says its JSON Schema too, so that an editor checks the same thing. Not here: the formats (``schema_*``).
"""

import re
from collections.abc import Sequence
from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

LANGUAGES: Final = ("zh", "en")
LONGEST: Final = 20_000
SCALAR: Final = {"type": ["string", "number"]}  # an editor reads 2400 as a number, we as text
TEXT_OR_LIST: Final = {"anyOf": [SCALAR, {"type": "array", "items": SCALAR}]}
LINE_LIST: Final = {
    "anyOf": [
        {"type": "string"},
        {"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}},
    ]
}
SOME_LINE_LIST: Final = {**LINE_LIST, "minItems": 1, "minLength": 1}
TEXTS: Final = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {language: {"type": "string"} for language in LANGUAGES},
            "additionalProperties": False,
        },
    ]
}


class Record(BaseModel):
    """A mapping whose keys are all known."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_max_length=LONGEST, defer_build=True)


def expected(form: str) -> PydanticCustomError:
    """Return the error of a value that ought to look like ``form`` (YAML-like, the same in every language)."""
    return PydanticCustomError("expected", "expected {expected}", {"expected": form})


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Sequence) and all(isinstance(item, str) for item in value):
        return [str(item) for item in value]
    raise expected("[a, b, …]")


def _names(value: object) -> tuple[str, ...]:
    """Read ``a|b`` or a list of such as one row of names."""
    parts = [part.strip() for text in _texts(value) for part in text.split("|")]
    return tuple(part for part in parts if part)


def _patterns(value: object) -> tuple[str, ...]:
    """Read one pattern or a list of patterns; ``|`` belongs to the pattern."""
    return tuple(text for text in _texts(value) if text)


def _groups(value: object) -> tuple[tuple[str, ...], ...]:
    """Read ``[a|b, c]`` as groups of alternatives."""
    return tuple(group for text in _texts(value) if (group := _names(text)))


def _lines(value: object) -> tuple[tuple[str, ...], ...]:
    """Read things to say: each is one text, or a list of texts when it comes in several bubbles."""
    if isinstance(value, str):
        return ((value,),) if value else ()
    if not isinstance(value, Sequence):
        raise expected("[…, […, …]]")
    lines = []
    for item in value:
        if (
            not isinstance(item, (str, Sequence))
            or not item
            or not all(isinstance(part, str) and part for part in item)
        ):
            raise expected("[…, […, …]]")
        lines.append((item,) if isinstance(item, str) else tuple(str(part) for part in item))
    return tuple(lines)


def _by_language(value: object) -> dict[str, str]:
    """Read ``{zh: …, en: …}``; plain text stands under the empty key until the file's language is known."""
    if isinstance(value, str):
        return {"": value}
    if isinstance(value, dict) and value and all(key in LANGUAGES and isinstance(value[key], str) for key in value):
        return {str(key): str(text) for key, text in value.items()}
    raise expected("{zh: …, en: …}")


def _lines_by_language(value: object) -> dict[str, tuple[tuple[str, ...], ...]]:
    if isinstance(value, dict) and value and all(key in LANGUAGES for key in value):
        return {str(key): _lines(lines) for key, lines in value.items()}
    if isinstance(value, (str, list)):
        return {"": _lines(value)}
    raise expected("{zh: […], en: […]}")


def _switch(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in {"yes", "true", "on"}:
        return True
    if isinstance(value, str) and value.lower() in {"no", "false", "off"}:
        return False
    raise expected("yes | no")


def _number(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(r"[+-]?[0-9]{1,9}", value):
        return int(value)
    raise expected("0, 1, 2, …")


FormatOne = Annotated[Literal["1"], WithJsonSchema({"enum": [1, "1"]})]
Text = Annotated[str, StringConstraints(max_length=LONGEST), WithJsonSchema(SCALAR)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
RuleId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.]{1,80}$")]
Names = Annotated[tuple[str, ...], BeforeValidator(_names), WithJsonSchema(TEXT_OR_LIST)]
Patterns = Annotated[tuple[str, ...], BeforeValidator(_patterns), WithJsonSchema(TEXT_OR_LIST)]
Groups = Annotated[tuple[tuple[str, ...], ...], BeforeValidator(_groups), WithJsonSchema(TEXT_OR_LIST)]
Lines = Annotated[tuple[tuple[str, ...], ...], BeforeValidator(_lines), WithJsonSchema(LINE_LIST)]
SomeLines = Annotated[Lines, Field(min_length=1), WithJsonSchema(SOME_LINE_LIST)]
Texts = Annotated[dict[str, str], BeforeValidator(_by_language), WithJsonSchema(TEXTS)]
LinesByLanguage = Annotated[
    dict[str, tuple[tuple[str, ...], ...]],
    BeforeValidator(_lines_by_language),
    WithJsonSchema({"anyOf": [LINE_LIST, {"type": "object", "properties": dict.fromkeys(LANGUAGES, LINE_LIST)}]}),
]
Switch = Annotated[bool, BeforeValidator(_switch), WithJsonSchema({"enum": [True, False, "yes", "no"]})]
Whole = Annotated[int, BeforeValidator(_number), WithJsonSchema({"type": "integer"})]
# The bounds stand before the reader, so that the JSON Schema holds them too.
Count = Annotated[int, Field(ge=0), BeforeValidator(_number)]
Percent = Annotated[int, Field(ge=0, le=100), BeforeValidator(_number)]
Knob = Annotated[int, Field(ge=1, le=5), BeforeValidator(_number)]
Difficulty = Annotated[int, Field(ge=1, le=3), BeforeValidator(_number)]
Mood = Literal["anger", "anxiety", "trust", "patience", "clarity"]
Heat = Literal["hot", "warm", "cool"]
Language = Literal["zh", "en"]
MoodPoints = dict[Mood, Whole]
