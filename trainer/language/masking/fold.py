"""Raw text → the form that masking reads: half width, simplified characters, same length as the raw text.

Every character keeps its place, so that what is found needs no way back. Not here: numerals (``scan``).
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

HIDDEN: Final = "\u00ad"
BLANK: Final = "\ue000"
"""Stands for what is masked already: nothing is found in it and nothing reaches across it."""
UNIT: Final = re.compile(r"[\u3400-\u9fff]|[A-Za-z]+")


class Folder:
    """Folds texts under the table ``traditional``; blanks the tokens of earlier masking."""

    def __init__(self, traditional: Mapping[str, str], tokens: re.Pattern[str]) -> None:
        self._letters = _Letters(traditional)
        self._tokens = tokens

    def __call__(self, raw: str) -> str:
        """Return the plain form of ``raw``, as long as it is."""
        text = raw if raw.isascii() else raw.translate(self._letters)
        return self._tokens.sub(lambda token: BLANK * len(token[0]), text) if "]" in text or "\u3011" in text else text


class _Letters(dict[int, str]):
    """The plain form of each character, worked out when it is first met."""

    def __init__(self, traditional: Mapping[str, str]) -> None:
        super().__init__({ord(key): value for key, value in traditional.items() if len(key) == len(value) == 1})

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if unicodedata.category(char) in {"Cf", "Mn"}:
            plain = HIDDEN
        else:
            plain = unicodedata.normalize("NFKC", char)
            plain = plain if len(plain) == 1 else char
        self[code] = plain
        return plain


def units(text: str) -> int:
    """Return how much is said: Chinese characters and Latin words; figures, marks and blanks count nothing."""
    return len(UNIT.findall(text))
