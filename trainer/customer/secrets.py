"""What he keeps to himself and what he gives when asked: secrets behind a topic gate, data about himself.

A secret opens only through a question clause on its topic, and in full only at the mood that it needs.
Not here: cues on his own initiative (``initiative``).
"""

from trainer.customer.attend import Heard
from trainer.customer.env import topic_rule
from trainer.customer.lines import Move
from trainer.customer.state import State
from trainer.customer.turn import AgentTurn, Record
from trainer.model.analysis import Act, Analysis, Value
from trainer.model.library import Library
from trainer.model.scenario import Fact, Line, Scenario

ASKING = frozenset({"ask_open", "ask_detail", "ask_reason", "ask_preference", "cue_pickup"})
CUED = 5  # points that it counts to be asked about a cue at once (ours)
OPENING = ("ask_open", "ask_reason", "cue_pickup", "invite_talk")  # acts of a question without a matter of its own
# Topics that leave open what is asked after.
VAGUE = frozenset({"what", "why", "how", "feeling", "worry", "said", "need"})
SOOTHING = ("empathize", "validate", "care", "condolence", "reassure")
ADDRESS_TURNS = 2  # agent turns in which telling still wants an answer
NEAR = 10  # points short of what a secret needs at which part of it comes out (ours)
GIVES_MOST = 3  # data given in one breath
TELLING = frozenset({"number", "phone", "id_tail"})
READ_OUT = 3  # digits from which a number is one that was read out
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


def picked_up(scn: Scenario, state: State, questions: tuple[frozenset[str], ...], heard: Heard) -> tuple[Fact, ...]:
    """Return the secrets of his last cue that an open question takes up: what is it, tell me, and nothing of its own.

    The matter may also be named beside the question (you said money; what is it for?).
    """
    cued = slipped(scn.facts, state)
    if not questions or not cued:
        return ()
    bare = any(heard.has(act) for act in OPENING) and all(topics <= VAGUE for topics in questions)
    named = frozenset().union(heard.all_topics())
    return tuple(fact for fact in cued if bare or topic_rule(fact.ask).matches(named))


def slipped(facts: tuple[Fact, ...], state: State) -> tuple[Fact, ...]:
    """Return the secrets of which his last line let something be seen."""
    last = set(state.memory.last_moves)
    return tuple(fact for fact in facts if {f"hint:{fact.id}", f"part:{fact.id}"} & last)


def told(state: State, facts: tuple[Fact, ...]) -> tuple[Move, ...]:
    """Return what questions after secrets bring out, in file order: secrets in full first, then parts of secrets.

    Whoever is asked about what he has just let slip needs less to go on.
    """
    full: list[Move] = []
    part: list[Move] = []
    for fact in facts:
        if state.known(fact.id):
            continue
        cued = CUED if fact in slipped(facts, state) else 0
        if ready(fact, state, cued):
            full.append(Move(f"fact:{fact.id}", fact.full, (("fact", fact.id, "full"),), opens=fact.id))
        elif fact.part and ready(fact, state, NEAR + cued) and state.hidden(fact.id):
            part.append(Move(f"part:{fact.id}", fact.part, (("fact", fact.id, "part"),), opens=fact.id))
    return (*full, *part)


def asked_facts(scn: Scenario, state: State, questions: tuple[frozenset[str], ...], heard: Heard) -> tuple[Fact, ...]:
    """Return the secrets whose topic gate a question passes, or whose cue it takes up."""
    cued = picked_up(scn, state, questions, heard)
    return tuple(
        fact for fact in scn.facts if fact in cued or any(topic_rule(fact.ask).matches(topics) for topics in questions)
    )


def ready(fact: Fact, state: State, slack: int) -> bool:
    """Tell whether he would tell a secret, ``slack`` points short of what it needs allowed."""
    need, mood = fact.need, state.mood
    opened = all(state.known(before) for before in need.after)
    return opened and mood.points("trust") >= need.trust - slack and mood.points("anger") <= need.anger_max + slack


def factors(inp: AgentTurn, heard: Heard) -> tuple[str, ...]:
    """Return what proof of identity was asked for, by name; an empty name stands for any."""
    if inp.action == "verify":
        given = " ".join(value or key for key, value in inp.args).replace(",", " ").split()
        return tuple(dict.fromkeys(given)) or ("",)
    told = {value.clause for value in inp.analysis.values if _tells(value)} if inp.analysis else set()
    found: list[str] = []
    for act in heard.acts:
        # Whoever says the number himself, or says that it is right, does not ask for it.
        if act.id == "verify_id" and act.clause not in told and not confirms(act, heard):
            found += _named(act, heard.topics.get(act.clause, frozenset()))
    return tuple(dict.fromkeys(found))


def confirms(act: Act, heard: Heard) -> bool:
    """Tell whether an act only says that the proof of identity is in order."""
    stated = act.clause < len(heard.clauses) and heard.clauses[act.clause].function == "statement"
    return act.id == "verify_id" and act.arg("asks") == "no" and stated


def _tells(value: Value) -> bool:
    """Tell whether a value is a number that was read out: a count such as the last four digits is none."""
    return value.kind in TELLING and sum(char.isdigit() for char in value.canonical) >= READ_OUT


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


def gated(state: State, facts: tuple[Fact, ...]) -> bool:
    """Tell whether a question touched a secret that stays shut."""
    return any(not state.known(fact.id) for fact in facts)
