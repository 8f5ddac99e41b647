"""Builds a rubric from its file and checks that everything it names exists.

Not here: judging (``scoring``), the order and wording of criteria (that is the file).
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from trainer.model.digest import digest_text
from trainer.model.errors import Problem, RuleError
from trainer.model.rubric import Check, Criterion, Dimension, Example, Level, Major, RedLine, Rubric, Window
from trainer.packs.check import FILLER, close_to, mended, unreadable, validated
from trainer.packs.schema_rubric import CheckRecord, CriterionRecord, MajorRecord, RedLineRecord, RubricFile
from trainer.packs.vocabulary import ALL_ACTS, CUES, CUSTOMER_ACTS, RUBRIC_EXTRAS
from trainer.packs.yaml_tree import Document, Path_, Tree, problem_at, read_yaml, refusal
from trainer.rules import Vocabulary, parse

FILLERS: Final[Mapping[str, Tree]] = {
    "schema": "1",
    "version": "0.0.0",
    "op": "count",
    "level": "0",
    "when": "True",
    "anchor": "…",
    "title": "…",
    "name": "…",
    "text": "…",
    "weight": "100",
    "pass": "yes",
    "dimensions": [{"id": FILLER, "name": "…", "weight": "100"}],
    "checks": [],
    "criteria": [{"id": "X1", "dimension": FILLER, "name": "…", "source": "…", "judged": "no", "unjudged": "…"}],
}


def load_rubric(path: Path) -> Rubric:
    """Read one rubric.

    Raises:
        PackError: with every problem of the file.
    """
    document = read_yaml(path, go_on=True)
    file, problems = check_rubric(document)
    if file is None or problems:
        raise refusal(*problems)
    return _rubric(file, digest_text(document.text))


def check_rubric(document: Document) -> tuple[RubricFile | None, tuple[Problem, ...]]:
    """Return the file as written, and everything that is wrong in it."""
    file, problems = validated(RubricFile, document)
    readable = file or mended(RubricFile, document, FILLERS)
    loose = _References(document, readable, whole=file is not None).problems() if readable is not None else ()
    return file, (*problems, *loose)


class _References:
    """What a rubric names: dimensions, checks, acts, cues, and conditions over check ids."""

    def __init__(self, document: Document, file: RubricFile, *, whole: bool) -> None:
        self.document = document
        self.file = file
        self.whole = whole
        self.checks = {check.id for check in file.checks}
        self.vocabulary = Vocabulary(names=frozenset(self.checks) | RUBRIC_EXTRAS)

    def problems(self) -> Iterator[Problem]:
        if self.file.id not in {Path(self.document.file).stem, FILLER}:
            place = self.document.place(("id",))
            yield problem_at(place, "E103", {"name": "id", "value": self.file.id, "expected": Path(place.file).stem})
        yield from self._twins()
        for at, check in enumerate(self.file.checks):
            yield from self._check(("checks", at), check)
        for at, criterion in enumerate(self.file.criteria):
            yield from self._criterion(("criteria", at), criterion)
        for at, red_line in enumerate(self.file.red_lines):
            yield from self._line(("red_lines", at), red_line)
        for at, major in enumerate(self.file.majors):
            yield from self._line(("majors", at), major)

    def _twins(self) -> Iterator[Problem]:
        seen: dict[str, int] = {}
        for kind in ("dimensions", "checks", "criteria", "red_lines", "majors", "standards"):
            for at, item in enumerate(getattr(self.file, kind)):
                place = self.document.place((kind, at, "id"))
                if item.id in seen and kind != "standards":
                    yield problem_at(place, "E104", {"id": item.id, "other": f"{place.file}:{seen[item.id]}"})
                seen.setdefault(item.id, place.line)

    def _known(
        self, path: Path_, kind: str, names: Iterable[str], known: set[str] | frozenset[str]
    ) -> Iterator[Problem]:
        if FILLER in known:
            return
        for name in names:
            if name not in known and name != FILLER:
                facts = {"kind": kind, "id": name, "near": close_to(name, set(known))}
                yield problem_at(self.document.place(path), "E105" if not facts["near"] else "E120", facts)

    def _condition(self, path: Path_, source: str) -> Iterator[Problem]:
        if FILLER in self.checks:
            return  # a check without an id may be the one meant
        try:
            parse(source, self.vocabulary)
        except RuleError as fault:
            yield problem_at(self.document.place(path), *unreadable(fault, source, self.vocabulary.names))

    def _check(self, path: Path_, check: CheckRecord) -> Iterator[Problem]:
        # An act of the other side would be counted and never found.
        own = CUSTOMER_ACTS if check.role == "customer" else ALL_ACTS - CUSTOMER_ACTS
        yield from self._known((*path, "acts"), f"{check.role}_act", check.acts, own)
        yield from self._known((*path, "then"), "act", check.then, ALL_ACTS)
        for key, acts in (("after", check.window.after), ("before", check.window.before)):
            yield from self._known((*path, "window", key), "act", acts, ALL_ACTS)
        yield from self._known((*path, "cues"), "cue", check.cues, CUES)
        if self.whole and check.op in {"order", "within", "paired"} and not check.then:
            yield problem_at(self.document.place(path), "E102", {"name": "then"})
        if self.whole and check.op == "cue" and not check.cues:
            yield problem_at(self.document.place(path), "E102", {"name": "cues"})

    def _criterion(self, path: Path_, criterion: CriterionRecord) -> Iterator[Problem]:
        dimensions = {dimension.id for dimension in self.file.dimensions}
        yield from self._known((*path, "dimension"), "dimension", [criterion.dimension], dimensions)
        yield from self._known((*path, "negative"), "check", criterion.negative, self.checks)
        yield from self._condition((*path, "occasion"), criterion.occasion)
        for at, level in enumerate(criterion.levels):
            yield from self._condition((*path, "levels", at, "when"), level.when)
        given = [level.level for level in criterion.levels]
        if self.whole and criterion.judged and given != [3, 2, 1, 0]:
            facts = {"name": "levels", "value": str(given), "expected": "[3, 2, 1, 0]"}
            yield problem_at(self.document.place((*path, "levels")), "E103", facts)
        if self.whole and not criterion.judged and not criterion.unjudged:
            yield problem_at(self.document.place(path), "E102", {"name": "unjudged"})

    def _line(self, path: Path_, line: RedLineRecord | MajorRecord) -> Iterator[Problem]:
        yield from self._known((*path, "checks"), "check", line.checks, self.checks)
        if line.when:
            yield from self._condition((*path, "when"), line.when)
        elif self.whole and getattr(line, "armed", True):
            yield problem_at(self.document.place(path), "E102", {"name": "when"})


def _rubric(file: RubricFile, digest: str) -> Rubric:
    return Rubric(
        id=file.id,
        version=file.version,
        digest=digest,
        title=dict(file.title),
        dimensions=tuple(Dimension(one.id, dict(one.name), one.weight) for one in file.dimensions),
        checks={one.id: _check(one) for one in file.checks},
        criteria=tuple(_criterion(one) for one in file.criteria),
        red_lines=tuple(_red_line(one) for one in file.red_lines),
        majors=tuple(_major(one) for one in file.majors),
        pass_mark=file.pass_mark,
        source=file.source,
        standards=tuple((one.id, dict(one.text)) for one in file.standards),
    )


def _check(one: CheckRecord) -> Check:
    window = one.window
    return Check(
        id=one.id,
        op=one.op,
        acts=one.acts,
        then=one.then,
        role=one.role,
        where=dict(one.where),
        window=Window(window.first, window.last, window.after, window.before, window.turns),
        limit=one.limit,
        upper=one.upper,
        cues=one.cues,
        needs=one.needs,
        missing=one.missing,
        source=one.source,
        examples=tuple(Example(example.passes, example.agent, example.customer) for example in one.examples),
    )


def _criterion(one: CriterionRecord) -> Criterion:
    return Criterion(
        id=one.id,
        dimension=one.dimension,
        name=dict(one.name),
        source=one.source,
        levels=tuple(Level(level.level, level.when, dict(level.anchor)) for level in one.levels),
        occasion=one.occasion,
        needs=one.needs,
        judged=one.judged,
        unjudged=dict(one.unjudged),
        better=dict(one.better),
        weight=one.weight,
        negative=one.negative,
        not_for=one.not_for,
    )


def _red_line(one: RedLineRecord) -> RedLine:
    return RedLine(
        id=one.id,
        name=dict(one.name),
        source=one.source,
        when=one.when,
        checks=one.checks,
        armed=one.armed,
        better=dict(one.better),
        law=dict(one.law),
    )


def _major(one: MajorRecord) -> Major:
    return Major(one.id, dict(one.name), one.source, one.when, one.checks, one.cap, dict(one.better))
