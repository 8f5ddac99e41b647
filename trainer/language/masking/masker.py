"""One conversation in, the same without personal data out. The order of work; what is found where is in the rooms
beside this one. Not here: files, the way back.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from trainer.language.masking.cues import Cues
from trainer.language.masking.fold import BLANK, Folder
from trainer.language.masking.numbers import Numbers, echoes
from trainer.language.masking.scan import Scanner
from trainer.language.masking.streams import Streams
from trainer.language.masking.tokens import Tokens, put, token_pattern
from trainer.language.masking.words import Personal, known_again, plain_words
from trainer.model.lexicon import PatternCompiler
from trainer.model.masking import KINDS, Found, MaskData, Masked, MaskKind
from trainer.model.transcript import Language

ROUNDS: Final = 4
FIELD: Final = "field"
NOTHING: Final[Mapping[int, MaskKind]] = MappingProxyType({})
TABLE: Final = "token."
RANK: Final[Mapping[MaskKind, int]] = {"email": 0, "address": 2, "name": 3}
NUMBER: Final = 1
SURE: Final[frozenset[MaskKind]] = frozenset({"id", "mobile", "email", "name"})
"""Where two kinds claim the same words the lower rank keeps them; all numbers have the same."""


class Masker:
    """Masks conversations; made once, used for every one. Both languages are always read: people mix them."""

    def __init__(self, data: MaskData, compiler: PatternCompiler) -> None:
        """Prepare the rules; ``compiler`` is that of ``packs``."""
        named = {name: table for name, table in data.tables.items() if name.startswith(TABLE)}
        self._frames = {name.removeprefix(TABLE): table for name, table in named.items()}
        self._pattern = token_pattern(named)
        self._fold = Folder(data.tables.get("traditional", {}), self._pattern)
        self._scan = Scanner(data.tables)
        self._cues = Cues(data.rules, compiler)
        self._numbers = Numbers(data.rules, self._cues, compiler)
        self._personal = Personal(data.rules, data.tables, self._cues, compiler)
        self._fields = {name.casefold(): kind for name, kind in data.tables.get("fields", {}).items()}
        self.digest = data.digest

    def field(self, name: str) -> MaskKind | None:
        """Return what a field of that name holds and nothing else, None where nobody can say."""
        kind = self._fields.get(name.casefold().replace("-", "_").replace(" ", "_"))
        return next((known for known in KINDS if known == kind), None)

    def mask(
        self,
        turns: Sequence[tuple[str, str]],
        language: Language = "zh",
        whole: Mapping[int, MaskKind] = NOTHING,
        ids: Collection[int] = (),
    ) -> Masked:
        """Return the texts of a conversation with tokens for what is personal.

        Args:
            turns: who speaks and what is said, in order.
            language: that of the tokens.
            whole: texts that are personal as a whole, by number: the fields of a file that say so.
            ids: texts that are names of records, by number: made of figures and letters by machines, so that only
                what is surely a person's is masked in them.
        """
        raw = [text for _, text in turns]
        found = tuple(one for one in self.find(turns, whole) if one.text not in ids or one.kind in SURE)
        give = Tokens(self._frames[language], self._pattern, raw)
        given = tuple(give(one) for one in found)
        by_text: dict[int, list[Found]] = {}
        originals: dict[str, dict[str, None]] = {}
        for one in given:
            by_text.setdefault(one.text, []).append(one)
            originals.setdefault(one.token, {})[raw[one.text][one.start : one.end]] = None
        texts = tuple(put(text, by_text.get(number, ())) for number, text in enumerate(raw))
        return Masked(texts, given, {token: tuple(ways) for token, ways in originals.items()})

    def find(self, turns: Sequence[tuple[str, str]], whole: Mapping[int, MaskKind] = NOTHING) -> tuple[Found, ...]:
        """Return what is personal, in order, without overlaps.

        Looked for again with what was found blanked, until nothing new comes: so a masked text is masked for good.
        """
        texts = [self._fold(text) for _, text in turns]
        given = [
            Found(number, 0, len(texts[number]), kind, plain_words(texts[number]), FIELD)
            for number, kind in whole.items()
            if any(char.isalnum() for char in texts[number])
        ]
        found: list[Found] = []
        for _ in range(ROUNDS):
            new = self._round([role for role, _ in turns], texts, given)
            given = []
            if not new:
                break
            found += new
            for one in new:
                text = texts[one.text]
                texts[one.text] = text[: one.start] + BLANK * (one.end - one.start) + text[one.end :]
        return _whole_names(sorted(found, key=lambda one: (one.text, one.start)))

    def _round(self, roles: Sequence[str], texts: Sequence[str], given: Sequence[Found]) -> list[Found]:
        self._cues.hear(texts)
        segments = [self._scan(number, text) for number, text in enumerate(texts)]
        streams = Streams(texts, self._cues.named, self._numbers.whole)
        for number, role in enumerate(roles):
            streams.hear(number, role, segments[number])
        numbers = self._numbers(streams.done)
        words = self._personal(texts)
        found = [*given, *numbers, *echoes(numbers, streams.done), *words]
        again = known_again([one for one in found if one.kind == "name" or one.rule == FIELD], texts)
        return _apart([*found, *again], texts)


def _whole_names(found: Sequence[Found]) -> tuple[Found, ...]:
    """Return what was found, a family name with a title standing for the one person who bears it."""
    names = {one.value for one in found if one.kind == "name"}
    bearers = {short: [name for name in names if name != short and name.startswith(short)] for short in names}
    alone = {short: several[0] for short, several in bearers.items() if len(short) == 1 and len(several) == 1}
    return tuple(replace(one, value=alone.get(one.value, one.value)) if one.kind == "name" else one for one in found)


def _apart(found: Iterable[Found], texts: Sequence[str]) -> list[Found]:
    """Return what was found without overlaps: the weightier kind keeps what both hold, then the longer."""
    taken: dict[int, bytearray] = {}
    kept: list[Found] = []
    for one in sorted(found, key=lambda item: (RANK.get(item.kind, NUMBER), item.start - item.end)):
        marks = taken.setdefault(one.text, bytearray(len(texts[one.text])))
        for start, end in _free(marks, one.start, one.end):
            if any(char.isalnum() for char in texts[one.text][start:end]):
                kept.append(replace(one, start=start, end=end))
        marks[one.start : one.end] = bytes([1]) * (one.end - one.start)
    return kept


def _free(marks: bytearray, start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches of ``start`` to ``end`` that are not marked."""
    free: list[tuple[int, int]] = []
    at = start
    while at < end:
        if marks[at]:
            at += 1
            continue
        last = marks.find(1, at, end)
        free.append((at, end if last < 0 else last))
        at = free[-1][1]
    return free
