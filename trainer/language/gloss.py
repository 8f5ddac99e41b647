"""Terms of the trade: said with a gloss (``plain_words``) or left in the air (``jargon``), course 3.10 d and X13.

Not here: whether the customer can follow (``scoring`` and ``customer`` decide what it costs).
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from trainer.language.bank import Bank
from trainer.language.normalise import Normaliser
from trainer.language.reader import Read
from trainer.language.topics import Phrases
from trainer.model.analysis import Act
from trainer.model.lexicon import Lexicon, PatternCompiler

RULE = "memory.gloss"


class Glossary:
    """Finds terms and their glosses; made once per language."""

    def __init__(self, lexicon: Lexicon, compiler: PatternCompiler, normaliser: Normaliser) -> None:
        """Take the lexicon's jargon."""
        self._bank = Bank(compiler)
        self._terms = Phrases(((one.term, word) for one in lexicon.jargon for word in one.words), normaliser)
        self._any = frozenset(self._bank.add(lexicon.functions.get("gloss", ())))
        self._gloss = {one.term: frozenset(self._bank.add(one.gloss)) for one in lexicon.jargon}

    def named(self, read: Read) -> frozenset[str]:
        """Return the terms that a turn names."""
        return frozenset(term for term, _, _ in self._terms.find(read.scene.normal.text))

    def __call__(self, read: Read, used: AbstractSet[str], told: AbstractSet[str]) -> Iterator[Act]:
        """Give ``plain_words`` for each term glossed here, ``jargon`` for each left unexplained.

        A term that the customer has used needs no gloss, and each term is marked once in a conversation.

        Args:
            read: the turn.
            used: terms that the agent named before.
            told: terms that the customer named before.
        """
        known = set(told)
        for term, start, _ in self._terms.find(read.scene.normal.text):
            if term in known:
                continue
            known.add(term)
            if any(first <= start < last for first, last in read.scene.marks.quotes):
                continue  # the name of a button or a form
            clause = read.scene.clause_at(start)
            last = self._glossed(read, clause, term)
            if last >= clause:
                yield read.act("plain_words", (clause, last), RULE, term=term)
            elif term not in used:
                yield read.act("jargon", (clause, clause), RULE, term=term)

    def _glossed(self, read: Read, clause: int, term: str) -> int:
        """Return the clause that glosses a term, its own or one of the two next, -1 where none does."""
        wanted = self._gloss.get(term, frozenset()) | self._any
        for at in range(clause, min(clause + 3, len(read.clauses))):
            if wanted & frozenset(self._bank.hits(read.clauses[at].text)):
                return at
        return -1
