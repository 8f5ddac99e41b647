"""What the linear model sees of a clause: its pieces, its neighbours, the other side's words, what the rules found.

The same function serves training and use, so a weight always stands for what it was learned on. Features are short
strings with a sign in front that says where they come from: none for the clause itself, ``<`` and ``>`` for the clauses
beside it, ``o:`` for the other side's last line, ``p:`` and ``t:`` for acts that rules found in the clause and in the
turn, ``T:`` for topics and values, ``g:`` for guards.

Not here: weights (``weights``), what is made of a score (``verdict``).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from trainer.model.analysis import Act, Clause, Topic, Value
from trainer.model.transcript import Language

LONGEST: Final = {"zh": 4, "en": 3}
"""Characters of Chinese, words of English in the longest piece; more brought nothing (measured; ours)."""
BESIDE: Final = 2
HEARD: Final = {"zh": 40, "en": 160}
"""Characters of the other side's last line that count, from its end."""
TOKEN: Final = re.compile(r"[a-z']+|[0-9]+|[^\sa-z0-9]")
LENGTHS: Final = 4
LONG: Final = 5
MANY: Final = 4
Pieces = Callable[[str, int], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Heard:
    """A turn as the features are drawn from it."""

    clauses: tuple[Clause, ...]
    acts: tuple[Act, ...]
    topics: tuple[Topic, ...]
    values: tuple[Value, ...]
    other: str


@dataclass(frozen=True, slots=True)
class Words:
    """The pieces of one clause: as itself, as the one before, as the one after."""

    own: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


class Features:
    """Draws the features of one language."""

    def __init__(self, language: Language) -> None:
        """Choose the pieces: characters in Chinese, words and fours of characters in English."""
        self._pieces: Pieces = characters if language == "zh" else words
        self._longest = LONGEST[language]
        self._heard = HEARD[language]
        self._fours = language != "zh"

    def words(self, text: str) -> Words:
        """Return the pieces of a clause's plain text in its three places."""
        framed = f"^{text}$"
        own = {*self._pieces(framed, self._longest)}
        if self._fours:
            own.update("~" + framed[at : at + 4] for at in range(len(framed) - 3))
        beside = {*self._pieces(framed, BESIDE)}
        return Words(tuple(own), tuple("<" + one for one in beside), tuple(">" + one for one in beside))

    def other(self, line: str) -> tuple[str, ...]:
        """Return the pieces of the other side's last line, ``line`` in plain form."""
        if not line:
            return ("o:none",)
        heard = line[-self._heard :]
        return tuple({"o:" + one for one in self._pieces(heard, BESIDE)})

    def marks(self, heard: Heard) -> tuple[tuple[str, ...], ...]:
        """Return, for every clause, what is known of it beside its words."""
        turn = {f"t:{act.id}" for act in heard.acts if act.polarity > 0}
        count = len(heard.clauses)
        placed = _placed(heard)
        found: list[tuple[str, ...]] = []
        for at, clause in enumerate(heard.clauses):
            marks = {*turn, f"F:{clause.function}", f"f:{clause.form}", *(f"g:{guard}" for guard in clause.guards)}
            marks.update(placed.get(at, ()))
            marks.update((f"n:{min(count, MANY)}", f"i:{min(at, 2)}"))
            marks.add(f"l:{min(len(clause.text) // LENGTHS, LONG)}")
            marks.update(["<none"] if at == 0 else [])
            marks.update([">none"] if at == count - 1 else [])
            found.append(tuple(marks))
        return tuple(found)


def touched(act: Act, clauses: tuple[Clause, ...]) -> range:
    """Return the indexes of the clauses that an act lies in, wholly or in part; ``act.clause`` is the first of them."""
    last = act.clause
    while last + 1 < len(clauses) and clauses[last + 1].span.start < act.span.end:
        last += 1
    return range(act.clause, last + 1)


def _placed(heard: Heard) -> dict[int, list[str]]:
    """Return, by clause, what was found in it: acts of rules, topics, values."""
    found: dict[int, list[str]] = {}
    for act in heard.acts:
        for at in touched(act, heard.clauses) if act.polarity > 0 else ():
            found.setdefault(at, []).append(f"p:{act.id}")
    for topic in heard.topics:
        found.setdefault(topic.clause, []).append(f"T:{topic.id}")
    for value in heard.values:
        found.setdefault(value.clause, []).append(f"T:v:{value.kind}")
    return found


def characters(text: str, longest: int) -> Iterator[str]:
    """Return every stretch of 1 to ``longest`` characters."""
    yield from text
    for size in range(2, longest + 1):
        yield from (text[at : at + size] for at in range(len(text) - size + 1))


def words(text: str, longest: int) -> Iterator[str]:
    """Return every stretch of 1 to ``longest`` words."""
    tokens = TOKEN.findall(text)
    yield from tokens
    for size in range(2, longest + 1):
        yield from (" ".join(tokens[at : at + size]) for at in range(len(tokens) - size + 1))
