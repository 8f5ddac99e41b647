"""The tokens that stand in the place of personal data: readable, one for each value, the same all through.

The words and the frame of a token are data (tables ``token.zh`` and ``token.en``). Not here: finding (``masker``).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from trainer.model.masking import KINDS, Found

FRAME: Final = "frame"
Tables = Mapping[str, Mapping[str, str]]


def token_pattern(tables: Tables) -> re.Pattern[str]:
    """Return what a token looks like in any language; groups ``kind`` and ``number`` of each by position."""
    forms = []
    for table in tables.values():
        words = "|".join(re.escape(table[kind]) for kind in KINDS)
        frame = re.escape(table[FRAME]).replace(r"\{word\}", f"({words})").replace(r"\{number\}", "([0-9]+)")
        forms.append(frame)
    return re.compile("|".join(forms))


class Tokens:
    """Gives tokens; numbers go on after those that the texts hold already."""

    def __init__(self, table: Mapping[str, str], pattern: re.Pattern[str], texts: Iterable[str]) -> None:
        self._table = table
        self._given: dict[tuple[str, str], str] = {}
        self._last = dict.fromkeys(KINDS, 0)
        kinds = {table[kind]: kind for kind in KINDS}
        for text in texts:
            for match in pattern.finditer(text):
                word, number = (group for group in match.groups() if group is not None)
                if word in kinds:
                    self._last[kinds[word]] = max(self._last[kinds[word]], int(number[:9]))

    def __call__(self, one: Found) -> Found:
        """Return what was found with its token."""
        key = (one.kind, one.value.casefold())
        if key not in self._given:
            self._last[one.kind] += 1
            self._given[key] = self._table[FRAME].format(word=self._table[one.kind], number=self._last[one.kind])
        return replace(one, token=self._given[key])


def put(text: str, found: Sequence[Found]) -> str:
    """Return a text with the tokens in place; ``found`` is in order and does not overlap."""
    parts: list[str] = []
    at = 0
    for one in found:
        parts += [text[at : one.start], one.token]
        at = one.end
    return "".join([*parts, text[at:]])
