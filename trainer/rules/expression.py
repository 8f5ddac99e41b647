"""Conditions of packs: a small part of Python's expression grammar, parsed with ``ast`` and checked node by node.

Allowed: whole numbers, short texts, True/False, the names and calls of a vocabulary, and/or/not, comparisons
(also chained, ``in`` a tuple), + and -, parentheses. Everything else is an error with line and column.
Not here: evaluation (``evaluate``) and topic rules (``topics``); nothing is ever compiled or run as Python.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from trainer.model.errors import RuleError
from trainer.rules.evaluate import Environment, Explained, Result, explain, value

MAX_SOURCE = 600
MAX_NODES = 120
MAX_NUMBER = 10_000_000
MAX_TEXT = 80


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that an expression may use.

    Attributes:
        names: plain names, for example ``anger``.
        calls: for each callable name the least and greatest number of arguments.
    """

    names: frozenset[str] = frozenset()
    calls: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Expr:
    """A checked expression. ``calls`` holds (name, arguments) as written, for linting references."""

    source: str
    tree: ast.expr = field(repr=False, compare=False, hash=False)
    names: frozenset[str]
    calls: frozenset[tuple[str, tuple[str | int, ...]]]

    def value(self, env: Environment) -> Result:
        """Return the value; None means unknown and follows Kleene's three-valued logic."""
        return value(self.tree, env)

    def holds(self, env: Environment) -> bool:
        """Tell whether the expression is plainly true (unknown is not)."""
        return bool(self.value(env))

    def explain(self, env: Environment) -> Explained:
        """Return the tree of parts with their values: why the condition is true, false or unknown."""
        return explain(self.tree, env)


def parse(source: str, vocabulary: Vocabulary) -> Expr:
    """Check ``source`` against the grammar and the vocabulary.

    Raises:
        RuleError: code ``rule.*`` with facts ``source``, ``line``, ``column`` (both 1-based) and ``what``.
    """
    if len(source) > MAX_SOURCE:
        raise _error("rule.too_long", source, None, str(MAX_SOURCE))
    tree = _tree(source)
    nodes = list(ast.walk(tree))
    if len(nodes) > MAX_NODES:
        raise _error("rule.too_long", source, None, str(MAX_NODES))
    for node in _expressions(tree):
        _check(node, source, vocabulary)
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    names = frozenset(node.id for node in nodes if isinstance(node, ast.Name) and id(node) not in called)
    calls = frozenset(
        (node.func.id, tuple(_constant(arg) for arg in node.args))
        for node in nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    )
    return Expr(source, tree, names, calls)


def _tree(source: str) -> ast.expr:
    # Leading blanks would be an indentation error, and a line break is only layout in a pack file.
    flat = source.replace("\n", " ")
    blanks = len(flat) - len(flat.lstrip())
    try:
        return ast.parse(flat.strip(), mode="eval").body
    except SyntaxError as error:
        column = (error.offset or len(flat.strip()) + 1) + blanks
        raise RuleError("rule.syntax", {"source": source, "line": 1, "column": column, "what": flat.strip()}) from None
    except (ValueError, RecursionError, MemoryError):
        raise _error("rule.syntax", source, None, flat.strip()[:MAX_TEXT]) from None


def _expressions(tree: ast.expr) -> Iterator[ast.expr]:
    """Yield every expression node; called names and the options of ``in`` are checked with their owner."""
    owned: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            owned.add(id(node.func))
        elif isinstance(node, ast.Compare):
            owned.update(id(right) for right in node.comparators if isinstance(right, ast.Tuple))
    for node in ast.walk(tree):
        if isinstance(node, ast.expr) and id(node) not in owned:
            yield node


def _check(node: ast.expr, source: str, vocabulary: Vocabulary) -> None:
    match node:
        case ast.BoolOp() | ast.UnaryOp(op=ast.Not() | ast.USub()) | ast.BinOp(op=ast.Add() | ast.Sub()):
            return
        case ast.Compare():
            _check_compare(node, source)
        case ast.Constant():
            _check_constant(node, source)
        case ast.Name():
            if node.id not in vocabulary.names:
                raise _error("rule.unknown_name", source, node, node.id)
        case ast.Call():
            _check_call(node, source, vocabulary)
        case _:
            raise _error("rule.not_allowed", source, node, type(node).__name__)


def _check_compare(node: ast.Compare, source: str) -> None:
    allowed = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq, ast.In, ast.NotIn)
    for operator, right in zip(node.ops, node.comparators, strict=True):
        if not isinstance(operator, allowed):
            raise _error("rule.not_allowed", source, node, type(operator).__name__)
        if isinstance(operator, ast.In | ast.NotIn) != isinstance(right, ast.Tuple):
            raise _error("rule.not_allowed", source, right, type(operator).__name__)


def _check_constant(node: ast.Constant, source: str) -> None:
    match node.value:
        case bool():
            return
        case int() if abs(node.value) <= MAX_NUMBER:
            return
        case str() if len(node.value) <= MAX_TEXT:
            return
        case _:
            raise _error("rule.not_allowed", source, node, str(node.value)[:MAX_TEXT])


def _check_call(node: ast.Call, source: str, vocabulary: Vocabulary) -> None:
    if not isinstance(node.func, ast.Name) or node.keywords:
        raise _error("rule.not_allowed", source, node, "call")
    bounds = vocabulary.calls.get(node.func.id)
    if bounds is None:
        raise _error("rule.unknown_call", source, node, node.func.id)
    if not bounds[0] <= len(node.args) <= bounds[1]:
        raise _error("rule.arguments", source, node, node.func.id)
    for argument in node.args:
        if not isinstance(argument, ast.Constant) or not isinstance(argument.value, str | int):
            raise _error("rule.arguments", source, argument, node.func.id)


def _constant(node: ast.expr) -> str | int:
    if isinstance(node, ast.Constant) and isinstance(node.value, str | int):
        return node.value
    return ""


def _error(code: str, source: str, node: ast.expr | None, what: str) -> RuleError:
    column = len(_text_before(source, node)) + 1 if node is not None else 1
    return RuleError(code, {"source": source, "line": 1, "column": column, "what": what})


def _text_before(source: str, node: ast.expr) -> str:
    """Return the text before a node; ``ast`` counts bytes, people count characters."""
    flat = source.replace("\n", " ")
    blanks = len(flat) - len(flat.lstrip())
    head = flat.strip().encode("utf-8")[: node.col_offset].decode("utf-8", "replace")
    return " " * blanks + head
