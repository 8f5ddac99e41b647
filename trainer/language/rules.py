"""Acts from patterns: which rules can fire on a clause or turn, and where, once guards and conditions are weighed.

Not here: acts that need memory of the conversation (``memory``).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from trainer.language.bank import Bank
from trainer.language.clauses import Piece
from trainer.language.guards import Marks
from trainer.language.normalise import Normal
from trainer.language.stretches import Taken
from trainer.model.analysis import Act, Clause, Topic, Value
from trainer.model.lexicon import ActRule, PatternCompiler
from trainer.model.transcript import Role

JOIN: Final = "\uff0c"
ECHO: Final = 4
NOTHING: Final[frozenset[str]] = frozenset()
# acts of which a negation inside a pattern's gap makes no act at all (gold list, violations)
VIOLATIONS: Final = frozenset({
    "overpromise", "exaggerate_return", "deny_limits", "hide_disclosure", "privacy_breach", "insecure_data",
    "inducement", "false_scarcity", "obstruct", "churn", "coach_callback", "sign_for", "insult", "false_identity",
    "disparage", "admit_liability", "expose_other", "fake_evidence", "blame", "calm_command", "dismiss", "impatience",
    "policy_shield", "pushy_sale",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scene:
    """One turn as the rules see it: plain text, clauses, guards, topics and values.

    Attributes:
        other: gives the plain form of the other side's last line, asked for only where a rule wants it.
    """

    normal: Normal
    pieces: tuple[Piece, ...]
    clauses: tuple[Clause, ...]
    marks: Marks
    topics: tuple[Topic, ...] = ()
    values: tuple[Value, ...] = ()
    other: Callable[[], str] = str

    def clause_at(self, place: int) -> int:
        """Return the index of the clause that holds, or last began before, a place of the plain text."""
        found = 0
        for index, piece in enumerate(self.pieces):
            if piece.start > place:
                break
            found = index
        return found


@dataclass(frozen=True, slots=True)
class Armed:
    """A rule with the numbers of its patterns; ``unless`` asks whether a text holds what forbids it."""

    rule: ActRule
    unless: Callable[[str], bool]
    context: Callable[[str], bool] | None
    inside: Mapping[int, bool]


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a scope searches: ``text`` with, for each clause in it, where it starts there."""

    text: str
    clauses: tuple[int, ...]
    starts: tuple[int, ...]

    def place(self, at: int) -> tuple[int, int]:
        """Return the clause and the distance into it of a place in ``text``."""
        found = 0
        for index, start in enumerate(self.starts):
            if start > at:
                break
            found = index
        return self.clauses[found], at - self.starts[found]


class Rules:
    """The act rules of one role; made once per language."""

    def __init__(
        self, rules: tuple[ActRule, ...], role: Role, negators: frozenset[str], compiler: PatternCompiler
    ) -> None:
        """Arm every rule of ``role``; what forbids a rule is searched only where the rule was found."""
        self.banks = {name: Bank(compiler) for name in ("clause", "turn", "unless", "context")}
        self.owners: dict[str, dict[int, list[Armed]]] = {"clause": {}, "turn": {}}
        for rule in rules:
            if rule.role == role:
                self._arm(rule, negators)

    def _arm(self, rule: ActRule, negators: frozenset[str]) -> None:
        scope = "turn" if rule.scope == "turn" else "clause"
        bank = self.banks[scope]
        minds = bool(rule.turns_into) or rule.act in VIOLATIONS
        numbers = bank.add(rule.patterns)
        armed = Armed(
            rule,
            self.banks["unless"].asker(rule.unless),
            self.banks["context"].asker(rule.context) if rule.context else None,
            {
                number: minds and not any(word in source for word in negators)
                for number, source in zip(numbers, rule.patterns, strict=True)
            },
        )
        for number in numbers:
            self.owners[scope].setdefault(number, []).append(armed)

    def __call__(self, scene: Scene) -> tuple[Act, ...]:
        """Return the acts of a turn in order of place, the longest of overlapping ones of the same label."""
        if not scene.pieces:
            return ()
        found: list[Act] = []
        for index, piece in enumerate(scene.pieces):
            self._search("clause", Stretch(piece.text, (index,), (0,)), scene, found)
        self._search("turn", joined(scene.pieces), scene, found)
        return longest(found)

    def _search(self, scope: str, text: Stretch, scene: Scene, found: list[Act]) -> None:
        bank, owners = self.banks[scope], self.owners[scope]
        for number in bank.hits(text.text):
            able = [armed for armed in owners.get(number, ()) if not hindrance(armed, text, scene)]
            if not able:
                continue
            for start, end, groups in bank.spans(number, text.text):
                for armed in able:
                    act = weighed(armed, number, Match(text, start, end, groups), scene)
                    if isinstance(act, Act):
                        found.append(act)


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern's match in a scope's text."""

    text: Stretch
    start: int
    end: int
    groups: Mapping[str, tuple[int, int]]


def hindrance(armed: Armed, text: Stretch, scene: Scene) -> str:
    """Return which of a rule's conditions on its scope does not hold, empty where all do."""
    if armed.rule.requires and not _required(armed.rule.requires, frozenset(text.clauses), scene):
        return "requires"
    if armed.context is not None and not armed.context(scene.other()):
        return "context"
    return "unless" if armed.unless(text.text) else ""


def joined(pieces: tuple[Piece, ...]) -> Stretch:
    """Return what the rules of scope turn search: all clauses with a comma between."""
    starts: list[int] = []
    at = 0
    for piece in pieces:
        starts.append(at)
        at += len(piece.text) + len(JOIN)
    return Stretch(JOIN.join(piece.text for piece in pieces), tuple(range(len(pieces))), tuple(starts))


def _required(wanted: tuple[str, ...], clauses: frozenset[int], scene: Scene) -> bool:
    """Tell whether one of the wanted topics (``ring:claim``) or values (``value:clock``) is in the clauses."""
    there = {f"ring:{topic.id}" for topic in scene.topics if topic.clause in clauses}
    there |= {f"value:{value.kind}" for value in scene.values if value.clause in clauses}
    return any(name in there for name in wanted)


def weighed(armed: Armed, number: int, match: Match, scene: Scene) -> Act | tuple[str, ...]:
    """Return the act of one match, or what forbids it: ``function``, ``form``, ``echo``, or guards."""
    rule = armed.rule
    clause, offset = match.text.place(match.start)
    last, last_offset = match.text.place(match.end - 1)
    start = scene.pieces[clause].start + offset
    end = min(scene.pieces[last].start + last_offset + 1, scene.pieces[last].end)
    kinds = scene.clauses[clause : last + 1]
    if rule.function and not any(kind.function in rule.function for kind in kinds):
        return ("function",)
    if rule.form and not any(kind.form in rule.form for kind in kinds):
        return ("form",)
    guards, negation = scene.marks.over(clause, start, end, inside=armed.inside[number])
    if "quoted" in rule.blocked_by and _echoes(rule, scene, clause, (start, end)):
        return ("echo",)
    blocked = guards & frozenset(rule.blocked_by)
    if not blocked:
        return Act(rule.act, scene.normal.raw(start, end), clause, args=_args(rule, match), rule=rule.id)
    if blocked == {"negated"} and rule.turns_into:
        return Act(rule.turns_into, scene.normal.raw(negation, end), clause, args=_args(rule, match), rule=rule.id)
    return tuple(blocked)


def _echoes(rule: ActRule, scene: Scene, clause: int, place: tuple[int, int]) -> bool:
    """Tell whether a violation only asks the other side's own words back ("guaranteed? who said so?")."""
    if rule.act not in VIOLATIONS or scene.clauses[clause].function != "question":
        return False
    words = scene.normal.text[place[0] : place[1]]
    return len(words) >= ECHO and words in scene.other()


def _args(rule: ActRule, match: Match) -> tuple[tuple[str, str], ...]:
    """Fill the rule's arguments: fixed words, or ``@group`` from the match (left out where the group is silent)."""
    found: dict[str, str] = {}
    for name, value in rule.args.items():
        if not value.startswith("@"):
            found[name] = value
        elif value[1:] in match.groups:
            start, end = match.groups[value[1:]]
            found[name] = match.text.text[start:end]
    return tuple(sorted(found.items()))


def plainest(acts: tuple[Act, ...], shadows: Mapping[str, frozenset[str]]) -> tuple[Act, ...]:
    """Drop general acts in clauses where a special one says what the words do (table ``shadows``)."""
    there: dict[int, set[str]] = {}
    for act in acts:
        there.setdefault(act.clause, set()).add(act.id)
    return tuple(act for act in acts if not shadows.get(act.id, NOTHING) & there[act.clause])


def longest(acts: list[Act]) -> tuple[Act, ...]:
    """Keep, of overlapping acts of one label, the longest (the earlier rule on a tie), in order of place."""
    kept: dict[str, Taken] = {}
    by_length = sorted(acts, key=lambda one: one.span.start - one.span.end)
    chosen = [act for act in by_length if kept.setdefault(act.id, Taken()).take(act.span.start, act.span.end)]
    return tuple(sorted(chosen, key=lambda one: (one.span, one.id, one.rule)))
