"""What is unwise in a scene that is right in form: conditions that cannot hold, secrets that leak, lines too long.

Not here: form and references (``scenario``, ``references``); what shows only in play (playtest).
"""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from trainer.model.errors import Problem, RuleError
from trainer.model.transcript import Language
from trainer.packs.casting import CHECK_DIGITS, CHECK_WEIGHTS
from trainer.packs.logic import caught, never
from trainer.packs.references import SECTIONS, parsed, topic_rule
from trainer.packs.schema_scenario import FactRecord, ScenarioFile
from trainer.packs.yaml_tree import Document, Path_, problem_at

LONGEST: Final = {"zh": 60, "en": 180}
SHORTEST_TERM: Final = {"zh": 2, "en": 3}
Rings = AbstractSet[str] | None
GOOD: Final = frozenset({"best", "good"})
BAD: Final = frozenset({"bad", "left"})
DIGITS: Final = re.compile(r"(?<![0-9A-Za-z])[0-9][0-9 -]{9,22}[0-9Xx](?![0-9A-Za-z])")
MOBILE: Final = re.compile(r"1[3-9][0-9]{9}")
IDENTITY: Final = re.compile(r"[1-9][0-9]{16}[0-9X]")
CARD: Final = re.compile(r"[0-9]{16,19}")
LINES: Final = frozenset({
    "opening", "say", "again", "hint", "part", "full", "early", "react", "bait", "after_bad", "after_good", "check",
    "right",
})  # fmt: skip


class SceneCraft:
    """One scene in one language, looked at by an editor."""

    def __init__(
        self, document: Document, file: ScenarioFile, rings: AbstractSet[str] | None, language: Language
    ) -> None:
        self.document = document
        self.file = file
        self.rings = rings
        self.language = language

    def problems(self) -> Iterator[Problem]:
        """Yield every E2xx and W3xx."""
        yield from self._conditions()
        yield from self._facts()
        yield from self._endings()
        yield from self._goals()
        yield from self._concerns()
        yield from self._long_lines()
        yield from self._leaks()
        yield from self._terms()
        yield from self._real_numbers()
        if not self.file.answers:
            yield self._at((), "W311")

    def _at(self, path: Path_, code: str, **facts: str | int) -> Problem:
        return problem_at(self.document.place(path), code, facts)

    def _conditions(self) -> Iterator[Problem]:
        items = [("traps", at, trap.id, trap.when) for at, trap in enumerate(self.file.traps)]
        items += [("moves", at, move.id, move.when) for at, move in enumerate(self.file.moves)]
        items += [("endings", at, ending.id, ending.when) for at, ending in enumerate(self.file.endings)]
        for section, at, name, source in items:
            condition = parsed(source)
            if not isinstance(condition, RuleError) and never(condition.tree):
                yield self._at((section, at, "when"), "E201", id=name, source=source)

    def _facts(self) -> Iterator[Problem]:
        after = {fact.id: fact.need.after for fact in self.file.facts}
        for at, fact in enumerate(self.file.facts):
            if not self._askable(fact) or _reaches(fact.id, fact.need.after, after):
                yield self._at(("facts", at), "E202", id=fact.id)
            if fact.weight == "key" and not fact.hint:
                yield self._at(("facts", at), "W307", id=fact.id)

    def _askable(self, fact: FactRecord) -> bool:
        """Tell whether some alternative of the question can be understood at all."""
        rule = topic_rule(fact.ask)
        if isinstance(rule, RuleError):
            return True  # told as E106
        if self.rings is None:
            return True
        known = {*self.rings, *(name for name, words in self.file.terms.items() if words)}
        return any(group <= known for group in rule.groups)

    def _endings(self) -> Iterator[Problem]:
        conditions = [parsed(ending.when) for ending in self.file.endings]
        for at, condition in enumerate(conditions):
            if isinstance(condition, RuleError):
                continue
            for number, other in enumerate(conditions[:at]):
                if not isinstance(other, RuleError) and caught(condition.tree, [other.tree]):
                    facts = {"id": self.file.endings[at].id, "other": self.file.endings[number].id}
                    yield self._at(("endings", at, "when"), "E204", **facts)
                    break
        qualities = {ending.quality for ending in self.file.endings}
        if not qualities & GOOD:
            yield self._at(("endings",), "E205", missing="best | good")
        if not qualities & BAD:
            yield self._at(("endings",), "E205", missing="bad | left")
        if len(qualities) == 1:
            yield self._at(("endings",), "W312")

    def _goals(self) -> Iterator[Problem]:
        for goal in self.file.goals.key:
            kind, _, name = goal.partition(".")
            if kind not in SECTIONS or name not in {item.id for item in getattr(self.file, SECTIONS[kind])}:
                yield self._at(("goals", "key"), "E206", id=goal)

    def _concerns(self) -> Iterator[Problem]:
        settled = {concern for offer in self.file.offers for concern in offer.settles}
        for at, concern in enumerate(self.file.concerns):
            one = concern.settle
            if not (one.any or one.all or one.needs) and concern.id not in settled:
                yield self._at(("concerns", at, "settle"), "E207", id=concern.id)

    def _long_lines(self) -> Iterator[Problem]:
        limit = LONGEST[self.language]
        for path, text in self._texts(self.document.root, ()):
            if any(step in LINES for step in path) and len(text) > limit:
                yield self._at(path, "W302", length=len(text), limit=limit)

    def _texts(self, value: object, path: Path_) -> Iterator[tuple[Path_, str]]:
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, list):
            for at, item in enumerate(value):
                yield from self._texts(item, (*path, at))
        elif isinstance(value, dict):
            for key, item in value.items():
                yield from self._texts(item, (*path, str(key)))

    def _leaks(self) -> Iterator[Problem]:
        public = list(self._public())
        for fact in self.file.facts:
            for path, text in public:
                for term in fact.locked_terms:
                    if term.lower() in text.lower():
                        yield self._at(path, "W303", term=term, fact=fact.id)

    def _public(self) -> Iterator[tuple[Path_, str]]:
        """Yield the texts that are shown or said before any secret can be open."""
        for key in ("title", "summary"):
            texts: dict[str, str] = getattr(self.file, key)
            for language, text in texts.items():
                if language in {"", self.language}:
                    yield (key, language), text
        yield ("brief",), self.file.brief
        for number, bubbles in enumerate(self.file.opening):
            yield ("opening", number), "".join(bubbles)
        for at, fact in enumerate(self.file.facts):
            if not fact.need.after:
                yield from ((("facts", at, "hint", number), "".join(parts)) for number, parts in enumerate(fact.hint))

    def _terms(self) -> Iterator[Problem]:
        for name, words in self.file.terms.items():
            for word in words:
                if len(word) < SHORTEST_TERM[self.language]:
                    yield self._at(("terms", name), "W305", term=name, word=word)

    def _real_numbers(self) -> Iterator[Problem]:
        for number, line in enumerate(self.document.text.splitlines(), start=1):
            for found in DIGITS.finditer(line):
                plain = re.sub(r"[ -]", "", found[0]).upper()
                if _looks_real(plain):
                    facts: dict[str, str | int] = {"start": plain[:3], "length": len(plain)}
                    yield Problem("W309", self.document.file, number, found.start() + 1, facts, "warning")


def _reaches(name: str, needed: Iterable[str], after: dict[str, tuple[str, ...]]) -> bool:
    """Tell whether a fact waits, by whatever way, for itself."""
    waiting, seen = list(needed), set[str]()
    while waiting:
        one = waiting.pop()
        if one == name:
            return True
        if one not in seen:
            seen.add(one)
            waiting.extend(after.get(one, ()))
    return False


def _looks_real(digits: str) -> bool:
    """Tell whether a number could be somebody's: mobile, identity number with a right check digit, bank card."""
    if MOBILE.fullmatch(digits):
        return True
    if IDENTITY.fullmatch(digits):
        total = sum(int(digit) * factor for digit, factor in zip(digits, CHECK_WEIGHTS, strict=False))
        return CHECK_DIGITS[total % 11] == digits[-1]
    return CARD.fullmatch(digits) is not None and _luhn(digits)


def _luhn(digits: str) -> bool:
    doubled = [int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0  # noqa: PLR2004 (one digit)
