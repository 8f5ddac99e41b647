"""Evaluation of a checked expression tree: three-valued (None is unknown), whole numbers and texts only.

Not here: parsing and checking (``expression``). The tree must have passed the check; other nodes raise TypeError.
"""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import ge, gt, le, lt
from typing import Protocol

Result = bool | int | str | None
SIGNS: Mapping[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.In: "in",
    ast.NotIn: "not in",
}


class Environment(Protocol):
    """Where names and calls find their values; None where a value is unknown."""

    def name(self, name: str) -> Result:
        """Return the value of a plain name."""
        ...

    def call(self, name: str, arguments: tuple[str | int, ...]) -> Result:
        """Return the value of a call."""
        ...


@dataclass(frozen=True, slots=True)
class Explained:
    """One part of a condition with its value and the parts below it.

    Attributes:
        kind: and | or | not | compare | name | call | constant | sum.
        source: the part as written.
        result: its value, None for unknown.
        parts: the operands.
        operator: of a comparison, as written: ``>=``, ``in``…
        head: the name that is called or stands alone; empty for others.
        arguments: of a call.
    """

    kind: str
    source: str
    result: Result
    parts: tuple["Explained", ...] = ()
    operator: str = ""
    head: str = ""
    arguments: tuple[str | int, ...] = ()

    def deciding(self) -> tuple["Explained", ...]:
        """Return the leaves that made the result what it is: what a reader wants to hear first."""
        if self.kind not in {"and", "or", "not"}:
            return (self,)
        if self.kind == "not":
            return self.parts[0].deciding()
        same = [part for part in self.parts if _truth(part.result) == _truth(self.result)]
        chosen = same or list(self.parts)
        return tuple(leaf for part in chosen for leaf in part.deciding())


def value(node: ast.expr, env: Environment) -> Result:
    """Return the value of a checked node."""
    match node:
        case ast.Constant(value=bool() | int() | str() as constant):
            return constant
        case ast.Name(id=name):
            return env.name(name)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return env.call(name, tuple(_argument(argument) for argument in arguments))
        case ast.UnaryOp() | ast.BinOp():
            return _sum(node, env)
        case ast.BoolOp(op=operator, values=values):
            joined = _every if isinstance(operator, ast.And) else _some
            return joined(tuple(_truth(value(part, env)) for part in values))
        case ast.Compare():
            return _compare(node, env)
        case _:
            raise TypeError(type(node).__name__)


def explain(node: ast.expr, env: Environment) -> Explained:
    """Return a checked node as a tree of explained parts."""
    result = value(node, env)
    match node:
        case ast.BoolOp(op=operator, values=values):
            kind = "and" if isinstance(operator, ast.And) else "or"
            return Explained(kind, ast.unparse(node), result, tuple(explain(part, env) for part in values))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Explained("not", ast.unparse(node), result, (explain(operand, env),))
        case ast.Compare(left=left, ops=operators, comparators=right):
            parts = tuple(explain(part, env) for part in (left, *right) if not isinstance(part, ast.Tuple))
            return Explained("compare", ast.unparse(node), result, parts, SIGNS[type(operators[0])])
        case ast.BinOp(left=left, op=sign, right=right_part):
            both = (explain(left, env), explain(right_part, env))
            return Explained("sum", ast.unparse(node), result, both, "+" if isinstance(sign, ast.Add) else "-")
        case _:
            return _leaf(node, result)


def _leaf(node: ast.expr, result: Result) -> Explained:
    match node:
        case ast.Call(func=ast.Name(id=name), args=arguments):
            given = tuple(_argument(argument) for argument in arguments)
            return Explained("call", ast.unparse(node), result, head=name, arguments=given)
        case ast.Name(id=name):
            return Explained("name", name, result, head=name)
        case _:
            kind = "constant" if isinstance(node, ast.Constant) else "sum"
            return Explained(kind, ast.unparse(node), result)


def _argument(node: ast.expr) -> str | int:
    if isinstance(node, ast.Constant) and isinstance(node.value, str | int):
        return node.value
    raise TypeError(type(node).__name__)


def _truth(result: Result) -> bool | None:
    return None if result is None else bool(result)


def _every(truths: tuple[bool | None, ...]) -> bool | None:
    if False in truths:
        return False
    return None if None in truths else True


def _some(truths: tuple[bool | None, ...]) -> bool | None:
    if True in truths:
        return True
    return None if None in truths else False


def _sum(node: ast.UnaryOp | ast.BinOp, env: Environment) -> Result:
    if isinstance(node, ast.UnaryOp):
        inner = value(node.operand, env)
        if isinstance(node.op, ast.Not):
            truth = _truth(inner)
            return None if truth is None else not truth
        return None if inner is None else -_number(inner)
    left, right = value(node.left, env), value(node.right, env)
    if left is None or right is None:
        return None
    if isinstance(node.op, ast.Add):
        return _number(left) + _number(right)
    return _number(left) - _number(right)


def _number(result: bool | int | str) -> int:
    return int(result) if not isinstance(result, str) else 0


ORDERS: Mapping[type[ast.cmpop], Callable[[int, int], bool]] = {ast.Lt: lt, ast.LtE: le, ast.Gt: gt, ast.GtE: ge}


def _compare(node: ast.Compare, env: Environment) -> bool | None:
    truths: list[bool | None] = []
    left = value(node.left, env)
    for operator, right_node in zip(node.ops, node.comparators, strict=True):
        if isinstance(right_node, ast.Tuple):
            options = tuple(value(option, env) for option in right_node.elts)
            truths.append(_member(left, options, isinstance(operator, ast.In)))
            continue
        right = value(right_node, env)
        truths.append(_pair(operator, left, right))
        left = right
    return _every(tuple(truths))


def _member(left: Result, options: tuple[Result, ...], wanted: bool) -> bool | None:
    if left is None:
        return None
    return (left in options) == wanted


def _pair(operator: ast.cmpop, left: Result, right: Result) -> bool | None:
    if left is None or right is None:
        return None
    if isinstance(operator, ast.Eq):
        return bool(left == right)
    if isinstance(operator, ast.NotEq):
        return bool(left != right)
    if isinstance(left, str) != isinstance(right, str):
        return False
    return ORDERS[type(operator)](_number(left), _number(right))
