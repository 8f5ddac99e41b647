"""Invented values and the many ways in which people write and say them; all chance comes from a seed.

Not here: the sentences around them (``maskcases``).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from trainer.model.digest import weight
from trainer.model.masking import MaskKind

WIDE: Final = 0xFEE0
REGIONS: Final = ("110101", "310115", "440106", "510104", "330102", "420111", "610113", "370102", "500103", "350203")
WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""GB 11643-1999, 4.3."""
CHECKS: Final = "10X98765432"
GROUPS: Final[Mapping[str, tuple[int, ...]]] = {
    "id": (6, 8, 4), "card": (4, 4, 4, 4, 3), "mobile": (3, 4, 4), "policy": (4, 4, 4, 4), "landline": (4, 4, 4)
}  # fmt: skip


class Chance:
    """Choices fixed by a key, each one a new one."""

    def __init__(self, *key: str | int) -> None:
        self._key = key
        self._count = 0

    def below(self, bound: int) -> int:
        """Return a whole number from 0 to ``bound`` - 1."""
        self._count += 1
        return weight(*self._key, self._count) % bound

    def pick(self, options: Sequence[str]) -> str:
        """Return one of the options."""
        return options[self.below(len(options))]

    def figures(self, count: int) -> str:
        """Return so many figures."""
        return "".join(str(self.below(10)) for _ in range(count))


class Maker:
    """Makes values of one language from the parts of ``maskcases.<language>.yaml``."""

    def __init__(self, parts: Mapping[str, Sequence[str]], chance: Chance) -> None:
        self._parts = parts
        self._chance = chance
        self._english = parts["language"][0] == "en"

    def make(self, kind: MaskKind) -> str:
        """Return one value as somebody writes or says it."""
        match kind:
            case "name":
                return self._name()
            case "address":
                return self._address()
            case "email":
                return self._email()
            case "plate":
                return self._plate()
            case _:
                return self._spelled(self._number(kind), kind)

    def parts(self, kind: MaskKind) -> tuple[str, ...]:
        """Return one number in the parts in which somebody says it."""
        spell = self._style()
        return tuple(spell(group) for group in self._groups(self._number(kind), kind) if group)

    # ---- numbers -------------------------------------------------------------------------------------------

    def _number(self, kind: MaskKind) -> str:
        chance = self._chance
        match kind:
            case "id":
                return self._english_id() if self._english else self._identity()
            case "card":
                return self._card()
            case "mobile":
                return "07" + str(1 + chance.below(9)) + chance.figures(8) if self._english else self._chinese_mobile()
            case "landline":
                area = "0161" if self._english else chance.pick(("010", "021", "0755", "0571", "028"))
                return area + str(2 + chance.below(7)) + chance.figures(6)
            case _:
                head = (
                    chance.pick(("P", "AH", "PL", "GX", "")) if not self._english else chance.pick(("POL", "LX", "H"))
                )
                return head + ("" if head else "8") + chance.figures(8 + chance.below(6))

    def _chinese_mobile(self) -> str:
        return "1" + str(3 + self._chance.below(7)) + self._chance.figures(9)

    def _identity(self) -> str:
        chance = self._chance
        born = f"{1940 + chance.below(75)}{1 + chance.below(12):02}{1 + chance.below(28):02}"
        if chance.below(12) == 0:
            return chance.pick(REGIONS) + born[2:] + chance.figures(3)
        body = chance.pick(REGIONS) + born + chance.figures(3)
        check = CHECKS[sum(int(char) * by for char, by in zip(body, WEIGHTS, strict=True)) % 11]
        return body + (check if chance.below(3) else chance.pick("0123456789X"))

    def _english_id(self) -> str:
        chance = self._chance
        if chance.below(2):
            return str(1 + chance.below(6)) + chance.figures(8)
        return chance.pick("ABCEGHJKLMNPRSTWXYZ") + chance.pick("ABCEGHJKLMNPRSTWXYZ") + chance.figures(6) + (
            chance.pick("ABCD"))  # fmt: skip

    def _card(self) -> str:
        chance = self._chance
        body = chance.pick(("4539", "5425", "4012") if self._english else ("6222", "6217", "6228", "6214"))
        body += chance.figures(11 if self._english else chance.pick(("11", "14")).count("1") + 13)
        total = 0
        for place, char in enumerate(reversed(body)):
            figure = int(char) * (2 - place % 2)
            total += figure - 9 if figure > 9 else figure  # noqa: PLR2004 -- ISO/IEC 7812-1, annex B
        return body + str(-total % 10)

    # ---- spellings -----------------------------------------------------------------------------------------

    def _groups(self, value: str, kind: MaskKind) -> list[str]:
        sizes: tuple[int, ...] = GROUPS[kind]
        if self._english and kind == "id":
            sizes = (3, 2, 4) if value[0].isdigit() else (2, 2, 2, 2, 1)
        groups, at = [], 0
        for size in sizes:
            groups.append(value[at : at + size])
            at += size
        return [*[group for group in groups if group], *([value[at:]] if at < len(value) else [])]

    def _spelled(self, value: str, kind: MaskKind) -> str:
        chance, groups = self._chance, self._groups(value, kind)
        spell = self._style()
        style = chance.below(6)
        if style == 0:
            return spell(value)
        joint = (" ", "-", self._parts["pauses"][0], ".", f" {chance.pick(self._parts['fillers'])} ")[style - 1]
        if joint == "." and kind not in {"mobile", "landline"}:
            joint = " "
        return joint.join(spell(group) for group in groups)

    def _style(self) -> Callable[[str], str]:
        """Return how figures are put: written, wide, one by one, spoken, or Chinese and arabic mixed."""
        ways: tuple[Callable[[str], str], ...] = (
            (str, str, _apart, self._said)
            if self._english
            else (str, str, _wide, _apart, self._said, self._said, self._mixed)
        )
        return ways[self._chance.below(len(ways))]

    def _said(self, value: str) -> str:
        words = [self._word(char) for char in value]
        return (" " if self._english else "").join(words)

    def _word(self, char: str) -> str:
        if not char.isdigit():
            return char
        spoken = self._parts["digits"][int(char)]
        return self._chance.pick(spoken.split() if self._english else spoken)

    def _mixed(self, value: str) -> str:
        return "".join(self._word(char) if self._chance.below(2) else char for char in value)

    # ---- words ---------------------------------------------------------------------------------------------

    def _name(self) -> str:
        first, last = self._chance.pick(self._parts["given"]), self._chance.pick(self._parts["surnames"])
        return f"{first} {last}" if self._english else last + first

    def _address(self) -> str:
        chance, parts = self._chance, self._parts
        at = chance.below(len(parts["city"]))
        facts = {name: parts[name][at % len(parts[name])] for name in ("city", "province", "district")}
        facts |= {"road": chance.pick(parts["roads"]), "estate": chance.pick(parts["estates"])}
        facts |= {"house": str(1 + chance.below(399)), "block": str(1 + chance.below(30))}
        facts |= {"door": str(1 + chance.below(4)), "room": str(101 + chance.below(900))}
        return chance.pick(parts["addresses"]).format(**facts)

    def _email(self) -> str:
        chance = self._chance
        user = chance.pick(self._parts["users"]) + chance.figures(chance.below(4))
        return chance.pick(self._parts["emails"]).format(user=user, mail=chance.pick(self._parts["mails"]))

    def _plate(self) -> str:
        chance, letters = self._chance, "ABCDEFGHJKLMNPQRSTUVWXYZ"
        if self._english:
            gap = chance.pick((" ", ""))
            head = chance.pick(letters) + chance.pick(letters) + f"{chance.below(90) + 10}"
            return head + gap + "".join(chance.pick(letters) for _ in range(3))
        tail = chance.pick(letters) + chance.figures(4)
        joint = chance.pick(("", "·", " ", "-"))
        spell = self._style()
        return chance.pick(self._parts["plates"]) + chance.pick(letters[:8]) + joint + spell(tail)

    # ---- business ------------------------------------------------------------------------------------------

    def business(self) -> str:
        """Return a sentence with figures of business."""
        text = self._chance.pick(self._parts["business"])
        while "{" in text:
            start, end = text.index("{"), text.index("}")
            text = text[:start] + self._figure(text[start + 1 : end]) + text[end + 1 :]
        return text

    def _figure(self, name: str) -> str:
        chance = self._chance
        makers: Mapping[str, Callable[[], str]] = {
            "n": lambda: str(1 + chance.below(120)),
            "n3": lambda: chance.figures(3),
            "n4": lambda: chance.figures(4),
            "amount": self._amount,
            "date": self._date,
            "clock": lambda: f"{chance.below(24)}:{chance.below(60):02}",
            "percent": lambda: f"{chance.below(90)}.{chance.below(10)}%",
            "code": lambda: str(1 + chance.below(9)) + chance.figures(3 + chance.below(3)),
            "long8": lambda: "20" + chance.figures(6),
            "long": lambda: "20" + chance.figures(10 + chance.below(7)),
        }
        return makers[name]()

    def _date(self) -> str:
        year, month, day = (first + self._chance.below(many) for first, many in ((2015, 14), (1, 12), (1, 28)))
        forms = (f"{year}-{month:02}-{day:02}", f"{year}.{month}.{day}", f"{day:02}/{month:02}/{year}")
        return self._chance.pick(forms)

    def _amount(self) -> str:
        plain = (1 + self._chance.below(9999)) * (10 ** self._chance.below(4))
        return self._chance.pick((str(plain), f"{plain:,}", f"{plain}.{self._chance.figures(2)}"))


def _wide(value: str) -> str:
    return "".join(chr(ord(char) + WIDE) for char in value)


def _apart(value: str) -> str:
    return " ".join(value)
