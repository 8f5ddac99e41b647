"""What the time words and echoes of one turn are worth: dated promises, grounded sympathy, checked restatements.

Not here: comparing promises with earlier ones (``memory``) or the file (``record``).
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Final

from trainer.language.bank import Bank
from trainer.language.features import touched
from trainer.language.past import Told
from trainer.language.reader import KEPT, Read
from trainer.language.rules import longest
from trainer.language.values import same_value
from trainer.model.analysis import Act, Value
from trainer.model.lexicon import PatternCompiler

TIMES: Final = frozenset({"clock", "date", "duration"})
GROUNDED: Final = frozenset({"empathize", "validate", "paraphrase"})
PROMISES: Final = frozenset({"commit_time", "vague_time"})
SHARED: Final = 2


def with_args(act: Act, **args: str) -> Act:
    """Return the act with arguments added."""
    return replace(act, args=tuple(sorted({**dict(act.args), **args}.items())))


def times(read: Read, clauses: range) -> tuple[Value, ...]:
    """Return the concrete, not past times that stand in some clauses."""
    return tuple(
        value
        for value in read.scene.values
        if value.kind in TIMES
        and value.clause in clauses
        and "past" not in read.clauses[value.clause].guards
        and not value.canonical.startswith(("~", "d-", "w-"))
    )


class Promises:
    """Reads promises; made once per language.

    The lexicon's ``functions`` tell them apart: ``promise.rule`` names a rule or a limit, ``promise.ours`` an act of
    ours for the customer, ``promise.now`` an act done in this very call, ``promise.more`` one more act of a kind,
    ``promise.other`` somebody else who acts, ``promise.act.<kind>`` what is promised.
    """

    def __init__(self, functions: Mapping[str, tuple[str, ...]], compiler: PatternCompiler) -> None:
        """Take the patterns."""
        self._bank = Bank(compiler)
        self._named = {
            name.removeprefix("promise."): frozenset(self._bank.add(sources))
            for name, sources in sorted(functions.items())
            if name.startswith("promise.")
        }
        self.dated = lru_cache(maxsize=KEPT)(self._dated_acts)

    def _marks(self, text: str) -> frozenset[str]:
        """Return the names of the patterns that a text fits."""
        hits = frozenset(self._bank.hits(text))
        return frozenset(name for name, numbers in self._named.items() if numbers & hits)

    def promised(self, read: Read) -> tuple[Act, ...]:
        """Give the promises of a turn that name a time."""
        return tuple(act for act in self.dated(read) if act.id == "commit_time" and act.arg("time"))

    def _dated_acts(self, read: Read) -> tuple[Act, ...]:
        """Give every promise its time; a vague one beside a concrete time is a dated promise.

        The time of a promise is looked for in its own clause, then in the neighbours of the same sentence
        (course 3.10 e: vague words count only where no time follows).
        """
        acts: list[Act] = []
        promised = {act.clause for act in read.acts if act.id == "commit_time"}
        for act in read.acts:
            if act.id in PROMISES and self._is_none(read, act):
                continue
            now = _dated(read, act) if act.id in PROMISES else act
            # a vague word beside a dated promise adds nothing
            if now.id == act.id or promised.isdisjoint(read.sentence(act.clause)):
                acts.append(now)
        return longest(acts)

    def _is_none(self, read: Read, act: Act) -> bool:
        """Tell whether a promise is none: a rule or a limit, or what is done while they speak."""
        here = self._marks(read.clauses[act.clause].text)
        if act.id == "vague_time":
            return "now" in here
        first = max(read.sentence(act.clause)[0], act.clause - 1)
        rules = any("rule" in self._marks(read.clauses[at].text) for at in range(first, act.clause + 1))
        return rules and "ours" not in self._of(read, act)

    def _of(self, read: Read, act: Act) -> frozenset[str]:
        """Return the marks of the clauses of a promise, of the next one where its own name no act."""
        last = touched(act, read.clauses)[-1]
        marks = self._marks(" ".join(clause.text for clause in read.clauses[act.clause : last + 1]))
        if not _kinds(marks) and last < read.sentence(act.clause)[-1]:
            marks |= self._marks(read.clauses[last + 1].text)
        return marks

    def clash(self, now: tuple[Read, Act], then: tuple[Read, Act]) -> bool:
        """Tell whether two promises are of the same act, by the same side, and name different times."""
        if not differs(now[1].arg("time"), then[1].arg("time")):
            return False
        here, there = self._of(*now), self._of(*then)
        same = _kinds(here) & _kinds(there) or not _kinds(here) | _kinds(there)
        return bool(same) and "more" not in here and ("other" in here) == ("other" in there)


def _kinds(marks: frozenset[str]) -> frozenset[str]:
    """Return what is promised: a call, a letter, a visit."""
    return frozenset(mark for mark in marks if mark.startswith("act."))


def _dated(read: Read, act: Act) -> Act:
    near = range(act.clause, act.clause + 1)
    found = times(read, near)
    if not found:
        sentence = read.sentence(act.clause)
        near = range(max(sentence[0], act.clause - 1), min(sentence[-1], act.clause + 1) + 1)
        found = times(read, near)
        if act.id == "vague_time" and all(value.kind == "date" for value in found):
            found = ()
    if not found:
        return act
    return with_args(replace(act, id="commit_time"), time=canonical_time(found))


def canonical_time(values: tuple[Value, ...]) -> str:
    """Return date and clock, or the duration, of some values as one text."""
    first: dict[str, str] = {}
    for value in values:
        first.setdefault(value.kind, value.canonical)
    if "date" in first or "clock" in first:
        return " ".join(first[kind] for kind in ("date", "clock") if kind in first)
    return first["duration"]


def differs(now: str, then: str) -> bool:
    """Tell whether two times of promises (``canonical_time``) clash in a part that both name: date, clock, duration."""
    first, second = _parts(now), _parts(then)
    if _form(first.get("date", "")) != _form(second.get("date", "")) and "date" in first.keys() & second.keys():
        return False  # "tomorrow" and "the eighteenth" may be the same day
    return any(not same_value(first[kind], second[kind]) for kind in first.keys() & second.keys())


def _form(date: str) -> str:
    """Tell how a date is named: ``d+1``, ``w4``, ``month-end`` or by figures; a figure of any length is one form."""
    return date.rstrip("0123456789") if date[:1].isalpha() else date[:0]


def _parts(time: str) -> dict[str, str]:
    """Sort the parts of a time by kind."""
    return {"clock" if ":" in part else _span(part) if part[-1].isalpha() else "date": part for part in time.split()}


def _span(part: str) -> str:
    """Return the unit of a duration: three days and three working days are not measured against each other."""
    return part.lstrip("0123456789-") if part[0].isdigit() else "date"


def grounded(read: Read, act: Act, told: Told) -> Act:
    """Tell of sympathy and restatements whether they take up what the customer said."""
    if act.id not in GROUNDED:
        return act
    clauses = frozenset(read.sentence(act.clause))
    return with_args(act, grounded="yes" if _takes_up(read, clauses, told) else "no")


def _takes_up(read: Read, clauses: frozenset[int], told: Told) -> bool:
    grams = frozenset().union(*(read.by_clause[clause] for clause in clauses))
    rings = {topic.id for topic in read.scene.topics if topic.clause in clauses}
    shared = len(grams & told.grams)
    if shared >= SHARED or shared + len(rings & told.rings) >= SHARED:
        return True
    figures = [value.canonical for value in read.scene.values if value.clause in clauses]
    return any(same_value(one, other.canonical) for one in figures for other in told.alike(one))


def checked(read: Read, act: Act, checks: Mapping[str, str]) -> Act:
    """Tell of a restatement whether it asks the customer if it is right."""
    if act.id not in {"paraphrase", "summarize"}:
        return act
    rest = range(act.clause, len(read.clauses))
    asks = any(read.clauses[at].form in {"tag", "a_not_a"} for at in rest) or read.scene.pieces[act.clause].asks
    words = any(word in read.clauses[at].text for at in rest for word in checks)
    return with_args(act, checks="yes" if asks or words else "no")
