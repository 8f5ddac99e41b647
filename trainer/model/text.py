"""Cleaning of untrusted text at the door: what is shown and stored holds no control character.

Not here: normalising for understanding (that is ``language``) and masking.
"""

import unicodedata

REPLACEMENT = "\ufffd"
KEPT = frozenset("\n\t")
HIDDEN = frozenset({"Cf", "Co", "Cs", "Cn"})
JOINER = "\u200d"
LAST_LATIN = 0x2000
LIMIT = 2000
"""Longest turn that is accepted, in characters (reliability X4)."""


def clean_text(text: str, limit: int | None = None) -> str:
    """Return ``text`` without any character that could drive a terminal or hide another.

    Control characters become U+FFFD, invisible format characters (bidi, zero width, tags) are named
    by their code point so that a reviewer sees them, line ends become newlines. The result is stable:
    cleaning twice changes nothing (reliability X1).

    Args:
        text: anything from outside.
        limit: longest result in characters; None for no limit.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    cleaned = "".join(_shown(char, text, at) for at, char in enumerate(text))
    return cleaned if limit is None else cleaned[:limit]


def _shown(char: str, text: str, at: int) -> str:
    if char in KEPT or char.isprintable():
        return char
    category = unicodedata.category(char)
    if category in {"Zs", "Zl", "Zp"}:
        return " "
    if category == "Cc":
        return REPLACEMENT
    if char == JOINER and 0 < at < len(text) - 1 and ord(text[at - 1]) > LAST_LATIN:
        return char
    if category in HIDDEN:
        return f"\u2039U+{ord(char):04X}\u203a"
    return REPLACEMENT
