"""The small part of Jinja2 that packs may use: checked as a tree before anything is compiled.

Jinja2's own sandbox stops escapes but not bombs, and bombs go off while a template is compiled. So the tree is checked
against a short list first: texts, variables, the functions of ``casting`` with constant arguments, slices, whole-number
sums, ``{% if name == 'text' %}``. No loops, filters, attributes, assignments, macros or inclusion. What passes is still
run in the immutable sandbox with strict undefined names and a bound on its length.

Not here: what is drawn (``casting``), and which texts of a scene are templates (``scenario``).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from jinja2 import StrictUndefined, Template, TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from trainer.model.errors import Fact, TrainerError
from trainer.packs.casting import Draw

MAX_SOURCE: Final = 20_000
MAX_NODES: Final = 2_000
MAX_DEPTH: Final = 20
MAX_OUTPUT: Final = 256_000
MAX_CONSTANT: Final = 1_000_000_000
MARKS: Final = ("{{", "{%", "{#")
NAME_ALONE: Final = re.compile(r"\{\{ ?([a-z][a-z0-9_]*) ?\}\}")
FUNCTIONS: Final = frozenset({"digits", "randint", "pick", "day", "cn_date", "mask_phone", "fake_id"})
FAKE: Final = frozenset({"last_name", "first_name", "name", "city"})
NUMBER: Final = "number"
RESERVED: Final = FUNCTIONS | {"fake", NUMBER}


class BadTemplateError(TrainerError):
    """A template that is refused; the code is that of the problem: E107 (no such variable) or E108."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A checked template and the variables that it reads; ``template`` is None where names alone stand in it."""

    template: Template | None
    names: frozenset[str]


def is_template(text: str) -> bool:
    """Tell whether a text holds anything for Jinja2 to do."""
    return any(mark in text for mark in MARKS)


def render(source: str, variables: Mapping[str, str], draw: Draw) -> str:
    """Fill in one template.

    Raises:
        BadTemplateError: E107 for a variable that is not there, E108 for everything else.
    """
    if not is_template(source):
        return source
    prepared = prepare(source)
    for name in sorted(prepared.names - set(variables)):
        raise BadTemplateError("E107", {"name": name})
    if prepared.template is None:
        return _bounded(_named(source, variables))
    try:
        return _bounded(prepared.template.generate({**variables, **_functions(draw)}))
    except (TemplateError, ValueError, TypeError, ArithmeticError, LookupError) as error:
        raise _fault(str(error)) from error


def _bounded(pieces: Iterable[str]) -> str:
    """Join pieces while they stay within the bound."""
    kept: list[str] = []
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > MAX_OUTPUT:
            raise _fault(f"> {MAX_OUTPUT}")
        kept.append(piece)
    return "".join(kept)


def _named(source: str, variables: Mapping[str, str]) -> Iterator[str]:
    """Yield a text whose only templates are names, in pieces; most lines of a scene are like that."""
    for number, piece in enumerate(NAME_ALONE.split(source)):
        yield variables[piece] if number % 2 else piece


@lru_cache(maxsize=4096)
def prepare(source: str) -> Prepared:
    """Check and compile one template.

    Raises:
        BadTemplateError: E108 with ``what`` and ``line`` in the text.
    """
    if len(source) > MAX_SOURCE:
        raise _fault(f"> {MAX_SOURCE}")
    names_alone = frozenset(NAME_ALONE.findall(source))
    if not names_alone & RESERVED and not is_template(NAME_ALONE.sub("", source)):
        return Prepared(None, names_alone)
    environment = _environment()
    try:
        tree = environment.parse(source)
        grammar = _Grammar()
        grammar.body(tree.body)
        nodes.Node.set_environment(tree, environment)
        code = environment.compile(tree)
        return Prepared(Template.from_code(environment, code, {}), frozenset(grammar.names))
    except TemplateError as error:
        raise _fault(str(error), getattr(error, "lineno", 1) or 1) from error
    except (ValueError, TypeError, RecursionError, ArithmeticError, SyntaxError, MemoryError) as error:
        raise _fault(type(error).__name__) from error


def _fault(what: str, line: int = 1) -> BadTemplateError:
    facts: dict[str, Fact] = {"what": what[:120], "line": line}
    return BadTemplateError("E108", facts)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False, cache_size=0
    )
    environment.globals.clear()
    environment.filters.clear()
    environment.tests.clear()
    return environment


def _functions(draw: Draw) -> dict[str, object]:
    """Return the callables of a template; ``fake`` is a plain table, so that nothing else can be reached through it."""
    functions: dict[str, object] = {name: getattr(draw, name) for name in sorted(FUNCTIONS)}
    functions["fake"] = {name: getattr(draw, name) for name in sorted(FAKE)}
    functions[NUMBER] = int
    return functions


class _Grammar:
    """Walks a tree along the allowed grammar and collects the variables; anything else is refused where it stands."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.left = MAX_NODES

    def body(self, parts: Iterable[nodes.Node], depth: int = 0) -> None:
        """Texts, printed expressions and conditions."""
        for part in parts:
            self._count(part, depth)
            match part:
                case nodes.TemplateData():
                    continue
                case nodes.Output():
                    self.body(part.nodes, depth + 1)
                case nodes.If():
                    self._test(part.test, depth + 1)
                    self.body((*part.body, *part.elif_, *part.else_), depth + 1)
                case nodes.Expr():
                    self._text(part, depth + 1)
                case _:
                    raise _fault(type(part).__name__, part.lineno)

    def _count(self, node: nodes.Node, depth: int) -> None:
        self.left -= 1
        if self.left < 0 or depth > MAX_DEPTH:
            raise _fault(f"> {MAX_NODES}", node.lineno)

    def _text(self, node: nodes.Expr, depth: int) -> None:
        """Something that may be printed."""
        self._count(node, depth)
        match node:
            case nodes.Const():
                _refuse_constant(node)
            case nodes.Name():
                self._variable(node)
            case nodes.Concat():
                for part in node.nodes:
                    self._text(part, depth + 1)
            case nodes.Call():
                self._call(node)
            case nodes.Getitem():
                self._slice(node, depth)
            case nodes.Add() | nodes.Sub() | nodes.Mul() | nodes.Neg():
                self._number(node, depth)
            case _:
                raise _fault(type(node).__name__, node.lineno)

    def _variable(self, node: nodes.Name) -> None:
        if node.name in RESERVED or node.ctx != "load":
            raise _fault(node.name, node.lineno)
        self.names.add(node.name)

    def _call(self, node: nodes.Call) -> None:
        called = node.node
        if isinstance(called, nodes.Getattr):
            known = isinstance(called.node, nodes.Name) and called.node.name == "fake" and called.attr in FAKE
            name = called.attr
        else:
            name = called.name if isinstance(called, nodes.Name) else type(called).__name__
            known = name in FUNCTIONS
        if not known or node.dyn_args or node.dyn_kwargs or len(node.kwargs) > 1:
            raise _fault(name, node.lineno)
        for argument in node.args:
            _refuse_argument(argument)
        for keyword in node.kwargs:
            if keyword.key != "prefix":
                raise _fault(keyword.key, node.lineno)
            _refuse_argument(keyword.value)

    def _slice(self, node: nodes.Getitem, depth: int) -> None:
        """``x[-4:]`` or ``x[0]`` with constants, of a variable or a call."""
        if not isinstance(node.node, nodes.Name | nodes.Call):
            raise _fault("[…]", node.lineno)
        self._text(node.node, depth + 1)
        bounds = [node.arg.start, node.arg.stop] if isinstance(node.arg, nodes.Slice) else [node.arg]
        if isinstance(node.arg, nodes.Slice) and node.arg.step is not None:
            raise _fault("[::]", node.lineno)
        for bound in bounds:
            if bound is not None and not isinstance(_constant(bound), int):
                raise _fault("[…]", node.lineno)

    def _number(self, node: nodes.Expr, depth: int) -> nodes.Expr:
        """A whole-number sum; variables are text, so they are wrapped to be read as numbers."""
        self._count(node, depth)
        match node:
            case nodes.Const() if isinstance(_constant(node), int):
                _refuse_constant(node)
            case nodes.Name():
                self._variable(node)
                return nodes.Call(nodes.Name(NUMBER, "load"), [node], [], None, None)
            case nodes.Neg():
                node.node = self._number(node.node, depth + 1)
            case nodes.Add() | nodes.Sub():
                node.left = self._number(node.left, depth + 1)
                node.right = self._number(node.right, depth + 1)
            case nodes.Mul() if not isinstance(node.left, nodes.Mul) and not isinstance(node.right, nodes.BinExpr):
                node.left = self._number(node.left, depth + 1)
                node.right = self._number(node.right, depth + 1)
            case nodes.Call() if isinstance(node.node, nodes.Name) and node.node.name == "randint":
                self._call(node)
            case _:
                raise _fault(type(node).__name__, node.lineno)
        return node

    def _test(self, node: nodes.Node, depth: int) -> None:
        """``name == 'text'`` and what can be made of such with and, or, not."""
        self._count(node, depth)
        match node:
            case nodes.And() | nodes.Or():
                self._test(node.left, depth + 1)
                self._test(node.right, depth + 1)
            case nodes.Not():
                self._test(node.node, depth + 1)
            case nodes.Compare(expr=nodes.Name() as name, ops=[nodes.Operand(op="eq" | "ne") as right]):
                self._variable(name)
                if not isinstance(_constant(right.expr), str):
                    raise _fault("==", node.lineno)
            case _:
                raise _fault(type(node).__name__, node.lineno)


def _constant(node: nodes.Expr) -> str | int | None:
    """Return the text or whole number that a node is, None for anything else (also True and 1.5)."""
    if isinstance(node, nodes.Neg):
        inner = _constant(node.node)
        return -inner if isinstance(inner, int) else None
    if isinstance(node, nodes.Const) and type(node.value) in (str, int):
        found: str | int = node.value
        return found
    return None


def _refuse_constant(node: nodes.Expr) -> None:
    value = _constant(node)
    if value is None or (isinstance(value, int) and abs(value) > MAX_CONSTANT):
        raise _fault("1, 2, 'text'", node.lineno)


def _refuse_argument(node: nodes.Expr) -> None:
    if isinstance(node, nodes.Neg) and isinstance(node.node, nodes.Neg):
        raise _fault("--", node.lineno)
    _refuse_constant(node)
