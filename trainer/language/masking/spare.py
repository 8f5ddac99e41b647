"""Quotes without personal data: the longest piece of a quote that holds none, so that it stays verbatim.

Not here: tokens (``tokens``).
"""

from collections.abc import Iterable

from trainer.model.analysis import Span
from trainer.model.masking import Found


def spared(span: Span, found: Iterable[Found]) -> Span:
    """Return the longest part of ``span`` that nothing in ``found`` touches; empty where all of it is personal."""
    at, best = span.start, Span(span.start, span.start)
    for one in sorted(found, key=lambda item: item.start):
        if one.end <= span.start or one.start >= span.end:
            continue
        best = max(best, Span(at, max(at, one.start)), key=_length)
        at = max(at, one.end)
    return max(best, Span(at, max(at, span.end)), key=_length)


def _length(span: Span) -> int:
    return span.end - span.start
