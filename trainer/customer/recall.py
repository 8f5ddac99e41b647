"""What the customer notices beyond single acts: silence, talk that means nothing, long waits, missed cues, a rush.

Memory acts about wording (repeat, reask, contradict, parrot, unanswered) come with the analysis; these here need
the state. Not here: their effect on the mood (``appraise``, ``data/emotion.yaml``).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.customer.appraise import waiting
from trainer.customer.attend import LIGHT, Heard
from trainer.customer.env import verified
from trainer.customer.state import State
from trainer.customer.turn import AgentTurn
from trainer.model.library import Library
from trainer.model.scenario import Scenario

FULL = 1000
CUE_TURNS = 2  # agent turns in which a cue can be picked up
FRESH = 6  # uses after which an act brings nothing new
EMPTY = frozenset({"refuse", "verify_id", "check_clear"})  # acts that bring him nothing by themselves
OFFENCE = 8  # points of anger from which a violation spoils what stands beside it (ours)
HOLLOW = frozenset({"unanswered"})  # what memory finds even where nothing was said
FOREIGN = 6  # letters from which words of another script are speech, not a name or an app
STALE = frozenset({"repeat", "parrot"})
READ_LATER = frozenset({"letter", "email"})
HOLD_MINUTES = 2  # a hold without a stated length; also the longest that costs nothing
CONFIDING = frozenset({"fact", "part", "hint"})  # moves by which he lets something of himself be seen
PAUSE = "move:pause"  # a move of this name is a silence that wants to be borne
LETTING = frozenset({"invite_talk", "ask_open", "cue_pickup"})  # acts that give him the floor
LOOKING = frozenset({"check_now", "teach_back", "ask_preference", "honest_unknown"})  # nothing over his head
ACTED: Mapping[str, str] = {"verify": "verify_id"}  # actions that count as an act of words


@dataclass(frozen=True, slots=True)
class Sorts:
    """The library's acts by family; ``hurtful`` are violations that offend, not mere clumsiness."""

    solving: frozenset[str]
    relational: frozenset[str]
    violation: frozenset[str]
    hurtful: frozenset[str]


def sorts(library: Library) -> Sorts:
    """Sort the acts of the library by family; clumsy ones (a term, a vague time) anger less than ``OFFENCE``."""
    by: dict[str, set[str]] = {"solving": set(), "relational": set(), "violation": set()}
    for act, effect in library.effects.items():
        by.setdefault(effect.family, set()).add(act)
    hurtful = {act for act in by["violation"] if library.effects[act].points.get("anger", 0) >= OFFENCE}
    return Sorts(frozenset(by["solving"]), frozenset(by["relational"]), frozenset(by["violation"]), frozenset(hurtful))


def signals(scn: Scenario, state: State, inp: AgentTurn, heard: Heard, sort: Sorts) -> Mapping[str, int]:
    """Return the derived signals of this turn with their weight per mille, in a fixed order."""
    found = {
        "interrupted": FULL if inp.cut_parts > 0 else 0,
        "wait_long": _waited(scn, state, inp),
        **_wordless(state, inp, heard),
        "overload": FULL if heard.interrupted else 0,
        "early": FULL if _early(scn, state, heard, sort) else 0,
        "verify_bad": FULL if _overdone(scn, state, inp, heard) else 0,
        "cue_missed": FULL if _cue_missed(state, inp.turn) else 0,
        "opened_up": FULL if _opened_up(state) else 0,
        "unheeded": FULL if _opened_up(state) and not any(act.id in sort.relational for act in heard.acts) else 0,
    }
    return {name: weight for name, weight in found.items() if weight}


def tally(inp: AgentTurn, heard: Heard, derived: Mapping[str, int]) -> dict[str, int]:
    """Return which acts and signals reached him in this turn, once each however often they were said."""
    counts: dict[str, int] = {act.id: 1 for act in heard.acts}
    if inp.action != "say":
        acted = ACTED.get(inp.action, inp.action)
        counts[acted] = 1
    return {**counts, **dict.fromkeys(derived, 1)}


def useful(state: State, heard: Heard, sort: Sorts) -> bool:
    """Tell whether the turn brought anything: an act of substance that is not yet worn out, and nothing that hurts."""
    if any(act.id in sort.hurtful | STALE for act in heard.acts):
        return False
    helpful = {act.id for act in heard.acts if act.id not in LIGHT | EMPTY and act.id not in sort.violation}
    return any(state.memory.counts.get(act, 0) < FRESH for act in helpful)


def foreign(scn: Scenario, text: str) -> bool:
    """Tell whether several words were said in another script than the scene's: the customer does not know them."""
    letters = [char for char in text if char.isalpha()]
    latin = sum(char.isascii() for char in letters)
    return len(letters) >= FOREIGN and (latin == len(letters) if scn.language == "zh" else latin == 0)


def letting_off(state: State) -> bool:
    """Tell whether he is still letting off steam."""
    return state.stage in {"opening", "venting"}


def minutes(inp: AgentTurn) -> int:
    """Return the stated length of a hold in minutes."""
    given = inp.arg("minutes")
    return int(given) if given.isascii() and given.isdigit() else HOLD_MINUTES


def _waited(scn: Scenario, state: State, inp: AgentTurn) -> int:
    announced = inp.turn > 1 and state.memory.last.get("wait_notice") == inp.turn - 1
    if inp.action == "hold":
        over = max(minutes(inp) - HOLD_MINUTES, 0)
        return min(over, 4) * (FULL // 4 if announced else FULL // 2)
    if announced or scn.channel in READ_LATER:
        return 0
    return waiting(inp.waited_s)


def _wordless(state: State, inp: AgentTurn, heard: Heard) -> Mapping[str, int]:
    """Return silence, off_topic (a question after nothing known), unclear (no known word), gibberish (once more)."""
    if inp.action == "wait" or (inp.action == "say" and not inp.text.strip()):
        return {} if letting_off(state) or (inp.action == "wait" and _opened_up(state)) else {"silence": FULL}
    if inp.action != "say" or heard.topics or any(act.id not in HOLLOW for act in heard.acts):
        return {}
    wordless = not any(char.isalnum() for char in inp.text)
    before = inp.turn - 1
    again = before > 0 and any(state.memory.last.get(signal) == before for signal in ("unclear", "gibberish"))
    if wordless or again:
        return {"gibberish": FULL}
    asks = any(clause.function == "question" for clause in heard.clauses)
    return {"off_topic": FULL} if asks else {"unclear": FULL}


def _early(scn: Scenario, state: State, heard: Heard, sort: Sorts) -> bool:
    """Tell whether he is being arranged for before he has let off steam.

    To look into the matter, to let him talk and to answer what he has just asked for is no rush.
    """
    ids = {act.id for act in heard.acts}
    if not letting_off(state) or ids & LETTING or not ids & sort.solving - LOOKING:
        return False
    asked = (concern for concern in scn.concerns if f"concern:{concern.id}" in state.memory.last_moves)
    return not any(ids & {*concern.settle.any, *concern.settle.all} for concern in asked)


def _opened_up(state: State) -> bool:
    """Tell whether his last line let something of himself be seen, or was the silence before that."""
    last = state.memory.last_moves
    return PAUSE in last or any(move.split(":")[0] in CONFIDING for move in last)


def _overdone(scn: Scenario, state: State, inp: AgentTurn, heard: Heard) -> bool:
    """Tell whether he is asked to prove himself though he has proved all that the scene wants."""
    checks = inp.action == "verify" or heard.has("verify_id")
    return checks and scn.verify > 0 and verified(state) >= scn.verify


def _cue_missed(state: State, turn: int) -> bool:
    told = [at for move, at in state.memory.fired.items() if move.split(":")[0] in {"fact", "part"}]
    if turn - max(told, default=-CUE_TURNS) < CUE_TURNS:
        return False  # he was busy telling something else
    return any(
        stand == "hinted" and state.elapsed(f"hint:{fact}", turn) == CUE_TURNS
        for fact, stand in state.case.facts.items()
    )
