"""The doors of the customer: the state at the start, his first words, one turn.

``step`` is pure: the same scene, library, state and turn give the same events, on any machine. The order of a turn is
attend, recall, appraise, settle, decide (customer.md 5.2). Not here: understanding words (``language``), storing.
"""

from dataclasses import dataclass, replace

from trainer.customer.appraise import drift, pushes
from trainer.customer.attend import Heard, attend
from trainer.customer.decide import Reply, change_mood, decide
from trainer.customer.env import View, verified
from trainer.customer.lines import Move, choose, rows
from trainer.customer.profile import Profile, profile, start_mood
from trainer.customer.proposals import settle_informs, settle_offers, teach_back
from trainer.customer.recall import Sorts, foreign, letting_off, signals, sorts, tally, useful
from trainer.customer.secrets import asked_facts, asked_topics, confirms, factors, gated, give, settle_addressed, told
from trainer.customer.settle import balk, settle_concerns, settle_stage, settle_traps
from trainer.customer.state import Case, State
from trainer.customer.turn import AgentTurn, Record
from trainer.model.analysis import Act
from trainer.model.errors import PracticeError
from trainer.model.event import Event
from trainer.model.library import MOODS, Library
from trainer.model.scenario import Scenario

ENGINE = "1"
Moves = tuple[Move, ...]
PROBING = frozenset({"ask_detail", "ask_reason"})
# Questions that have an answer of their own, or that ask for a yes to what was said.
ANSWERED = frozenset(
    {"paraphrase", "teach_back", "check_clear", "more_help", "ask_preference", "verify_id", "summarize"}
) | {"check_now", "wait_notice"}  # said while looking something up, a question is put to nobody
# Per cent of anger (reversed), trust, anxiety (reversed), patience in the one figure of the curve; ours.
SHARES = (35, 35, 15, 15)


def initial(scn: Scenario, library: Library) -> State:
    """Return the customer before the first word.

    Raises:
        PracticeError: ``customer.type`` with the type that the library does not know.
    """
    return State(
        seed=scn.seed,
        mood=start_mood(scn, library),
        case=Case(
            facts={fact.id: "hidden" for fact in scn.facts},
            concerns={concern.id: "latent" for concern in scn.concerns},
            offers={offer.id: "none" for offer in scn.offers},
            traps={trap.id: "idle" for trap in scn.traps},
            informs={inform.id: "untold" for inform in scn.informs},
        ),
    )


def opening(scn: Scenario, library: Library, state: State) -> tuple[Event, ...]:  # noqa: ARG001 - same doors as step
    """Return his first words; the first concern of the scene is what he comes with."""
    rec = Record(state, 0)
    change_mood(rec, ())
    if scn.concerns:
        rec.stand("concern", scn.concerns[0].id, "raised")
    move = Move("opening", scn.opening)
    line = choose(move, scn, state, 0, "opening")
    if line is not None:
        rec.add("customer.said", {"parts": rows(move.id, line)})
    return tuple(rec.events)


@dataclass(frozen=True, slots=True)
class Cast:
    """What stands still during a turn: the scene, the library, the customer's figures, the acts by family."""

    scn: Scenario
    library: Library
    who: Profile
    sort: Sorts


def step(scn: Scenario, library: Library, state: State, inp: AgentTurn) -> tuple[Event, ...]:
    """Return what one turn of the agent brings about, the answer included, the agent's own words not.

    Raises:
        PracticeError: ``customer.ended`` when the call is over, ``customer.type`` as in ``initial``.
    """
    if state.ending is not None:
        raise PracticeError("customer.ended", {"turn": inp.turn})
    cast = Cast(scn, library, profile(scn, library), sorts(library))
    rec = Record(state, inp.turn)
    heard = _hear(cast, rec, inp)
    said = _feel(cast, rec, inp, heard)
    struck, content = _settle(cast, rec, inp, heard)
    brought = any(not move.id.startswith("give:") for move in content) or verified(rec.state) > verified(state)
    fruitful = brought or useful(state, heard, cast.sort) or inp.action == "file"
    _clock(rec, said, cast.who, moved_on=fruitful)
    settle_stage(rec, said, cast.sort, cast.who.vent_quota)
    if not content and _asked(cast, state, inp, heard):
        said["asked"] = 1
        rec.add("memory", {"key": "acts", "value": {"asked": 1}})
    decide(Reply(scn, library, rec, cast.who, said, struck, content, heard.asks()))
    return tuple(rec.events)


def satisfaction(state: State) -> int:
    """Return one figure for the mood curve, 0 to 100: calm, trusting, at ease, patient."""
    anger, anxiety, trust, patience, _ = (state.mood.points(name) for name in MOODS)
    parts = (100 - anger, trust, 100 - anxiety, patience)
    return sum(share * part for share, part in zip(SHARES, parts, strict=True)) // 100


def _hear(cast: Cast, rec: Record, inp: AgentTurn) -> Heard:
    heat = rec.state.mood.heat
    known = inp.analysis is not None and not foreign(cast.scn, inp.text)
    heard = attend(inp.analysis, heat, cast.who, cast.sort.hurtful) if inp.analysis and known else Heard()
    proving = bool(factors(inp, heard))
    acts = tuple(act for act in heard.acts if _counts(act, heard, rec.state, proving=proving))
    heard = replace(heard, acts=acts)
    rec.add("heard", {"until": heard.until, "interrupted": heard.interrupted})
    return heard


def _counts(act: Act, heard: Heard, state: State, *, proving: bool) -> bool:
    """Tell whether an act that was found means to him what it is called.

    Args:
        act: the act.
        heard: the turn that it stands in.
        state: the moment before.
        proving: the turn asks for proof of identity.
    """
    match act.id:
        case "unanswered":  # whoever lets off steam wants an ear for his questions, not an answer
            return not letting_off(state)
        case "reask":  # nobody is asked twice who is not asked at all: what he gave may well be spoken of
            return heard.asks()
        case "farewell":
            return heard.parts(act)
        case _:
            return proving or not confirms(act, heard)


def _feel(cast: Cast, rec: Record, inp: AgentTurn, heard: Heard) -> dict[str, int]:
    """Move the mood, then remember; an act wears by its earlier uses, not by this one."""
    before = rec.state
    derived = signals(cast.scn, before, inp, heard, cast.sort)
    change_mood(rec, (*pushes(before, heard, derived, cast.library, cast.who), drift(before, cast.who)))
    said = tally(inp, heard, derived)
    rec.add("memory", {"key": "acts", "value": dict(sorted(said.items()))})
    if inp.action != "say":
        rec.add("memory", {"key": "action", "value": inp.action})
    for act in heard.acts:
        if act.id == "commit_time":
            _promise(rec, inp, act)
    return said


def _promise(rec: Record, inp: AgentTurn, act: Act) -> None:
    value = {"what": act.span.quote(inp.text), "when": act.arg("time")}
    rec.add("memory", {"key": "promise", "value": dict(value)})


def _settle(cast: Cast, rec: Record, inp: AgentTurn, heard: Heard) -> tuple[Moves, Moves]:
    """Settle everything that the turn touches; return what strikes him and what it brings out, weightiest first."""
    scn, library = cast.scn, cast.library
    facts = asked_facts(scn, rec.state, asked_topics(inp.analysis, heard), heard)
    settle_addressed(scn, rec, heard)
    traps = settle_traps(scn, rec, heard, spoke=inp.action == "say")
    offers = settle_offers(scn, library, rec, inp.analysis, heard)
    reopened = settle_concerns(scn, rec, heard, cast.sort)
    checks = teach_back(scn, rec, heard)
    informs = settle_informs(scn, library, rec, inp.analysis, heard, cast.who)
    balked = balk(scn, View(rec.state, tally(inp, heard, {}), rec.turn))
    given = balked or give(scn, library, rec, factors(inp, heard))
    return (*traps, *reopened), (*given, *checks, *told(rec.state, facts), *offers, *informs)


def _asked(cast: Cast, state: State, inp: AgentTurn, heard: Heard) -> bool:
    """Tell whether he was asked something that he has no answer to, or keeps to himself.

    A question beside an explanation or a proposal is answered by what he says to that.
    """
    if gated(state, asked_facts(cast.scn, state, asked_topics(inp.analysis, heard), heard)):
        return True
    if letting_off(state):
        return False
    ids = {act.id for act in heard.acts}
    return bool(ids & PROBING) and not ids & (ANSWERED | cast.sort.solving)


def _clock(rec: Record, said: dict[str, int], who: Profile, *, moved_on: bool) -> None:
    """Advance the stall clock and count the turns at the hang-up line."""
    stall = rec.state.memory.number("stall")
    empty = any(signal in said for signal in ("gibberish", "unclear", "off_topic"))
    excused = not empty and ("hold" in said or "transfer" in said or letting_off(rec.state))
    rec.note("stall", max(stall - 2, 0) if moved_on else stall + (0 if excused else 1))
    closing = rec.state.stage == "closing" and not moved_on
    rec.note("lull", rec.state.memory.number("lull") + 1 if closing else 0)
    boiling = rec.state.mood.points("anger") >= who.hang_line
    rec.note("boil", rec.state.memory.number("boil") + 1 if boiling else 0)
