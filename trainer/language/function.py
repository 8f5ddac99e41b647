"""What kind of sentence a clause is: question, request, command or statement, and the form of a question.

The patterns are the lexicon's ``functions``: ``tag a_not_a open closed tell command``, and ``doubled``: the
negations of Chinese between a verb said twice, and the words of which one must be there. Not here: whose act it is.
"""

import re
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
        doubled = functions.get("doubled", ())
        self._doubled = re.compile(rf"^.{{0,8}}(.)[{doubled[0]}]\1.{{0,8}}$") if doubled else None
        self._asked = frozenset(doubled[-1]) if doubled else frozenset[str]()
        self._never = {form: frozenset(self._bank.add(functions.get(f"not_{form}", ()))) for form in FORMS}

    def __call__(self, piece: Piece) -> tuple[Function, Form]:
        """Return the function and, for questions and requests to tell, the form.

        A question word asks even without a question mark (speech to text writes none), unless ``not_open``
        (``not_closed``…) says that it is part of a statement ("whatever", "let me see where it is stuck").
        """
        hits = frozenset(self._bank.hits(piece.text + ("?" if piece.asks else "")))
        for form, numbers in self._forms:
            if not (numbers & hits or (form == "a_not_a" and self._asks_both(piece.text))) or (
                self._never.get(form, NOTHING) & hits and not piece.asks
            ):
                continue
            return ("request" if form == "tell" else "question"), form
        if piece.asks:
            return "question", "closed"
        return ("command" if self._command & hits else "statement"), ""

    def _asks_both(self, text: str) -> bool:
        """Tell whether a verb is said twice around a negation ("come or not come"); RE2 cannot compare two places."""
        if self._doubled is None or self._asked.isdisjoint(text):
            return False
        return self._doubled.search(text) is not None
