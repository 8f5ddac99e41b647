"""Masks what a file holds: every text of a JSON value, the turns of a conversation among them, in one go.

One go, so that a name in the case file is found in the turns and has the same token. Not here: files.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, cast

from trainer.language.masking.masker import Masker
from trainer.model.masking import Found, Masked, MaskKind
from trainer.model.transcript import Json, Language

FORMAL: Final = frozenset({"role", "language", "channel", "direction", "kind", "by", "origin", "customer_type"})
"""Fields that name something of the format itself; nothing personal can stand in them."""
TEXT: Final = "text"
ID: Final = "id"
TAIL_ONLY: Final = re.compile(r"\W*[0-9]{0,6}[Xx]?\W*")
"""The last digits that prove who somebody is: no personal number by themselves, and the scorer needs them."""
HEARD: Final = "heard_until"
Path = tuple[str | int, ...]


def mask_tree(masker: Masker, value: Json, language: Language = "zh") -> tuple[Json, Masked]:
    """Return a JSON value with tokens for what is personal, and what was found.

    Args:
        masker: finds it.
        value: any value; an object with ``turns`` is a conversation whose turns have a ``role`` and a ``text``.
        language: of the tokens, where the value itself has no ``language``.
    """
    places = list(_texts(value, (), ""))
    spoken = value.get("language") if isinstance(value, dict) else None
    tongue = cast("Language", spoken) if spoken in {"zh", "en"} else language
    turns = [(role, text) for _, role, text in places]
    whole = {
        number: kind
        for number, (path, _, _) in enumerate(places)
        if path
        and path[-1] != TEXT
        and not TAIL_ONLY.fullmatch(places[number][2])
        and (kind := masker.field(str(path[-1])))
    }
    ids = {number for number, (path, _, _) in enumerate(places) if path[-1:] == (ID,)}
    masked = masker.mask(turns, tongue, whole, ids)
    if not masked.found:
        return value, masked
    new = {path: text for (path, _, _), text in zip(places, masked.texts, strict=True)}
    heard = dict(_heard(places, masked.found, value))
    return _rebuilt(value, (), {**new, **heard}), masked


def _texts(value: Json, path: Path, role: str) -> Iterator[tuple[Path, str, str]]:
    """Yield every text with its path and who says it; fields are said by nobody else than themselves."""
    if isinstance(value, str):
        yield path, role or f"#{path}", value
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from _texts(item, (*path, at), role)
    elif isinstance(value, dict):
        said = str(value.get("role", "")) if TEXT in value else ""
        for key, item in value.items():
            if key not in FORMAL:
                yield from _texts(item, (*path, key), said if key == TEXT else "")


def _heard(places: Sequence[tuple[Path, str, str]], found: Sequence[Found], value: Json) -> Iterator[tuple[Path, int]]:
    """Yield where listening stopped in the masked text of each turn that says it."""
    by_text: dict[int, list[Found]] = {}
    for one in found:
        by_text.setdefault(one.text, []).append(one)
    for number, several in by_text.items():
        path = (*places[number][0][:-1], HEARD)
        at = _at(value, path)
        if places[number][0][-1:] == (TEXT,) and isinstance(at, int):
            yield path, moved(at, several)


def moved(at: int, found: Sequence[Found]) -> int:
    """Return where an offset of the raw text lies in the masked one; inside a token it goes to its end."""
    shift = 0
    for one in found:
        if at <= one.start:
            break
        if at < one.end:
            return one.start + shift + len(one.token)
        shift += len(one.token) - (one.end - one.start)
    return at + shift


def _at(value: Json, path: Path) -> Json:
    for key in path:
        if isinstance(value, dict):
            value = value.get(str(key))
        elif isinstance(value, list) and isinstance(key, int):
            value = value[key]
    return value


def _rebuilt(value: Json, path: Path, new: Mapping[Path, str | int]) -> Json:
    if path in new:
        return new[path]
    if isinstance(value, list):
        return [_rebuilt(item, (*path, at), new) for at, item in enumerate(value)]
    if isinstance(value, dict):
        return {key: _rebuilt(item, (*path, key), new) for key, item in value.items()}
    return value


def kinds(found: Sequence[Found]) -> dict[MaskKind, int]:
    """Return how many different values of each kind there are."""
    tokens = {one.token: one.kind for one in found}
    counted: dict[MaskKind, int] = {}
    for kind in tokens.values():
        counted[kind] = counted.get(kind, 0) + 1
    return counted
