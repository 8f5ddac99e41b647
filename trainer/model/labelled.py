"""A turn with the acts that a person sees in it: what the recogniser is measured by and learns from.

One JSON object per line (``formats.act_rows`` reads and writes them):
``{"id", "context", "text", "acts": [{"act", "quote"}], "hard_negative"?, "role"?, "language"?, "emotion"?}``.
Not here: the acts that the machine finds (``analysis``).
"""

from dataclasses import dataclass

from trainer.model.transcript import Language, Role


@dataclass(frozen=True, slots=True)
class Label:
    """One act that a person sees, with the shortest words that show it; ``quote`` may be empty."""

    act: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One turn with its labels.

    Attributes:
        context: the other side's last line, empty where there is none.
        hard: whether the row was written to tempt the recogniser into something that is not there.
        trap: the act that it tempts to, empty where the row does not say.
        emotion: the customer's feeling as labelled, empty where it is not.
        file: the file as the person named it, ``line`` its line there; empty and 0 for a row that came from no file.
        note: why it was corrected, and by whom; kept for people.
    """

    id: str
    text: str
    acts: tuple[Label, ...]
    context: str = ""
    role: Role = "agent"
    language: Language = "zh"
    hard: bool = False
    trap: str = ""
    emotion: str = ""
    file: str = ""
    line: int = 0
    by: str = ""
    note: str = ""

    @property
    def ids(self) -> frozenset[str]:
        """Return the acts as a set."""
        return frozenset(label.act for label in self.acts)
