"""What memory keeps of the turns before: the latest turns, and of the whole conversation only what is asked for.

It grows turn by turn, so that a long conversation costs no more per turn than a short one. Not here: what follows
from it (``memory``, ``record``, ``gloss``).
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from trainer.language.context import OtherLines
from trainer.language.grounding import trigrams
from trainer.language.reader import Read, Reader
from trainer.language.values import alike_keys
from trainer.model.analysis import Act, Value
from trainer.model.transcript import Role, Turn

WINDOW: Final = 200
"""Turns back to which wordings are compared (repeats, questions, promises); longer than any ordinary call (ours)."""
TALKS: Final = 16
FIGURES: Final = frozenset({"number", "id_tail", "phone"})
GIVING: Final = frozenset({*FIGURES, "date"})
REFUSING: Final = frozenset({"c_refuse", "c_deny", "c_threat"})


@dataclass(slots=True)
class Told:
    """Everything that the customer and those with him have said."""

    grams: set[str] = field(default_factory=set)
    rings: set[str] = field(default_factory=set)
    terms: set[str] = field(default_factory=set)
    _values: dict[str, dict[tuple[str, str], Value]] = field(default_factory=dict)
    _texts: list[tuple[str, str]] = field(default_factory=list)
    _sought: dict[tuple[str, bool], int] = field(default_factory=dict)

    def add(self, read: Read, terms: frozenset[str]) -> None:
        """Take a turn in."""
        self.grams |= read.grams
        self.rings |= read.rings
        self.terms |= terms
        self._texts.append((read.raw, read.scene.normal.text))
        for value in read.scene.values:
            for key in alike_keys(value.canonical):
                self._values.setdefault(key, {}).setdefault((value.kind, value.canonical), value)

    def alike(self, canonical: str) -> Iterator[Value]:
        """Give the values that could be the same as one."""
        for key in alike_keys(canonical):
            yield from self._values.get(key, {}).values()

    def has(self, words: str, *, plain: bool) -> bool:
        """Tell whether some words were said, in the raw or in the plain text; each turn is searched once for them."""
        key = (words, plain)
        at = self._sought.get(key, 0)
        if at < 0:
            return True
        found = any(words in (even if plain else raw) for raw, even in self._texts[at:])
        self._sought[key] = -1 if found else len(self._texts)
        return found


class Past:
    """The turns before, read; grows with the conversation.

    Attributes:
        told: everything that the customer said.
        used: terms of the trade that the agent named.
        given: factors of identity that were answered with figures.
        checked: whether identity was asked for and answered.
        said: three-character stretches of the agent's latest turns.
        answered: the same of his latest questions that the customer answered, by turn.
        promises: his latest promises with a time, by turn.
    """

    def __init__(
        self, reader: Reader, terms: Callable[[Read], frozenset[str]], promised: Callable[[Read], tuple[Act, ...]]
    ) -> None:
        """Start before the first turn.

        Args:
            reader: reads turns.
            terms: names the terms of the trade in a turn.
            promised: gives the dated promises of a turn.
        """
        self._reader = reader
        self._terms = terms
        self._promised = promised
        self._lines = OtherLines()
        self._last: tuple[Role, Read] | None = None
        self._customer: Read | None = None
        self._agent = ""
        self.told = Told()
        self.used: set[str] = set()
        self.given: set[str] = set()
        self.checked = False
        self.said: deque[frozenset[str]] = deque(maxlen=WINDOW // 2)
        self.answered: deque[tuple[frozenset[str], ...]] = deque(maxlen=WINDOW // 2)
        self.promises: deque[tuple[Read, tuple[Act, ...]]] = deque(maxlen=WINDOW // 2)

    @property
    def waits(self) -> bool:
        """Tell whether the other side spoke last."""
        return self._last is not None and self._last[0] != "agent"

    def other(self, line: str) -> Read:
        """Return the customer's last line, read."""
        if self._customer is not None and self._customer.raw == line:
            return self._customer
        return self._reader.read(line, "customer", "")

    def add(self, turn: Turn) -> None:
        """Take one more turn in."""
        if turn.role == "system":
            return
        other = self._lines.before(turn)
        if not turn.text.strip():
            return
        read = self._reader.read(turn.text, turn.role, other)
        if turn.role == "agent":
            self._taken_over(turn.source)
            self.used |= self._terms(read)
            self.said.append(trigrams(read.scene.normal.text))
            promised = self._promised(read)
            if promised:
                self.promises.append((read, promised))
        else:
            self.told.add(read, self._terms(read))
            self._customer = read
            if self._last is not None and self._last[0] == "agent":
                self._exchange(self._last[1], read)
        self._last = (turn.role, read)

    def _taken_over(self, agent: str) -> None:
        """Forget what the agent before said of himself: another one repeats and breaks no word of his own."""
        if agent and self._agent and agent != self._agent:
            self.said.clear()
            self.promises.clear()
        self._agent = agent or self._agent

    def _exchange(self, asked: Read, reply: Read) -> None:
        """Note what a reply answers: questions, factors of identity, the check of identity as a whole."""
        questions = tuple(trigrams(one.text) for one in asked.clauses if one.function == "question")
        answered = any(clause.function == "statement" and len(clause.text) > 1 for clause in reply.clauses)
        if questions and answered:
            self.answered.append(questions)
        if any(value.kind in FIGURES for value in reply.scene.values):
            self.given |= {one.id for one in (*asked.factors, *reply.factors) if one.id != "address"}
        self.checked = self.checked or (asks_identity(asked) and complies(reply))


def asks_identity(read: Read) -> bool:
    """Tell whether a turn asks for proof of identity."""
    asking = any(read.clauses[one.clause].function in {"question", "request", "command"} for one in read.factors)
    return asking or any(act.id == "verify_id" for act in read.acts)


def complies(answer: Read) -> bool:
    """Tell whether a reply gives what was asked: figures, or plain words that neither ask back nor refuse."""
    if any(value.kind in GIVING for value in answer.scene.values):
        return True
    refuses = any(act.id in REFUSING for act in answer.acts)
    return bool(answer.clauses) and not refuses and answer.clauses[0].function == "statement"


class Pasts:
    """The conversations under way: each is read on from where it was left, and read anew where it was changed."""

    def __init__(self, fresh: Callable[[], Past]) -> None:
        """Take the maker of an empty past."""
        self._fresh = fresh
        self._kept: dict[str, tuple[tuple[Turn, ...], Past]] = {}

    def take(self, history: tuple[Turn, ...]) -> Past:
        """Return the past of a conversation; nobody else holds it until it is put back (``put``)."""
        known, past = self._kept.pop(history[0].text, ((), self._fresh())) if history else ((), self._fresh())
        size = len(known)
        if not (size <= len(history) and history[:size] == known):
            size, past = 0, self._fresh()
        for turn in history[size:]:
            past.add(turn)
        return past

    def put(self, history: tuple[Turn, ...], past: Past) -> None:
        """Keep a past for the next turn of its conversation."""
        if not history:
            return
        if len(self._kept) >= TALKS:
            self._kept.clear()
        self._kept[history[0].text] = (history, past)


def given_to(past: Past, gives: Mapping[str, str]) -> frozenset[str]:
    """Return the identity factors that the customer has told, by figures asked for or in the words of the scene."""
    told = {factor for factor, value in gives.items() if value and past.told.has(value, plain=False)}
    return frozenset(told | past.given)
