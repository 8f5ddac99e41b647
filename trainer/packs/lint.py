"""Looks at a pack as a colleague would: everything that is wrong in form, and what is well formed and still unwise.

E1xx form, E2xx logic, W3xx craft; every code has its sentence and its mend in the word catalogues, and a line in
``scenarios/README.md``. Only what is cheap is done here; what needs played conversations belongs to the playtest.
"""

from collections.abc import Iterator
from pathlib import Path

from trainer.model.errors import PackError, Problem
from trainer.packs.blueprint import Blueprint, load_blueprint
from trainer.packs.casting import Rehearsal
from trainer.packs.lexicon import ring_ids
from trainer.packs.lint_rubric import rubric_problems
from trainer.packs.lint_scene import SceneCraft
from trainer.packs.places import find, folders, overlay_of
from trainer.packs.references import SceneReferences
from trainer.packs.rubric import check_rubric
from trainer.packs.scenario import check_scene, customer_types
from trainer.packs.yaml_tree import Document, problem_at, read_yaml

SEEDS = (1, 2, 3)


def lint(path: Path) -> tuple[Problem, ...]:
    """Return every problem of a scene (with its overlay) or a rubric, in file order; empty when all is well.

    Args:
        path: a scene, an overlay (the scene beside it is checked with it) or a rubric.
    """
    try:
        found = _lint(path)
    except PackError as refusal:
        found = refusal.problems
    unique = {(one.code, one.file, one.line, one.column, str(one.facts)): one for one in found}
    return tuple(sorted(unique.values(), key=lambda one: (one.file, one.line, one.column, one.code)))


def _lint(path: Path) -> tuple[Problem, ...]:
    if path.name.endswith(".en.yaml"):
        path = path.with_name(path.name.removesuffix(".en.yaml") + ".yaml")
    document = read_yaml(path, go_on=True)
    if "criteria" in document.root or "checks" in document.root:
        file, problems = check_rubric(document)
        return problems if file is None else (*problems, *rubric_problems(document, file))
    own = load_blueprint(path)
    found = (*_scene(own), *_judges(document))
    beside = overlay_of(path)
    if beside.is_file() and own.language != "en":
        return (*found, *_scene(load_blueprint(path, "en")))
    if own.language == "en":
        return found
    return (*found, Problem("W320", str(path), 0, 0, {"file": beside.name}, "warning"))


def _judges(document: Document) -> Iterator[Problem]:
    """Yield what a scene says of its rubric and is not so: a rubric that is nowhere, skills that it does not judge."""
    here = Path(document.file).parent
    beside = (here.parent / "rubrics", here)
    named = str(document.root.get("rubric", "course"))
    try:
        judged = read_yaml(find("rubrics", named, folders("rubrics", beside))).root.get("criteria", [])
    except PackError:
        yield problem_at(document.place(("rubric",)), "E105", {"kind": "rubric", "id": named, "near": ""})
        return
    known = {str(one.get("id", "")) for one in judged if isinstance(one, dict)}
    skills = document.root.get("skills", [])
    for at, skill in enumerate(skills if isinstance(skills, list) else []):
        if isinstance(skill, str) and skill not in known:
            yield problem_at(document.place(("skills", at)), "W325", {"id": skill, "rubric": named})


def _scene(blueprint: Blueprint) -> tuple[Problem, ...]:
    """Return what is wrong with a scene in one language, cast under a few seeds."""
    found: list[Problem] = []
    rings = ring_ids(blueprint.language)
    own = (ring_ids("zh") or frozenset()) if blueprint.language == "en" else frozenset[str]()
    for seed in SEEDS:
        file, document, _, problems = check_scene(blueprint, seed, draw=Rehearsal)
        found.extend(problems)
        if file is None:
            break
        found.extend(SceneReferences(document, file, customer_types(), rings, own).problems())
        found.extend(SceneCraft(document, file, rings, blueprint.language).problems())
    return tuple(found)
