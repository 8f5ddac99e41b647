"""The strict YAML reader: text in, plain dict, list and str out, with the place of every node.

YAML is a language of surprises (references that explode, tags that build objects, ``no`` that means False, the last of
two equal keys winning in silence). A pack needs none of them, so this reader takes the parser's events only and
refuses the rest by name, with line and column. Its limits come from measurements of ours: a pack is 1 MB at most, 24
levels deep, 50,000 nodes. Every scalar stays text; the schema says what it means.

Not here: what the keys mean (``schema_*``), which file it is (``places``).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Final, NamedTuple

import yaml

from trainer.model.errors import Fact, PackError, Problem, Severity
from trainer.model.text import clean_text

Tree = str | list["Tree"] | dict[str, "Tree"]
Path_ = tuple[str | int, ...]

MAX_BYTES: Final = 1_000_000
CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SLIPS: Final = {
    "wide_colon": re.compile("^[ -]*[a-z_]+\uff1a", re.MULTILINE),
    "tab": re.compile("^ *\t", re.MULTILINE),
}
MAX_DEPTH: Final = 24
MAX_NODES: Final = 50_000
MAX_PROBLEMS: Final = 50
MERGE: Final = "<<"
BLOCKS: Final = ("|", ">")
DIRECTIVE = re.compile(r"^%", re.MULTILINE)
# Written with one step before the loop: ``re`` then skips quickly to where a step could begin.
DEEP_FLOW = re.compile(r"[\[{]\s{0,40}+(?:[\[{]\s{0,40}+){24}")
DEEP_BLOCK = re.compile(r"[-?:] {1,40}+(?:[-?:] {1,40}+){24}")


class Place(NamedTuple):
    """Where a node stands: file as the author knows it, line and column from 1."""

    file: str
    line: int
    column: int


def problem_at(place: Place, code: str, facts: Mapping[str, Fact] | None = None) -> Problem:
    """Return a problem at a place; codes that start with W are warnings."""
    severity: Severity = "warning" if code.startswith("W") else "error"
    return Problem(code, place.file, place.line, place.column, dict(facts or {}), severity)


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read.

    Attributes:
        file: name for messages.
        text: the text as read, without byte order mark.
        root: the outermost mapping.
        places: place of each value by path.
        keys: place of each key by the path of its value.
        problems: slips after which reading could go on; only when read with ``go_on``.
    """

    file: str
    text: str
    root: dict[str, Tree]
    places: Mapping[Path_, Place]
    keys: Mapping[Path_, Place]
    problems: tuple[Problem, ...] = ()

    def place(self, path: Path_) -> Place:
        """Return the place of the value at ``path``, or of the nearest node around it."""
        for end in range(len(path), -1, -1):
            if found := self.places.get(path[:end]):
                return found
        return Place(self.file, 0, 0)

    def key(self, path: Path_) -> Place:
        """Return the place of the key that leads to ``path``, or of the value where there is no key."""
        return self.keys.get(path) or self.place(path)

    def problem(self, code: str, path: Path_, facts: Mapping[str, Fact] | None = None) -> Problem:
        """Return a problem at the key that leads to a node; see ``problem_at``."""
        return problem_at(self.key(path), code, facts)


def read_yaml(path: Traversable, name: str = "", *, go_on: bool = False) -> Document:
    """Read one pack file.

    Args:
        path: the file.
        name: what messages call it; the path itself by default.
        go_on: keep slips that leave a whole tree (a key twice, an anchor, a tag) in ``Document.problems``, so that
            what else is wrong can be told with them; the caller must refuse the document in the end.

    Raises:
        PackError: with every problem found (E110 to E117).
    """
    file = name or str(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as fault:
        raise refusal(Problem("E117", file, 0, 0, {"reason": fault.strerror or type(fault).__name__})) from fault
    return parse_yaml(data, file, go_on=go_on)


def parse_yaml(data: bytes, file: str, *, go_on: bool = False) -> Document:
    """Read pack text; see ``read_yaml``."""
    text = _decoded(data, file)
    _refuse_early(text, file)
    builder = _Builder(file)
    root: Tree = ""
    whole = False
    try:
        root = builder.document(_events(text))
        whole = True
    except _StopError:
        pass
    except yaml.YAMLError as fault:
        builder.problems.append(_syntax_problem(fault, file, text))
    if whole and not isinstance(root, dict):
        builder.problems.append(problem_at(builder.places.get((), Place(file, 1, 1)), "E116"))
    if not isinstance(root, dict) or not whole or (builder.problems and not go_on):
        raise refusal(*builder.problems)
    return Document(file, text, root, builder.places, builder.keys, tuple(builder.problems))


def refusal(*problems: Problem) -> PackError:
    """Return the one error that carries all problems, in file order."""
    ordered = tuple(sorted(problems, key=lambda one: (one.file, one.line, one.column, one.code)))
    first = ordered[0]
    facts: dict[str, Fact] = {"file": first.file, "line": first.line, "count": len(ordered), "problem": first.code}
    return PackError("packs.refused", ordered, facts)


class _StopError(Exception):
    """Reading on would not help: a limit is passed or there are too many problems."""


def _decoded(data: bytes, file: str) -> str:
    if len(data) > MAX_BYTES:
        raise refusal(Problem("E113", file, 0, 0, {"limit": f"{MAX_BYTES // 1000} kB"}))
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise refusal(Problem("E112", file, line, 0, {"byte": f"0x{data[fault.start]:02X}"})) from fault


def _refuse_early(text: str, file: str) -> None:
    """Refuse by a plain look what parsers are slow at: directives, and brackets or dashes stacked without end."""
    if found := DIRECTIVE.search(text):
        raise refusal(Problem("E114", file, text.count("\n", 0, found.start()) + 1, 1, {"what": "%"}))
    if found := CONTROL.search(text):
        before = text[: found.start()]
        raise refusal(Problem("E115", file, before.count("\n") + 1, found.start() - before.rfind("\n")))
    for pattern in (DEEP_FLOW, DEEP_BLOCK):
        if found := pattern.search(text):
            line = text.count("\n", 0, found.start()) + 1
            raise refusal(Problem("E113", file, line, 0, {"limit": f"{MAX_DEPTH} levels"}))


def _events(text: str) -> Iterator[yaml.Event]:
    loader = yaml.CBaseLoader(text) if yaml.__with_libyaml__ else yaml.BaseLoader(text)
    return iter(loader.get_event, None)


def _syntax_problem(fault: yaml.YAMLError, file: str, text: str) -> Problem:
    """Name the two slips that the parser has no word for, a tab and a wide colon, else what the parser says."""
    mark = getattr(fault, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    what = getattr(fault, "problem", None) or getattr(fault, "reason", None) or type(fault).__name__
    near = "\n".join(text.split("\n")[max(line - 2, 0) : line])
    for name, slip in SLIPS.items():
        if slip.search(near):
            what = name
    return Problem("E110", file, line, column, {"what": str(what)})


@dataclass(slots=True)
class _Builder:
    """Turns events into a tree; notes problems and goes on where that is safe."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    places: dict[Path_, Place] = field(default_factory=dict)
    keys: dict[Path_, Place] = field(default_factory=dict)
    nodes: int = 0

    def note(self, code: str, place: Place, facts: Mapping[str, Fact] | None = None) -> None:
        self.problems.append(problem_at(place, code, facts))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _StopError

    def document(self, events: Iterator[yaml.Event]) -> Tree:
        root: Tree = ""
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.note("E114", self._place(event), {"what": "---"})
                    raise _StopError
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, events, (), 1)
        return root

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file, 0, 0)

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], path: Path_, depth: int) -> Tree:
        place = self._place(event)
        self.places[path] = place
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            limit = f"{MAX_DEPTH} levels" if depth > MAX_DEPTH else f"{MAX_NODES} nodes"
            self.note("E113", place, {"limit": limit})
            raise _StopError
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_features(event.anchor, event.tag, place)
            if event.style in BLOCKS:  # the text begins on the line after its mark
                place = self.places[path] = Place(self.file, place.line + 1, 1)
            return self._scalar(event.value, place)
        if isinstance(event, yaml.CollectionStartEvent):
            self._refuse_features(event.anchor, event.tag, place)
            if isinstance(event, yaml.MappingStartEvent):
                return self._mapping(events, path, depth)
            return self._sequence(events, path, depth)
        if isinstance(event, yaml.AliasEvent):
            self.note("E114", place, {"what": f"*{event.anchor}"})
        return ""

    def _refuse_features(self, anchor: str | None, tag: str | None, place: Place) -> None:
        if anchor or tag:
            self.note("E114", place, {"what": clean_text(tag or f"&{anchor}", 60)})

    def _scalar(self, value: str, place: Place) -> str:
        if value.isprintable() or clean_text(value) == value:
            return value
        self.note("E115", place)
        return clean_text(value)

    def _sequence(self, events: Iterator[yaml.Event], path: Path_, depth: int) -> Tree:
        items: list[Tree] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, events, (*path, len(items)), depth + 1))
        return items

    def _mapping(self, events: Iterator[yaml.Event], path: Path_, depth: int) -> Tree:
        found: dict[str, Tree] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            place = self._place(event)
            name = self._key(event, events, path, depth)
            value = self._node(next(events), events, (*path, name), depth + 1)
            if name in found:
                self.note("E111", place, {"name": clean_text(name, 60), "line": self.keys[(*path, name)].line})
            else:
                found[name] = value
                self.keys[(*path, name)] = place
        return found

    def _key(self, event: yaml.Event, events: Iterator[yaml.Event], path: Path_, depth: int) -> str:
        place = self._place(event)
        key = self._node(event, events, (*path, "?"), depth + 1)
        if not isinstance(key, str):
            self.note("E114", place, {"what": "?"})
            return "?"
        if key == MERGE:
            self.note("E114", place, {"what": MERGE})
        return key
