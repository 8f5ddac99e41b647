"""All checks of a rubric on one conversation, read when first asked for; the environment of its conditions.

Not here: levels and red lines, which ask.
"""

import ast
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from trainer.model.rubric import Rubric
from trainer.rules import Environment, Expr, Result, Vocabulary, parse
from trainer.rules.evaluate import value
from trainer.scoring.checks import evaluate
from trainer.scoring.labels import EXTRA_NAMES, PERSON_NAMES
from trainer.scoring.proof import Reading, unknown
from trainer.scoring.record import Record

CACHED: Final = 4096


class Findings:
    """The readings of one conversation. Reads each check once; the same question has the same answer."""

    def __init__(self, rubric: Rubric, record: Record) -> None:
        self.rubric = rubric
        self.record = record
        self._names = frozenset(rubric.checks) | EXTRA_NAMES
        self._readings: dict[str, Reading] = {}
        self._reached: dict[str, tuple[str, ...]] = {}

    def reading(self, check: str) -> Reading:
        """Return what one check found; unknown for a name that is no check."""
        if check not in self._readings:
            known = self.rubric.checks.get(check)
            self._readings[check] = evaluate(known, self.record) if known else unknown("no_check")
        return self._readings[check]

    def condition(self, source: str) -> Expr:
        """Parse a condition over check ids and the names of the case.

        Raises:
            RuleError: when the rubric holds a condition outside the language (lint reports it before).
        """
        return condition(source, self._names)

    def reached(self, expr: Expr) -> tuple[str, ...]:
        """Return the check ids in those parts of a condition that made it true or false, in the order written."""
        if expr.source not in self._reached:
            names = dict.fromkeys(_deciding(expr.tree, self))
            self._reached[expr.source] = tuple(name for name in names if name in self.rubric.checks)
        return self._reached[expr.source]

    def name(self, name: str) -> Result:
        """Return the value of a name in a condition: a check's value or a fact of the case."""
        if name in self.rubric.checks:
            return self.reading(name).value
        transcript = self.record.transcript
        facts: Mapping[str, Result] = {
            "customer_turns": len(self.record.customer),
            "agent_turns": len(self.record.agent),
            "channel": transcript.channel,
            "direction": transcript.direction,
            "practice": transcript.origin == "practice",
        }
        return facts[name] if name in facts else self._person(name)

    def call(self, name: str, arguments: tuple[str | int, ...]) -> Result:
        """Return unknown: conditions of a rubric have no calls."""
        del name, arguments
        return None

    def _person(self, name: str) -> bool | None:
        """Tell whether the customer is of a kind; unknown where the file names no kind at all."""
        types = self.record.transcript.customer_type
        if not types or name not in PERSON_NAMES:
            return None
        words = {word for kind in types for word in kind.split()}
        return bool(words & PERSON_NAMES[name])


def _deciding(node: ast.expr, env: Environment) -> Iterator[str]:
    """Yield the names in those parts of a condition that made it what it is, in the order written.

    The same choice as ``Expr.explain(env).deciding()``, without writing every part out as text: this runs for each
    level of each criterion.
    """
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield from _deciding(node.operand, env)
    elif isinstance(node, ast.BoolOp):
        whole = _truth(value(node, env))
        same = [part for part in node.values if _truth(value(part, env)) == whole]
        for part in same or node.values:
            yield from _deciding(part, env)
    else:
        yield from (leaf.id for leaf in ast.walk(node) if isinstance(leaf, ast.Name))


def _truth(result: Result) -> bool | None:
    """Return a value as true, false or unknown."""
    return None if result is None else bool(result)


@lru_cache(maxsize=CACHED)
def condition(source: str, names: frozenset[str]) -> Expr:
    """Parse a condition once; the result depends on nothing but its arguments."""
    return parse(source, Vocabulary(names))
