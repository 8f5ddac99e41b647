"""Acts that only memory can see: repeating, asking again, contradicting oneself, parroting, leaving a question.

Not here: the case file (``record``) and terms without a gloss (``gloss``).
"""

from collections.abc import Iterator
from typing import Final

from trainer.language.context import Context
from trainer.language.gloss import Glossary
from trainer.language.grounding import FULL, likeness, share, trigrams
from trainer.language.identity import Identity
from trainer.language.open_questions import Questions
from trainer.language.past import Past, Pasts, given_to
from trainer.language.promises import Promises, checked, grounded
from trainer.language.reader import Read, Reader
from trainer.language.record import CaseRecord
from trainer.language.rules import longest
from trainer.model.analysis import Act, Clause
from trainer.model.lexicon import Lexicon, PatternCompiler

REPEAT: Final = 80  # per cent of three-character stretches shared (customer.md 2.3)
SAME_QUESTION: Final = 60
SHORTEST: Final = 6
PARROT: Final = 75
RESTATED: Final = 40
PARROT_GRAMS: Final = 3
RELATED: Final = 2
BRIEF: Final = 10


class Memory:
    """Adds to an agent turn what it does in view of the conversation; made once per language."""

    def __init__(self, lexicon: Lexicon, compiler: PatternCompiler, reader: Reader) -> None:
        """Take the tables ``checks`` and ``corrects`` and what the parts want."""
        self._reader = reader
        self._checks = lexicon.tables.get("checks", {})
        self._identity = Identity(lexicon, compiler)
        self._questions = Questions(lexicon.functions, compiler)
        self._corrects = lexicon.tables.get("corrects", {})
        self._glossary = Glossary(lexicon, compiler, reader.normaliser)
        self._record = CaseRecord(lexicon.tables, reader)
        self._promises = Promises(lexicon.functions, compiler)
        self._pasts = Pasts(lambda: Past(reader, self._glossary.named, self._promises.promised))

    def __call__(self, read: Read, context: Context) -> tuple[Act, ...]:
        """Return all acts of an agent turn, in order of place."""
        if not read.clauses:
            return ()
        past = self._pasts.take(context.history)
        other = past.other(context.other_line())
        acts = [checked(read, grounded(read, act, past.told), self._checks) for act in self._promises.dated(read)]
        acts = self._identity(read, acts)
        acts += self._glossary(read, past.used, past.told.terms)
        acts += [*repeats(read, past), *_asks_again(read, past, context, acts)]
        acts += [*self._contradicts(read, past, acts), *self._record(read, past, context)]
        acts += restates(read, other, acts)
        if parrots(read, other, acts):
            acts = [act for act in acts if act.id != "paraphrase"]
            acts.append(read.whole("parrot", "memory.parrot"))
        if past.waits:
            acts += self._questions(read, other, acts)
        self._pasts.put(context.history, past)
        return longest(acts)

    def _contradicts(self, read: Read, past: Past, acts: list[Act]) -> Iterator[Act]:
        """Find a promise that was made before with another time."""
        if any(word in clause.text for word in self._corrects for clause in read.clauses):
            return
        for act in acts:
            if act.id != "commit_time" or not act.arg("time"):
                continue
            earlier = self._clashing(read, act, past)
            if earlier is not None:
                times = {"earlier": earlier.arg("time"), "now": act.arg("time")}
                yield read.act("contradict", (act.clause, act.clause), "memory.contradict", **times)

    def _clashing(self, read: Read, act: Act, past: Past) -> Act | None:
        """Return the latest promise of the same thing with another time, None where there is none."""
        for before, promises in reversed(past.promises):
            for old in promises:
                if _related(read, act, before, old) and self._promises.clash((read, act), (before, old)):
                    return old
        return None


def _asks_again(read: Read, past: Past, context: Context, acts: list[Act]) -> Iterator[Act]:
    """Find factors and questions that the customer has answered already."""
    given = given_to(past, context.gives) if read.factors else frozenset()
    checking = {act.clause for act in acts if act.id == "verify_id" and act.arg("asks") == "yes"}
    for one in read.factors:
        if one.id in given and (one.clause in checking or _asks_to_tell(read.clauses[one.clause])):
            yield read.act("reask", (one.clause, one.clause), "memory.reask.factor", about=one.id)
    for index, clause in enumerate(read.clauses):
        now = trigrams(clause.text)
        if clause.function != "question" or len(now) < SHORTEST - 1:
            continue
        if any(likeness(now, one) >= SAME_QUESTION for asked in past.answered for one in asked):
            yield read.act("reask", (index, index), "memory.reask.question")


def _asks_to_tell(clause: Clause) -> bool:
    """Tell whether a clause asks for a thing to be told, not whether something was done with it."""
    if clause.function == "question":
        return clause.form == "open" or len(clause.text) <= BRIEF
    return clause.function == "request"


def _related(read: Read, act: Act, before: Read, old: Act) -> bool:
    """Tell whether two promises are about the same thing."""
    shared = read.by_clause[act.clause] & before.by_clause[old.clause]
    figures = {gram for gram in shared if any(char.isdigit() for char in gram)}
    rings = {topic.id for topic in read.scene.topics if topic.clause == act.clause}
    rings &= {topic.id for topic in before.scene.topics if topic.clause == old.clause}
    return len(shared - figures) + len(rings) >= RELATED


def repeats(read: Read, past: Past) -> Iterator[Act]:
    """Find a turn that the agent has said before, nearly word for word."""
    now = trigrams(read.scene.normal.text)
    if len(now) < SHORTEST:
        return
    near = range(len(now) * REPEAT // FULL, len(now) * FULL // REPEAT + 1)  # sets of other sizes cannot be that alike
    if any(len(one) in near and likeness(now, one) > REPEAT for one in past.said):
        yield read.whole("repeat", "memory.repeat")


def restates(read: Read, other: Read, acts: list[Act]) -> Iterator[Act]:
    """Find a sentence that no pattern names but that tells the customer his own story, with words of its own.

    The bound (two fifths of the content, three grams at least) is ours, chosen for precision.
    """
    if any(act.id == "paraphrase" for act in acts):
        return
    told = [at for at, clause in enumerate(other.clauses) if clause.function == "statement"]
    story = frozenset[str]().union(*(other.by_clause[at] for at in told))  # an answer repeats a question's words
    for sentence in sorted({(part[0], part[-1]) for part in map(read.sentence, range(len(read.clauses)))}):
        clauses = range(sentence[0], sentence[1] + 1)
        grams = frozenset().union(*(read.by_clause[at] for at in clauses))
        plain = all(read.clauses[at].function == "statement" for at in clauses)
        if plain and len(grams & story) >= PARROT_GRAMS and share(grams, story) >= RESTATED:
            yield read.act("paraphrase", sentence, "memory.restates", grounded="yes", checks="no")
            return


def parrots(read: Read, other: Read, acts: list[Act]) -> bool:
    """Tell whether a turn only gives the customer's last words back: nothing ordered, nothing asked."""
    if any(act.id == "paraphrase" and act.arg("checks") == "yes" for act in acts):
        return False
    if any(clause.function == "question" for clause in read.clauses) or len(read.grams) < PARROT_GRAMS:
        return False
    return share(read.grams, other.grams) >= PARROT
