"""Labelled turns, one JSON object per line (see ``model.labelled``): what reviewers correct and the corpus holds.

``hard_negative`` may be true or ``{"not": act, "kind": …}``. Keys that are not ours are passed over. A wrong row costs
only itself: it is handed back as an error with its place. Not here: measuring (``language.evaluation``).
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast, get_args

from trainer.formats.analyse_lines import terminal_json
from trainer.formats.fields import Fields
from trainer.formats.source import SHOWN, Place, decode, parse, read_bytes, tidy
from trainer.model.errors import FormatError
from trainer.model.labelled import Label, Labelled
from trainer.model.transcript import Json, Language, Role

ROLES: Final = ("agent", "customer")
FIRST_HAN: Final = "\u2e80"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one file, and what is wrong with the rows that were left out."""

    file: str
    rows: tuple[Labelled, ...]
    wrong: tuple[FormatError, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """What rows may hold, and what they are where they do not say.

    Attributes:
        acts: the acts there are.
        customers: those of them that only customers do.
        language: None to tell it by the characters.
        role: None for the agent, unless the row is labelled with an act of customers.
    """

    acts: AbstractSet[str]
    customers: AbstractSet[str] = frozenset()
    language: Language | None = None
    role: Role | None = None


def read_rows(path: Path, rules: Rules) -> Sheet:
    """Return every row of a file.

    Raises:
        FormatError: the file cannot be read, or holds no row at all, right or wrong.
    """
    return parse_rows(read_bytes(path), str(path), rules)


def parse_rows(data: bytes, name: str, rules: Rules) -> Sheet:
    """Return every row in ``data``; ``name`` is what errors call it.

    Raises:
        FormatError: see ``read_rows``.
    """
    text = decode(data, Place(name))
    rows: list[Labelled] = []
    wrong: list[FormatError] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = Place(name, number)
        try:
            row = _row(line, place, rules)
            first = seen.setdefault(row.id, number)
            if first != number:
                raise place.error("id_twice", id=tidy(row.id)[:SHOWN], first=first)
            rows.append(row)
        except FormatError as error:
            wrong.append(error)
    if not rows and not wrong:
        raise Place(name).error("no_rows")
    return Sheet(name, tuple(rows), tuple(wrong))


def _row(line: str, place: Place, rules: Rules) -> Labelled:
    fields = Fields(parse(line, place), place)
    text = fields.raw("text")
    hard, trap = _temptation(fields, place)
    context = fields.raw("context", absent="")
    acts = tuple(_label(value, text, place, rules.acts) for value in fields.list("acts", needed=True))
    language = rules.language or guess(text + context)
    role = rules.role or ("customer" if any(label.act in rules.customers for label in acts) else "agent")
    return Labelled(
        id=fields.raw("id"),
        text=text,
        acts=acts,
        context=context,
        role=cast("Role", fields.choice("role", ROLES, absent=role)),
        language=cast("Language", fields.choice("language", get_args(Language), absent=language)),
        hard=hard,
        trap=trap,
        emotion=fields.raw("emotion", absent=""),
        file=place.file,
        line=place.line,
        by=fields.raw("by", absent=""),
        note=fields.raw("reason", absent=""),
    )


def guess(text: str) -> Language:
    """Tell the language of a text: Chinese as soon as one of its characters is."""
    return "zh" if any(char >= FIRST_HAN for char in text) else "en"


def _label(value: Json, text: str, place: Place, acts: AbstractSet[str]) -> Label:
    fields = Fields(value, place)
    act, quote = fields.raw("act"), fields.raw("quote", absent="")
    if act not in acts:
        raise place.error("unknown_act", act=tidy(act)[:SHOWN], near=near(act, acts))
    if quote not in text:
        raise place.error("no_such_quote", act=act, quote=tidy(quote)[:SHOWN])
    return Label(act, quote)


def near(name: str, names: AbstractSet[str]) -> str:
    """Return the names that were perhaps meant, the likeliest first; a question mark where none is alike."""
    from difflib import get_close_matches  # noqa: PLC0415 -- only after a mistake

    return ", ".join(get_close_matches(name, sorted(names), n=3, cutoff=0.5)) or "?"


def _temptation(fields: Fields, place: Place) -> tuple[bool, str]:
    """Return whether a row is a hard negative, and the act it tempts to."""
    found = fields.peek("hard_negative")
    if isinstance(found, dict):
        return True, Fields(found, place).raw("not", absent="")
    if found is None or isinstance(found, bool | str):
        return bool(found), ""
    raise fields.wrong("hard_negative", 'true | {"not": act}', found)


def write_row(row: Labelled) -> str:
    """Return a row as a line without its end; what the row does not know is left out."""
    value: dict[str, Json] = {
        "id": row.id,
        "context": row.context,
        "text": row.text,
        "acts": [{"act": label.act, "quote": label.quote} for label in row.acts],
        "role": row.role,
        "language": row.language,
    }
    more: dict[str, Json] = {"emotion": row.emotion, "by": row.by, "reason": row.note}
    return terminal_json({**value, **{key: found for key, found in more.items() if found}})


def write_rows(path: Path, rows: Iterable[Labelled]) -> None:
    """Write rows to a file, whole or not at all; an older file there is replaced.

    Raises:
        FormatError: the file cannot be written.
    """
    draft = path.with_name(path.name + ".new")
    try:
        draft.write_text("".join(write_row(row) + "\n" for row in rows), encoding="utf-8", newline="\n")
        draft.replace(path)
    except OSError as error:
        raise Place(str(path)).error("unwritable", reason=error.strerror or str(error)) from error
