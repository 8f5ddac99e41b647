"""Reads one turn by itself: everything that needs no memory of the conversation. Cached, because memory reads back.

Not here: acts by memory (``memory``, ``record``, ``gloss``) and the final record (``analyst``).
"""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from typing import Final

from trainer.language.bank import Bank
from trainer.language.clauses import Cutter
from trainer.language.function import Functions
from trainer.language.grounding import Grams
from trainer.language.guards import Guarding
from trainer.language.normalise import Normaliser
from trainer.language.rules import Rules, Scene, plainest
from trainer.language.topics import Phrases, TopicFinder
from trainer.language.values import ValueFinder
from trainer.model.analysis import Act, Clause, Span, Topic, Value
from trainer.model.lexicon import Lexicon, PatternCompiler
from trainer.model.transcript import Role

SENTENCE_END: Final = "\u3002!?\n."
KEPT: Final = 2048


@dataclass(frozen=True, eq=False)
class Read:
    """A turn read by itself; the same one is handed out again, so that what is derived from it can be kept.

    Attributes:
        factors: identity factors named, ids of the table ``factors``.
        grams: content grams of the whole turn.
        by_clause: content grams of each clause.
    """

    raw: str
    scene: Scene
    acts: tuple[Act, ...]
    factors: tuple[Topic, ...]
    by_clause: tuple[frozenset[str], ...]

    @cached_property
    def grams(self) -> frozenset[str]:
        """Return the content grams of the whole turn."""
        return frozenset().union(*self.by_clause)

    @cached_property
    def rings(self) -> frozenset[str]:
        """Return the ids of the rings named."""
        return frozenset(topic.id for topic in self.scene.topics)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Return the clauses."""
        return self.scene.clauses

    def sentence(self, clause: int) -> range:
        """Return the indexes of the clauses of one sentence."""
        return self._sentences[clause]

    @cached_property
    def _sentences(self) -> tuple[range, ...]:
        """Return the sentence of every clause."""
        found: list[range] = []
        first = 0
        for at, piece in enumerate(self.scene.pieces):
            if _ends(piece.mark) or at == len(self.scene.pieces) - 1:
                found += [range(first, at + 1)] * (at + 1 - first)
                first = at + 1
        return tuple(found)

    def act(self, label: str, clauses: tuple[int, int], rule: str, **args: str) -> Act:
        """Return an act by memory over the clauses from the first to the last given."""
        first, last = clauses
        span = Span(self.clauses[first].span.start, self.clauses[last].span.end)
        return Act(label, span, first, args=tuple(sorted(args.items())), rule=rule, by="memory")

    def whole(self, label: str, rule: str, **args: str) -> Act:
        """Return an act by memory over the whole turn."""
        return self.act(label, (0, len(self.clauses) - 1), rule, **args)


def _ends(mark: str) -> bool:
    return any(char in SENTENCE_END for char in mark)


class Reader:
    """Reads turns under one lexicon; made once per language."""

    def __init__(self, lexicon: Lexicon, compiler: PatternCompiler) -> None:
        """Prepare every part; patterns are compiled when first needed."""
        tables = lexicon.tables
        self.normaliser = Normaliser(tables)
        self.grams = Grams(tables.get("stop", {}))
        self.topics = TopicFinder(lexicon.rings, self.normaliser)
        self._plain = lru_cache(maxsize=KEPT)(self.normaliser.plain)
        self._cut = Cutter(tables.get("connectives", {}), tables.get("pauses", {}))
        bank = Bank(compiler)  # one search of a clause tells both
        self._functions = Functions(lexicon.functions, bank)
        self._guards = Guarding(lexicon.guards, bank)
        self._values = ValueFinder(lexicon.functions, tables, compiler)
        negators = frozenset(tables.get("negators", {}))
        self.rules = {role: Rules(lexicon.rules, role, negators, compiler) for role in ("agent", "customer")}
        self.shadows = {act: frozenset(ids.split("|")) for act, ids in tables.get("shadows", {}).items()}
        self._factors = Phrases(((factor, word) for word, factor in tables.get("factors", {}).items()), self.normaliser)
        self.read = lru_cache(maxsize=KEPT)(self._read)

    def _read(self, raw: str, role: Role, other: str) -> Read:
        """Read ``raw`` as said by ``role`` after the line ``other``; a third person speaks like a customer."""
        scene = self._scene(raw, other)
        acts = plainest(self.rules["agent" if role == "agent" else "customer"](scene), self.shadows)
        factors = tuple(
            Topic(name, scene.normal.raw(start, end), scene.clause_at(start))
            for name, start, end in self._factors.find(scene.normal.text)
            if scene.pieces
        )
        grams = tuple(self.grams.content(piece.text) for piece in scene.pieces)
        return Read(raw, scene, acts, factors, grams)

    def _scene(self, raw: str, other: str) -> Scene:
        normal = self.normaliser(raw)
        pieces = self._cut(normal.text)
        figures = self._values(normal.text)
        marks = self._guards(normal.text, pieces, frozenset(end for _, _, end, _ in figures))
        kinds = [self._functions(piece) for piece in pieces]
        clauses = tuple(
            Clause(normal.raw(piece.start, piece.end), piece.text, function, form, marks.kinds(index))
            for index, (piece, (function, form)) in enumerate(zip(pieces, kinds, strict=True))
        )
        scene = Scene(normal, pieces, clauses, marks, other=partial(self._plain, other))
        if not pieces:
            return scene
        topics = tuple(
            Topic(name, normal.raw(start, end), scene.clause_at(start))
            for name, start, end in self.topics.rings(normal.text)
        )
        values = tuple(
            Value(kind, normal.raw(start, end), scene.clause_at(start), canonical)
            for kind, start, end, canonical in figures
        )
        return replace(scene, topics=topics, values=values)

    def terms(self, read: Read, terms: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[Topic, ...]:
        """Return the scene terms that a turn names."""
        if not read.scene.pieces:
            return ()
        return tuple(
            Topic(name, read.scene.normal.raw(start, end), read.scene.clause_at(start))
            for name, start, end in self.topics.terms(read.scene.normal.text, dict(terms))
        )
