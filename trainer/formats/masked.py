"""Any file with conversations in → the same file with tokens for what is personal: JSON, JSONL or plain text.

What holds nothing personal comes back byte for byte, so that masking a masked file changes nothing.
Not here: finding (``language.masking``), where files are written (``privacy``).
"""

import json
import re
from collections.abc import Sequence
from typing import Final

from trainer.formats.source import Place, decode, records
from trainer.language.masking import Masker, mask_tree
from trainer.model.masking import Masked
from trainer.model.transcript import Json, Language

JSON_SUFFIXES: Final = (".json", ".jsonl", ".ndjson")
SPEAKER: Final = re.compile(r"(?:\[[^\]\n]{0,20}\]\s*)?([^\s:\uff1a0-9]{1,12})[:\uff1a]")
INDENT: Final = re.compile(r"\n( +)\S")


def mask_bytes(masker: Masker, data: bytes, name: str, language: Language) -> tuple[bytes, tuple[Masked, ...]]:
    """Return the bytes of a file without personal data, and what was found, conversation by conversation.

    Raises:
        FormatError: not UTF-8; or not JSON though its name says so.
    """
    text = decode(data, Place(name))
    if name.lower().endswith(JSON_SUFFIXES):
        new, masked = _json(masker, text, name, language)
    else:
        new, masked = _plain(masker, text, language)
    return (new if any(one.found for one in masked) else data), masked


def _plain(masker: Masker, text: str, language: Language) -> tuple[bytes, tuple[Masked, ...]]:
    """Mask plain text: every line is what one speaker says, named before a colon or not at all."""
    lines = text.splitlines(keepends=True)
    named = [SPEAKER.match(line) for line in lines]
    said = [(found[1], line[found.end() :]) if found else ("", line) for found, line in zip(named, lines, strict=True)]
    heads = [found[0] if found else "" for found in named]
    masked = masker.mask([*said, *(("#", head) for head in heads)], language)
    parts = zip(masked.texts[len(said) :], masked.texts[: len(said)], strict=True)
    return "".join(head + line for head, line in parts).encode("utf-8"), (masked,)


def _json(masker: Masker, text: str, name: str, language: Language) -> tuple[bytes, tuple[Masked, ...]]:
    found = records(text, Place(name))
    results = [mask_tree(masker, value, language) for _, value in found]
    masked = tuple(one for _, one in results)
    if found[0][0].line:
        return _lines(text, [place.line for place, _ in found], results), masked
    values = [value for value, _ in results]
    whole: Json = values if text.lstrip().startswith("[") else values[0]
    indent = INDENT.search(text)
    return _encoded(whole, len(indent[1]) if indent else None) + (b"\n" if text.endswith("\n") else b""), masked


def _lines(text: str, numbers: Sequence[int], results: Sequence[tuple[Json, Masked]]) -> bytes:
    """Return the lines of a file with those changed in which something was found."""
    lines = [line.encode("utf-8") for line in text.split("\n")]
    for number, (value, masked) in zip(numbers, results, strict=True):
        if masked.found:
            lines[number - 1] = _encoded(value, None)
    return b"\n".join(lines)


def _encoded(value: Json, indent: int | None) -> bytes:
    try:
        return json.dumps(value, ensure_ascii=False, indent=indent).encode("utf-8")
    except UnicodeEncodeError:  # half a character, which only an escape can write
        return json.dumps(value, indent=indent).encode("utf-8")
