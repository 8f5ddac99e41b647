"""Says in words why a condition is true, false or unknown. The words come from outside.

Not here: evaluation (``evaluate``), the sentences themselves (``words``, keys under ``rule.``).
"""

from collections.abc import Callable
from typing import Protocol

from trainer.rules.evaluate import Explained, Result

Naming = Callable[[str, str], str]
"""(call, id) → what the id stands for, in words of the pack."""


class Speech(Protocol):
    """A word catalogue of one language."""

    def __call__(self, key: str, /, **facts: str | int) -> str:
        """Return the sentence of ``key``."""
        ...

    def has(self, key: str) -> bool:
        """Tell whether the catalogue knows ``key``."""
        ...


def tell(explained: Explained, speech: Speech, named: Naming) -> tuple[str, ...]:
    """Return one sentence for each part that made the condition what it is."""
    return tuple(dict.fromkeys(_sentence(part, speech, named) for part in explained.deciding()))


def _sentence(part: Explained, speech: Speech, named: Naming) -> str:
    if part.kind == "compare" and part.parts:
        left = part.parts[0]
        right = part.source.partition(f" {part.operator} ")[2]
        facts = {"what": _what(left, speech, named), "sign": part.operator, "bound": right.strip("()'\"")}
        return speech("rule.compare", **facts, now=_value(left.result, speech), state=_state(part.result, speech))
    return speech("rule.plain", what=_what(part, speech, named), state=_state(part.result, speech))


def _what(part: Explained, speech: Speech, named: Naming) -> str:
    if part.kind == "sum" and len(part.parts) > 1:
        return f" {part.operator} ".join(_what(one, speech, named) for one in part.parts)
    key = f"rule.{part.kind}.{part.head}"
    if part.kind == "call" and speech.has(key):
        return speech(key, id=named(part.head, str(part.arguments[0]) if part.arguments else ""))
    return speech(key) if speech.has(key) else part.source


def _value(result: Result, speech: Speech) -> str:
    return speech("rule.unknown") if result is None else str(int(result) if isinstance(result, bool) else result)


def _state(result: Result, speech: Speech) -> str:
    return speech("rule.unknown" if result is None else "rule.true" if result else "rule.false")
