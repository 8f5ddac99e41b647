"""Figures that were said: clock times, dates, durations, money, per cent, phones, tail numbers, with a plain form.

Canonical forms: clock ``15:00`` (``03:00?`` where morning or afternoon was not said), date ``2026-09-18``, ``09-18``,
``-18``, ``d+1``, ``w4`` (Thursday), ``w+1.4`` (Thursday next week); duration ``30min 3d 2wd 3-5wd``; money ``2400.00``;
percent ``30%``. Whole-number arithmetic only. Not here: what a figure is about.
"""

from collections.abc import Callable, Mapping
from typing import Final, get_args

from trainer.language.bank import Bank
from trainer.language.stretches import Taken
from trainer.model.analysis import ValueKind
from trainer.model.lexicon import PatternCompiler

KINDS: Final[tuple[ValueKind, ...]] = get_args(ValueKind)
# a figure that two kinds could read goes to the first of these, if it is not the shorter one
RANK: Final[tuple[ValueKind, ...]] = (
    "id_tail", "phone", "money", "percent", "clock", "date", "duration", "number",
)  # fmt: skip
NOON: Final = 12
EARLIEST: Final = 8  # nobody calls back before eight: "three o'clock" alone may be three in the afternoon
Groups = Mapping[str, str]
Tables = Mapping[str, Mapping[str, str]]
Found = tuple[ValueKind, int, int, str]


class ValueFinder:
    """Finds values in plain text; made once per language."""

    def __init__(self, functions: Mapping[str, tuple[str, ...]], tables: Tables, compiler: PatternCompiler) -> None:
        """Take the patterns ``value.<kind>`` and ``value.<kind>_not``."""
        self._bank = Bank(compiler)
        self._kinds: dict[int, ValueKind] = {}
        self._not: dict[int, ValueKind] = {}
        for kind in RANK:
            self._not |= dict.fromkeys(self._bank.add(functions.get(f"value.{kind}_not", ())), kind)
            self._kinds |= dict.fromkeys(self._bank.add(functions.get(f"value.{kind}", ())), kind)
        self._canonical = Canonical(tables)

    def __call__(self, text: str) -> tuple[Found, ...]:
        """Return (kind, start, end, canonical) of every value, in order of place and without overlap."""
        hits = self._bank.hits(text)
        if not hits:
            return ()
        barred = [
            (self._not[number], start, end)
            for number in hits
            if number in self._not
            for start, end, _ in self._bank.spans(number, text)
        ]
        found = [
            read
            for number in hits
            if number in self._kinds
            for start, end, groups in self._bank.spans(number, text)
            if (read := self._read(self._kinds[number], text, (start, end), groups)) is not None
            and not any(kind == read[0] and first <= start < last for kind, first, last in barred)
        ]
        return _apart(found)

    def _read(
        self, kind: ValueKind, text: str, place: tuple[int, int], groups: Mapping[str, tuple[int, int]]
    ) -> Found | None:
        start, end = place
        if kind in {"number", "money"} and start > 0 and text[start - 1].isascii() and text[start - 1].isdigit():
            return None
        said = {name: text[first:last] for name, (first, last) in groups.items()}
        canonical = self._canonical(kind, said)
        return (kind, start, end, canonical) if canonical else None


def _apart(found: list[Found]) -> tuple[Found, ...]:
    """Keep, of overlapping values, the longest, then the one of higher rank."""
    taken = Taken()
    by_length = sorted(found, key=lambda one: (one[1] - one[2], RANK.index(one[0]), one[1]))
    return tuple(sorted((one for one in by_length if taken.take(one[1], one[2])), key=lambda one: one[1]))


class Canonical:
    """Turns what a pattern's groups caught into the plain form of a value."""

    def __init__(self, tables: Tables) -> None:
        """Take ``digits dayparts days weekdays weeks months duration_units multipliers``."""
        self._tables = tables
        self._readers: dict[ValueKind, Callable[[Groups], str]] = {
            "clock": self._clock,
            "date": self._date,
            "duration": self._duration,
            "money": self._money,
            "percent": self._percent,
        }

    def __call__(self, kind: ValueKind, said: Groups) -> str:
        """Return the plain form, empty where it is none after all."""
        reader = self._readers.get(kind)
        if reader is not None:
            return reader(said)
        return "".join(char for char in said.get("n", "") if char.isalnum() or char == "-")

    def _table(self, name: str, word: str) -> str:
        return self._tables.get(name, {}).get(word, "")

    def _whole(self, word: str) -> int:
        """Read a figure or a number word; -1 where it is neither."""
        if word.isdecimal():
            return int(word)
        value = self._table("digits", word)
        return int(value) if value else -1

    def _clock(self, said: Groups) -> str:
        if "noon" in said:
            return "12:00"
        if "close" in said:
            return "close"
        hour, minute = _minutes(said, self._whole(said["h"]))
        part = self._table("dayparts", said.get("part", "") or said.get("part2", ""))
        unsure = not part and 0 < hour < EARLIEST
        return f"{_day_hour(hour, part) % 24:02d}:{minute:02d}{'?' if unsure else ''}"

    def _date(self, said: Groups) -> str:
        if "rel" in said:
            return self._table("days", said["rel"])
        if "wd" in said:
            week = self._table("weeks", said.get("week", ""))
            day = self._table("weekdays", said["wd"])
            return f"w{int(week):+d}.{day}" if week and week != "0" else f"w{day}"
        month = said.get("mo", "") or self._table("months", said.get("mon", ""))
        parts = [
            said.get("y", ""),
            f"{int(month):02d}" if month else "",
            f"{int(said['d']):02d}" if "d" in said else "",
        ]
        if parts[0] and not parts[1]:
            return parts[0]
        if not parts[2]:
            return f"{parts[1]}-" if parts[1] else ""
        return "-".join(parts[0:] if parts[0] else parts[1:])

    def _duration(self, said: Groups) -> str:
        unit = self._table("duration_units", said["u"])
        if "vague" in said:
            return f"~{unit}"
        if "half" in said:
            return {"h": "30min", "d": "12h", "mo": "15d", "y": "6mo", "min": "30s"}.get(unit, "")
        amount = self._whole(said.get("n", ""))
        if "plus" in said:
            return _and_a_half(amount, unit)
        if unit == "q":
            amount, unit = 15 * amount, "min"
        until = f"-{self._whole(said['n2'])}" if "n2" in said else ""
        return f"{amount}{until}{unit}" if amount >= 0 and unit else ""

    def _money(self, said: Groups) -> str:
        cents = _cents(said["n"].replace(",", ""), self._table("multipliers", said.get("x", "").strip()) or "1")
        return f"{cents // 100}.{cents % 100:02d}" if cents >= 0 else ""

    def _percent(self, said: Groups) -> str:
        if "tenth" in said:
            tenths = _cents(said["tenth"], "10")
            return f"{tenths // 100}%"
        whole, _, part = said["n"].partition(".")
        part = part.rstrip("0")
        return f"{int(whole)}.{part}%" if part else f"{int(whole)}%"


def _and_a_half(amount: int, unit: str) -> str:
    """Return one and a half hours as ``90min``; months and weeks in days."""
    small = {"h": (60, "min"), "w": (7, "d"), "mo": (30, "d")}.get(unit)
    return f"{small[0] * amount + small[0] // 2}{small[1]}" if small else ""


def _minutes(said: Groups, hour: int) -> tuple[int, int]:
    """Return hour and minute as said, before the part of the day is weighed."""
    if "half" in said or said.get("past", "").startswith("half"):
        return hour, 30
    if "q" in said:
        return hour, 15 * int(said["q"])
    if "past" in said:
        return (hour, 15) if said["past"].endswith("past") else (hour - 1, 45)
    return hour, int(said.get("m", "0"))


def _day_hour(hour: int, part: str) -> int:
    """Return the hour of the day under a part of the day: am, noon, pm or night."""
    if part == "am":
        return hour % NOON if hour == NOON else hour
    first = {"pm": 0, "noon": 0, "night": 6}.get(part)
    last = {"noon": 3}.get(part, NOON)
    return hour + NOON if first is not None and first <= hour < last else hour


def _cents(number: str, times: str) -> int:
    """Return a decimal text times a whole number in hundredths, -1 where it is no number; no float is made."""
    whole, _, part = number.partition(".")
    if not whole.isdecimal() or (part and not part.isdecimal()):
        return -1
    part = (part + "00")[:6]
    return int(whole + part) * int(times) * 100 // int("1" + "0" * len(part))


def same_value(one: str, other: str) -> bool:
    """Tell whether two canonical values can be the same: half a clock, a date without its year."""
    if one == other:
        return True
    if "?" in one + other:
        return _twelve(one) == _twelve(other) != ""
    if one[-1:].isalpha() and other[-1:].isalpha():
        return _range_meets(one, other)
    if "-" in one and "-" in other and not one.startswith(("d", "w", "m")) and not other.startswith(("d", "w", "m")):
        return one.endswith(other) or other.endswith(one)
    return _amount(one) != "" and _amount(one) == _amount(other)


def _range_meets(one: str, other: str) -> bool:
    """Tell whether two durations can be the same: ``3wd`` is an end of ``1-3wd``."""
    first, second = (text.rstrip("abcdefghijklmnopqrstuvwxyz") for text in (one, other))
    if not first or not second or one[len(first) :] != other[len(second) :]:
        return False
    return bool(set(first.split("-")) & set(second.split("-")))


def _twelve(clock: str) -> str:
    """Return a clock time on a dial of twelve hours, empty for anything else."""
    hour, _, minute = clock.rstrip("?").partition(":")
    return f"{int(hour) % NOON}:{minute}" if hour.isdecimal() and minute.isdecimal() else ""


def _amount(value: str) -> str:
    """Return a money or number text without empty decimals, empty for anything else."""
    plain = value.replace(",", "")
    whole, _, part = plain.partition(".")
    if not whole.isdecimal() or (part and not part.isdecimal()):
        return ""
    part = part.rstrip("0")
    return f"{int(whole)}.{part}" if part else str(int(whole))


def alike_keys(value: str) -> frozenset[str]:
    """Return marks of a canonical value: two values that can be the same (``same_value``) share one at least."""
    keys = {value, _twelve(value), _amount(value)}
    if value[-1:].isalpha():
        figures = value.rstrip("abcdefghijklmnopqrstuvwxyz")
        keys |= {f"{part}{value[len(figures) :]}" for part in figures.split("-") if figures}
    if "-" in value:
        keys.add(f"-{value[-2:]}")
    return frozenset(keys - {""})
