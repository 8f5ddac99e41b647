"""Questions of the customer that an agent turn passes over.

Not here: asking again what was answered (``memory``).
"""

from collections.abc import Iterator, Mapping
from typing import Final

from trainer.language.bank import Bank
from trainer.language.reader import Read
from trainer.model.analysis import Act
from trainer.model.lexicon import PatternCompiler

TELLING: Final = frozenset({"clock", "duration", "money", "percent"})
ANSWERS: Final = frozenset({
    "explain", "plain_words", "propose", "give_choice", "instruct", "commit_time", "honest_unknown", "refuse",
    "alternative", "check_now", "wait_notice", "verify_id", "protect_privacy", "disclose_limit", "tell_rights",
    "transfer", "escalate", "log_complaint", "offer_written", "overpromise", "deny_limits",
    "exaggerate_return", "policy_shield", "obstruct", "ask_detail", "ask_open",
})  # fmt: skip
LISTENING: Final = frozenset({
    "backchannel", "wait_notice", "invite_talk", "slow_down", "address", "thank", "greet", "condolence",
})  # fmt: skip
CRUMB: Final = 3  # characters of a clause that says nothing by itself: "well", "yes yes"


class Questions:
    """Finds questions left open; made once per language."""

    def __init__(self, functions: Mapping[str, tuple[str, ...]], compiler: PatternCompiler) -> None:
        """Take the pattern list ``rhetorical_question``."""
        self._bank = Bank(compiler)
        self._rhetorical = frozenset(self._bank.add(functions.get("rhetorical_question", ())))

    def __call__(self, read: Read, other: Read, acts: list[Act]) -> Iterator[Act]:
        """Give ``unanswered`` where the turn passes over a question of the customer's last line."""
        if any(act.id in ANSWERS for act in acts) or _only_listens(read, acts):
            return
        asked = [at for at in _asked(other) if not self._wants_none(other, at)]
        told = any(value.kind in TELLING for value in read.scene.values)
        if not asked or told or other.grams & read.grams:
            return
        rings = {topic.id for topic in other.scene.topics if topic.clause == asked[-1]}
        if rings and not rings & read.rings:
            yield read.whole("unanswered", "memory.unanswered", topic=min(rings))

    def _wants_none(self, other: Read, at: int) -> bool:
        """Tell whether a question is rhetorical."""
        return bool(self._rhetorical & frozenset(self._bank.hits(other.clauses[at].text)))


def _only_listens(read: Read, acts: list[Act]) -> bool:
    """Tell whether a turn does no more than listen or ask to wait: every clause is such an act, or a crumb."""
    listens = {act.clause for act in acts if act.id in LISTENING}
    speaks = {act.clause for act in acts if act.id not in LISTENING and act.by == "pattern"}
    return not speaks and all(at in listens or len(one.text) <= CRUMB for at, one in enumerate(read.clauses))


def _asked(read: Read) -> list[int]:
    """Return the clauses that plainly ask: with a question mark, or by form where the writer sets none."""
    marked = [at for at, piece in enumerate(read.scene.pieces) if piece.asks and read.by_clause[at]]
    if marked or any(piece.mark for piece in read.scene.pieces):
        return marked
    return [at for at, clause in enumerate(read.clauses) if clause.form in {"open", "a_not_a"}]
