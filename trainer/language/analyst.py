"""The one analysis of a turn that both the customer and the scorer read.

Not here: patterns (``lexicon``), any score or feeling.
"""

from collections.abc import Mapping
from dataclasses import replace

from trainer.language.context import Context
from trainer.language.features import Heard, touched
from trainer.language.memory import Memory
from trainer.language.reader import Read, Reader
from trainer.language.resolve import resolved, started
from trainer.language.verdict import Verdict
from trainer.language.weights import LinearModel
from trainer.model.analysis import Act, Analysis, Span
from trainer.model.lexicon import Lexicon, PatternCompiler, PatternSet, Ways
from trainer.model.transcript import Role, Transcript, Turn

__all__ = ["Analyst", "Context"]
UNEXPLAINED = 4


class Analyst:
    """Understands turns of one language; made once, safe to share, the same answer for the same question."""

    def __init__(self, lexicon: Lexicon, compiler: PatternCompiler) -> None:
        """Take the lexicon and the maker of pattern sets; nothing is compiled before the first turn."""
        self._digest = lexicon.digest
        knowing = _knowing(compiler, lexicon.ways)
        self.reader = Reader(lexicon, knowing)
        self._memory = Memory(lexicon, knowing, self.reader)
        models = {role: LinearModel(weights, lexicon.language) for role, weights in lexicon.weights.items()}
        self._verdicts = {role: Verdict(model) for role, model in models.items()}

    def analyse(self, text: str, context: Context) -> Analysis:
        """Return what ``text`` does, said by ``context.role`` after ``context.history``.

        Args:
            text: the raw words; every span of the result points into them.
            context: who speaks, what was said before, what is in the file.
        """
        read = self.reader.read(text, context.role, context.other_line())
        topics = read.scene.topics + self.reader.terms(read, tuple(context.terms.items()))
        heard = self._heard(read, context)
        verdict = self._verdict(context.role)
        acts, emotion, at = verdict(heard) if verdict is not None else (heard.acts, "", 0)
        return Analysis(
            turn=context.turn,
            text=text,
            clauses=read.clauses,
            acts=acts,
            topics=tuple(sorted(topics, key=lambda topic: (topic.span, topic.id))),
            values=resolved(read.scene.values, read.clauses, context.now),
            unexplained=_unexplained(read, acts),
            lexicon_digest=self._digest,
            emotion=emotion,
            emotion_clause=at,
        )

    def heard(self, text: str, context: Context) -> Heard:
        """Return a turn as the rules understand it, before the model has weighed it: what the model learns from."""
        return self._heard(self.reader.read(text, context.role, context.other_line()), context)

    def _heard(self, read: Read, context: Context) -> Heard:
        acts = self._memory(read, context) if context.role == "agent" else read.acts
        return Heard(read.clauses, acts, read.scene.topics, read.scene.values, read.scene.other())

    def reasons(self, heard: Heard, act: Act, role: Role) -> tuple[tuple[str, int], ...]:
        """Return what spoke for an act in the linear model: features with their weights, the strongest first."""
        verdict = self._verdict(role)
        return verdict.reasons(heard, act) if verdict is not None else ()

    def _verdict(self, role: Role) -> Verdict | None:
        """Return who weighs the acts of a role; a third person speaks like a customer."""
        return self._verdicts.get("agent" if role == "agent" else "customer")

    def analyse_all(
        self, transcript: Transcript, terms: Mapping[str, tuple[str, ...]] | None = None
    ) -> dict[int, Analysis]:
        """Return the analysis of every agent and customer turn by its number, each seeing the turns before it."""
        found: dict[int, Analysis] = {}
        start = Context(terms=terms or {}, casefile=transcript.casefile, language=transcript.language)
        for index, turn in enumerate(transcript.turns):
            if turn.role not in {"agent", "customer"}:
                continue
            before = transcript.turns[:index]
            context = replace(
                start,
                turn=turn.n,
                role=turn.role,
                history=before,
                verified=_verified(transcript, turn),
                now=started(transcript.casefile, turn.started_ms),
            )
            found[turn.n] = self.analyse(turn.text, context)
        return found


def _knowing(compiler: PatternCompiler, known: Ways) -> PatternCompiler:
    """Return the compiler with what is known of the lexicon's own patterns."""

    def knowing(sources: tuple[str, ...], ways: Ways | None = None) -> PatternSet:
        return compiler(sources, ways or known)

    return knowing


def _verified(transcript: Transcript, turn: Turn) -> int:
    """Count the factors that an action had checked before a turn."""
    return len(
        {
            cue.data.get("factor", "")
            for cue in transcript.cues
            if cue.kind == "verify" and cue.at_turn < turn.n and cue.data.get("ok") == "yes"
        }
    )


def _unexplained(read: Read, acts: tuple[Act, ...]) -> tuple[Span, ...]:
    """Return the clauses of some length that no act touches."""
    told = {at for act in acts for at in touched(act, read.clauses)}
    return tuple(
        clause.span for at, clause in enumerate(read.clauses) if len(clause.text) >= UNEXPLAINED and at not in told
    )
