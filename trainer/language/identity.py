"""Proof of identity in words: which factors a turn asks for, one act each, and whether it asks or says it is done.

Not here: whether the customer gave them (``memory``), how many are needed (``scoring``, ``customer``).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from trainer.language.bank import Bank
from trainer.language.reader import Read
from trainer.model.analysis import Act, Span, Topic
from trainer.model.lexicon import Lexicon, PatternCompiler

VERIFY: Final = "verify_id"
RULE: Final = "memory.identity"
PROOFS: Final = frozenset({"name", "id_tail", "phone_tail", "policy_no"})
BRIEF: Final = 12  # characters of a clause that only names a factor: "name, last four digits"
TELLING: Final = frozenset({"open", "tell"})
BARRING: Final = frozenset({"quoted", "reported", "past", "negated"})


class Identity:
    """Reads what a turn asks or says about identity; made once per language."""

    def __init__(self, lexicon: Lexicon, compiler: PatternCompiler) -> None:
        """Take the table ``confirms`` and the functions ``identity.ask bare not done``."""
        self._confirms = lexicon.tables.get("confirms", {})
        self._bank = Bank(compiler)
        names = ("ask", "bare", "not", "done")
        self._marks = {name: frozenset(self._bank.add(lexicon.functions.get(f"identity.{name}", ()))) for name in names}

    def __call__(self, read: Read, acts: list[Act]) -> list[Act]:
        """Add the requests for factors that no pattern found, and split every ``verify_id`` by its factors.

        Returns:
            the acts, each ``verify_id`` with ``asks`` yes or no and at most one ``factor`` id.
        """
        return by_factor(read, [*acts, *self._more(read, acts)], self._confirms)

    def _more(self, read: Read, acts: list[Act]) -> Iterator[Act]:
        there = {act.clause for act in acts if act.id == VERIFY}
        factors = {topic.clause for topic in read.factors if topic.id in PROOFS}
        for at in range(len(read.clauses)):
            if at in there:
                continue
            if at in factors and self._asks(read, at):
                yield read.act(VERIFY, (at, at), RULE)
            elif at not in factors and self._is(read, at, "done"):
                yield read.act(VERIFY, (at, at), RULE, asks="no")

    def _is(self, read: Read, at: int, name: str) -> bool:
        return bool(self._marks[name] & frozenset(self._bank.hits(read.clauses[at].text)))

    def _asks(self, read: Read, at: int) -> bool:
        """Tell whether a clause that names a factor asks for it: by its words, or because it names nothing else."""
        clause = read.clauses[at]
        before = max(at - 1, read.sentence(at)[0])
        if BARRING & clause.guards or any(self._is(read, one, "not") for one in {before, at}):
            return False
        if clause.function == "statement":
            return self._is(read, at, "bare") and len({one.id for one in read.factors if one.clause == at}) > 1
        return (clause.function == "request" or clause.form in {"", "open"}) and self._is(read, at, "ask")


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
    own = {act.clause for act in acts if act.id == VERIFY}
    for act in acts:
        if act.id != VERIFY:
            continue
        named = [topic for topic in _named(read, act, own) if (topic.id, topic.clause) not in taken]
        taken |= {(topic.id, topic.clause) for topic in named}
        split += _split(act, named, act.arg("asks") or _asks(read, act, confirms))
    if any(act.arg("factor") for act in split):  # "I must check that it is you" only leads up to what is asked
        split = [act if act.arg("factor") else replace(act, args=(("asks", "no"),)) for act in split]
    return found + split


def _asks(read: Read, act: Act, confirms: Mapping[str, str]) -> str:
    """Tell whether an act asks (yes) or says that the check is done (no); an open question always asks."""
    if read.clauses[act.clause].form in TELLING:
        return "yes"
    words = read.scene.normal.text[slice(*_plain(read, act))]
    return "no" if any(word in words for word in confirms) else "yes"


def _plain(read: Read, act: Act) -> tuple[int, int]:
    """Return the clause of an act as a stretch of the plain text."""
    piece = read.scene.pieces[act.clause]
    return piece.start, piece.end


def _named(read: Read, act: Act, own: set[int]) -> list[Topic]:
    """Return the factors of an act's clause, and of brief clauses of its sentence that only name one."""
    near = {at for at in read.sentence(act.clause) if at not in own and len(read.clauses[at].text) <= BRIEF} | {
        act.clause
    }
    return [topic for topic in read.factors if topic.clause in near]


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
