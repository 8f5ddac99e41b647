"""Reads figures and letters of a text however they were said: arabic, Chinese, English words, doubled, with fillers.

A turn becomes segments: pieces that stand together, and between them how they stand together: nothing, ``-`` (space,
dash, filler) or ``,`` (a pause). Patterns read the pieces' plain form, "one three eight" as ``1-3-8``.
Not here: which of them are personal (``numbers``).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from trainer.language.masking.fold import units
from trainer.language.numerals import alternation

ARTICLE: Final = "a"
PAIR: Final = 2
TRIPLE: Final = 3
JOINTS: Final = " -,"
SHORT_LETTERS: Final = 4
LONG_LETTERS: Final = 8
LATIN: Final = re.compile("[a-z]+")
LETTERS_ALONE: Final = 24
SOFT: Final = "-"
PAUSE: Final = ","
Tables = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Piece:
    """Figures or letters that stand without a gap; ``joint`` is how they stand to the piece before."""

    value: str
    start: int
    end: int
    joint: str


@dataclass(frozen=True, slots=True)
class Segment:
    """Pieces that may be one number, in the text of that number."""

    text: int
    pieces: tuple[Piece, ...]

    @property
    def figures(self) -> int:
        """Return how many figures it has."""
        return sum(char.isdigit() for piece in self.pieces for char in piece.value)


class Scanner:
    """Reads the pieces of a text under ``digits``, ``numbers``, ``times``, ``letters``, ``fillers`` and others."""

    def __init__(self, tables: Tables) -> None:
        self._digits = tables.get("digits", {})
        self._words = {**tables.get("numbers", {}), **tables.get("digit_words", {})}
        self._times = tables.get("times", {})
        self._counts = tables.get("counts", {})
        self._spelled = tables.get("letters", {})
        self._provinces = frozenset(tables.get("provinces", {}))
        self._breaks = frozenset(tables.get("not_letters", {}))
        self._tens = tables.get("tens_words", {})
        self._spoken = frozenset({*self._words, *self._tens, *self._times})
        self._gate, self._scan = self._patterns(tables)

    def _patterns(self, tables: Tables) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """Return what tells whether there are figures at all, and what reads the pieces: the first way that fits."""
        figures = re.escape("".join(self._digits))
        figure = f"[0-9{figures}]"
        said = alternation(tables.get("digit_words", {}))
        as_in = f"(?:{alternation(tables.get('as_in', {}))})"
        marks = r"[ \t\u00ad_+()#.\u00b7\u2010-\u2015\u2212~-]|(?<=[a-z])/(?=[0-9])|\u2039u\+[0-9a-f]{4,6}\u203a"
        words = alternation(tables.get("filler_words", {}))
        fillers = f"{alternation(tables.get('fillers', {}))}|(?<![a-z0-9])(?:{words})(?![a-z0-9])"
        ways = {
            "many": f"(?:{alternation(self._counts)})(?P<of>{figure})",
            "times": f"(?<![a-z])(?:{alternation(self._times)})[ -]+(?P<what>[a-z]+|[0-9])(?![a-z])",
            "arabic": "[0-9]+",
            "chinese": f"(?:(?!{alternation(tables.get('idioms', {}))})[{figures}])+",
            "tens": f"(?<![a-z])(?:{alternation(self._tens)})(?:[ -](?:{said}))?(?![a-z])",
            "word": f"(?<![a-z])(?:{alternation(self._words)})(?![a-z])",
            "plate": f"[{re.escape(''.join(self._provinces))}](?=[^a-z0-9\n]{{0,3}}[a-z])",
            "spelled": alternation(self._spelled),
            "soft": f"(?:{marks}|{fillers})+",
            "named": f"(?<![a-z])(?P<letter>[a-z]) {as_in} [a-z]+",
            "letters": "[a-z]+",
            "pause": r"[,\u3001;\u3002!\n\u2026]+",
        }
        pattern = "|".join(f"(?P<{name}>{way})" for name, way in ways.items())
        return re.compile(f"[0-9]|{figure}[^\n]{{0,4}}{figure}"), re.compile(pattern)

    def __call__(self, number: int, text: str) -> tuple[Segment, ...]:
        """Return the segments of one folded text that hold a figure; ``number`` is the text's own."""
        if not self._may_hold(text):
            return ()
        found = [pieces for pieces in self._runs(text) if self._counts_as_number(pieces)]
        return tuple(Segment(number, tuple(run)) for run in found)

    def _may_hold(self, text: str) -> bool:
        """Tell at little cost whether a text can hold a number: nearly every turn holds none."""
        if self._gate.search(text) is not None:
            return True
        if len(text) <= LETTERS_ALONE and units(text) <= SHORT_LETTERS:
            return True
        return not self._spoken.isdisjoint(LATIN.findall(text.lower()))

    def _counts_as_number(self, pieces: list[Piece]) -> bool:
        """Tell whether pieces hold a figure, or spell nothing but letters: the start of a policy number."""
        if any(char.isdigit() for one in pieces for char in one.value):
            return True
        return all(len(one.value) <= PAIR for one in pieces)

    def _runs(self, text: str) -> Iterator[list[Piece]]:
        run: list[Piece] = []
        at, joint = -1, ""
        lower = text.lower()
        for match in self._scan.finditer(lower if len(lower) == len(text) else text):
            if match.start() != at:
                if run:
                    yield run
                run, joint = [], ""
            at = match.end()
            kind = match.lastgroup or ""
            if kind in {"soft", "pause"}:
                joint = PAUSE if kind == "pause" or joint == PAUSE else SOFT
                continue
            value = self._letters(match, text, inside=bool(run)) if kind == "letters" else self._value(kind, match)
            if value:
                run.append(Piece(value, match.start(), match.end(), joint if run else ""))
            elif run:
                yield run
                run = []
            joint = ""
        if run:
            yield run

    def _value(self, kind: str, match: re.Match[str]) -> str:
        """Return the plain form of a piece."""
        word = match[0].lower()
        if kind == "chinese":
            return "".join(self._digits[char] for char in word)
        if kind in {"word", "spelled"}:
            return self._words.get(word) or self._spelled[word]
        if kind == "named":
            return match["letter"].upper()
        if kind == "tens":
            return self._tens_value(word)
        return word.upper() if kind in {"arabic", "plate"} else self._repeated(kind, match)

    def _repeated(self, kind: str, match: re.Match[str]) -> str:
        """Return a figure or letter that is said to come several times."""
        if kind == "many":
            figure = match["of"]
            return self._digits.get(figure, figure) * int(self._counts[match[0][: -len(figure)]])
        what = match["what"]
        value = self._words.get(what, self._spelled.get(what, what if len(what) == 1 else ""))
        return value.upper() * int(self._times[match[0].replace("-", " ").split()[0]])

    def _tens_value(self, word: str) -> str:
        head, _, last = word.replace("-", " ").partition(" ")
        return str(int(self._tens[head]) + int(self._words[last])) if last else self._tens[head]

    def _letters(self, match: re.Match[str], text: str, *, inside: bool) -> str:
        """Return letters that can belong to a number, empty for a word.

        They do when they are few or capitals, or when they stand beside a figure or the first letter of a plate;
        words of the table ``not_letters`` never do, but for the article in the middle of a number.
        """
        start, end = match.span()
        word = text[start:end]
        beside = self._figure(text[end : end + 1]) or self._figure(text[max(0, start - 1) : start])
        capitals = word.isupper()
        if word.lower() in self._breaks and not (beside and (capitals or len(word) == 1)):
            if word.lower() == ARTICLE and (inside or capitals):
                return word.upper()
            if not self._plate(text, start) and not (capitals and self._near(text, start, end)):
                return ""
        limit = LONG_LETTERS if beside or (capitals and len(word) > 1) else SHORT_LETTERS
        return word.upper() if len(word) <= limit else ""

    def _plate(self, text: str, start: int) -> bool:
        """Tell whether the first letter of a plate stands before."""
        return text[max(0, start - 4) : start].rstrip(" .\u00b7-")[-1:] in self._provinces

    def _near(self, text: str, start: int, end: int) -> bool:
        """Tell whether a figure stands near a pair or triple of letters, past a space or dash."""
        around = text[max(0, start - 2) : start].rstrip(JOINTS)[-1:], text[end : end + 3].lstrip(JOINTS)
        return 1 < end - start <= TRIPLE and any(self._figure(char) for char in around)

    def _figure(self, char: str) -> bool:
        return char[:1].isdigit() or char[:1] in self._digits
