"""Builds the recogniser's data of one language from ``language/data``: acts, rings, jargon, guards.

Macros (``<FEEL>`` in a pattern) are expanded here, and every pattern is tried on RE2, so that a lexicon which loads
can be used. Slow and careful: what the app reads is the lexicon built from it (``lexicon``).
Not here: what the rules do to a text (``language``).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Final, Literal, TypeVar

from pydantic import BaseModel

from trainer.model.digest import digest_text
from trainer.model.errors import Problem
from trainer.model.lexicon import ActRule, Jargon, Lexicon, Ring, Sample
from trainer.model.transcript import Language
from trainer.packs.check import close_to, shown, validated
from trainer.packs.lexicon import source_files
from trainer.packs.patterns import pattern_fault
from trainer.packs.schema_lexicon import (
    ActsFile,
    GuardsFile,
    JargonFile,
    MacroFile,
    RingRecord,
    RingsFile,
    RuleRecord,
    SampleRecord,
)
from trainer.packs.yaml_tree import Document, Path_, problem_at, read_yaml, refusal

MACRO: Final = re.compile(r"(?<!\(\?P)(?<!\(\?)<([A-Z][A-Z0-9_]*)>")
MAX_WRITTEN: Final = 500
MAX_NESTING: Final = 8
File = TypeVar("File", bound=BaseModel)
Kind = Literal["guards", "functions"]
Files = Iterable[tuple[Document, File]]


def read_lexicon(folder: Traversable, language: Language) -> Lexicon:
    """Build a lexicon from a folder's ``acts.<language>*.yaml``, ``rings.…``, ``jargon.…`` and ``guards.…``."""
    reading = _Reading(language)
    acts = list(reading.read(folder, "acts", ActsFile))
    rings = list(reading.read(folder, "rings", RingsFile))
    jargon = list(reading.read(folder, "jargon", JargonFile))
    guards = list(reading.read(folder, "guards", GuardsFile))
    if not acts and not reading.problems:
        reading.problems.append(Problem("E117", f"acts.{language}.yaml", 0, 0, {"reason": "ENOENT"}))
    with_macros: tuple[tuple[Document, MacroFile], ...] = (*acts, *jargon, *guards)
    for document, macro_file in with_macros:
        reading.learn_macros(document, macro_file.macros)
    lexicon = Lexicon(
        language=language,
        rules=tuple(rule for document, file in acts for rule in reading.rules(document, file)),
        rings=tuple(_ring(ring) for _, file in rings for ring in file.rings),
        jargon=tuple(term for document, file in jargon for term in reading.jargon(document, file)),
        guards=reading.patterns_by_name(guards, "guards"),
        functions=reading.patterns_by_name(guards, "functions"),
        tables=_tables(guards),
        digest=digest_text("\n".join(reading.texts)),
    )
    reading.refuse_twins(acts, rings)
    if reading.problems:
        raise refusal(*reading.problems)
    return lexicon


@dataclass(slots=True)
class _Reading:
    """The files of one language while they are read: their texts, macros and problems."""

    language: Language
    texts: list[str] = field(default_factory=list)
    macros: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def read(self, folder: Traversable, kind: str, model: type[File]) -> Iterator[tuple[Document, File]]:
        """Read ``<kind>.<language>.yaml`` and ``<kind>.<language>.*.yaml`` in order of name."""
        start = f"{kind}.{self.language}."
        for entry in (one for one in source_files(folder, self.language) if one.name.startswith(start)):
            document = read_yaml(entry, entry.name)
            self.texts.append(document.text)
            found, problems = validated(model, document)
            self.problems.extend(problems)
            if found is not None:
                yield document, found

    def learn_macros(self, document: Document, macros: Mapping[str, str]) -> None:
        for name, text in macros.items():
            if self.macros.get(name, text) != text:
                self.note(document, "E104", ("macros", name), {"id": name, "other": ""})
            self.macros[name] = text

    def note(self, document: Document, code: str, path: Path_, facts: Mapping[str, str | int]) -> None:
        self.problems.append(problem_at(document.place(path), code, facts))

    def patterns(self, document: Document, path: Path_, sources: tuple[str, ...]) -> tuple[str, ...]:
        """Expand the macros of some patterns and try each on RE2."""
        return tuple(self._pattern(document, (*path, at), source) for at, source in enumerate(sources))

    def _pattern(self, document: Document, path: Path_, source: str) -> str:
        if len(source) > MAX_WRITTEN:
            self.note(document, "E119", path, {"source": shown(source), "what": f"> {MAX_WRITTEN}"})
            return ""
        whole = self._expanded(document, path, source)
        if what := pattern_fault(whole):
            self.note(document, "E119", path, {"source": shown(source), "what": what})
        return whole

    def _expanded(self, document: Document, path: Path_, source: str) -> str:
        for _ in range(MAX_NESTING):
            if "<" not in source or not MACRO.search(source):
                return source
            for name in sorted(set(MACRO.findall(source)) - set(self.macros)):
                near = close_to(name, set(self.macros))
                self.note(document, "E105", path, {"kind": "macro", "id": name, "near": near})
                return ""
            source = MACRO.sub(lambda found: f"(?:{self.macros[found[1]]})", source)
        self.note(document, "E119", path, {"source": shown(source), "what": "<…<…>…>"})
        return ""

    def rules(self, document: Document, file: ActsFile) -> Iterator[ActRule]:
        for at, act in enumerate(file.acts):
            for number, record in enumerate(act.rules):
                yield self._rule(document, ("acts", at, "rules", number), act.act, record)

    def _rule(self, document: Document, path: Path_, act: str, record: RuleRecord) -> ActRule:
        return ActRule(
            id=record.id,
            act=act,
            patterns=self.patterns(document, (*path, "patterns"), record.patterns),
            role=record.role,
            scope=record.scope,
            unless=self.patterns(document, (*path, "unless"), record.unless),
            blocked_by=record.blocked_by,
            turns_into=record.turns_into,
            function=record.function,
            form=record.form,
            requires=record.requires,
            context=self.patterns(document, (*path, "context"), record.context),
            args=dict(record.args),
            source=record.source,
            samples=_samples(record.yes, record.no),
        )

    def jargon(self, document: Document, file: JargonFile) -> Iterator[Jargon]:
        for at, term in enumerate(file.terms):
            gloss = self.patterns(document, ("terms", at, "gloss"), term.gloss)
            yield Jargon(term.term, term.words, gloss)

    def patterns_by_name(self, guards: Files[GuardsFile], kind: Kind) -> dict[str, tuple[str, ...]]:
        """Return the pattern lists of one kind by name; lists of one name in several files are joined."""
        found: dict[str, tuple[str, ...]] = {}
        for document, file in guards:
            named = file.guards if kind == "guards" else file.functions
            for name, patterns in named.items():
                found[name] = (*found.get(name, ()), *self.patterns(document, (kind, name), patterns))
        return found

    def refuse_twins(
        self, acts: Iterable[tuple[Document, ActsFile]], rings: Iterable[tuple[Document, RingsFile]]
    ) -> None:
        """Note every rule id and ring id that is there twice."""
        seen: dict[str, str] = {}
        for document, file in acts:
            for at, act in enumerate(file.acts):
                for number, rule in enumerate(act.rules):
                    self._once(seen, document, ("acts", at, "rules", number, "id"), rule.id)
        for document, rings_file in rings:
            for at, ring in enumerate(rings_file.rings):
                self._once(seen, document, ("rings", at, "id"), f"ring {ring.id}")

    def _once(self, seen: dict[str, str], document: Document, path: Path_, name: str) -> None:
        place = document.place(path)
        if name in seen:
            self.note(document, "E104", path, {"id": name, "other": seen[name]})
        seen[name] = f"{place.file}:{place.line}"


def _tables(guards: Files[GuardsFile]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for _, file in guards:
        for name, table in file.tables.items():
            found.setdefault(name, {}).update(table)
    return found


def _ring(record: RingRecord) -> Ring:
    return Ring(record.id, record.words, _samples(record.yes, record.no))


def _samples(fires: tuple[SampleRecord, ...], spares: tuple[SampleRecord, ...]) -> tuple[Sample, ...]:
    good = tuple(Sample(one.text, fires=True, context=one.context) for one in fires)
    return good + tuple(Sample(one.text, fires=False, context=one.context) for one in spares)
