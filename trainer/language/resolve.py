"""Times said relatively → the day and minute they mean, counted from when they were said ("tomorrow" → 2026-09-19).

Resolved forms are ISO 8601: a day, a minute (``2026-09-19T15:00``), a stretch of days (``2026-09-21/2026-09-27``).
Working days are Monday to Friday; public holidays are not known here. A bare weekday is the next one, or the last one
where the clause speaks of the past; a duration is counted on from now and means something only as a time limit.
Choices that no clause settles are ours. Not here: finding and reading values (``values``), whether one is a promise.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from trainer.model.analysis import Clause, Value
from trainer.model.transcript import Json

STARTS: Final = ("now", "call_started", "today")
CLOSE: Final = "18:00"
"""When business closes, where nobody says it (ours)."""
EARLIEST: Final = 8
NOON: Final = 12
WEEK: Final = 7
FRIDAY: Final = 5
FIRST_TEN: Final = 10
HALF_YEAR: Final = 182
UNITS: Final = ("min", "wd", "mo", "s", "h", "d", "w", "y")
SHORT: Final = {"s": 1, "min": 60, "h": 3600}
DAYS: Final = {"d": 1, "w": 7}
MONTHS: Final = {"mo": 1, "y": 12}


def started(casefile: Mapping[str, Json], after_ms: int | None = None) -> str:
    """Return when a turn was said: the file's ``now``, ``call_started`` or ``today`` and the turn's own place.

    Args:
        casefile: what the agent could look up.
        after_ms: milliseconds from the start of the conversation, where known.

    Returns:
        ISO 8601 to the minute, or the day alone; empty where the file tells neither.
    """
    said = next((moment for key in STARTS if (moment := _moment(str(casefile.get(key, "") or "")))), None)
    if said is None:
        return ""
    at, exact = said
    return (at + timedelta(milliseconds=after_ms or 0)).isoformat(timespec="minutes") if exact else _day(at.date())


def _moment(text: str) -> tuple[datetime, bool] | None:
    """Read a day with or without a time; None where it is neither."""
    plain = text.strip().replace(" ", "T", 1).replace("/", "-")
    try:
        return datetime.fromisoformat(plain).replace(tzinfo=None), "T" in plain
    except ValueError:
        return None


def resolved(values: tuple[Value, ...], clauses: tuple[Clause, ...], now: str) -> tuple[Value, ...]:
    """Return the values with ``resolved`` filled in where ``now`` settles it.

    Args:
        values: in order of place.
        clauses: those of the same turn.
        now: ISO 8601, empty where unknown.
    """
    said = _moment(now)
    if said is None:
        return values
    at, exact = said
    past = [("past" in clauses[value.clause].guards) for value in values]
    meant = [
        _date(value.canonical, at.date(), past=gone) if value.kind == "date" else ""
        for value, gone in zip(values, past, strict=True)
    ]
    days = {value.clause: day for value, day in zip(reversed(values), reversed(meant), strict=True) if day}
    for place, value in enumerate(values):
        if value.kind == "clock":
            meant[place] = _clock(value.canonical, days.get(value.clause) or _day(at.date()))
        elif value.kind == "duration" and not past[place]:
            meant[place] = _duration(value.canonical, at, exact=exact)
    return tuple(replace(value, resolved=told) if told else value for value, told in zip(values, meant, strict=True))


def _day(day: date) -> str:
    return day.isoformat()


def _stretch(first: date, last: date) -> str:
    return f"{_day(first)}/{_day(last)}"


def _month(day: date, ahead: int) -> tuple[date, date]:
    """Return the first and the last day of a month, ``ahead`` months on."""
    months = day.year * NOON + day.month - 1 + ahead
    year, month = divmod(months, NOON)
    return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])


def _date(canonical: str, today: date, *, past: bool) -> str:
    """Return the day or days that a date means (``values`` lists the plain forms)."""
    try:
        named = _named(canonical, today)
        if named:
            return named
        if canonical[:1] in {"d", "m"}:
            ahead = int(canonical[1:])
            return _day(today + timedelta(days=ahead)) if canonical[0] == "d" else _stretch(*_month(today, ahead))
        return _weekday(canonical, today, past=past) if canonical[:1] == "w" else _written(canonical, today, past=past)
    except (ValueError, OverflowError):
        return ""


def _named(canonical: str, today: date) -> str:
    monday = today - timedelta(days=today.isoweekday() - 1)
    named = {
        "month-end": _day(_month(today, 0)[1]),
        "month-start": _day(_month(today, int(today.day > FIRST_TEN))[0]),
        "year-end": _day(date(today.year, NOON, 31)),
        "weekend": _stretch(monday + timedelta(days=5), monday + timedelta(days=6)),
    }
    return named.get(canonical, "")


def _weekday(canonical: str, today: date, *, past: bool) -> str:
    """Return the day of ``w4`` (bare), ``w+1.4`` (of next week), or the days of ``w+1``."""
    week, _, day = canonical[1:].rpartition(".")
    if not week and day.isdecimal():
        ahead = (int(day) - today.isoweekday()) % WEEK
        return _day(today + timedelta(days=ahead - WEEK if past and ahead else ahead))
    monday = today - timedelta(days=today.isoweekday() - 1) + timedelta(days=WEEK * int(week or day))
    return _day(monday + timedelta(days=int(day) - 1)) if week else _stretch(monday, monday + timedelta(days=WEEK - 1))


def _written(canonical: str, today: date, *, past: bool) -> str:
    """Return the day of ``2026-09-18``, ``09-18`` or ``-18``, the days of ``09-``; the nearest that fits."""
    year, month, day = [*canonical.split("-"), "", ""][:3] if canonical[:4].isdecimal() else ("", *_two(canonical))
    if year and not month:
        return _stretch(date(int(year), 1, 1), date(int(year), NOON, 31))
    if not month:
        first, last = _month(today, 0)
        if int(day) < today.day and not past:
            first, last = _month(today, 1)
        return _day(first.replace(day=min(int(day), last.day)))
    if not day:
        return _stretch(*_month(date(today.year, int(month), 1), 0))
    if year:
        return _day(date(int(year), int(month), int(day)))
    this = date(today.year, int(month), int(day))
    far = not past and (today - this).days > HALF_YEAR
    return _day(this.replace(year=this.year + 1) if far else this)


def _two(canonical: str) -> tuple[str, str]:
    month, _, day = canonical.partition("-")
    return month, day


def _clock(canonical: str, day: str) -> str:
    """Return the minute of a clock time on a day; an unsure hour before eight is in the afternoon."""
    if len(day) != len("2026-09-18"):
        return ""
    if canonical == "close":
        return f"{day}T{CLOSE}"
    hour, _, minute = canonical.rstrip("?").partition(":")
    late = canonical.endswith("?") and int(hour) < EARLIEST
    return f"{day}T{int(hour) + NOON * late:02d}:{minute}"


def _duration(canonical: str, at: datetime, *, exact: bool) -> str:
    """Return where a duration ends that begins now; of a range the later end; empty for a vague one."""
    unit = next((unit for unit in UNITS if canonical.endswith(unit)), "")
    amount = canonical.removesuffix(unit).rpartition("-")[2]
    if not unit or not amount.isdecimal():
        return ""
    count = int(amount)
    try:
        if unit in SHORT:
            return (at + timedelta(seconds=count * SHORT[unit])).isoformat(timespec="minutes") if exact else ""
        if unit == "wd":
            return _day(_working(at.date(), count))
        if unit in DAYS:
            return _day(at.date() + timedelta(days=count * DAYS[unit]))
        first, last = _month(at.date(), count * MONTHS[unit])
        return _day(first.replace(day=min(at.day, last.day)))
    except (ValueError, OverflowError):
        return ""


def _working(day: date, count: int) -> date:
    """Return the day ``count`` working days on, holidays unknown."""
    weeks, rest = divmod(count, FRIDAY)
    for _ in range(rest):
        day += timedelta(days=max(1, WEEK + 1 - day.isoweekday()) if day.isoweekday() >= FRIDAY else 1)
    return day + timedelta(days=WEEK * weeks)
