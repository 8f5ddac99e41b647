"""What is unwise in a rubric that is right in form. Not here: form and references (``rubric``)."""

import ast
from collections.abc import Iterator

from trainer.model.errors import Problem
from trainer.packs.fields import LANGUAGES
from trainer.packs.logic import caught, never
from trainer.packs.schema_rubric import MajorRecord, RedLineRecord, RubricFile
from trainer.packs.yaml_tree import Document, Path_, problem_at

WHOLE = 100


def rubric_problems(document: Document, file: RubricFile) -> Iterator[Problem]:
    """Yield E2xx and W3xx of a rubric."""
    total = sum(dimension.weight for dimension in file.dimensions)
    if total != WHOLE:
        yield problem_at(document.place(("dimensions",)), "E213", {"sum": total})
    yield from _unused(document, file)
    yield from _levels(document, file)
    yield from _languages(document, file)


def _unused(document: Document, file: RubricFile) -> Iterator[Problem]:
    used: set[str] = set()
    for criterion in file.criteria:
        used |= _names(criterion.occasion) | set(criterion.negative)
        used |= {name for level in criterion.levels for name in _names(level.when)}
    for line in _crossed(file):
        used |= _names(line.when) | set(line.checks)
    for at, check in enumerate(file.checks):
        if check.id not in used:
            yield problem_at(document.place(("checks", at)), "W321", {"id": check.id})


def _levels(document: Document, file: RubricFile) -> Iterator[Problem]:
    for at, criterion in enumerate(file.criteria):
        trees = [_tree(level.when) for level in criterion.levels]
        for number, tree in enumerate(trees):
            above = [other for other in trees[:number] if other is not None]
            if tree is not None and (never(tree) or caught(tree, above)):
                path = ("criteria", at, "levels", number, "when")
                level = criterion.levels[number].level
                yield problem_at(document.place(path), "W323", {"id": criterion.id, "level": level})


def _languages(document: Document, file: RubricFile) -> Iterator[Problem]:
    for at, criterion in enumerate(file.criteria):
        texts = {"name": criterion.name, "unjudged": criterion.unjudged, "better": criterion.better}
        for key, text in texts.items():
            yield from _untranslated(document, ("criteria", at, key), text)
        for number, level in enumerate(criterion.levels):
            yield from _untranslated(document, ("criteria", at, "levels", number, "anchor"), level.anchor)
    for number, line in enumerate(_crossed(file)):
        first = len(file.red_lines)
        path: Path_ = ("red_lines", number) if number < first else ("majors", number - first)
        yield from _untranslated(document, (*path, "name"), line.name)
        yield from _untranslated(document, (*path, "better"), line.better)


def _crossed(file: RubricFile) -> list[RedLineRecord | MajorRecord]:
    return [*file.red_lines, *file.majors]


def _untranslated(document: Document, path: Path_, texts: dict[str, str]) -> Iterator[Problem]:
    for language in LANGUAGES:
        if texts and language not in texts:
            yield problem_at(document.place(path), "W322", {"name": str(path[-1]), "language": language})


def _tree(source: str) -> ast.expr | None:
    try:
        return ast.parse(source.replace("\n", " ").strip(), mode="eval").body
    except SyntaxError:
        return None  # told as E106


def _names(source: str) -> set[str]:
    tree = _tree(source)
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} if tree is not None else set()
