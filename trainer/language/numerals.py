"""Chinese numerals → arabic figures, only where they are numbers: ``keep`` lists the idioms that stay.

A single figure is a number before a unit of time, date or money; figures with ten, hundred… are numbers anywhere;
three and more plain figures in a row are a code read aloud. Not here: units and canonical values (``values``).
"""

import re
from collections.abc import Mapping

Tables = Mapping[str, Mapping[str, str]]
CODE_LENGTH = 3
TEN = 10


def alternation(words: Mapping[str, str]) -> str:
    """Return the words as one pattern, longest first; a pattern that never matches when there are none."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in ordered) if ordered else r"(?!)"


class Numerals:
    """Reads numerals under the tables ``digits tens keep units point_heads number_stops clock_heads week_heads``."""

    def __init__(self, tables: Tables) -> None:
        """Prepare the patterns; without ``tens`` nothing is ever converted (languages that write figures)."""
        self._digits = {char: int(value) for char, value in tables.get("digits", {}).items()}
        self._tens = {char: int(value) for char, value in tables.get("tens", {}).items()}
        self._stops = tuple(tables.get("number_stops", {}))
        self._clock_heads = tuple(tables.get("clock_heads", {}))
        self._point_heads = tuple(tables.get("point_heads", {}))
        self._weeks = tuple(tables.get("week_heads", {}))
        self._dayparts = tuple(word for word, part in tables.get("dayparts", {}).items() if part)
        self._little = tuple(tables.get("little_tails", {}))
        self._units = re.compile(alternation(tables.get("units", {})))
        kept = (
            re.escape(word) + (f"(?!{after})" if after else "")
            for word, after in sorted(tables.get("keep", {}).items(), key=lambda item: (-len(item[0]), item[0]))
        )
        self._keep = re.compile("|".join(kept) or r"(?!)")
        chars = re.escape("".join([*self._digits, *self._tens]))
        percent = alternation(tables.get("percent_head", {}))
        figures = re.escape("".join(self._digits))
        self._links = re.compile(f"(?:{alternation(tables.get('range_links', {}))}|-|~)(?:[{figures}]|[0-9]{{1,2}})")
        self._any = re.compile(f"[{chars}]") if self._tens else None
        self._scan = re.compile(f"(?P<percent>{percent})?(?P<run>[{chars}]+)") if self._tens else None

    def find(self, text: str) -> tuple[tuple[int, int, str], ...]:
        """Return start, end and figures of every numeral that is a number, in order."""
        if self._any is None or self._scan is None or not self._any.search(text):
            return ()
        found: list[tuple[int, int, str]] = []
        at = 0
        while match := self._scan.search(text, at):
            at, number = self._read(text, match)
            if number is not None:
                found.append(number)
        return tuple(found)

    def _read(self, text: str, match: re.Match[str]) -> tuple[int, tuple[int, int, str] | None]:
        """Return where to go on, and the number at this match if it is one."""
        start, end = match.span("run")
        idiom = self._idiom(text, match.start(), start, end)
        if idiom is not None:
            if idiom[0] <= start:
                return max(idiom[1], start + 1), None
            end = idiom[0]
        if text.endswith(self._weeks or ("\0",), 0, start):
            return start + 1, None
        run = text[start:end]
        figures = self._figures(text, start, end)
        if figures is None:
            return end, None
        if match.group("percent"):
            return end, (match.start(), end, figures + "%")
        return end, (start, end, figures) if run != figures else None

    def _idiom(self, text: str, first: int, start: int, end: int) -> tuple[int, int] | None:
        """Return the idiom that begins before or in the run, unless the clock runs into it (three o'clock ten)."""
        for at in range(max(0, first - 1), end):
            kept = self._keep.match(text, at)
            if kept is None or text.endswith(self._clock_heads or ("\0",), 0, at):
                continue
            if self._on_the_clock(text, at, kept.end()):
                continue
            if at > start and (text[at] in self._tens or self._tens.get(text[at - 1]) == TEN):
                continue  # a numeral going on: "eleven o'clock" holds the word for "a little"
            if kept.end() > start and (at >= start or kept.end() >= end):
                return at, kept.end()
        return None

    def _on_the_clock(self, text: str, at: int, end: int) -> bool:
        """Tell whether an idiom that ends in a word of the clock is a time after all: "one in the afternoon"."""
        told = text.endswith(self._dayparts or ("\0",), 0, at) and text.endswith(self._clock_heads or ("\0",), at, end)
        return told and not text.startswith(self._little or ("\0",), end)

    def _figures(self, text: str, start: int, end: int) -> str | None:
        run = text[start:end]
        if text.endswith(self._stops or ("\0",), 0, start):
            return None
        if any(char in self._tens for char in run):
            return self._large(run, text, start, end)
        if len(run) >= CODE_LENGTH or (len(run) > 1 and self._digits[run[0]] == 0):
            return "".join(str(self._digits[char]) for char in run)
        if len(run) == 1 and self._counts(text, start, end):
            return str(self._digits[run])
        return None

    def _large(self, run: str, text: str, start: int, end: int) -> str | None:
        if len(run) == 1:
            if self._tens[run] == TEN and self._counts(text, start, end):
                return "10"
            return None
        value = self._value(run)
        return None if value is None else str(value)

    def _counts(self, text: str, start: int, end: int) -> bool:
        """Tell whether a single figure stands before a unit, and not in "say two points"."""
        unit = self._units.match(text, self._range_end(text, end))
        if unit is None:
            return False
        return unit.group() not in self._clock_heads or not text.endswith(self._point_heads or ("\0",), 0, start)

    def _range_end(self, text: str, end: int) -> int:
        """Return where the second figure of "one to three days" ends, ``end`` where there is no range."""
        link = self._links.match(text, end)
        return link.end() if link else end

    def _value(self, run: str) -> int | None:
        """Return the whole number, None where the run is not well formed."""
        if run[0] in self._tens and self._tens[run[0]] != TEN:  # only ten may lead
            return None
        total, section, digit, unit = 0, 0, -1, 0
        for place, char in enumerate(run):
            if char in self._digits:
                if digit > 0:
                    return None
                digit = self._digits[char]
                continue
            unit = self._tens[char]
            amount = 1 if digit < 0 and place == 0 else max(digit, 0)
            if unit >= 10_000:  # noqa: PLR2004 - ten thousand closes a section
                total = (total + section + max(digit, 0)) * unit
                section = 0
            else:
                section += amount * unit
            digit = -1
        return total + section + _tail(run, digit, unit, self._digits)


def _tail(run: str, digit: int, unit: int, digits: Mapping[str, int]) -> int:
    """Return what the last figure is worth: "one thousand two" is 1200, but "one thousand zero two" is 1002."""
    if digit <= 0:
        return 0
    spoken_short = len(run) > 1 and run[-2] not in digits and unit >= 100  # noqa: PLR2004 - from a hundred on
    return digit * unit // 10 if spoken_short else digit
