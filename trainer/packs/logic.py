"""Simple reasoning about conditions: what can never hold, and what an earlier condition always catches first.

A condition becomes a list of alternatives; each is a set of intervals (``anger <= 40``) and of parts taken as they are
(``fact('x')``). It proves only what such intervals prove: silence here is no promise. Not here: parsing (``rules``).
"""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from trainer.packs.vocabulary import MOODS

FAR: Final = 10**9
MAX_ALTERNATIVES: Final = 64
FLIPPED: Final[Mapping[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.Gt,
    ast.LtE: ast.GtE,
    ast.Gt: ast.Lt,
    ast.GtE: ast.LtE,
    ast.Eq: ast.Eq,
    ast.NotEq: ast.NotEq,
}
DENIED: Final[Mapping[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}
Interval = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Things that hold together: whole numbers within bounds, and parts as written (``not …`` for denied ones)."""

    bounds: Mapping[str, Interval] = field(default_factory=dict)
    parts: frozenset[str] = frozenset()

    def possible(self) -> bool:
        """Tell whether nothing in it contradicts itself."""
        if any(low > high for low, high in self.bounds.values()):
            return False
        return not any(f"not {part}" in self.parts for part in self.parts)

    def within(self, other: "Alternative") -> bool:
        """Tell whether whenever this holds, ``other`` holds as well."""
        for name, (low, high) in other.bounds.items():
            mine = self.bounds.get(name, domain(name))
            if mine[0] < low or mine[1] > high:
                return False
        return other.parts <= self.parts

    def joined(self, other: "Alternative") -> "Alternative":
        """Return both together."""
        bounds = dict(self.bounds)
        for name, (low, high) in other.bounds.items():
            mine = bounds.get(name, domain(name))
            bounds[name] = (max(mine[0], low), min(mine[1], high))
        return Alternative(bounds, self.parts | other.parts)


def domain(name: str) -> Interval:
    """Return the bounds that a number has by itself: moods 0-100, counts from 0, differences none."""
    if name in MOODS:
        return 0, 100
    return (-FAR, FAR) if " - " in name else (0, FAR)


def alternatives(tree: ast.expr) -> tuple[Alternative, ...] | None:
    """Return the possible alternatives of a condition; empty when it can never hold, None when it is too large."""
    found = _spread(tree, denied=False)
    return None if found is None else tuple(one for one in found if one.possible())


def never(tree: ast.expr) -> bool:
    """Tell whether a condition provably never holds."""
    return alternatives(tree) == ()


def caught(later: ast.expr, earlier: Sequence[ast.expr]) -> bool:
    """Tell whether some earlier condition provably holds whenever ``later`` does."""
    mine = alternatives(later)
    if not mine:
        return False
    before = [one for tree in earlier for one in alternatives(tree) or ()]
    return all(any(one.within(other) for other in before) for one in mine)


def _spread(tree: ast.expr, *, denied: bool) -> list[Alternative] | None:
    match tree:
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return _spread(inner, denied=not denied)
        case ast.BoolOp(op=operator, values=values):
            together = isinstance(operator, ast.And) != denied
            return _combined([_spread(value, denied=denied) for value in values], together=together)
        case ast.Constant(value=bool() as value):
            return [Alternative()] if value != denied else []
        case ast.Compare():
            steps = [_comparison(left, operator, right, denied=denied) for left, operator, right in _steps(tree)]
            return _combined([[step] for step in steps], together=not denied)
    return [Alternative(parts=frozenset({_named(tree, denied=denied)}))]


def _combined(groups: Sequence[list[Alternative] | None], *, together: bool) -> list[Alternative] | None:
    known = [group for group in groups if group is not None]
    if len(known) < len(groups):
        return None
    if not together:
        return [one for group in known for one in group]
    found = [Alternative()]
    for group in known:
        found = [one.joined(other) for one in found for other in group]
        if len(found) > MAX_ALTERNATIVES:
            return None
    return found


def _steps(tree: ast.Compare) -> list[tuple[ast.expr, ast.cmpop, ast.expr]]:
    operands = [tree.left, *tree.comparators]
    return list(zip(operands, tree.ops, operands[1:], strict=False))


def _comparison(left: ast.expr, operator: ast.cmpop, right: ast.expr, *, denied: bool) -> Alternative:
    kind = type(operator)
    if _number(left) is not None and _number(right) is None and kind in FLIPPED:
        left, right, kind = right, left, FLIPPED[kind]
    bound = _number(right)
    if denied and kind in DENIED:
        kind = DENIED[kind]
    interval = None if bound is None else _interval(kind, bound)
    if interval is None:
        written = ast.Compare(left, [operator], [right])
        return Alternative(parts=frozenset({_named(written, denied=denied)}))
    name = ast.unparse(left)
    low, high = domain(name)
    return Alternative({name: (max(low, interval[0]), min(high, interval[1]))})


def _interval(kind: type[ast.cmpop], bound: int) -> Interval | None:
    by_kind: dict[type[ast.cmpop], Interval] = {
        ast.Lt: (-FAR, bound - 1),
        ast.LtE: (-FAR, bound),
        ast.Gt: (bound + 1, FAR),
        ast.GtE: (bound, FAR),
        ast.Eq: (bound, bound),
    }
    return by_kind.get(kind)


def _number(tree: ast.expr) -> int | None:
    match tree:
        case ast.Constant(value=bool()):
            return None
        case ast.Constant(value=int() as value):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() as value)):
            return -value
    return None


def _named(tree: ast.expr, *, denied: bool) -> str:
    text = ast.unparse(tree)
    return f"not {text}" if denied else text
