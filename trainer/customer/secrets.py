"""What he keeps to himself and what he gives when asked: secrets behind a topic gate, data about himself.

A secret opens only through a question clause on its topic, and in full only at the mood that it needs.
Not here: cues on his own initiative (``initiative``).
"""

from trainer.customer.attend import Heard
from trainer.customer.env import topic_rule
from trainer.customer.lines import Move
from trainer.customer.state import State
from trainer.customer.turn import AgentTurn, Record
from trainer.model.analysis import Act, Analysis
from trainer.model.library import Library
from trainer.model.scenario import Fact, Line, Scenario

ASKING = frozenset({"ask_open", "ask_detail", "ask_reason", "ask_preference", "cue_pickup"})
SOOTHING = ("empathize", "validate", "care", "condolence", "reassure")
ADDRESS_TURNS = 2  # agent turns in which telling still wants an answer
NEAR = 10  # points short of what a secret needs at which part of it comes out (ours)
GIVES_MOST = 3  # data given in one breath
TELLING = frozenset({"number", "phone", "id_tail"})
PROOFS = {"id_card": "id_tail", "phone_no": "phone_tail", "policy_no": "policy_no"}  # ring: factor


def asked_topics(analysis: Analysis | None, heard: Heard) -> tuple[frozenset[str], ...]:
    """Return the topics of each heard question clause.

    A clause that only asks to be told (tell me about it) takes its matter from the clause before it.
    """
    if analysis is None:
        return ()
    found: list[frozenset[str]] = []
    for index, clause in enumerate(analysis.clauses[: heard.cut]):
        asks = any(act.clause == index and act.id in ASKING for act in heard.acts)
        if not (clause.function == "question" or clause.form or asks):
            continue
        topics = heard.topics.get(index, frozenset())
        if not topics and clause.form in {"open", "tell"}:
            topics = heard.topics.get(index - 1, frozenset())
        found.append(topics)
    return tuple(found)


def settle_addressed(scn: Scenario, rec: Record, heard: Heard) -> None:
    """Mark secrets that were told and then answered with feeling."""
    for fact in scn.facts:
        if rec.state.case.facts.get(fact.id) != "full":
            continue
        told = rec.state.case.since.get(f"fact.{fact.id}", 0)
        answers = fact.answered_by or SOOTHING
        if 0 < rec.turn - told <= ADDRESS_TURNS and any(heard.has(act) for act in answers):
            rec.stand("fact", fact.id, "addressed")


def told(scn: Scenario, state: State, questions: tuple[frozenset[str], ...]) -> tuple[Move, ...]:
    """Return what the questions bring out, in file order: secrets in full first, then parts of secrets."""
    full: list[Move] = []
    part: list[Move] = []
    for fact in asked_facts(scn, questions):
        if state.known(fact.id):
            continue
        if _ready(fact, state, 0):
            full.append(Move(f"fact:{fact.id}", fact.full, (("fact", fact.id, "full"),), opens=fact.id))
        elif fact.part and _ready(fact, state, NEAR) and state.hidden(fact.id):
            part.append(Move(f"part:{fact.id}", fact.part, (("fact", fact.id, "part"),), opens=fact.id))
    return (*full, *part)


def asked_facts(scn: Scenario, questions: tuple[frozenset[str], ...]) -> tuple[Fact, ...]:
    """Return the secrets whose topic gate a question passes."""
    return tuple(fact for fact in scn.facts if any(topic_rule(fact.ask).matches(topics) for topics in questions))


def _ready(fact: Fact, state: State, slack: int) -> bool:
    need, mood = fact.need, state.mood
    opened = all(state.known(before) for before in need.after)
    return opened and mood.points("trust") >= need.trust - slack and mood.points("anger") <= need.anger_max + slack


def factors(inp: AgentTurn, heard: Heard) -> tuple[str, ...]:
    """Return what proof of identity was asked for, by name; an empty name stands for any."""
    if inp.action == "verify":
        given = " ".join(value or key for key, value in inp.args).replace(",", " ").split()
        return tuple(dict.fromkeys(given)) or ("",)
    told = {value.clause for value in inp.analysis.values if value.kind in TELLING} if inp.analysis else set()
    found: list[str] = []
    for act in heard.acts:
        # Whoever says the number himself does not ask for it.
        if act.id == "verify_id" and act.arg("asks") != "no" and act.clause not in told:
            found += _named(act, heard.topics.get(act.clause, frozenset()))
    return tuple(dict.fromkeys(found))


def _named(act: Act, topics: frozenset[str]) -> list[str]:
    """Return the factors that an act names: by their ids, else by the topics of its clause, else any."""
    written = act.arg("factor").split()
    if written and all(name.isascii() for name in written):
        return written
    return sorted(PROOFS[topic] for topic in topics if topic in PROOFS) or [""]


def give(scn: Scenario, library: Library, rec: Record, wanted: tuple[str, ...]) -> tuple[Move, ...]:
    """Write down what is proved and return the answers, only what was asked."""
    moves: list[Move] = []
    for factor in wanted[:GIVES_MOST]:
        key = _key(scn, rec.state, factor)
        if key is None:
            moves.append(Move(f"give:{factor}", library.lines.get("give_unknown", ())))
            continue
        before = rec.state.memory.number(f"gave.{key}")
        rec.note(f"gave.{key}", rec.turn)
        rec.note(f"verified.{key}", 1)
        moves.append(Move(f"give:{key}", _giving(library, key, before), fill={"value": scn.gives[key]}))
    return tuple(moves)


def _giving(library: Library, key: str, before: int) -> tuple[Line, ...]:
    again = library.lines.get("give_again", ()) if before else ()
    return again or library.lines.get(f"give_{key}") or library.lines.get("give_other", ())


def _key(scn: Scenario, state: State, factor: str) -> str | None:
    """Return the datum that a factor names; without a name, the first that he has not given."""
    if factor in scn.gives:
        return factor
    if not factor:
        return next((key for key in scn.gives if f"gave.{key}" not in state.memory.notes), None)
    return next((key for key in scn.gives if key.startswith(factor) or factor.startswith(key)), None)


def gated(scn: Scenario, state: State, questions: tuple[frozenset[str], ...]) -> bool:
    """Tell whether a question touched a secret that stays shut."""
    return any(not state.known(fact.id) for fact in asked_facts(scn, questions))
