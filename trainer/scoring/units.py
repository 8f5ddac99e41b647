"""Length of speech as the course counts it (2.2): a Han character is one, so is a run of Latin letters or digits."""

import unicodedata


def units(text: str) -> int:
    """Return how many characters ``text`` has when spoken; punctuation and blanks are none."""
    total = 0
    run = False
    for char in text:
        category = unicodedata.category(char)
        if category == "Lo":
            total += 1
            run = False
        elif category[0] in "LN":
            total += not run
            run = True
        elif not (run and char in ".-'"):
            run = False
    return total
