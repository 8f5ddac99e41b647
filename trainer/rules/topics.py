"""Topic rules: ``{reject} + {notify} | {stamp}`` means (reject and notify) or stamp.

A topic is a synonym ring or a term of the scene; the author writes no other words. Not here: finding topics in text.
"""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from trainer.model.errors import RuleError

TOPIC = re.compile(r"\{\s*([a-z][a-z0-9_]*)\s*\}")
MAX_SOURCE = 400


@dataclass(frozen=True, slots=True)
class TopicRule:
    """Alternatives of topics that must all occur."""

    source: str
    groups: tuple[frozenset[str], ...]

    @property
    def topics(self) -> frozenset[str]:
        """Return every topic named."""
        return frozenset(topic for group in self.groups for topic in group)

    def matches(self, topics: AbstractSet[str]) -> bool:
        """Tell whether one alternative is wholly among ``topics``."""
        return any(group <= topics for group in self.groups)


def parse_topic(source: str) -> TopicRule:
    """Read a topic rule.

    Raises:
        RuleError: ``rule.topic`` with facts ``source``, ``line``, ``column``, ``what``.
    """
    if not source.strip() or len(source) > MAX_SOURCE:
        raise _error(source, 0)
    groups: list[frozenset[str]] = []
    at = 0
    for part in source.split("|"):
        groups.append(_group(part, source, at))
        at += len(part) + 1
    return TopicRule(source, tuple(groups))


def _group(part: str, source: str, at: int) -> frozenset[str]:
    topics: set[str] = set()
    for item in part.split("+"):
        found = TOPIC.fullmatch(item.strip())
        if found is None:
            raise _error(source, at + len(item) - len(item.lstrip()))
        topics.add(found[1])
        at += len(item) + 1
    return frozenset(topics)


def _error(source: str, at: int) -> RuleError:
    return RuleError("rule.topic", {"source": source, "line": 1, "column": at + 1, "what": source[at : at + 20]})
