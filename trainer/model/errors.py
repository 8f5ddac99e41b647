"""Expected failures as codes with facts; the sentences live in the word catalogues under ``error.<code>``.

    TrainerError
    ├── RuleError        an expression of a pack is not in the rule language (line, column)
    ├── PackError        a pack file cannot be used; carries every Problem found in it
    ├── FormatError      a transcript file cannot be read
    ├── StoreError       the database refuses: newer file, damaged file, disk full
    └── PracticeError    an action that the session cannot take now

Not here: sentences, exit codes, tracebacks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Fact = str | int
Severity = Literal["error", "warning"]


class TrainerError(Exception):
    """A failure that a person can understand and mend.

    Attributes:
        code: dotted key, documented by ``error.<code>`` in the word catalogues.
        facts: what the sentence needs: file, line, name, mend.
    """

    def __init__(self, code: str, facts: Mapping[str, Fact] | None = None) -> None:
        self.code = code
        self.facts: dict[str, Fact] = dict(facts or {})
        super().__init__(code, self.facts)


class RuleError(TrainerError):
    """An expression that the rule language refuses; facts hold ``source``, ``line``, ``column``."""


class FormatError(TrainerError):
    """A transcript file that cannot be read; facts hold ``file`` and, where known, ``line``."""


class StoreError(TrainerError):
    """The database cannot serve; facts hold ``path`` and the reason's own facts."""


class PracticeError(TrainerError):
    """An action that the session cannot take in its present state."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a pack file, with its place and its mend.

    Attributes:
        code: number and name, for example ``E101`` (unknown key).
        file: path as the author knows it.
        line: 1-based, 0 where the file as a whole is meant.
        column: 1-based, 0 where the line as a whole is meant.
        facts: the words' slots; the mend is the sentence ``problem.<code>.mend``.
    """

    code: str
    file: str
    line: int
    column: int
    facts: Mapping[str, Fact] = field(default_factory=dict)
    severity: Severity = "error"


class PackError(TrainerError):
    """A pack that cannot be used; ``problems`` holds every mistake found, in file order."""

    def __init__(self, code: str, problems: tuple[Problem, ...], facts: Mapping[str, Fact] | None = None) -> None:
        super().__init__(code, facts)
        self.problems = problems
