"""Understanding of words: text → ``Analysis`` (normalise, clauses, function, acts, topics, values, memory).

Pure and of the standard library alone; the words and patterns come in as a ``Lexicon`` and a ``PatternCompiler``.
Not here: reading the lexicon (``packs``), what the customer feels about it (``customer``), points (``scoring``).
"""

from trainer.language.analyst import Analyst
from trainer.language.context import Context
from trainer.language.normalise import Normal, Normaliser, normalise

__all__ = ["Analyst", "Context", "Normal", "Normaliser", "normalise"]
