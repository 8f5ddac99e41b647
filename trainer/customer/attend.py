"""What the customer takes in of a turn: he listens to so many things and so many characters, then he cuts in.

Clauses after the cut are unheard: they earn nothing and settle nothing. Not here: what the heard words do to him.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from trainer.customer.profile import Profile
from trainer.customer.state import Heat
from trainer.model.analysis import INNER_ACTS, Act, Analysis, Clause

# Small talk that costs no attention of its own (ours).
LIGHT = frozenset({
    "greet", "identify", "willing", "purpose", "address", "backchannel", "thank", "farewell", "more_help",
    "record_notice", "wait_notice", "invite_talk", "slow_down", "reassure",
    "repeat", "reask", "contradict", "parrot", "discloses", "unanswered", "template",
})  # fmt: skip
# Acts that speak of him, not of the matter: such words neither explain nor propose.
FEELING = frozenset({
    "empathize", "validate", "apologize", "condolence", "care", "paraphrase", "parrot", "use_history", "cue_pickup",
})  # fmt: skip
EASY = LIGHT | {"check_now", "verify_id", "protect_privacy"}  # procedure costs no attention either
REST = 6  # a shorter unheard rest is not worth cutting in for


@dataclass(frozen=True, slots=True)
class Heard:
    """The heard part of a turn.

    Attributes:
        until: offset in the raw text at which he stopped listening.
        cut: index of the first unheard clause.
        interrupted: he cut in.
        acts: acts that reached him, those that hurt even when called after him.
        topics: topics by clause index, heard clauses only.
        clauses: the heard clauses.
    """

    until: int = 0
    cut: int = 0
    interrupted: bool = False
    acts: tuple[Act, ...] = ()
    topics: Mapping[int, frozenset[str]] = field(default_factory=dict)
    clauses: tuple[Clause, ...] = ()

    def all_topics(self) -> frozenset[str]:
        """Return every topic heard in the turn."""
        return frozenset(topic for topics in self.topics.values() for topic in topics)

    def tells(self, clause: int) -> bool:
        """Tell whether a clause can carry matter: it does more than speak of his feelings or of what he said.

        A clause in which no act was found takes after the others of the turn, if they speak of feelings.
        """
        acts = [heard for heard in self.acts if heard.id not in INNER_ACTS]
        own = {heard.id for heard in acts if heard.clause == clause}
        ids = own or {heard.id for heard in acts}
        return not ids or not ids <= FEELING | LIGHT or (not own and not ids & FEELING)

    def untold(self) -> frozenset[str]:
        """Return the topics of heard statements in which no act was recognised: plain talk of a matter."""
        bare = set(range(len(self.clauses))) - {act.clause for act in self.acts}
        plain = {index for index in bare if self.clauses[index].function == "statement" and self.tells(index)}
        return frozenset(topic for index in plain for topic in self.topics.get(index, frozenset()))

    def asks(self) -> bool:
        """Tell whether a heard clause asks something of him."""
        return self.has("verify_id") or any(clause.function in {"question", "request"} for clause in self.clauses)

    def parts(self, act: Act) -> bool:
        """Tell whether a goodbye is meant as one: nothing is asked with it or after it."""
        return all(clause.function not in {"question", "request"} for clause in self.clauses[act.clause :])

    def denies(self) -> bool:
        """Tell whether a heard clause denies something."""
        return any("negated" in clause.guards for clause in self.clauses)

    def has(self, act: str) -> bool:
        """Tell whether an act reached him."""
        return any(heard.id == act for heard in self.acts)


def attend(analysis: Analysis, heat: Heat, who: Profile, hurtful: frozenset[str]) -> Heard:
    """Return what reaches him.

    Args:
        analysis: all that was said.
        heat: how heated he is.
        who: his limits.
        hurtful: acts that are felt even where he had stopped listening.
    """
    cut = _cut(analysis, who.points[heat], who.chars[heat], who.strains)
    clauses = analysis.clauses
    ended = len(analysis.text) if cut >= len(clauses) else clauses[cut - 1].span.end if cut else 0
    felt = hurtful | {"farewell"}  # a goodbye after a long summary is not lost on him either
    acts = tuple(act for act in analysis.acts if act.polarity > 0 and (_in(act, cut, ended) or act.id in felt))
    topics: dict[int, frozenset[str]] = {}
    for topic in analysis.topics:
        if topic.clause < cut:
            topics[topic.clause] = topics.get(topic.clause, frozenset()) | {topic.id}
    return Heard(ended, cut, len(analysis.text) - ended >= REST, acts, topics, clauses[:cut])


def _in(act: Act, cut: int, ended: int) -> bool:
    return act.clause < cut and act.span.start < max(ended, 1)


def _cut(analysis: Analysis, points: int, chars: int, strains: bool) -> int:
    """Return the index of the first clause that is not heard; the first clause always is."""
    told, length = 0, 0
    last: frozenset[str] = frozenset()
    for index, clause in enumerate(analysis.clauses):
        ids = frozenset(act.id for act in analysis.acts if act.clause == index and act.id not in EASY)
        new = bool(ids) and not ids <= last
        if index and ((chars and length >= chars) or (points and new and told >= points)):
            return index
        told += 1 if new else 0
        last = ids or last
        length += (clause.span.end - clause.span.start) * (2 if strains and _heavy(analysis, index) else 1)
    return len(analysis.clauses)


def _heavy(analysis: Analysis, clause: int) -> bool:
    jargon = any(act.id == "jargon" and act.clause == clause for act in analysis.acts)
    return jargon or any(value.clause == clause for value in analysis.values)
