"""Judges numbers: which of the pieces that were read are personal, by their shape and by the word that names them.

All streams of a conversation are laid out in one line and searched at once, so the work is linear in its length.
Not here: reading the figures (``scan``), the words that name a number (``cues``).
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

from trainer.language.masking.cues import Cues
from trainer.language.masking.scan import Piece, Segment
from trainer.language.masking.streams import Stream
from trainer.model.lexicon import PatternCompiler
from trainer.model.masking import Found, MaskKind, MaskRule

BREAK: Final = " "
TURN: Final = ";"
NINE: Final = 9
MANY_KNOWN: Final = 60
LEAST_KNOWN: Final = 6
LEAST_ECHO: Final = 3


@dataclass(frozen=True, slots=True)
class _Line:
    """All pieces in one line: its text, where each piece begins, whose it is."""

    text: str
    starts: tuple[int, ...]
    pieces: tuple[tuple[int, Piece], ...]

    def covered(self, start: int, end: int) -> Sequence[tuple[int, Piece]]:
        """Return the pieces of a stretch."""
        first = bisect_right(self.starts, start) - 1
        return self.pieces[first : bisect_right(self.starts, end - 1)]


def _line(streams: Iterable[Stream]) -> _Line:
    parts: list[str] = []
    starts: list[int] = []
    pieces: list[tuple[int, Piece]] = []
    at = 0
    for stream in streams:
        for number, segment in enumerate(stream):
            for place, piece in enumerate(segment.pieces):
                joint = piece.joint if place else (TURN if number else BREAK)
                parts += [joint, piece.value]
                starts.append(at + len(joint))
                at += len(joint) + len(piece.value)
                pieces.append((segment.text, piece))
    return _Line("".join(parts), tuple(starts), tuple(pieces))


class Numbers:
    """Finds personal numbers; made once."""

    def __init__(self, rules: Iterable[MaskRule], cues: Cues, compiler: PatternCompiler) -> None:
        self._cues = cues
        shapes = [rule for rule in rules if rule.finder in {"number", "spare"}]
        self._rules = [(rule, source) for rule in shapes for source in rule.patterns]
        self._patterns = compiler(tuple(source for _, source in self._rules))

    def __call__(self, streams: Sequence[Stream]) -> list[Found]:
        """Return the personal numbers of a conversation; earlier rules win where two find the same.

        ``cues`` must know the texts of this conversation.
        """
        line = _line(streams)
        taken = bytearray(len(line.text))
        found: list[Found] = []
        for _, _, index, span in sorted(self._candidates(line)):
            rule = self._rules[index][0]
            if any(taken[slice(*span)]) or not self._personal(rule, line, span):
                continue
            taken[slice(*span)] = bytes([1]) * (span[1] - span[0])
            if rule.finder == "number":
                found += _parts(rule, line, span)
        return found + self._again(line, found, taken)

    def whole(self, segment: Segment) -> bool:
        """Tell whether a segment has the shape of a personal number that needs no word to name it."""
        line = _line([[segment]])
        length = len(plain(line.text))
        return any(
            -size == length and personal and not self._rules[index][0].cues
            for size, personal, index, _ in self._candidates(line)
        )

    def _candidates(self, line: _Line) -> Iterator[tuple[int, int, int, tuple[int, int]]]:
        """Yield what has the shape of a number: the longest first, then what is spared, then by rule."""
        for index in self._patterns.hits(line.text) if line.text else ():
            rule = self._rules[index][0]
            for start, end, groups in self._patterns.spans(index, line.text):
                span = groups.get("x", (start, end))
                yield -len(plain(line.text[slice(*span)])), int(rule.finder == "number"), index, span

    def _personal(self, rule: MaskRule, line: _Line, span: tuple[int, int]) -> bool:
        value = plain(line.text[slice(*span)])
        if rule.check == "luhn" and not luhn(value):
            return False
        covered = line.covered(*span)
        (text, first), last = covered[0], covered[-1]
        cue = self._cues.nearest((text, first.start), (last[0], last[1].end))
        if cue[0] in rule.spared or (rule.cues and not set(cue) & set(rule.cues)):
            return False
        if rule.finder == "spare":
            return True
        return not self._cues.counted(last[0], first.start if last[0] == text else last[1].start, last[1].end)

    def _again(self, line: _Line, found: Sequence[Found], taken: bytearray) -> list[Found]:
        """Return where a value that is known comes again without the word that named it."""
        known = {one.value: one for one in found if sum(map(str.isdigit, one.value)) >= LEAST_KNOWN}
        joined, places = _joined(line.text)
        more: list[Found] = []
        for value, one in list(known.items())[:MANY_KNOWN]:
            at = joined.find(value)
            while at >= 0:
                span = (places[at], places[at + len(value) - 1] + 1)
                if BREAK not in line.text[slice(*span)] and not any(taken[slice(*span)]):
                    taken[slice(*span)] = bytes([1]) * (span[1] - span[0])
                    rule = MaskRule(one.rule, one.kind, "number", ())
                    more += _parts(rule, line, span)
                at = joined.find(value, at + len(value))
        return more


def echoes(found: Sequence[Found], streams: Sequence[Stream]) -> list[Found]:
    """Return the parts that the other side repeats while a number is being said over several turns."""
    parts: dict[tuple[str, str], list[Found]] = {}
    for one in found:
        parts.setdefault((one.kind, one.value), []).append(one)
    more: list[Found] = []
    for (_, value), several in parts.items():
        first, last = several[0].text, several[-1].text
        if first == last:
            continue
        for stream in streams:
            for segment in stream:
                said = "".join(piece.value for piece in segment.pieces)
                if first < segment.text <= last + 1 and len(said) >= LEAST_ECHO and said in value:
                    start, end = segment.pieces[0].start, segment.pieces[-1].end
                    more.append(Found(segment.text, start, end, several[0].kind, value, several[0].rule))
    return more


def _parts(rule: MaskRule, line: _Line, span: tuple[int, int]) -> Iterator[Found]:
    """Yield what was found, one stretch for each text that holds a part of it."""
    value = plain(line.text[slice(*span)])
    by_text: dict[int, list[Piece]] = {}
    for text, piece in line.covered(*span):
        by_text.setdefault(text, []).append(piece)
    for text, pieces in by_text.items():
        kind = cast("MaskKind", rule.kind)
        yield Found(text, pieces[0].start, pieces[-1].end, kind, value, rule.id)


def _joined(text: str) -> tuple[str, tuple[int, ...]]:
    """Return a line without its joints, but with its breaks, and where each character came from."""
    kept = [(char, at) for at, char in enumerate(text) if char.isalnum() or char == BREAK]
    return "".join(char for char, _ in kept), tuple(at for _, at in kept)


def plain(text: str) -> str:
    """Return a number without its joints."""
    return "".join(char for char in text if char.isalnum())


def luhn(value: str) -> bool:
    """Tell whether a number has a valid check digit (ISO/IEC 7812-1, annex B)."""
    if not value.isdigit():
        return False
    doubled: Mapping[bool, int] = {False: 1, True: 2}
    total = 0
    for place, char in enumerate(reversed(value)):
        figure = int(char) * doubled[place % 2 == 1]
        total += figure - NINE if figure > NINE else figure
    return total % 10 == 0
