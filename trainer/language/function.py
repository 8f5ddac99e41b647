"""What kind of sentence a clause is: question, request, command or statement, and the form of a question.

The patterns are the lexicon's ``functions``: ``tag a_not_a open closed tell command``. Not here: whose act it is.
"""

from collections.abc import Mapping
from typing import Final

from trainer.language.bank import Bank
from trainer.language.clauses import Piece
from trainer.model.analysis import Form, Function

NOTHING: Final[frozenset[int]] = frozenset()
FORMS: Final[tuple[Form, ...]] = ("tell", "tag", "a_not_a", "open", "closed")


class Functions:
    """Reads clauses; made once per language."""

    def __init__(self, functions: Mapping[str, tuple[str, ...]], bank: Bank) -> None:
        """Take the patterns of every form and of commands."""
        self._bank = bank
        self._forms = tuple((form, frozenset(self._bank.add(functions.get(form, ())))) for form in FORMS)
        self._command = frozenset(self._bank.add(functions.get("command", ())))
        self._never = {form: frozenset(self._bank.add(functions.get(f"not_{form}", ()))) for form in FORMS}

    def __call__(self, piece: Piece) -> tuple[Function, Form]:
        """Return the function and, for questions and requests to tell, the form.

        A question word asks even without a question mark (speech to text writes none), unless ``not_open``
        (``not_closed``…) says that it is part of a statement ("whatever", "let me see where it is stuck").
        """
        hits = frozenset(self._bank.hits(piece.text + ("?" if piece.asks else "")))
        for form, numbers in self._forms:
            if not numbers & hits or (self._never.get(form, NOTHING) & hits and not piece.asks):
                continue
            return ("request" if form == "tell" else "question"), form
        if piece.asks:
            return "question", "closed"
        return ("command" if self._command & hits else "statement"), ""
