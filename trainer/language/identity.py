"""Proof of identity in words: which factors a turn asks for, one act each, and whether it asks or says it is done.

Not here: whether the customer gave them (``memory``), how many are needed (``scoring``, ``customer``).
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from trainer.language.reader import Read
from trainer.model.analysis import Act, Span, Topic

VERIFY: Final = "verify_id"
BRIEF: Final = 12  # characters of a clause that only names a factor: "name, last four digits"


def by_factor(read: Read, acts: list[Act], confirms: Mapping[str, str]) -> list[Act]:
    """Split every ``verify_id`` by the factors that its clause names.

    Args:
        read: the turn.
        acts: its acts so far.
        confirms: words that say that the check is done ("it matches").

    Returns:
        the acts, each ``verify_id`` with ``asks`` yes or no and at most one ``factor`` id.
    """
    found = [act for act in acts if act.id != VERIFY]
    split: list[Act] = []
    taken: set[tuple[str, int]] = set()
    for act in acts:
        if act.id != VERIFY:
            continue
        words = read.scene.normal.text[slice(*_plain(read, act))]
        asks = "no" if any(word in words for word in confirms) else "yes"
        named = [topic for topic in _named(read, act) if (topic.id, topic.clause) not in taken]
        taken |= {(topic.id, topic.clause) for topic in named}
        split += _split(act, named, asks)
    if any(act.arg("factor") for act in split):  # "I must check that it is you" only leads up to what is asked
        split = [act if act.arg("factor") else replace(act, args=(("asks", "no"),)) for act in split]
    return found + split


def _plain(read: Read, act: Act) -> tuple[int, int]:
    """Return the clause of an act as a stretch of the plain text."""
    piece = read.scene.pieces[act.clause]
    return piece.start, piece.end


def _named(read: Read, act: Act) -> list[Topic]:
    """Return the factors of an act's clause, and of brief clauses of its sentence that only name one."""
    sentence = read.sentence(act.clause)
    return [
        topic
        for topic in read.factors
        if topic.clause == act.clause or (topic.clause in sentence and len(read.clauses[topic.clause].text) <= BRIEF)
    ]


def _split(act: Act, named: list[Topic], asks: str) -> list[Act]:
    bare = {name: value for name, value in act.args if name != "factor"} | {"asks": asks}
    if not named:
        return [replace(act, args=tuple(sorted(bare.items())))]
    acts: list[Act] = []
    for place, topic in enumerate(named):
        first = place == 0 and topic.clause == act.clause
        alone = first and len(named) == 1
        span = (
            act.span if alone else Span(min(act.span.start, topic.span.start), topic.span.end) if first else topic.span
        )
        args = tuple(sorted({**bare, "factor": topic.id}.items()))
        acts.append(replace(act, span=span, clause=topic.clause, args=args))
    return acts
