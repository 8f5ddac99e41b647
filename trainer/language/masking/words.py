"""Finds what is personal by its words: e-mails, plates in prose, addresses, names.

Not here: numbers however they are spoken (``numbers``).
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final, cast

from trainer.language.masking.cues import Cues
from trainer.model.lexicon import PatternCompiler
from trainer.model.masking import Found, MaskKind, MaskRule

Tables = Mapping[str, Mapping[str, str]]
WORD: Final = re.compile(r"[A-Za-z][A-Za-z'\u2019-]*|[0-9]+")
SPOKEN: Final = re.compile(r"[^ ]+")
MOST_NAMES: Final = 4
LEAST_KNOWN: Final = 2
MANY_KNOWN: Final = 200
Span = tuple[int, int]


class Personal:
    """Finds what is personal by its words; made once."""

    def __init__(self, rules: Iterable[MaskRule], tables: Tables, cues: Cues, compiler: PatternCompiler) -> None:
        self._cues = cues
        listed = [(rule, source) for rule in rules if rule.finder == "text" for source in rule.patterns]
        self._rules = sorted(listed, key=lambda one: bool(one[0].needs))
        self._free_count = sum(not rule.needs for rule, _ in listed)
        self._patterns = compiler(tuple(source for _, source in self._rules))
        self._free = compiler(tuple(source for _, source in self._rules[: self._free_count]))
        self._not_names = tuple(tables.get("not_names", {}))
        self._titles = tuple(tables.get("titles", {}))
        self._not_given = tuple(tables.get("not_given", {}))
        self._not_words = frozenset(tables.get("name_stops", {}))
        self._particles = frozenset(tables.get("name_particles", {}))
        self._first_names = frozenset(tables.get("first_names", {}))
        self._not_streets = frozenset(tables.get("not_streets", {}))
        self._checks: Mapping[str, Callable[[str, Span], Span | None]] = {
            "": lambda _text, span: span,
            "digits": _two_digits,
            "name": self._chinese_name,
            "english_name": self._english_name,
            "street": self._street,
            "spoken_mail": self._spoken_mail,
        }

    def __call__(self, texts: Sequence[str]) -> list[Found]:
        """Return what is found in the folded texts, in the order of the rules; ``cues`` must know them."""
        joined = "\n".join(texts)
        starts = tuple(accumulate((len(text) + 1 for text in texts), initial=0))
        found: list[Found] = []
        for index in self._possible(joined):
            rule = self._rules[index][0]
            for start, end, groups in self._patterns.spans(index, joined):
                span = self._checks[rule.check](joined, groups.get("x", (start, end)))
                if span is None or span[0] >= span[1]:
                    continue
                number = bisect_right(starts, span[0]) - 1
                first, last = span[0] - starts[number], span[1] - starts[number]
                if last > len(texts[number]) or not self._fits(rule, number, first, last):
                    continue
                value = plain_words(texts[number][first:last])
                found.append(Found(number, first, last, cast("MaskKind", rule.kind), value, rule.id))
        return found

    def _possible(self, joined: str) -> Iterator[int]:
        """Yield the rules that can find something: most texts hold no "at" and no "@"."""
        yield from self._free.hits(joined)
        for index in range(self._free_count, len(self._rules)):
            if any(need in joined for need in self._rules[index][0].needs):
                yield index

    def _fits(self, rule: MaskRule, number: int, start: int, end: int) -> bool:
        if not rule.cues and not rule.spared:
            return True
        before, _ = self._cues.nearest((number, start), (number, end))
        return before not in rule.spared and (not rule.cues or before in rule.cues)

    def _chinese_name(self, text: str, span: Span) -> Span | None:
        """Drop what only looks like a name, and the first letter of the next word where it was taken along."""
        start, end = span
        name = text[start:end]
        if name.startswith(self._not_names):
            return None
        for title in self._titles:
            if (at := name.find(title)) > 0:
                return start, start + at
        for size in (len(name) - 1, len(name) - 2):
            if size >= LEAST_KNOWN and text.startswith(self._not_given, start + size):
                return start, start + size
        return span

    def _english_name(self, text: str, span: Span) -> Span | None:
        """Keep the words of a name: capitals or known first names, up to the first word that is none."""
        start, end = span
        last = start
        lower = text[start].islower()
        for count, match in enumerate(WORD.finditer(text, start, end)):
            word = match[0].lower()
            if count == MOST_NAMES or word in self._not_words:
                break
            if not lower and match[0][0].islower():
                if word in self._particles:
                    continue
                break
            if count == 0 and lower and word not in self._first_names:
                return None
            last = match.end()
        return (start, last) if last > start else None

    def _street(self, text: str, span: Span) -> Span | None:
        words = {match[0].lower() for match in WORD.finditer(text, *span)}
        return None if words & self._not_streets else span

    def _spoken_mail(self, text: str, span: Span) -> Span | None:
        """Begin a spoken e-mail after the last word that belongs to the sentence: "my mail is ..."."""
        start = last = span[0]
        for match in SPOKEN.finditer(text, *span):
            if match[0].lower() == "at":
                start = min(start, last)  # the word beside "at" is part of it whatever it is
                break
            last = match.start()
            if len(match[0]) > 1 and match[0].lower() in self._not_words:
                start = match.end() + 1
        return start, span[1]


def _two_digits(text: str, span: Span) -> Span | None:
    return span if sum(char.isdigit() for char in text[slice(*span)]) > 1 else None


def plain_words(text: str) -> str:
    """Return the plain form of words, the same for the same thing."""
    return "".join(char for char in text if char.isalnum() or char in "@.").casefold()


def known_again(found: Iterable[Found], texts: Sequence[str]) -> Iterator[Found]:
    """Yield every place in the folded texts where words that were found stand again: names, fields of a file."""
    names: dict[str, Found] = {}
    for one in found:
        name = texts[one.text][one.start : one.end]
        if len(name) >= LEAST_KNOWN and any(char.isalnum() for char in name):
            names.setdefault(name, one)
            if one.kind == "name" and name[0].isupper() and " " in name:
                names.setdefault(name.split(" ")[0], one)
    if not names:
        return
    listed = sorted(names, key=lambda name: (-len(name), name))[:MANY_KNOWN]
    bounded = (rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])" if name.isascii() else re.escape(name)
               for name in listed)  # fmt: skip
    again = re.compile("|".join(bounded))
    for number, text in enumerate(texts):
        for match in again.finditer(text):
            one = names[match[0]]
            yield Found(number, match.start(), match.end(), one.kind, one.value, one.rule)
