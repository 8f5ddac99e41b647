"""The doors through which other people's words come in and go out: masked copies of files, results without names.

What is imported is read as it came, in memory alone; what is shown, written or kept holds no personal data. The way
back from a token is written to one private file of this machine and nowhere else. Practice sessions are not masked:
their customers are invented. Not here: finding (``language.masking``).
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from trainer.model.analysis import Span
from trainer.model.errors import TrainerError
from trainer.settings import PRIVATE_FILE, PRIVATE_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from trainer.formats.analyse_lines import Request
    from trainer.language.masking import Masker
    from trainer.language.masking.measure import MaskReport
    from trainer.model.analysis import Act, Analysis
    from trainer.model.assessment import Evidence, Hit, Scored, TurnMark
    from trainer.model.masking import Found, Masked, MaskKind
    from trainer.model.transcript import Language, Transcript

MASKED = ".masked"
MAPS = "masks"


@dataclass(frozen=True, slots=True)
class MaskedFile:
    """What became of one file: where the masked copy and the way back are, and how many values of each kind."""

    file: Path
    out: Path
    map: Path | None
    values: Mapping[MaskKind, int]


@cache
def masker() -> Masker:
    """Return the one masker of this process."""
    from trainer.language.masking import Masker  # noqa: PLC0415 -- loaded when something is masked
    from trainer.packs.masking import load_masking  # noqa: PLC0415 -- see above
    from trainer.packs.patterns import compile_patterns  # noqa: PLC0415 -- see above

    return Masker(load_masking(), compile_patterns)


# ---- files -----------------------------------------------------------------------------------------------------


def mask_files(files: Sequence[Path], out: Path | None, way_back: Path, language: Language) -> tuple[MaskedFile, ...]:
    """Write a masked copy of every file, and the way back of all of them into one private file.

    Args:
        files: what to mask; none of them is ever written to.
        out: the folder of the copies; beside each file, with ``.masked`` in its name, where None.
        way_back: where the way back goes; nothing is written where nothing was found.
        language: of the tokens, where a file does not say.

    Raises:
        FormatError: a file that cannot be read; nothing of it is written.
        TrainerError: mask.own_file, a copy would take the place of a file that is to be masked.
    """
    from trainer.formats.masked import mask_bytes  # noqa: PLC0415 -- loaded when something is masked
    from trainer.formats.source import read_bytes  # noqa: PLC0415 -- see above
    from trainer.language.masking import kinds  # noqa: PLC0415 -- see above

    targets = _targets(files, out)
    _refuse_originals(files, [*targets, way_back])
    done: list[MaskedFile] = []
    originals: dict[str, list[dict[str, list[str]]]] = {}
    for file, target in zip(files, targets, strict=True):
        data, masked = mask_bytes(masker(), read_bytes(file), str(file), language)
        _write(target, data, None)
        found = any(one.found for one in masked)
        if found:
            originals[str(file.resolve())] = [_plain_map(one) for one in masked]
        values: dict[MaskKind, int] = {}
        for one in masked:
            for kind, count in kinds(one.found).items():
                values[kind] = values.get(kind, 0) + count
        done.append(MaskedFile(file, target, way_back if found else None, values))
    if originals:
        _write(way_back, json.dumps(originals, ensure_ascii=True, indent=1).encode("ascii"), PRIVATE_FILE)
    return tuple(done)


def map_path(data: Path, moment: str) -> Path:
    """Return where the way back of a run goes, unless a person says otherwise: in the data home, by the moment."""
    return data / MAPS / f"{moment.replace(':', '')}-{os.getpid()}.json"


def _targets(files: Sequence[Path], out: Path | None) -> list[Path]:
    """Return where the copies go; two files of one name get different ones."""
    taken: set[Path] = set()
    targets: list[Path] = []
    for file in files:
        folder = out or file.parent
        target = folder / (file.name if out else f"{file.stem}{MASKED}{file.suffix}")
        number = 2
        while target in taken:
            target = folder / f"{file.stem}.{number}{file.suffix}"
            number += 1
        taken.add(target)
        targets.append(target)
    return targets


def _refuse_originals(files: Iterable[Path], targets: Sequence[Path]) -> None:
    own = {(stat.st_dev, stat.st_ino): file for file in files if file.exists() and (stat := file.stat())}
    for target in targets:
        if target.exists() and (target.stat().st_dev, target.stat().st_ino) in own:
            raise TrainerError("mask.own_file", {"file": str(target)})


def _plain_map(masked: Masked) -> dict[str, list[str]]:
    return {token: list(ways) for token, ways in masked.originals.items()}


def _write(path: Path, data: bytes, mode: int | None) -> None:
    """Write a file whole or not at all; with ``mode`` it is private from its first byte on."""
    try:
        path.parent.mkdir(mode=PRIVATE_FOLDER if mode else 0o777, parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}.new")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode or 0o666)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        if mode:
            draft.chmod(mode)
        draft.replace(path)
    except OSError as error:
        raise TrainerError("mask.unwritable", {"file": str(path), "reason": error.strerror or ""}) from error


# ---- measuring -------------------------------------------------------------------------------------------------


def measure_masking(file: Path | None, seed: int, size: int, language: Language) -> MaskReport:
    """Return how well masking does on a labelled file, or on invented cases where there is none.

    Raises:
        FormatError: a line of the file is wrong.
    """
    from trainer.formats.mask_rows import read_mask_rows  # noqa: PLC0415 -- loaded when something is measured
    from trainer.language.masking.measure import measure  # noqa: PLC0415 -- see above
    from trainer.packs.maskcases import mask_cases  # noqa: PLC0415 -- see above

    return measure(masker(), read_mask_rows(file, language) if file else mask_cases(seed, size))


# ---- results ---------------------------------------------------------------------------------------------------


def discreet(scored: Scored) -> Scored:
    """Return an imported conversation and its marks without personal data; quotes stay verbatim, but shorter."""
    transcript, assessment = scored.transcript, scored.assessment
    turns = [(turn.role, turn.text) for turn in transcript.turns]
    masked = masker().mask([*turns, ("#", transcript.id)], transcript.language, ids={len(turns)})
    if not masked.found:
        return scored
    quotes = _Quotes(transcript, masked)
    named = masked.texts[-1]
    new = tuple(replace(turn, text=text) for turn, text in zip(transcript.turns, masked.texts, strict=False))
    marks = replace(
        assessment,
        transcript=named if assessment.transcript == transcript.id else assessment.transcript,
        marks=tuple(replace(one, evidence=tuple(map(quotes.evidence, one.evidence))) for one in assessment.marks),
        red_lines=tuple(map(quotes.hit, assessment.red_lines)),
        majors=tuple(map(quotes.hit, assessment.majors)),
        turn_marks=tuple(map(quotes.turn_mark, assessment.turn_marks)),
    )
    return replace(scored, transcript=replace(transcript, id=named, turns=new, casefile={}, extra={}), assessment=marks)


class _Quotes:
    """Quotes of one conversation without what is personal in them."""

    def __init__(self, transcript: Transcript, masked: Masked) -> None:
        self._texts = {turn.n: (number, turn.text) for number, turn in enumerate(transcript.turns)}
        self._found = masked.found
        self._values = sorted({way for ways in masked.originals.values() for way in ways}, key=len, reverse=True)

    def quote(self, turn: int, words: str) -> str:
        """Return the longest piece of a quote that holds nothing personal."""
        number, text = self._texts.get(turn, (-1, ""))
        start = text.find(words) if words else -1
        if start < 0:
            return self.without(words)
        return _piece(text, Span(start, start + len(words)), [one for one in self._found if one.text == number])

    def without(self, words: str) -> str:
        """Return words that quote nothing without the values that are personal."""
        for value in self._values:
            words = words.replace(value, "")
        return words

    def evidence(self, one: Evidence) -> Evidence:
        facts = {name: self.without(fact) if isinstance(fact, str) else fact for name, fact in one.facts.items()}
        return replace(one, quote=self.quote(one.turn, one.quote), facts=facts)

    def hit(self, one: Hit) -> Hit:
        return replace(one, quote=self.quote(one.turn, one.quote))

    def turn_mark(self, one: TurnMark) -> TurnMark:
        return replace(one, notes=tuple((name, self.evidence(evidence)) for name, evidence in one.notes))


def _piece(text: str, span: Span, found: Iterable[Found]) -> str:
    from trainer.language.masking import spared  # noqa: PLC0415 -- loaded when something is masked

    return spared(span, found).quote(text)


def discreet_analysis(request: Request, analysis: Analysis) -> tuple[Request, Analysis]:
    """Return what is written of one utterance without personal data: quotes shortened, offsets those of the text."""
    from trainer.language.masking import spared  # noqa: PLC0415 -- loaded when something is masked

    other = "customer" if request.role == "agent" else "agent"
    said = [("#", request.id), (other, request.context), (request.role, request.text)]
    masked = masker().mask(said, request.language, ids={0})
    if not masked.found:
        return request, analysis
    own = [one for one in masked.found if one.text == 2]  # noqa: PLR2004 -- the third of the texts above
    values = [way for ways in masked.originals.values() for way in ways]

    def clean(act: Act) -> Act:
        args = tuple((name, value) for name, value in act.args if not any(way in value for way in values))
        return replace(act, span=spared(act.span, own), args=args)

    clauses = tuple(replace(clause, span=spared(clause.span, own)) for clause in analysis.clauses)
    discreet = replace(analysis, acts=tuple(map(clean, analysis.acts)), clauses=clauses)
    return replace(request, id=masked.texts[0]), discreet
