"""What the scorer is given: one conversation, what was understood of it, and the rubric to judge it by.

Not here: reading any of these (``packs``, ``formats``, ``language``) or judging (``assess``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from trainer.model.analysis import Analysis
from trainer.model.assessment import Versions
from trainer.model.rubric import Rubric
from trainer.model.transcript import Transcript

SCORER: Final = "1"


@dataclass(frozen=True, slots=True)
class Case:
    """One conversation to judge.

    Attributes:
        analyses: what was understood, by turn number; a turn that is missing is unknown, not silent.
        moods: (turn number, customer's satisfaction 0-100 after that turn), rising; the entry before the first
            agent turn is the mood at the start. Empty where the customer's mood is unknown (imports).
        lexicon: digest of the lexicon that the analyses were made with; taken from them where empty.
        engine: version of the customer engine, empty for an import.
        sees: acts that the lexicon has rules for; a check that seeks only others is unknown. None = all.
    """

    transcript: Transcript
    analyses: Mapping[int, Analysis]
    rubric: Rubric
    moods: tuple[tuple[int, int], ...] = ()
    lexicon: str = ""
    engine: str = ""
    sees: frozenset[str] | None = None

    def versions(self) -> Versions:
        """Return what this case is judged with."""
        made_with = (analysis.lexicon_digest for analysis in self.analyses.values() if analysis.lexicon_digest)
        rubric = f"{self.rubric.id}@{self.rubric.version}"
        if self.rubric.digest:
            rubric = f"{rubric}#{self.rubric.digest}"
        return Versions(rubric, self.lexicon or next(made_with, ""), SCORER, self.engine)
