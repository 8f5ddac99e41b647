"""The one safe expression language of scenarios and rubrics, and the topic rules beside it.

Import ``trainer.rules.expression`` and ``trainer.rules.topics`` or the names below. Nothing here evaluates Python.
"""

from trainer.rules.evaluate import Environment, Explained, Result
from trainer.rules.expression import Expr, Vocabulary, parse
from trainer.rules.telling import Naming, Speech, tell
from trainer.rules.topics import TopicRule, parse_topic

__all__ = [
    "Environment", "Explained", "Expr", "Naming", "Result", "Speech", "TopicRule", "Vocabulary", "parse", "parse_topic",
    "tell",
]  # fmt: skip
