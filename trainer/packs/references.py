"""What the parts of a scene say of each other: ids that must be there once, acts, facts, topics and conditions.

Not here: the form of single values (``schema_scenario``), and scenes that are right in form but play badly (``lint``).
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Final

from trainer.model.errors import Problem, RuleError
from trainer.packs.check import FILLER, close_to, unreadable
from trainer.packs.schema_scenario import ScenarioFile
from trainer.packs.vocabulary import ACT_CALLS, ACTIONS, ALL_ACTS, REFERENCE_CALLS, SCENE_CONDITIONS
from trainer.packs.yaml_tree import Document, Path_, Tree, problem_at
from trainer.rules import Expr, TopicRule, parse, parse_topic

Ids = AbstractSet[str]
SECTIONS: Final = {
    "concern": "concerns", "fact": "facts", "inform": "inform", "offer": "offers", "trap": "traps", "move": "moves",
    "ending": "endings",
}  # fmt: skip


LINE: Final[list[Tree]] = ["…"]
FILLERS: Final[Mapping[str, Tree]] = {
    "schema": "1",
    "type": "angry",
    "today": "2026-01-01",
    "persona": {"who": "…"},
    "opening": LINE,
    "say": LINE,
    "full": LINE,
    "react": LINE,
    "bait": LINE,
    "endings": [{"id": FILLER, "quality": "ok", "when": "True", "say": LINE}],
    "settle": {},
    "expect": {},
    "quality": "ok",
    "when": "True",
    "ask": "{" + FILLER + "}",
    "match": "{" + FILLER + "}",
    "bad": "overpromise",
    "on": "contradict",
    "title": "…",
}


class SceneReferences:
    """One scene and everything that its parts may name.

    Attributes:
        types: ids of the customer types.
        rings: ids of the language's rings; None where they are not known (topics are then taken on trust).
        elsewhere: ids of the rings of the scene's own language, where this is another.
    """

    def __init__(
        self, document: Document, file: ScenarioFile, types: Ids, rings: Ids | None = None, elsewhere: Ids = frozenset()
    ) -> None:
        self.document = document
        self.file = file
        self.types = types
        self.rings = rings
        self.elsewhere = elsewhere
        self.ids = {kind: [item.id for item in getattr(file, section)] for kind, section in SECTIONS.items()}

    def problems(self) -> Iterator[Problem]:
        """Yield every E1xx of the scene, in file order of its parts."""
        if self.file.id not in {Path(self.document.file).stem, FILLER}:
            facts = {"name": "id", "value": self.file.id, "expected": Path(self.document.file).stem}
            yield problem_at(self.document.place(("id",)), "E103", facts)
        yield from self._twins()
        for path, source in self.conditions():
            yield from self._condition(path, source)
        for path, source in self.topics():
            yield from self._topics(path, source)
        for path, kind, names in self._named():
            yield from self.known(path, kind, names)

    def known(self, path: Path_, kind: str, names: Iterable[str]) -> Iterator[Problem]:
        """Yield E105 (or E120, with the name that was probably meant) for each name that is not there."""
        all_known: Ids = ALL_ACTS if kind == "act" else set(self.ids.get(kind, ()))
        if kind == "type":
            all_known = self.types
        elif kind == "topic":
            all_known = {*(self.rings or ()), *self.file.terms}
        if FILLER in all_known or (kind in SECTIONS and not all_known and self._has_strangers()):
            return  # an id is missing or its whole part is misspelled: told already, and it may be the one meant
        for name in names:
            if name not in all_known and name != FILLER:
                near = close_to(name, set(all_known))
                facts = {"kind": kind, "id": name, "near": near}
                yield problem_at(self.document.place(path), "E120" if near else "E105", facts)

    def _has_strangers(self) -> bool:
        """Tell whether the file holds an outermost key that no scene has."""
        return not set(self.document.root) <= {field.alias or name for name, field in ScenarioFile.model_fields.items()}

    def conditions(self) -> Iterator[tuple[Path_, str]]:
        """Yield every condition with its place."""
        yield from ((("traps", at, "when"), trap.when) for at, trap in enumerate(self.file.traps))
        yield from ((("moves", at, "when"), move.when) for at, move in enumerate(self.file.moves))
        yield from ((("endings", at, "when"), ending.when) for at, ending in enumerate(self.file.endings))

    def topics(self) -> Iterator[tuple[Path_, str]]:
        """Yield every topic rule with its place."""
        for at, concern in enumerate(self.file.concerns):
            if concern.settle.about:
                yield ("concerns", at, "settle", "about"), concern.settle.about
        for at, fact in enumerate(self.file.facts):
            yield ("facts", at, "ask"), fact.ask
        for at, inform in enumerate(self.file.inform):
            yield ("inform", at, "match"), inform.match
        for at, offer in enumerate(self.file.offers):
            yield ("offers", at, "match"), offer.match

    def _twins(self) -> Iterator[Problem]:
        for kind, section in SECTIONS.items():
            seen: dict[str, int] = {}
            for at, name in enumerate(self.ids[kind]):
                if name == FILLER:
                    continue
                place = self.document.place((section, at, "id"))
                if name in seen:
                    yield problem_at(place, "E104", {"id": name, "other": f"{place.file}:{seen[name]}"})
                seen.setdefault(name, place.line)

    def _condition(self, path: Path_, source: str) -> Iterator[Problem]:
        if "{{" in source or "{%" in source:
            return  # told as E108
        expression = parsed(source)
        if isinstance(expression, RuleError):
            yield problem_at(self.document.place(path), *unreadable(expression, source, SCENE_CONDITIONS.names))
            return
        for call, arguments in sorted(expression.calls, key=str):
            names = [str(argument) for argument in arguments]
            if call in REFERENCE_CALLS:
                yield from self.known(path, REFERENCE_CALLS[call], names)
            elif call in ACT_CALLS:
                yield from self.known(path, "act", names)
            elif call == "action" and names[0] not in ACTIONS:
                yield problem_at(self.document.place(path), "E105", {"kind": "action", "id": names[0], "near": ""})

    def _topics(self, path: Path_, source: str) -> Iterator[Problem]:
        rule = topic_rule(source)
        if isinstance(rule, RuleError):
            yield self._unreadable(path, source, rule)
        elif self.rings is not None:
            wordless = sorted((rule.topics & self.elsewhere) - self.rings - set(self.file.terms))
            for topic in wordless:
                yield problem_at(self.document.place(path), "W324", {"id": topic})
            yield from self.known(path, "topic", sorted(rule.topics - set(wordless)))

    def _unreadable(self, path: Path_, source: str, fault: RuleError) -> Problem:
        facts = {"source": source, "what": fault.facts.get("what", ""), "at": fault.facts.get("column", 1)}
        return problem_at(self.document.place(path), "E106", facts)

    def _named(self) -> Iterator[tuple[Path_, str, tuple[str, ...]]]:
        for at, concern in enumerate(self.file.concerns):
            path: Path_ = ("concerns", at, "settle")
            yield (*path, "any"), "act", concern.settle.any
            yield (*path, "all"), "act", concern.settle.all
            yield (*path, "needs"), "act", tuple(act for group in concern.settle.needs for act in group)
            if concern.reopen:
                yield ("concerns", at, "reopen", "on"), "act", concern.reopen.on
        for at, fact in enumerate(self.file.facts):
            yield ("facts", at, "need", "after"), "fact", fact.need.after
            yield ("facts", at, "answered_by"), "act", fact.answered_by
        for at, offer in enumerate(self.file.offers):
            yield ("offers", at, "after"), "fact", offer.after
            yield ("offers", at, "settles"), "concern", offer.settles
        for at, trap in enumerate(self.file.traps):
            yield ("traps", at, "bad"), "act", trap.bad
            yield ("traps", at, "good"), "act", trap.good
        yield ("type",), "type", self.file.type
        yield ("goals", "never"), "act", self.file.goals.never


def parsed(source: str) -> Expr | RuleError:
    """Return the condition, or why it is none."""
    try:
        return parse(source, SCENE_CONDITIONS)
    except RuleError as fault:
        return fault


def topic_rule(source: str) -> TopicRule | RuleError:
    """Return the topic rule, or why it is none."""
    try:
        return parse_topic(source)
    except RuleError as fault:
        return fault
