"""A scene's files as read, before a cast is drawn: the base, its overlay, and the filling in of their templates.

Reading is done once; casting under another seed does not read again. Not here: the value that the engine plays
(``scenario``), what the keys may hold (``schema_scenario``).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from trainer.model.digest import digest_text
from trainer.model.errors import Problem
from trainer.model.transcript import Language
from trainer.packs.casting import Draw
from trainer.packs.check import validated
from trainer.packs.overlay import lay_over
from trainer.packs.places import overlay_of
from trainer.packs.schema_overlay import OverlayFile
from trainer.packs.template import BadTemplateError, is_template, prepare, render
from trainer.packs.yaml_tree import Document, Path_, Tree, problem_at, read_yaml, refusal

FILLED: Final = frozenset({
    "brief", "casefile", "gives", "persona", "opening", "concerns", "facts", "inform", "offers", "traps", "moves",
    "endings", "terms", "answers", "knowledge", "law", "tests",
})  # fmt: skip
RULES: Final = frozenset({"id", "when", "ask", "match", "about", "kind", "quality", "weight"})
ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST_DAY: Final = "2026-01-01"
MAX_VARIABLES: Final = 200


Filled = tuple[Document, dict[str, str], tuple[Problem, ...]]


@dataclass(frozen=True, slots=True)
class Blueprint:
    """A scene in one language as its author wrote it.

    Attributes:
        digest: digest of the file's text, with the overlay's where there is one.
        problems: what does not fit between scene and overlay.
    """

    document: Document
    language: Language
    digest: str
    problems: tuple[Problem, ...] = ()


def load_blueprint(path: Path, language: Language | None = None) -> Blueprint:
    """Read a scene in its own language, or with the overlay of another.

    Raises:
        PackError: when a file cannot be read; E117 when there is no overlay for the language.
    """
    base = read_yaml(path, go_on=True)
    own: Language = "en" if base.root.get("language") == "en" else "zh"
    if language is None or language == own:
        return Blueprint(base, own, digest_text(base.text))
    beside = overlay_of(path)
    if language != "en" or not beside.is_file():
        raise refusal(Problem("E117", str(beside), 0, 0, {"reason": "ENOENT"}))
    overlay = read_yaml(beside, go_on=True)
    _, problems = validated(OverlayFile, overlay)
    laid, unfit = lay_over(base, overlay)
    return Blueprint(laid, language, digest_text(laid.text), (*problems, *unfit))


def fill(blueprint: Blueprint, seed: int, frozen: Mapping[str, str] | None = None, draw: type[Draw] = Draw) -> Filled:
    """Draw the cast and fill in every template.

    Args:
        blueprint: the scene.
        seed: what fixes the draws.
        frozen: variables of a session that was begun before; they are kept as they are.
        draw: who draws; the linter brings its own.

    Returns:
        The filled document, the variables, and every template that is wrong (left as it was).
    """
    filling = _Filling(blueprint.document, blueprint.language, seed, dict(frozen or {}), draw)
    root = filling.root()
    document = blueprint.document
    filled = Document(document.file, document.text, root, document.places, document.keys, document.problems)
    return filled, filling.variables, tuple(filling.problems)


@dataclass(slots=True)
class _Filling:
    """One drawing of a cast."""

    document: Document
    language: Language
    seed: int
    variables: dict[str, str]
    draw: type[Draw] = Draw
    today: str = FIRST_DAY
    problems: list[Problem] = field(default_factory=list)
    busy: set[str] = field(default_factory=set)

    def root(self) -> dict[str, Tree]:
        root = dict(self.document.root)
        if isinstance(today := root.get("today"), str):
            root["today"] = self._text(today, ("today",))
            if ISO_DATE.fullmatch(str(root["today"])):
                self.today = str(root["today"])
        self._draw_variables(root.get("vars"))
        for key, value in root.items():
            if key in FILLED:
                root[key] = self._tree(value, (key,))
            elif key not in {"vars", "today"}:
                self._refuse_templates(value, (key,))
        return root

    def _draw_variables(self, written: Tree | None) -> None:
        if not isinstance(written, dict):
            return
        sources = {name: text for name, text in written.items() if isinstance(text, str)}
        for name in list(sources)[:MAX_VARIABLES]:
            self._draw(name, sources)

    def _draw(self, name: str, sources: Mapping[str, str]) -> None:
        """Draw one variable after those that it reads."""
        if name in self.variables or name not in sources or name in self.busy:
            return
        self.busy.add(name)
        for needed in self._needed(sources[name]):
            self._draw(needed, sources)
        self.variables[name] = self._text(sources[name], ("vars", name))

    def _needed(self, source: str) -> tuple[str, ...]:
        try:
            return tuple(sorted(prepare(source).names)) if is_template(source) else ()
        except BadTemplateError:
            return ()  # told when the text itself is filled in

    def _text(self, source: str, path: Path_) -> str:
        if not is_template(source):
            return source
        scene = str(self.document.root.get("id", ""))
        key = (self.seed, scene, ".".join(str(step) for step in path))
        try:
            return render(source, self.variables, self.draw(key, self.language, self.today))
        except BadTemplateError as fault:
            self.problems.append(problem_at(self.document.place(path), fault.code, fault.facts))
            return source

    def _tree(self, value: Tree, path: Path_) -> Tree:
        if isinstance(value, str):
            if path[-1] in RULES:
                self._refuse_templates(value, path)
                return value
            return self._text(value, path)
        if isinstance(value, list):
            return [self._tree(item, (*path, at)) for at, item in enumerate(value)]
        return {key: self._tree(item, (*path, key)) for key, item in value.items()}

    def _refuse_templates(self, value: Tree, path: Path_) -> None:
        """Refuse templates where they have no place: ids, conditions, what the catalogue shows."""
        if isinstance(value, str):
            if is_template(value):
                self.problems.append(problem_at(self.document.place(path), "E108", {"what": str(path[-1]), "line": 1}))
            return
        for step, item in enumerate(value) if isinstance(value, list) else value.items():
            self._refuse_templates(item, (*path, step))
