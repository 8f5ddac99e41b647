"""How a turn came to be understood as it was: every rule whose pattern matched, and what kept it from counting.

Asks the rules the same questions again, one by one, and keeps their answers; the analysis itself never comes by here.
Not here: understanding (``analyst``) and sentences for people.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from trainer.language.analyst import Analyst
from trainer.language.bank import Bank
from trainer.language.context import Context
from trainer.language.reader import Read
from trainer.language.rules import Armed, Match, Rules, Stretch, hindrance, joined, longest, weighed
from trainer.model.analysis import Act, Analysis, Span

Why = Literal[
    "requires", "context", "unless", "function", "form", "echo", "guard", "longer", "special", "memory", "model"
]

STRONGEST: Final = 8
"""How many of a model's reasons are told."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A rule whose pattern matched and that did not count.

    Attributes:
        why: ``requires`` (no such topic or value), ``context`` (the line before), ``unless`` (forbidding words),
            ``function``, ``form`` (kind of sentence), ``echo`` (asks words back), ``guard`` (negation…), ``longer``
            (a longer find of the same act), ``special`` (a more special act there), ``memory`` (dropped in view of
            the conversation), ``model`` (the linear model is nearly sure that it is wrong).
        facts: what was wanted or what stood in the way: topics and values, sentence kinds, guards, words, acts.
    """

    rule: str
    act: str
    span: Span
    clause: int
    why: Why
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """An analysis with its near misses, in order of place.

    Attributes:
        strongest: by place in ``analysis.acts``, what spoke most for an act that no pattern gave, with its weight.
    """

    analysis: Analysis
    near: tuple[NearMiss, ...]
    strongest: tuple[tuple[int, tuple[tuple[str, int], ...]], ...] = ()


def trace(analyst: Analyst, text: str, context: Context) -> Trace:
    """Return what ``analyst`` understands of ``text``, and the rules that nearly had a say."""
    analysis = analyst.analyse(text, context)
    read = analyst.reader.read(text, context.role, context.other_line())
    rules = analyst.reader.rules["agent" if context.role == "agent" else "customer"]
    counted, near = _weighed(rules, read)
    kept = longest(counted)
    near += [miss for act in counted if act not in kept for miss in _longer(act, kept)]
    near += [_special(act, kept, analyst) for act in kept if act not in read.acts]
    heard = analyst.heard(text, context)
    near += _dropped(read.acts, heard.acts, "memory") + _dropped(heard.acts, analysis.acts, "model")
    said = {(act.id, act.span) for act in analysis.acts}
    unsaid = {one: None for one in near if one.why in {"memory", "model"} or (one.act, one.span) not in said}
    strongest = tuple(
        (at, analyst.reasons(heard, act, context.role)[:STRONGEST])
        for at, act in enumerate(analysis.acts)
        if act.by == "model"
    )
    return Trace(analysis, tuple(sorted(unsaid, key=lambda one: (one.span, one.act, one.rule, one.why))), strongest)


def _dropped(before: tuple[Act, ...], after: tuple[Act, ...], why: Why) -> list[NearMiss]:
    """Return the acts that one step of understanding took away."""
    left = {(act.id, act.rule, act.span) for act in after}
    gone = [act for act in before if (act.id, act.rule, act.span) not in left]
    return [NearMiss(act.rule, act.id, act.span, act.clause, why) for act in gone]


def _weighed(rules: Rules, read: Read) -> tuple[list[Act], list[NearMiss]]:
    """Return the acts of all matches, and the matches that gave none."""
    counted: list[Act] = []
    near: list[NearMiss] = []
    for scope, stretch in _stretches(read):
        bank = rules.banks[scope]
        for number in bank.hits(stretch.text):
            for armed in rules.owners[scope].get(number, ()):
                for start, end, groups in bank.spans(number, stretch.text):
                    match = Match(stretch, start, end, groups)
                    found = _judged(rules, (armed, number), match, read)
                    if isinstance(found, Act):
                        counted.append(found)
                    else:
                        near.append(found)
    return counted, near


def _stretches(read: Read) -> Iterator[tuple[str, Stretch]]:
    for index, piece in enumerate(read.scene.pieces):
        yield "clause", Stretch(piece.text, (index,), (0,))
    if read.scene.pieces:
        yield "turn", joined(read.scene.pieces)


def _judged(rules: Rules, owner: tuple[Armed, int], match: Match, read: Read) -> Act | NearMiss:
    """Return the act of a match, or why it is none: first the rule's conditions, then its place."""
    armed, number = owner
    hindered = hindrance(armed, match.text, read.scene)
    found = () if hindered else weighed(armed, number, match, read.scene)
    if isinstance(found, Act):
        return found
    clause, span = _placed(match, read)
    kinds = read.clauses[clause]
    rule = armed.rule
    match hindered or found[0]:
        case "requires":
            why: Why = "requires"
            facts = rule.requires
        case "context":
            why, facts = "context", ()
        case "unless":
            why, facts = "unless", _words(rules.banks["unless"], rule.unless, match.text.text)
        case "function":
            why, facts = "function", (kinds.function, *rule.function)
        case "form":
            why, facts = "form", (kinds.form, *rule.form)
        case "echo":
            why, facts = "echo", ()
        case _:
            why, facts = "guard", tuple(sorted(found))
    return NearMiss(rule.id, rule.act, span, clause, why, facts)


def _placed(match: Match, read: Read) -> tuple[int, Span]:
    """Return the clause in which a match begins and its place in the raw text."""
    pieces = read.scene.pieces
    clause, offset = match.text.place(match.start)
    last, last_offset = match.text.place(match.end - 1)
    end = min(pieces[last].start + last_offset + 1, pieces[last].end)
    return clause, read.scene.normal.raw(pieces[clause].start + offset, end)


def _words(bank: Bank, sources: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Return the words of a text that match one of the patterns."""
    numbers = frozenset(bank.add(sources))
    hits = [number for number in bank.hits(text) if number in numbers]
    return tuple(dict.fromkeys(text[start:end] for number in hits for start, end, _ in bank.spans(number, text)))


def _longer(act: Act, kept: tuple[Act, ...]) -> Iterator[NearMiss]:
    """Yield why an act was swallowed: by another rule's find of the same act that lies over it."""
    over = [one.rule for one in kept if one.id == act.id and _meet(one.span, act.span)]
    if act.rule not in over:
        yield NearMiss(act.rule, act.id, act.span, act.clause, "longer", tuple(over))


def _special(act: Act, kept: tuple[Act, ...], analyst: Analyst) -> NearMiss:
    """Return why an act gave way: to the special acts of its clause."""
    there = {one.id for one in kept if one.clause == act.clause}
    shadows = sorted(analyst.reader.shadows.get(act.id, frozenset()) & there)
    return NearMiss(act.rule, act.id, act.span, act.clause, "special", tuple(shadows))


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
