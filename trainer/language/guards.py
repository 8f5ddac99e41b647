"""What keeps words from counting as plainly said: negation, condition, quotation, report, past, hypothesis.

Guards are found by patterns and weighed by place: a negation counts only before its object and within reach, two
negations cancel, a rhetorical one asserts. Not here: which rule minds which guard (the rule says so).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, get_args

from trainer.language.bank import Bank
from trainer.language.clauses import Piece
from trainer.model.analysis import Guard

GUARDS: Final[tuple[Guard, ...]] = get_args(Guard)
BENDING: Final = ("rhetorical", "boundary", "negated_after")
SPARED: Final = "spared"
QUOTE: Final = re.compile(r"\u201c([^\u201c\u201d\n]{1,80})\u201d|\"([^\"\n]{1,120})\"")
REACH: Final = 12
BESIDE: Final = 2
NEAR: Final = 3 * REACH  # negations farther off are not even weighed: a turn may be one long clause
TAIL: Final = 2
CARRIES: Final = frozenset({"negated", "quoted", "reported", "past"})
ANYWHERE: Final = frozenset({"conditional", "hypothetical", "ironic"})
OPENING: Final = '\u201c"'


@dataclass(frozen=True, slots=True)
class Mark:
    """A guard word in the plain text.

    Attributes:
        kind: a guard or one of ``BENDING``.
        reach: how many characters after it a negation still counts.
    """

    kind: str
    start: int
    end: int
    reach: int = REACH


@dataclass(frozen=True, slots=True)
class Marks:
    """All guard words of a turn, by clause, and its quotations (stretches inside quotation marks)."""

    clauses: tuple[tuple[Mark, ...], ...]
    quotes: tuple[tuple[int, int], ...]
    pieces: tuple[Piece, ...]

    def kinds(self, clause: int) -> frozenset[Guard]:
        """Return the guards whose words stand in a clause, or whose quotation holds it."""
        piece = self.pieces[clause]
        found = {mark.kind for mark in self.clauses[clause] if mark.kind != "negated" or mark.reach > BESIDE}
        if self._quoted(piece.start, piece.end):
            found.add("quoted")
        return frozenset(guard for guard in GUARDS if guard in found)

    def over(self, clause: int, start: int, end: int, *, inside: bool) -> tuple[frozenset[Guard], int]:
        """Tell what guards the stretch ``start:end`` of a clause.

        Args:
            clause: index of the clause.
            start: where the stretch begins in the plain text.
            end: where it ends.
            inside: whether a negation inside the stretch counts too (it stands in a gap of the pattern).

        Returns:
            the guards, and where the negation begins (``start`` where there is none).
        """
        marks = self._before(clause) + self.clauses[clause]
        found: set[Guard] = set()
        present = frozenset(mark.kind for mark in marks)
        for guard in GUARDS:
            if guard in present and guard != "negated" and any(_covers(guard, mark, start, end) for mark in marks):
                found.add(guard)
        if self._quoted(start, end):
            found.add("quoted")
        negation = _negation(marks, start, end, inside=inside)
        if negation >= 0:
            found.add("negated")
        return frozenset(found), (min(start, negation) if negation >= 0 else start)

    def _quoted(self, start: int, end: int) -> bool:
        return any(first <= start and end <= last for first, last in self.quotes)

    def _before(self, clause: int) -> tuple[Mark, ...]:
        """Return the marks of earlier clauses that reach into this one: of one list, or at the very end."""
        carried: list[Mark] = []
        at = clause
        while at > 0 and self.pieces[at - 1].lists_on:
            at -= 1
            carried = [*(mark for mark in self.clauses[at] if mark.kind in CARRIES), *carried]
        if at > 0 and not self.pieces[at - 1].asks:
            last = self.pieces[at - 1]
            carried = [*(mark for mark in self.clauses[at - 1] if _leads_on(mark, last)), *carried]
        return tuple(carried)


def _leads_on(mark: Mark, piece: Piece) -> bool:
    """Tell whether a mark at the end of a clause guards the next one; "he said" may have a particle after it."""
    slack = TAIL if mark.kind in {"quoted", "reported"} else 0
    return mark.kind in CARRIES and mark.end >= piece.end - slack


def _covers(guard: Guard, mark: Mark, start: int, end: int) -> bool:
    """Tell whether a mark guards the stretch: conditions anywhere in the clause, others before it."""
    if mark.kind != guard:
        return False
    return guard in ANYWHERE or (mark.start < start and mark.end <= max(end, start + 1))


def _negation(marks: tuple[Mark, ...], start: int, end: int, *, inside: bool) -> int:
    """Return where the negation of ``start:end`` begins, -1 where it is not negated."""
    rhetorical = [mark for mark in marks if mark.kind == "rhetorical"]
    borders = [mark for mark in marks if mark.kind == "boundary"]
    near = [mark for mark in marks if mark.kind == "negated" and start - mark.end <= NEAR and mark.start < end]
    words = [
        mark
        for mark in _merged(near)
        if (start - mark.end <= mark.reach if mark.start < start else inside and mark.end <= end)
        and not any(mark.start < border.start and border.end <= start for border in borders)
        and not any(one.start <= mark.start < one.end for one in rhetorical)
    ]
    if len(words) % 2 == 1:
        return words[0].start
    after = any(mark.kind == "negated_after" and 0 <= mark.start - end <= 1 for mark in marks)
    return start if after and not words else -1


def _merged(marks: list[Mark]) -> list[Mark]:
    """Join negation words that overlap: they are one negation."""
    joined: list[Mark] = []
    for mark in sorted(marks, key=lambda one: (one.start, one.end)):
        if not joined or mark.start >= joined[-1].end:
            joined.append(mark)
        elif mark.end > joined[-1].end:
            joined[-1] = replace(joined[-1], end=mark.end)
    return joined


class Guarding:
    """Finds the guard words of a turn; made once per language."""

    def __init__(self, guards: Mapping[str, tuple[str, ...]], bank: Bank) -> None:
        """Take the patterns of every guard and of what bends one."""
        self._bank = bank
        self._owners: dict[int, list[str]] = {}
        for kind in (*GUARDS, *BENDING, SPARED):
            for number in self._bank.add(guards.get(kind, ())):
                self._owners.setdefault(number, []).append(kind)

    def __call__(self, text: str, pieces: tuple[Piece, ...], times: frozenset[int]) -> Marks:
        """Return the guard words of the clauses of plain ``text``.

        Args:
            text: the whole turn.
            pieces: its clauses.
            times: where a time ends: "before" is a word of the past, "before three" is a time limit.
        """
        return Marks(tuple(self._marks(piece, times) for piece in pieces), quotations(text), pieces)

    def _marks(self, piece: Piece, times: frozenset[int]) -> tuple[Mark, ...]:
        found: list[Mark] = []
        for number in self._bank.hits(piece.text):
            if number not in self._owners:
                continue
            for start, end, _ in self._bank.spans(number, piece.text):
                if piece.text[start] not in OPENING:  # quotation marks are read over the whole turn
                    reach = BESIDE if _asks_both(piece.text[start:end]) else REACH
                    found += [
                        Mark(kind, piece.start + start, piece.start + end, reach)
                        for kind in self._owners[number]
                        if kind != "past" or piece.start + start not in times
                    ]
        spared = [mark for mark in found if mark.kind == SPARED]
        return tuple(mark for mark in found if mark.kind != SPARED and not _spared(mark, spared))


def _spared(mark: Mark, spared: list[Mark]) -> bool:
    """Tell whether a negation is only a part of another word ("others", "especially")."""
    return mark.kind == "negated" and any(one.start <= mark.start and mark.end <= one.end for one in spared)


def _asks_both(word: str) -> bool:
    """Tell whether a negation word is the doubled verb of a question ("is or is not"), which denies little."""
    return len(word) == 3 and word[0] == word[-1]  # noqa: PLR2004 - verb, negation, verb


def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches inside quotation marks."""
    if not any(char in text for char in OPENING):
        return ()
    return tuple(match.span(1) if match.group(1) is not None else match.span(2) for match in QUOTE.finditer(text))
