"""The names and calls that conditions of scenes and behaviours may use, and their values at one moment.

``VOCABULARY`` is the contract for authors (scenarios/README.md). Not here: the rule language itself (``rules``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from trainer.customer.state import NEVER, State
from trainer.model.digest import weight
from trainer.model.library import MOODS
from trainer.rules import Expr, Result, TopicRule, Vocabulary, parse, parse_topic

VOCABULARY = Vocabulary(
    names=frozenset({*MOODS, "turn", "stage", "settled_all", "unsettled", "stall", "verified", "heat"}),
    # said, did and since take an act of the act list, or a signal of ``SIGNALS``
    calls={
        "fact": (1, 1),
        "told": (1, 1),
        "settled": (1, 1),
        "raised": (1, 1),
        "offered": (1, 1),
        "passed": (1, 1),
        "fallen": (1, 1),
        "said": (1, 1),
        "did": (1, 1),
        "action": (1, 1),
        "since": (1, 1),
        "chance": (1, 1),
    },
)


# What counts beside the acts of words: signals that the engine derives, actions of the agent.
SIGNALS = frozenset({
    "interrupted", "wait_long", "silence", "unclear", "off_topic", "gibberish", "overload", "early", "cue_missed",
    "asked", "opened_up", "unheeded", "late_close", "verify_bad", "file", "hold", "transfer", "wait", "end",
})  # fmt: skip


@lru_cache(maxsize=4096)
def condition(source: str) -> Expr:
    """Return a checked condition; raises RuleError."""
    return parse(source, VOCABULARY)


@lru_cache(maxsize=4096)
def topic_rule(source: str) -> TopicRule:
    """Return a checked topic rule; raises RuleError."""
    return parse_topic(source)


@dataclass(frozen=True, slots=True)
class View:
    """What a condition sees: the state, the acts and signals heard in this turn, and whose condition it is.

    ``who`` names the behaviour or ending, so that ``chance`` falls differently for each.
    """

    state: State
    said: Mapping[str, int]
    turn: int
    who: str = ""

    def holds(self, source: str, who: str) -> bool:
        """Tell whether a condition is plainly true for ``who``."""
        return condition(source).holds(View(self.state, self.said, self.turn, who))

    def name(self, name: str) -> Result:
        """Return the value of a plain name."""
        if name in MOODS:
            return self.state.mood.points(name)
        plain: Mapping[str, Result] = {
            "turn": self.turn,
            "stage": self.state.stage,
            "settled_all": self.state.settled_all,
            "unsettled": self.state.unsettled,
            "stall": self.state.memory.number("stall"),
            "verified": verified(self.state),
            "heat": self.state.mood.heat,
        }
        return plain.get(name)

    def call(self, name: str, arguments: tuple[str | int, ...]) -> Result:
        """Return the value of a call; None for one that the vocabulary does not have."""
        if name == "chance":
            share = int(arguments[0])
            return weight(self.state.seed, self.turn, "chance", self.who) % 1000 < share
        id_ = str(arguments[0])
        memory = self.state.memory
        match name:
            case "said":
                return self.said.get(id_, 0)
            case "did":
                return memory.counts.get(id_, 0)
            case "action":
                return memory.actions.get(id_, 0)
            case "since":
                return self.turn - memory.last[id_] if id_ in memory.last else NEVER
            case _:
                return standing(self.state, name, id_)


def standing(state: State, call: str, id_: str) -> Result:
    """Return whether a fact, concern, offer, trap or inform stands as ``call`` asks; None for an unknown call."""
    case = state.case
    tables: Mapping[str, tuple[Mapping[str, str], frozenset[str]]] = {
        "fact": (case.facts, frozenset({"full", "addressed"})),
        "told": (case.informs, frozenset({"understood"})),
        "settled": (case.concerns, frozenset({"settled"})),
        "raised": (case.concerns, frozenset({"raised", "acknowledged", "answered", "settled", "reopened"})),
        "offered": (case.offers, frozenset({"accepted"})),
        "passed": (case.traps, frozenset({"passed"})),
        "fallen": (case.traps, frozenset({"fallen"})),
    }
    if call not in tables:
        return None
    table, wanted = tables[call]
    return table.get(id_) in wanted


def verified(state: State) -> int:
    """Return how many identity factors are checked so far."""
    return sum(1 for key in state.memory.notes if key.startswith("verified."))
