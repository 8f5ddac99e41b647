"""Acts that only memory can see: repeating, asking again, contradicting oneself, parroting, leaving a question.

Not here: the case file (``record``) and terms without a gloss (``gloss``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from trainer.language.context import Context, with_other_lines
from trainer.language.gloss import Glossary
from trainer.language.grounding import likeness, share, trigrams
from trainer.language.identity import by_factor
from trainer.language.promises import checked, dated, differs, grounded
from trainer.language.reader import Read, Reader
from trainer.language.record import CaseRecord
from trainer.language.rules import longest
from trainer.model.analysis import Act, Clause
from trainer.model.lexicon import Lexicon, PatternCompiler
from trainer.model.transcript import Role

REPEAT: Final = 80  # per cent of three-character stretches shared (customer.md 2.3)
SAME_QUESTION: Final = 60
SHORTEST: Final = 6
PARROT: Final = 75
RESTATED: Final = 40
PARROT_GRAMS: Final = 3
RELATED: Final = 2
BRIEF: Final = 10
TELLING: Final = frozenset({"clock", "duration", "money", "percent"})
ANSWERS: Final = frozenset({
    "explain", "plain_words", "propose", "give_choice", "instruct", "commit_time", "honest_unknown", "refuse",
    "alternative", "check_now", "wait_notice", "verify_id", "protect_privacy", "disclose_limit", "tell_rights",
    "transfer", "escalate", "log_complaint", "offer_written", "overpromise", "deny_limits",
    "exaggerate_return", "policy_shield", "obstruct", "ask_detail", "ask_open",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Past:
    """The turns before, read: who spoke and what, oldest first; ``other`` is the customer's last line."""

    turns: tuple[tuple[Role, Read], ...]
    other: Read

    def of(self, agent: bool) -> tuple[Read, ...]:
        """Return the turns of the agent, or of the customer and those with him."""
        return tuple(read for role, read in self.turns if (role == "agent") == agent)

    def exchanges(self) -> Iterator[tuple[Read, Read]]:
        """Give each agent turn with the customer turn that follows it at once."""
        for (role, read), (next_role, answer) in pairwise(self.turns):
            if role == "agent" and next_role != "agent":
                yield read, answer


class Memory:
    """Adds to an agent turn what it does in view of the conversation; made once per language."""

    def __init__(self, lexicon: Lexicon, compiler: PatternCompiler, reader: Reader) -> None:
        """Take the tables ``checks``, ``confirms`` and ``corrects`` and those of the parts."""
        self._reader = reader
        self._checks = lexicon.tables.get("checks", {})
        self._confirms = lexicon.tables.get("confirms", {})
        self._corrects = lexicon.tables.get("corrects", {})
        self._glossary = Glossary(lexicon, compiler, reader.normaliser)
        self._record = CaseRecord(lexicon.tables, reader)

    def __call__(self, read: Read, context: Context) -> tuple[Act, ...]:
        """Return all acts of an agent turn, in order of place."""
        if not read.clauses:
            return ()
        past = self._past(context)
        said = past.of(agent=False)
        acts = [checked(read, grounded(read, act, said), self._checks) for act in dated(read)]
        acts = by_factor(read, acts, self._confirms)
        acts += self._glossary(read, past.of(agent=True), said)
        acts += [*repeats(read, past), *self._asks_again(read, past, context)]
        acts += [*self._contradicts(read, past, acts), *self._record(read, past.turns, context)]
        acts += restates(read, past, acts)
        if parrots(read, past, acts):
            acts = [act for act in acts if act.id != "paraphrase"]
            acts.append(read.whole("parrot", "memory.parrot"))
        acts += unanswered(read, past, acts)
        return longest(acts)

    def _past(self, context: Context) -> Past:
        turns: list[tuple[Role, Read]] = []
        for turn, other in with_other_lines(context.history):
            if turn.text.strip():
                turns.append((turn.role, self._reader.read(turn.text, turn.role, other)))
        line = context.other_line()
        read = next((read for role, read in reversed(turns) if role != "agent" and read.raw == line), None)
        return Past(tuple(turns), read or self._reader.read(line, "customer", ""))

    def _asks_again(self, read: Read, past: Past, context: Context) -> Iterator[Act]:
        """Find factors and questions that the customer has answered already."""
        given = self._given(past, context)
        for one in read.factors:
            if one.id in given and _asks_to_tell(read.clauses[one.clause]):
                yield read.act("reask", (one.clause, one.clause), "memory.reask.factor", about=one.id)
        for index, clause_now in enumerate(read.clauses):
            now = trigrams(clause_now.text)
            if clause_now.function != "question" or len(now) < SHORTEST - 1:
                continue
            if any(_asked(now, asked) and _answered(reply) for asked, reply in past.exchanges()):
                yield read.act("reask", (index, index), "memory.reask.question")

    def _given(self, past: Past, context: Context) -> frozenset[str]:
        """Return the identity factors that the customer has told."""
        found = {
            factor
            for factor, value in context.gives.items()
            if value and any(value in answer.raw for answer in past.of(agent=False))
        }
        for asked, answer in past.exchanges():
            figures = any(value.kind in {"number", "id_tail", "phone"} for value in answer.scene.values)
            told = {one.id for one in (*asked.factors, *answer.factors)}
            found |= {factor for factor in told if figures and factor != "address"}
        return frozenset(found)

    def _contradicts(self, read: Read, past: Past, acts: list[Act]) -> Iterator[Act]:
        """Find a promise that was made before with another time."""
        if any(word in clause.text for word in self._corrects for clause in read.clauses):
            return
        promises = [(before, old) for before in reversed(past.of(agent=True)) for old in dated(before)]
        promises = [(before, old) for before, old in promises if old.id == "commit_time"]
        for act in acts:
            if act.id != "commit_time" or not act.arg("time"):
                continue
            earlier = next((old for before, old in promises if _clashes(read, act, before, old)), None)
            if earlier is not None:
                times = {"earlier": earlier.arg("time"), "now": act.arg("time")}
                yield read.act("contradict", (act.clause, act.clause), "memory.contradict", **times)


def _asks_to_tell(clause: Clause) -> bool:
    """Tell whether a clause asks for a thing to be told, not whether something was done with it."""
    if clause.function == "question":
        return clause.form == "open" or len(clause.text) <= BRIEF
    return clause.function in {"request", "command"}


def _clashes(read: Read, act: Act, before: Read, old: Act) -> bool:
    """Tell whether two promises are of the same thing and name different times of the same kind."""
    now, then = act.arg("time"), old.arg("time")
    if not differs(now, then):
        return False
    shared = read.by_clause[act.clause] & before.by_clause[old.clause]
    figures = {gram for gram in shared if any(char.isdigit() for char in gram)}
    rings = {topic.id for topic in read.scene.topics if topic.clause == act.clause}
    rings &= {topic.id for topic in before.scene.topics if topic.clause == old.clause}
    return len(shared - figures) + len(rings) >= RELATED


def _asked(now: frozenset[str], before: Read) -> bool:
    return any(
        clause.function == "question" and likeness(now, trigrams(clause.text)) >= SAME_QUESTION
        for clause in before.clauses
    )


def _answered(reply: Read) -> bool:
    """Tell whether a reply says something and does not only ask back."""
    return any(clause.function == "statement" and len(clause.text) > 1 for clause in reply.clauses)


def repeats(read: Read, past: Past) -> Iterator[Act]:
    """Find a turn that the agent has said before, nearly word for word."""
    now = trigrams(read.scene.normal.text)
    if len(now) < SHORTEST:
        return
    if any(likeness(now, trigrams(one.scene.normal.text)) > REPEAT for one in past.of(agent=True)):
        yield read.whole("repeat", "memory.repeat")


def restates(read: Read, past: Past, acts: list[Act]) -> Iterator[Act]:
    """Find a sentence that no pattern names but that tells the customer his own story, with words of its own.

    The bound (two fifths of the content, three grams at least) is ours, chosen for precision.
    """
    if any(act.id == "paraphrase" for act in acts):
        return
    told = [at for at, clause in enumerate(past.other.clauses) if clause.function == "statement"]
    story = frozenset[str]().union(*(past.other.by_clause[at] for at in told))  # an answer repeats a question's words
    for sentence in sorted({(part[0], part[-1]) for part in map(read.sentence, range(len(read.clauses)))}):
        clauses = range(sentence[0], sentence[1] + 1)
        grams = frozenset().union(*(read.by_clause[at] for at in clauses))
        plain = all(read.clauses[at].function == "statement" for at in clauses)
        if plain and len(grams & story) >= PARROT_GRAMS and share(grams, story) >= RESTATED:
            yield read.act("paraphrase", sentence, "memory.restates", grounded="yes", checks="no")
            return


def parrots(read: Read, past: Past, acts: list[Act]) -> bool:
    """Tell whether a turn only gives the customer's last words back: nothing ordered, nothing asked."""
    if any(act.id == "paraphrase" and act.arg("checks") == "yes" for act in acts):
        return False
    if any(clause.function == "question" for clause in read.clauses) or len(read.grams) < PARROT_GRAMS:
        return False
    return share(read.grams, past.other.grams) >= PARROT


def _questions(read: Read) -> list[int]:
    """Return the clauses that plainly ask: with a question mark, or by form where the writer sets none."""
    marked = [at for at, piece in enumerate(read.scene.pieces) if piece.asks and read.by_clause[at]]
    if marked or any(piece.mark for piece in read.scene.pieces):
        return marked
    return [at for at, clause in enumerate(read.clauses) if clause.form in {"open", "a_not_a"}]


def unanswered(read: Read, past: Past, acts: list[Act]) -> Iterator[Act]:
    """Find a question of the customer's last line that the turn passes over."""
    if not past.turns or past.turns[-1][0] == "agent" or any(act.id in ANSWERS for act in acts):
        return
    asked = _questions(past.other)
    told = any(value.kind in TELLING for value in read.scene.values)
    if not asked or told or past.other.grams & read.grams:
        return
    rings = {topic.id for topic in past.other.scene.topics if topic.clause == asked[-1]}
    if rings and not rings & read.rings:
        yield read.whole("unanswered", "memory.unanswered", topic=min(rings))
