"""Branches side by side, and the tree that sessions and their branches form.

A branch never changes the line that it left. Not here: making a branch (``session``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile, zip_longest

from trainer.model.session import SessionRecord
from trainer.practice.retell import Exchange


@dataclass(frozen=True, slots=True)
class Fork:
    """Two courses of one conversation.

    Attributes:
        shared: the exchanges that both have.
        pairs: the exchanges after the split, first course and second; None where one has ended.
    """

    shared: tuple[Exchange, ...]
    pairs: tuple[tuple[Exchange | None, Exchange | None], ...]


def fork(one: Sequence[Exchange], two: Sequence[Exchange]) -> Fork:
    """Return two courses aligned: the shared beginning once, then exchange beside exchange."""
    shared = tuple(left for left, _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, two, strict=False)))
    at = len(shared)
    return Fork(shared, tuple(zip_longest(one[at:], two[at:])))


@dataclass(frozen=True, slots=True)
class Node:
    """A session with its branches, oldest first."""

    record: SessionRecord
    children: tuple["Node", ...] = ()

    def flat(self, depth: int = 0) -> tuple[tuple[int, SessionRecord], ...]:
        """Return this session and all below it with their depth, in the order in which a list shows them."""
        below = (row for child in self.children for row in child.flat(depth + 1))
        return ((depth, self.record), *below)


def tree(records: Iterable[SessionRecord]) -> tuple[Node, ...]:
    """Return the sessions that are nobody's branch, in the order given, each with its branches.

    A branch whose parent is not among ``records`` stands on its own.
    """
    listed = tuple(records)
    known = {record.header.id for record in listed}
    children: dict[str, list[SessionRecord]] = {}
    roots: list[SessionRecord] = []
    for record in listed:
        parent = record.header.parent_id
        (children.setdefault(parent, []) if parent in known else roots).append(record)
    return tuple(_node(root, children) for root in roots)


def _node(record: SessionRecord, children: dict[str, list[SessionRecord]]) -> Node:
    below = sorted(children.get(record.header.id, ()), key=lambda child: (child.started_at, child.header.id))
    return Node(record, tuple(_node(child, children) for child in below))
