"""Runs a schema over a file that was read and turns every fault into a problem with its place.

Not here: the schemas themselves, and what can only be seen across the file (``references``, ``lint``).
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from copy import deepcopy
from difflib import get_close_matches
from typing import Final, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from trainer.model.errors import Fact, Problem, RuleError
from trainer.model.text import clean_text
from trainer.packs.yaml_tree import Document, Path_, Tree, problem_at

Format = TypeVar("Format", bound=BaseModel)
SHOWN: Final = 60
MEND_ROUNDS: Final = 6
FILLER: Final = "missing"
FORMS: Final = {
    "int_parsing": "0, 1, 2, …",
    "int_type": "0, 1, 2, …",
    "string_type": '"…"',
    "string_too_short": '"…"',
    "too_short": "[…]",
    "tuple_type": "[…, …]",
    "list_type": "[…, …]",
    "dict_type": "{…: …}",
    "model_type": "{…: …}",
    "model_attributes_type": "{…: …}",
}
EXAMPLES: Final = {
    r"^[a-z][a-z0-9_]{0,59}$": "a-z 0-9 _",
    r"^[A-Za-z0-9_.]{1,80}$": "A-Z a-z 0-9 _ .",
    r"^[0-9]+\.[0-9]+\.[0-9]+$": "1.0.0",
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "2026-03-10",
}
BOUNDS: Final = {"ge": "≥ ", "le": "≤ ", "pattern": "", "expected": "", "min_length": "≥ ", "max_length": "≤ "}


def validated(model: type[Format], document: Document) -> tuple[Format | None, tuple[Problem, ...]]:
    """Return the file as ``model`` (None where it does not fit), and everything that is wrong in it."""
    try:
        return model.model_validate(document.root), document.problems
    except ValidationError as fault:
        details = fault.errors(include_url=False)
        found = (_problem(detail, model, document) for detail in details)
        return None, (*document.problems, *found)


def mended(model: type[Format], document: Document, fillers: Mapping[str, Tree]) -> Format | None:
    """Return a file that does not fit with its faults cut out and its gaps filled, None when that cannot be done.

    Nothing is ever played or judged with it: it lets the checks that come after the form see the rest of the file, so
    that one run tells all.
    """
    root: Tree = deepcopy(document.root)
    for attempt in range(MEND_ROUNDS):
        try:
            return model.model_validate(root)
        except ValidationError as fault:
            for detail in fault.errors(include_url=False, include_input=False, include_context=False):
                path = tuple(step for step in detail["loc"] if step != "[key]")
                if detail["type"] == "missing":
                    _fill(_node(root, path[:-1]), path, fillers)
                else:
                    _cut(root, path, whole=attempt > 1)
    return None


def _node(root: Tree, path: Path_) -> Tree:
    """Return the node at a path, an empty text where there is none (any more)."""
    here = root
    for step in path:
        inside: Tree | None = None
        if isinstance(here, dict) and isinstance(step, str):
            inside = here.get(step)
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            inside = here[step]
        if inside is None:
            return ""
        here = inside
    return here


def _fill(parent: Tree, path: Path_, fillers: Mapping[str, Tree]) -> None:
    if path and isinstance(parent, dict):
        parent[str(path[-1])] = deepcopy(fillers.get(str(path[-1]), FILLER))


def _cut(root: Tree, path: Path_, *, whole: bool) -> None:
    """Take a faulty node out; an item of a list becomes empty first, so that its neighbours keep their places."""
    while path:
        parent = _node(root, path[:-1])
        if isinstance(parent, dict):
            parent.pop(str(path[-1]), None)
            return
        if isinstance(parent, list) and not whole and isinstance(path[-1], int) and path[-1] < len(parent):
            parent[path[-1]] = {}
            return
        path = path[:-1]


def close_to(word: str, known: set[str]) -> str:
    """Return the known word nearest to ``word``, empty when none is near."""
    near = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return near[0] if near else ""


def shown(value: object) -> str:
    """Return a value as a message may show it: short, one line, no control characters."""
    return clean_text(_flow(value), SHOWN).replace("\n", " ")


def _flow(value: object) -> str:
    """Return a value as an author would write it on one line."""
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    return str(value)


def unreadable(fault: RuleError, source: str, known: AbstractSet[str]) -> tuple[str, Mapping[str, Fact]]:
    """Return code and facts of a condition that is refused: a name that is not there (E105, E120), else E106."""
    what = str(fault.facts.get("what", ""))
    if fault.code == "rule.unknown_name":
        near = close_to(what, set(known))
        return ("E120" if near else "E105"), {"kind": "name", "id": what, "near": near}
    return "E106", {"source": source, "what": what, "at": fault.facts.get("column", 1)}


def _problem(detail: ErrorDetails, model: type[BaseModel], document: Document) -> Problem:
    path = tuple(step for step in detail["loc"] if step != "[key]")
    key = shown(path[-1]) if path else ""
    if detail["type"] == "missing":
        return problem_at(document.place(path[:-1]), "E102", {"name": key})
    if detail["type"] == "extra_forbidden":
        near = close_to(str(path[-1]), _known_keys(model, path[:-1]))
        facts: Mapping[str, Fact] = {"name": key, "near": near}
        return problem_at(document.key(path), "E101" if not near else "E118", facts)
    named = ".".join(str(step) for step in path)
    facts = {"name": named, "value": shown(detail["input"]), "expected": _expected(detail)}
    return problem_at(document.place(path), "E103", facts)


def _expected(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    if detail["type"] == "literal_error":
        return str(context["expected"]).replace("'", "").replace(" or ", ", ").replace(", ", " | ")
    if str(context.get("pattern", "")) in EXAMPLES:
        return EXAMPLES[str(context["pattern"])]
    for name, sign in BOUNDS.items():
        if name in context and not detail["type"].endswith("too_short"):
            return f"{sign}{context[name]}"
    return FORMS.get(detail["type"], detail["type"])


def _known_keys(model: type[BaseModel], path: Path_) -> set[str]:
    """Return the keys that may stand in the mapping at ``path``."""
    here: type[BaseModel] | None = model
    for step in path:
        if here is None:
            break
        if isinstance(step, str):
            here = _field_model(here, step)
    if here is None:
        return set()
    return {field.alias or name for name, field in here.model_fields.items()}


def _field_model(model: type[BaseModel], key: str) -> type[BaseModel] | None:
    for name, field in model.model_fields.items():
        if (field.alias or name) == key:
            return _model_in(field.annotation)
    return model


def _model_in(annotation: object) -> type[BaseModel] | None:
    """Return the record inside an annotation such as ``tuple[Rule, ...]`` or ``dict[str, Rule]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(part) for part in get_args(annotation))
    return next((found for found in inner if found), None)
