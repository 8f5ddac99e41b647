"""Clauses by varied voices: how often function, form and guards are read as a person reads them."""

from collections import Counter
from pathlib import Path

import pytest

from trainer.language import Analyst, Context
from trainer.packs.lexicon import load_lexicon
from trainer.packs.patterns import compile_patterns

FUNCTIONS = {"Q": "question", "R": "request", "C": "command", "S": "statement"}
FORMS = {"o": "open", "c": "closed", "a": "a_not_a", "g": "tag", "t": "tell", "-": ""}
GUARDS = {"n": "negated", "c": "conditional", "q": "quoted", "r": "reported", "p": "past", "h": "hypothetical",
          "i": "ironic"}  # fmt: skip


def lines(language):
    text = Path(__file__).with_name(f"clauses.{language}.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            head, words = line.split(" | ")
            yield head.split(), words


@pytest.mark.parametrize("language", ["zh", "en"])
def test_clauses_are_read_as_a_person_reads_them(language):
    analyst = Analyst(load_lexicon(language), compile_patterns)
    right, count, found, missed = 0, 0, Counter(), Counter()
    for (function, form, guards), words in lines(language):
        clauses = analyst.analyse(words, Context(language=language)).clauses
        main = max(clauses, key=lambda clause: (clause.function != "statement", len(clause.text)))
        seen = frozenset().union(*(clause.guards for clause in clauses))
        right += (main.function, main.form) == (FUNCTIONS[function], FORMS[form])
        count += 1
        for guard in (GUARDS[one] for one in guards if one != "-"):
            (found if guard in seen else missed)[guard] += 1
    assert right >= 0.95 * count
    assert found.total() >= 0.9 * (found.total() + missed.total())
