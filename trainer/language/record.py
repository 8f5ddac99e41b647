"""The case file against what is said: values told that the customer did not say himself, and figures that clash.

Not here: whether a disclosure was allowed (``scoring`` reads ``verified``).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from trainer.language.context import Context
from trainer.language.normalise import Normaliser
from trainer.language.past import Past, Told
from trainer.language.reader import Read, Reader
from trainer.language.values import same_value
from trainer.model.analysis import Act, Value
from trainer.model.transcript import Json

DIGITS: Final = 3
SCALAR: Final = 12
DATED: Final = 5  # month and day, "09-18"; a bare day of the month tells nothing
WORDS: Final = 3
STATUS_LIMIT: Final = 12
SECRET: Final = frozenset({"money", "number", "date", "phone", "id_tail"})
CLASHING: Final = frozenset({"money", "date", "duration", "percent"})
SHARED: Final = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of the case file: its key, plain text, and the values and grams in it."""

    key: str
    text: str
    read: Read
    grams: frozenset[str]
    is_open: bool


class CaseRecord:
    """Reads case files; made once per language."""

    def __init__(self, tables: Mapping[str, Mapping[str, str]], reader: Reader) -> None:
        """Take the tables ``casefile`` (words for keys) and ``casefile_open`` (keys that are no secret)."""
        self._words = tables.get("casefile", {})
        self._open = frozenset(tables.get("casefile_open", {}))
        self._reader = reader
        self._normaliser: Normaliser = reader.normaliser
        self._entries = lru_cache(maxsize=64)(self._read_entries)

    def __call__(self, read: Read, past: Past, context: Context) -> Iterator[Act]:
        """Give ``discloses`` for values told first by the agent and ``contradict`` for figures that clash."""
        if not context.casefile:
            return
        entries = self._entries(leaves(context.casefile))
        verified = "yes" if context.verified >= context.needed or past.checked else "no"
        yield from self._discloses(read, entries, past.told, verified)
        yield from self._clashes(read, entries)

    def _read_entries(self, found: tuple[tuple[str, str], ...]) -> tuple[Entry, ...]:
        entries: list[Entry] = []
        for key, text in found:
            read = self._reader.read(text, "agent", "")
            name = key.rsplit(".", 1)[-1]
            words = "|".join(value for part, value in sorted(self._words.items()) if part in name)
            grams = read.grams | frozenset().union(*(self._reader.grams.content(word) for word in words.split("|")))
            entries.append(Entry(key, read.scene.normal.text, read, grams, any(part in name for part in self._open)))
        return tuple(entries)

    def _discloses(self, read: Read, entries: tuple[Entry, ...], told: Told, verified: str) -> Iterator[Act]:
        promised = {act.clause for act in read.acts if act.id == "commit_time"}
        for entry in entries:
            if entry.is_open:
                continue
            clause = _told(read, entry)
            if clause >= 0 and clause not in promised and not _said(entry, told):
                yield read.act("discloses", (clause, clause), "memory.discloses", key=entry.key, verified=verified)

    def _clashes(self, read: Read, entries: tuple[Entry, ...]) -> Iterator[Act]:
        """Find a figure in a clause about an entry where the file has another figure of that kind."""
        known = tuple(value for entry in entries for value in entry.read.scene.values)
        for value in read.scene.values:
            clause = read.clauses[value.clause]
            if value.kind not in CLASHING or clause.function == "question" or clause.guards:
                continue
            if value.canonical.startswith(("~", "d", "w", "m")) or any(_same(value, other) for other in known):
                continue
            grams = read.by_clause[value.clause]
            for entry in entries:
                if _about(grams, entry) and _clash(value, entry):
                    yield read.act("contradict", (value.clause, value.clause), "memory.casefile", key=entry.key)
                    break


def leaves(casefile: Mapping[str, Json]) -> tuple[tuple[str, str], ...]:
    """Return (dotted key, text) of every value of a case file, in order."""
    found: list[tuple[str, str]] = []
    pending: list[tuple[str, Json]] = [(key, value) for key, value in reversed(list(casefile.items()))]
    while pending:
        key, value = pending.pop()
        if isinstance(value, dict):
            pending += [(f"{key}.{name}", part) for name, part in reversed(list(value.items()))]
        elif isinstance(value, list):
            pending += [(key, part) for part in reversed(value)]
        elif value is not None and not isinstance(value, bool):
            found.append((key, str(value)))
    return tuple(found)


def _told(read: Read, entry: Entry) -> int:
    """Return the clause that tells a value of the entry, -1 where none does."""
    for value in read.scene.values:
        if value.kind in SECRET and _telling(value) and any(_same(value, other) for other in _secrets(entry)):
            return value.clause
    if WORDS <= len(entry.text) <= STATUS_LIMIT and not entry.read.scene.values:
        for at, clause in enumerate(read.clauses):
            if entry.text in clause.text:
                return at
    return -1


def _secrets(entry: Entry) -> tuple[Value, ...]:
    return tuple(value for value in entry.read.scene.values if value.kind in SECRET and _telling(value))


def _telling(value: Value) -> bool:
    """Tell whether a value is of three figures at least, or a date with its month."""
    if value.kind == "date":
        return value.canonical[0].isdigit() and len(value.canonical) >= DATED
    return sum(char.isdigit() for char in value.canonical.partition(".")[0]) >= DIGITS


def _said(entry: Entry, told: Told) -> bool:
    """Tell whether the customer himself has said what the entry holds."""
    if not _secrets(entry):
        return told.has(entry.text, plain=True)
    return any(_same(value, other) for other in _secrets(entry) for value in told.alike(other.canonical))


def _same(one: Value, other: Value) -> bool:
    """Tell whether two values are the same thing; figures of any kind are compared by their digits."""
    figures = {"money", "number", "id_tail", "phone"}
    if one.kind != other.kind and not (one.kind in figures and other.kind in figures):
        return False
    return same_value(one.canonical, other.canonical)


def _clash(value: Value, entry: Entry) -> bool:
    """Tell whether an entry holds a value of that kind and unit; dates only where the entry is the date alone."""
    if value.kind == "date" and len(entry.text) > SCALAR:
        return False
    unit = value.canonical[-1:] if value.kind == "duration" else ""
    return any(other.kind == value.kind and other.canonical.endswith(unit) for other in entry.read.scene.values)


def _about(grams: frozenset[str], entry: Entry) -> bool:
    """Tell whether a clause is about an entry: two content grams shared, of words, not of figures."""
    shared = {gram for gram in grams & entry.grams if not any(char.isdigit() for char in gram)}
    return len(shared) >= SHARED
