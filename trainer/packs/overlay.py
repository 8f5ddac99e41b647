"""Lays the English texts of a scene over the scene: one tree, and every node still knows which file it came from.

An overlay brings texts only. It must name the same concerns, facts, offers, traps, moves, endings and terms, and must
translate every line that the scene has, so that no language shows the other's words. Not here: templates
(``blueprint``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from trainer.model.errors import Problem
from trainer.packs.yaml_tree import Document, Path_, Tree, problem_at

BY_ID: Final = ("concerns", "facts", "inform", "offers", "traps", "moves", "endings", "knowledge", "law")
OPTIONAL: Final = frozenset({"knowledge", "law"})
REPLACED: Final = ("brief", "opening", "answers")
MERGED: Final = ("vars", "gives", "persona", "casefile", "terms")
SPOKEN: Final = frozenset({
    "say", "again", "hint", "part", "full", "early", "react", "bait", "after_bad", "after_good", "check", "right",
    "believes", "epilogue", "locked_terms",
})  # fmt: skip
INNER: Final = {"reopen": ("reopen", "say"), "about": ("settle", "about")}
Item = dict[str, Tree]


def lay_over(base: Document, overlay: Document) -> tuple[Document, tuple[Problem, ...]]:
    """Return the scene with the overlay's texts, and every place where the two do not fit."""
    laying = _Laying(base, overlay)
    root = laying.root()
    places, keys = dict(base.places), dict(base.keys)
    for mine, theirs in ((places, overlay.places), (keys, overlay.keys)):
        for path, place in theirs.items():
            if there := laying.target(path):
                mine[there] = place
    problems = tuple(laying.problems())
    return Document(base.file, f"{base.text}\n{overlay.text}", root, places, keys, base.problems), problems


@dataclass(frozen=True, slots=True)
class _Laying:
    """The two files side by side."""

    base: Document
    overlay: Document

    def root(self) -> Item:
        """Return the tree with the overlay's texts in it."""
        old, new = self.base.root, self.overlay.root
        root = {key: value for key, value in old.items() if key != "tests"}
        for key in ("title", "summary"):
            if isinstance(text := new.get(key), str):
                root[key] = _in_english(old.get(key), text)
        root.update({key: new[key] for key in REPLACED if key in new})
        root.update({key: merged(old.get(key), new[key]) for key in MERGED if key in new})
        root.update({section: self._section(section) for section in BY_ID if section in old})
        return root

    def _section(self, section: str) -> Tree:
        texts = _by_id(self.overlay.root.get(section))
        epilogues = self.overlay.root.get("epilogues") if section == "endings" else None
        items: list[Tree] = []
        for item in _items(self.base.root.get(section)):
            name = str(item.get("id", ""))
            laid = _with_texts(item, texts.get(name, (0, {}))[1])
            if isinstance(epilogues, dict) and name in epilogues:
                laid["epilogue"] = epilogues[name]
            items.append(laid)
        return items

    def target(self, path: Path_) -> Path_:
        """Return where a node of the overlay stands in the laid tree; empty for nowhere."""
        if not path or path[0] in {"schema", "id", "overlay"}:
            return ()
        if path[0] == "epilogues" and len(path) > 1:
            at = _by_id(self.base.root.get("endings")).get(str(path[1]))
            return ("endings", at[0], "epilogue") if at else ()
        if path[0] not in BY_ID:
            return (path[0], "en") if path[0] in {"title", "summary"} else path
        return self._target_item(path)

    def _target_item(self, path: Path_) -> Path_:
        match path:
            case (str(section), int(number), str(key), *rest) if key != "id":
                items = _items(self.overlay.root.get(section))
                name = str(items[number].get("id", "")) if number < len(items) else ""
                at = _by_id(self.base.root.get(section)).get(name)
                return (section, at[0], *INNER.get(key, (key,)), *rest) if at else ()
        return ()

    def problems(self) -> Iterator[Problem]:
        """Yield what the two files do not have in common."""
        if self.overlay.root.get("id") != self.base.root.get("id"):
            yield self._differs(("id",), "id")
        for key in ("terms", "vars"):
            yield from self._terms(key)
        for section in BY_ID:
            yield from self._ids(section)

    def _differs(self, path: Path_, name: str) -> Problem:
        return problem_at(self.overlay.place(path), "E109", {"id": name, "other": self.base.file})

    def _terms(self, key: str) -> Iterator[Problem]:
        old, new = self.base.root.get(key), self.overlay.root.get(key, {})
        if key == "terms" and isinstance(old, dict) and isinstance(new, dict):
            for name in sorted(set(old) ^ set(new)):
                yield self._differs((key, name), f"{key}.{name}")

    def _ids(self, section: str) -> Iterator[Problem]:
        old, new = _by_id(self.base.root.get(section)), _by_id(self.overlay.root.get(section))
        epilogues = self.overlay.root.get("epilogues", {})
        for name in sorted(set(new) - set(old)):
            yield self._differs((section, new[name][0]), f"{section}.{name}")
        for name, (_, item) in old.items():
            if name not in new:
                if section not in OPTIONAL:
                    yield self._differs((section,), f"{section}.{name}")
                continue
            at, texts = new[name]
            for key in sorted(_spoken(item) - set(texts)):
                if not (key == "epilogue" and isinstance(epilogues, dict) and name in epilogues):
                    yield self._differs((section, at), f"{section}.{name}.{key}")


def merged(old: Tree | None, new: Tree) -> Tree:
    """Return ``new`` laid over ``old``: mappings key by key, everything else replaced."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new
    return {**old, **{key: merged(old.get(key), value) for key, value in new.items()}}


def _in_english(old: Tree | None, text: str) -> Tree:
    if isinstance(old, dict):
        return {**old, "en": text}
    return {"zh": old, "en": text} if isinstance(old, str) else {"en": text}


def _spoken(item: Item) -> set[str]:
    """Return the overlay's keys for everything in an item that is said or shown."""
    keys = {key for key in item if key in SPOKEN}
    reopen = item.get("reopen")
    if isinstance(reopen, dict) and reopen.get("say"):
        keys.add("reopen")
    return keys


def _with_texts(item: Item, texts: Item) -> Item:
    laid = dict(item)
    for key, value in texts.items():
        if key == "id":
            continue
        if key in INNER:
            outer, inner = INNER[key]
            around = laid.get(outer)
            laid[outer] = {**(around if isinstance(around, dict) else {}), inner: value}
        elif key == "title":
            laid[key] = (
                merged(laid.get(key), value) if isinstance(value, dict) else _in_english(laid.get(key), str(value))
            )
        else:
            laid[key] = value
    return laid


def _items(value: Tree | None) -> list[Item]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _by_id(value: Tree | None) -> dict[str, tuple[int, Item]]:
    return {str(item.get("id", "")): (at, item) for at, item in enumerate(_items(value))}
