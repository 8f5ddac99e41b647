"""One conversation in, the same without personal data out. The order of work; what is found where is in the rooms
beside this one. Not here: files, the way back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from trainer.language.masking.cues import Cues
from trainer.language.masking.fold import BLANK, Folder
from trainer.language.masking.numbers import Numbers, echoes
from trainer.language.masking.scan import Scanner
from trainer.language.masking.streams import streams
from trainer.language.masking.tokens import Tokens, put, token_pattern
from trainer.language.masking.words import Personal, known_names
from trainer.model.lexicon import PatternCompiler
from trainer.model.masking import Found, Masked, MaskData
from trainer.model.transcript import Language

ROUNDS: Final = 4
TOKEN: Final = "token."
RANK: Final = {"email": 0, "id": 1, "card": 1, "plate": 1, "mobile": 1, "landline": 1, "policy": 1, "address": 2, "name": 3}


class Masker:
    """Masks conversations; made once, used for every one. Both languages are always read: people mix them."""

    def __init__(self, data: MaskData, compiler: PatternCompiler) -> None:
        """Prepare the rules; ``compiler`` is that of ``packs``."""
        named = {name: table for name, table in data.tables.items() if name.startswith(TOKEN)}
        self._frames = {name.removeprefix(TOKEN): table for name, table in named.items()}
        self._pattern = token_pattern(named)
        self._fold = Folder(data.tables.get("traditional", {}), self._pattern)
        self._scan = Scanner(data.tables)
        self._cues = Cues(data.rules, compiler)
        self._numbers = Numbers(data.rules, self._cues, compiler)
        self._personal = Personal(data.rules, data.tables, self._cues, compiler)
        self.digest = data.digest

    def mask(self, turns: Sequence[tuple[str, str]], language: Language = "zh") -> Masked:
        """Return the texts of a conversation with tokens for what is personal.

        Args:
            turns: who speaks and what is said, in order.
            language: that of the tokens.
        """
        raw = [text for _, text in turns]
        found = self.find(turns)
        give = Tokens(self._frames[language], self._pattern, raw)
        given = tuple(give(one) for one in found)
        by_text: dict[int, list[Found]] = {}
        originals: dict[str, dict[str, None]] = {}
        for one in given:
            by_text.setdefault(one.text, []).append(one)
            originals.setdefault(one.token, {})[raw[one.text][one.start : one.end]] = None
        texts = tuple(put(text, by_text.get(number, ())) for number, text in enumerate(raw))
        return Masked(texts, given, {token: tuple(ways) for token, ways in originals.items()})

    def find(self, turns: Sequence[tuple[str, str]]) -> tuple[Found, ...]:
        """Return what is personal, in order, without overlaps.

        Looked for again with what was found blanked, until nothing new comes: so a masked text is masked for good.
        """
        texts = [self._fold(text) for _, text in turns]
        found: list[Found] = []
        for _ in range(ROUNDS):
            new = self._round([role for role, _ in turns], texts)
            if not new:
                break
            found += new
            for one in new:
                text = texts[one.text]
                texts[one.text] = text[: one.start] + BLANK * (one.end - one.start) + text[one.end :]
        return tuple(sorted(found, key=lambda one: (one.text, one.start)))

    def _round(self, roles: Sequence[str], texts: Sequence[str]) -> list[Found]:
        self._cues.hear(texts)
        segments = [self._scan(number, text) for number, text in enumerate(texts)]
        lines = streams(roles, texts, segments, self._cues.named) if any(segments) else ()
        numbers = self._numbers(lines)
        words = self._personal(texts)
        found = [*numbers, *echoes(numbers, lines), *words]
        return _apart([*found, *known_names(found, texts)], texts)


def _apart(found: Iterable[Found], texts: Sequence[str]) -> list[Found]:
    """Return what was found without overlaps: the weightier kind keeps what both hold, then the longer."""
    taken: dict[int, bytearray] = {}
    kept: list[Found] = []
    for one in sorted(found, key=lambda item: (RANK[item.kind], item.start - item.end)):
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
