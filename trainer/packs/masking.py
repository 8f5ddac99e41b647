"""Builds the data of masking from ``language/data/masking.<language>.yaml``: rules and word tables of all languages.

Macros (``<S>`` in a pattern) are expanded here, and every pattern is tried on RE2. Not here: what the rules do to a
text (``language.masking``).
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final, Literal, get_args

from pydantic import Field

from trainer.model.digest import digest_text
from trainer.model.errors import Problem
from trainer.model.lexicon import Sample
from trainer.model.masking import KINDS, MaskData, MaskRule
from trainer.packs.check import shown, validated
from trainer.packs.fields import FormatOne, Language, Names, Patterns, Record, RuleId, Text, Words
from trainer.packs.patterns import pattern_fault
from trainer.packs.yaml_tree import Document, problem_at, read_yaml, refusal

MACRO: Final = re.compile(r"(?<!\(\?P)<([A-Z][A-Z0-9_]*)>")
MAX_NESTING: Final = 8
NAME: Final = "masking"


class MaskRuleRecord(Record):
    """One rule of masking."""

    id: RuleId
    kind: Words
    find: Literal["number", "spare", "text", "cue"]
    patterns: Patterns
    cues: Names = ()
    spared: Names = ()
    needs: Names = ()
    check: Literal["", "luhn", "digits", "name", "english_name", "street", "spoken_mail"] = ""
    source: Text = "ours"
    yes: tuple[Words, ...] = ()
    no: tuple[Words, ...] = ()


class MaskFile(Record):
    """``masking.<language>.yaml``; a table is a mapping, or a row of words that stand for themselves."""

    schema_: FormatOne = Field(alias="schema")
    language: Language
    macros: dict[str, Text] = Field(default_factory=dict)
    tables: dict[str, dict[str, Text] | Names] = Field(default_factory=dict)
    rules: tuple[MaskRuleRecord, ...]


@cache
def load_masking() -> MaskData:
    """Return the bundled data of masking.

    Raises:
        PackError: with every problem of every file.
    """
    return read_masking(files("trainer").joinpath("language", "data"))


def read_masking(folder: Traversable) -> MaskData:
    """Build the data of masking from a folder; see ``load_masking``."""
    texts: list[str] = []
    rules: list[MaskRule] = []
    problems: list[Problem] = []
    tables: dict[str, dict[str, str]] = {}
    for language in get_args(Language):
        document = read_yaml(folder.joinpath(f"{NAME}.{language}.yaml"), f"{NAME}.{language}.yaml")
        texts.append(document.text)
        file, faults = validated(MaskFile, document)
        problems += faults
        if file is None:
            continue
        for name, table in file.tables.items():
            tables.setdefault(name, {}).update(table if isinstance(table, dict) else dict.fromkeys(table, ""))
        rules += [_rule(one, file.macros) for one in file.rules]
        problems += _bad_rules(document, file, rules[-len(file.rules) :])
    problems += _twins(rules)
    if problems:
        raise refusal(*problems)
    return MaskData(tuple(rules), tables, digest_text("\n".join(texts)))


def _rule(record: MaskRuleRecord, macros: Mapping[str, str]) -> MaskRule:
    samples = tuple(Sample(text, fires=True) for text in record.yes) + tuple(
        Sample(text, fires=False) for text in record.no
    )
    return MaskRule(
        id=record.id,
        kind=record.kind,
        finder=record.find,
        patterns=tuple(_expanded(source, macros) for source in record.patterns),
        cues=record.cues,
        spared=record.spared,
        needs=record.needs,
        check=record.check,
        source=record.source,
        samples=samples,
    )


def _expanded(source: str, macros: Mapping[str, str]) -> str:
    """Return a pattern with its macros; one that has none of that name stays and is told as a fault."""
    for _ in range(MAX_NESTING):
        put = MACRO.sub(lambda found: f"(?:{macros[found[1]]})" if found[1] in macros else found[0], source)
        if put == source:
            break
        source = put
    return source


def _bad_rules(document: Document, file: MaskFile, rules: list[MaskRule]) -> Iterator[Problem]:
    cues = {rule.kind for rule in file.rules if rule.find == "cue"}
    for at, (record, rule) in enumerate(zip(file.rules, rules, strict=True)):
        for number, pattern in enumerate(rule.patterns):
            what = found[0] if (found := MACRO.search(pattern)) else pattern_fault(pattern)
            if what:
                place = document.place(("rules", at, "patterns", number))
                yield problem_at(place, "E119", {"source": shown(record.patterns[number]), "what": what})
        if record.find not in {"cue", "spare"} and record.kind not in KINDS:
            facts = {"name": "kind", "value": record.kind, "expected": " | ".join(KINDS)}
            yield problem_at(document.place(("rules", at, "kind")), "E103", facts)
        for name in {*record.cues, *record.spared} - cues:
            place = document.place(("rules", at))
            yield problem_at(place, "E105", {"kind": "cue", "id": name, "near": ""})


def _twins(rules: list[MaskRule]) -> Iterator[Problem]:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            yield Problem("E104", f"{NAME}.yaml", 0, 0, {"id": rule.id, "other": ""})
        seen.add(rule.id)
