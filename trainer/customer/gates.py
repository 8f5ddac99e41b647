"""Which acts a condition cannot hold without: a cheap look before the condition itself is worked out.

Most behaviours wait for one act (``said('blame') > 0``), and most acts are not said in most turns.
Not here: the value of a condition (``env``, ``rules``).
"""

import ast
from functools import lru_cache

from trainer.customer.env import condition

Gate = frozenset[str] | None


@lru_cache(maxsize=4096)
def gate(source: str) -> Gate:
    """Return acts of which one must be heard for the condition to hold; None where it can hold without any."""
    return _gate(condition(source).tree)


def _gate(node: ast.expr) -> Gate:
    match node:
        case ast.BoolOp(op=ast.And(), values=values):
            return next((found for found in map(_gate, values) if found is not None), None)
        case ast.BoolOp(op=ast.Or(), values=values):
            found = [_gate(value) for value in values]
            joined = [one for one in found if one is not None]
            return frozenset().union(*joined) if len(joined) == len(found) else None
        case ast.Compare(left=left, ops=[ast.Gt()], comparators=[ast.Constant(value=0)]):
            return _counted(left)
        case _:
            return None


def _counted(node: ast.expr) -> Gate:
    """Return the acts whose counts of this turn make up a sum, None where the sum holds anything else."""
    match node:
        case ast.Call(func=ast.Name(id="said"), args=[ast.Constant(value=str() as act)]):
            return frozenset({act})
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            one, other = _counted(left), _counted(right)
            return None if one is None or other is None else one | other
        case _:
            return None
