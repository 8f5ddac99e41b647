"""Draws the people and figures of a scene: the same seed gives the same cast on every machine and in every process.

Nothing is drawn from a stream of chance: each draw is a keyed hash of seed, scene, place and number, so that one more
variable in a file moves no other. Faker lends its lists of names and is imported only when a name is asked for.
Not here: templates (``template``).
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Final

from trainer.model.digest import rendezvous, weight
from trainer.model.transcript import Language

CHECK_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999
CHECK_DIGITS: Final = "10X98765432"
MAX_DIGITS: Final = 18
MAX_NUMBER: Final = 1_000_000_000
MAX_DAYS: Final = 36_500
Drawn = str | int


@dataclass(slots=True)
class Draw:
    """The functions of one template; every call is a draw of its own.

    Attributes:
        key: what fixes the draws: seed, scene, place of the template.
        language: whose names and dates.
        today: the scene's clock, ISO date.
    """

    key: tuple[str | int, ...]
    language: Language
    today: str
    number: int = 0

    def _next(self, what: str) -> tuple[str | int, ...]:
        self.number += 1
        return (*self.key, self.number, what)

    def digits(self, count: int, prefix: str = "") -> str:
        """Return ``count`` digits (at most 18) after a prefix."""
        if not 1 <= count <= MAX_DIGITS:
            raise ValueError(f"1-{MAX_DIGITS}")
        return f"{prefix}{weight(*self._next('digits')) % 10**count:0{count}d}"

    def randint(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both included."""
        if low > high or max(abs(low), abs(high)) > MAX_NUMBER:
            raise ValueError(f"{low} > {high}")
        return low + weight(*self._next("randint")) % (high - low + 1)

    def pick(self, *options: Drawn) -> str:
        """Return one of the options."""
        return rendezvous((str(option) for option in options), *self._next("pick"))

    def day(self, ahead: int) -> str:
        """Return the ISO date ``ahead`` days from the scene's today."""
        return self._date(ahead).isoformat()

    def cn_date(self, ahead: int) -> str:
        """Return month and day ``ahead`` days from the scene's today, as people of the language say it."""
        found = self._date(ahead)
        table = cast_table(self.language)
        months = table.months
        return table.date.format(month=months[found.month - 1] if months else found.month, day=found.day)

    def mask_phone(self) -> str:
        """Return a mobile number whose middle is masked: ``138****5678``."""
        key = self._next("phone")
        start = rendezvous(cast_table(self.language).phones, *key)
        return f"{start}****{weight(*key, 'tail') % 10_000:04d}"

    def fake_id(self) -> str:
        """Return an identity number of the right shape whose check digit is wrong on purpose."""
        key = self._next("id")
        regions, first_year, years = identity_table()
        born = date(first_year, 1, 1) + timedelta(days=weight(*key, "born") % (365 * years))
        body = f"{rendezvous(regions, *key)}{born:%Y%m%d}{weight(*key, 'order') % 1000:03d}"
        total = sum(int(digit) * factor for digit, factor in zip(body, CHECK_WEIGHTS, strict=True))
        right = CHECK_DIGITS[total % 11]
        return body + rendezvous([digit for digit in "0123456789" if digit != right], *key, "check")

    def last_name(self) -> str:
        """Return a family name, common ones more often."""
        return _weighted(name_table(self.language)[0], weight(*self._next("last_name")))

    def first_name(self) -> str:
        """Return a given name."""
        return _weighted(name_table(self.language)[1], weight(*self._next("first_name")))

    def name(self) -> str:
        """Return a whole name in the order of the language."""
        return cast_table(self.language).name.format(last=self.last_name(), first=self.first_name())

    def city(self) -> str:
        """Return a town; English ones are invented from a family name and an ending."""
        return _weighted(city_table(self.language), weight(*self._next("city")))

    def _date(self, ahead: int) -> date:
        if abs(ahead) > MAX_DAYS:
            raise ValueError(f"±{MAX_DAYS}")
        return date.fromisoformat(self.today) + timedelta(days=ahead)


class Rehearsal(Draw):
    """Draws for the linter: the same figures, a few stand-in names, and no Faker to wait for."""

    def last_name(self) -> str:
        """Return a stand-in family name."""
        return rendezvous(stand_ins(self.language)[0], *self._next("last_name"))

    def first_name(self) -> str:
        """Return a stand-in given name."""
        return rendezvous(stand_ins(self.language)[1], *self._next("first_name"))

    def city(self) -> str:
        """Return a stand-in town."""
        return rendezvous(stand_ins(self.language)[2], *self._next("city"))


@dataclass(frozen=True, slots=True)
class CastTable:
    """Shapes of one language, see ``casting.toml``."""

    locale: str
    date: str
    months: tuple[str, ...]
    name: str
    phones: tuple[str, ...]


@cache
def cast_table(language: Language) -> CastTable:
    """Return the shapes of one language."""
    table = _tables()[language]
    return CastTable(table["locale"], table["date"], tuple(table["months"]), table["name"], tuple(table["phones"]))


@cache
def stand_ins(language: Language) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return family names, given names and towns that stand in while a scene is checked."""
    table = _tables()[language]
    return tuple(table["families"]), tuple(table["givens"]), tuple(table["towns"])


@cache
def identity_table() -> tuple[tuple[str, ...], int, int]:
    """Return region codes, first year of birth and how many years follow."""
    table = _tables()["identity"]
    return tuple(table["regions"]), int(table["first_year"]), int(table["years"])


@cache
def name_table(language: Language) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Return Faker's family names and given names of one language with their weights."""
    provider = import_module(f"faker.providers.person.{cast_table(language).locale}").Provider
    return _weights(provider.last_names), _weights(provider.first_names)


@cache
def city_table(language: Language) -> Mapping[str, int]:
    """Return towns of one language with their weights."""
    provider = import_module(f"faker.providers.address.{cast_table(language).locale}").Provider
    if towns := getattr(provider, "cities", None):
        return _weights(towns)
    families = list(name_table(language)[0])[:200]
    return {f"{family}{ending}": 1 for family in families for ending in ("ton", "ville", "field")}


@cache
def _tables() -> Mapping[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("casting.toml").read_text(encoding="utf-8"))


def _weights(names: Mapping[str, float] | Sequence[str] | Sequence[tuple[str, float]]) -> dict[str, int]:
    """Turn Faker's rows (plain, or with a share) into whole weights; order is the file's own."""
    rows = names.items() if isinstance(names, Mapping) else names
    found: dict[str, int] = {}
    for row in rows:
        name, share = (row, 1.0) if isinstance(row, str) else row
        found[name] = max(1, round(share * 1_000_000))
    return found


def _weighted(names: Mapping[str, int], key: int) -> str:
    """Return the name at ``key`` on the line of all weights laid end to end."""
    at = key % sum(names.values())
    for name, share in names.items():
        at -= share
        if at < 0:
            return name
    raise ValueError("no name")
