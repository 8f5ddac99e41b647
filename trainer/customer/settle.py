"""How his concerns, his temptations and the stage of the talk stand after what he heard.

Not here: secrets and data (``secrets``), proposals and information (``proposals``), what he says (``decide``).
"""

from collections.abc import Iterator
from dataclasses import replace

from trainer.customer.appraise import PLAIN, ground
from trainer.customer.attend import Heard
from trainer.customer.env import View, topic_rule
from trainer.customer.lines import Move
from trainer.customer.recall import Sorts, letting_off
from trainer.customer.state import NEVER, WARM, Stage, State
from trainer.customer.turn import Record
from trainer.model.analysis import Act
from trainer.model.digest import weight
from trainer.model.scenario import Concern, Scenario, Trap
from trainer.model.transcript import Json

OPEN = frozenset({"raised", "acknowledged", "answered", "reopened"})
VENT_FULL, VENT_PART = 2, 1  # half turns of venting that a listening turn and any other peaceful turn give
LISTENING = frozenset({"ask_open", "backchannel", "wait"})
BAITS_MOST, BAIT_GAP = 2, 4  # of one temptation; turns between any two
EARLY_BAIT = 350  # chance of a bait while he is still letting off steam, per mille (ours)
EARLIEST_CLOSE = 3
BROAD = frozenset({"explain", "propose", "give_choice", "instruct", "plain_words"})
LONG_WORD = 5
PROCEDURE = ("verify_id", "protect_privacy", "wait_notice")  # what is explained beside these explains themselves
SOOTHING = frozenset({"reassure", "apologize"})
VERIFY = "verify_id"
# Acts that turn a temptation down in so many words, even before or after it is put forward.
CANDID = frozenset({"honest_unknown", "refuse", "protect_privacy"})


def settle_concerns(scn: Scenario, rec: Record, heard: Heard, sort: Sorts) -> tuple[Move, ...]:
    """Credit what was heard to every concern and return the moves of those that break open again."""
    moves: list[Move] = []
    meant = frozenset(act.id for act in heard.acts if _meant(act, rec.state, rec.turn))
    heard = _welcome(scn, heard)
    for concern in scn.concerns:
        acts = meant | _plainly(concern, heard) | _named(concern, heard)
        stand = rec.state.case.concerns.get(concern.id, "latent")
        if stand == "settled":
            if acts & set(concern.reopen_on):
                rec.note(f"credit.{concern.id}", [])
                rec.stand("concern", concern.id, "reopened")
                moves.append(Move(f"reopen:{concern.id}", concern.reopen or concern.again))
        elif not acts & sort.hurtful and (stand in OPEN or _foreseen(concern, rec.state, heard, acts)):
            # Words that hurt earn nothing beside them.
            _credit(concern, stand, rec, heard, acts)
    return tuple(moves)


def _welcome(scn: Scenario, heard: Heard) -> Heard:
    """Leave out the matter of clauses that put forward only what he will not have: it answers no concern."""
    unwanted = [topic_rule(offer.match) for offer in scn.offers if not offer.good]
    barred = {
        index
        for index, topics in heard.topics.items()
        if any(rule.matches(topics) for rule in unwanted) and "negated" not in heard.clauses[index].guards
    }
    if not barred:
        return heard
    topics = {index: found for index, found in heard.topics.items() if index not in barred}
    return replace(heard, topics=topics, acts=tuple(act for act in heard.acts if act.clause not in barred))


def _meant(act: Act, state: State, turn: int) -> bool:
    """Tell whether an act can settle anything: a stock phrase counts once, what names his own matter always."""
    first = state.memory.counts.get(act.id, 0) <= 1 and state.memory.last.get(act.id) == turn
    return first or ground(act) >= PLAIN


def _named(concern: Concern, heard: Heard) -> frozenset[str]:
    """Return every act of a turn that names the very matter of a concern: no stock phrase, however often said."""
    about = concern.settle.about
    named = bool(about) and topic_rule(about).matches(heard.all_topics())
    return frozenset(act.id for act in heard.acts) if named else frozenset()


def _plainly(concern: Concern, heard: Heard) -> frozenset[str]:
    """Return ``explain`` where a statement speaks of the very matter of a concern without any act being recognised."""
    about = concern.settle.about
    told = bool(about) and topic_rule(about).matches(heard.untold())
    return frozenset({"explain"}) if told else frozenset()


def _foreseen(concern: Concern, state: State, heard: Heard, acts: frozenset[str]) -> bool:
    """Tell whether a concern that he has not voiced is met in advance, in so many words and once he can listen."""
    if letting_off(state):
        return False
    settle = concern.settle
    if not settle.about:
        # Where any word may answer it, two different ones together do so in advance.
        return bool(acts & set(settle.all)) or len(acts & set(settle.any)) > 1
    return topic_rule(settle.about).matches(heard.all_topics()) or bool(acts & set(settle.all))


def credit_offer(concern: Concern, rec: Record, offer: str) -> None:
    """Count an accepted proposal as the answer to a concern; what feelings need stays open."""
    stand = rec.state.case.concerns.get(concern.id, "latent")
    if stand != "settled":
        _credited(concern, stand, rec, {*_credits(rec.state, concern), f"offer.{offer}"})


def _credit(concern: Concern, stand: str, rec: Record, heard: Heard, acts: frozenset[str]) -> None:
    settle = concern.settle
    solving = acts & {*settle.any, *settle.all}
    if heard.has("jargon") and heard.interrupted:
        solving -= BROAD  # words that he does not know, and more than he can take in: nothing stays
    if settle.about and not topic_rule(settle.about).matches(heard.all_topics()):
        # What names no matter answers what he has just said; a soothing word alone answers nothing.
        just_said = f"concern:{concern.id}" in rec.state.memory.last_moves
        solving -= SOOTHING | (BROAD if any(heard.has(act) for act in PROCEDURE) else frozenset())
        solving = solving if just_said else frozenset()
    feeling = acts & {act for group in settle.needs for act in group}
    gained = {*_credits(rec.state, concern), *solving, *feeling}
    if gained != _credits(rec.state, concern):
        _credited(concern, stand, rec, gained)


def _credited(concern: Concern, stand: str, rec: Record, gained: set[str]) -> None:
    rec.note(f"credit.{concern.id}", list[Json](sorted(gained)))
    offered = any(item.startswith("offer.") for item in gained)
    settle = concern.settle
    answered = offered or ((not settle.any or bool(gained & set(settle.any))) and set(settle.all) <= gained)
    felt = all(gained & set(group) for group in settle.needs)
    if answered and felt:
        rec.stand("concern", concern.id, "settled")
    elif stand != "latent":
        if answered:
            rec.stand("concern", concern.id, "answered")
        elif felt and settle.needs:
            rec.stand("concern", concern.id, "acknowledged")


def _credits(state: State, concern: Concern) -> set[str]:
    return set(state.memory.texts(f"credit.{concern.id}"))


def settle_traps(scn: Scenario, rec: Record, heard: Heard, *, spoke: bool) -> tuple[Move, ...]:
    """Judge every temptation by what was heard; what a good call never holds falls in even before the bait.

    Args:
        scn: the scene.
        rec: the turn so far.
        heard: what reached him.
        spoke: the agent said something; a bait does not lapse while he waits on hold.
    """
    moves: list[Move] = []
    for trap in scn.traps:
        stand = rec.state.case.traps.get(trap.id, "idle")
        if stand == "fallen":
            continue
        fatal = trap.bad if stand == "baited" else set(trap.bad) & set(scn.never)
        if any(heard.has(act) for act in fatal):
            rec.stand("trap", trap.id, "fallen")
            moves.append(Move(f"fallen:{trap.id}", trap.after_bad))
        elif stand != "passed" and _withstood(trap, stand, rec, heard):
            rec.stand("trap", trap.id, "passed")
            moves.append(Move(f"passed:{trap.id}", trap.after_good))
        elif stand == "baited" and spoke and rec.state.elapsed(f"bait:{trap.id}", rec.turn) >= trap.within:
            rec.stand("trap", trap.id, "idle")
    return tuple(moves)


def _withstood(trap: Trap, stand: str, rec: Record, heard: Heard) -> bool:
    """Tell whether the temptation was turned down.

    Plain honesty counts at any time after the bait, other acts only as the very next answer; an explanation or a
    proposal must also deny something or speak of what the bait spoke of, else it is about another matter.
    """
    move = f"bait:{trap.id}"
    good = {act for act in trap.good if heard.has(act)}
    if good & CANDID:
        return move in rec.state.memory.times
    if stand != "baited" or rec.state.elapsed(move, rec.turn) != 1:
        return False
    if good - BROAD:
        return True
    spoken = "".join(line.text for line in trap.bait if rec.state.memory.used.get(line.id) == rec.turn - 1)
    said = "".join(clause.text for clause in heard.clauses)
    return bool(good) and (heard.denies() or bool(_words(spoken) & _words(said)))


def _words(text: str) -> frozenset[str]:
    """Return what two sentences can have in common: pairs of characters, or long words where letters are Latin."""
    if text.isascii():
        return frozenset(word for word in text.lower().split() if len(word) >= LONG_WORD)
    return frozenset(text[at : at + 2] for at in range(len(text) - 1) if text[at : at + 2].isalnum())


def balk(scn: Scenario, view: View) -> tuple[Move, ...]:
    """Return the temptation to skip what was just asked for: he balks at a check of identity instead of answering."""
    if VERIFY not in view.said:
        return ()
    return tuple(move for trap, move in _baits(scn, view) if VERIFY in trap.good)


def bait(scn: Scenario, view: View) -> tuple[Move, ...]:
    """Return the temptations that he may put forward now, one at a time."""
    if letting_off(view.state) and weight(view.state.seed, view.turn, "bait") % 1000 >= EARLY_BAIT:
        return ()
    return tuple(move for trap, move in _baits(scn, view) if VERIFY not in trap.good)


def _baits(scn: Scenario, view: View) -> Iterator[tuple[Trap, Move]]:
    state = view.state
    recent = min((state.elapsed(f"bait:{trap.id}", view.turn) for trap in scn.traps), default=NEVER)
    if "baited" in state.case.traps.values() or recent < BAIT_GAP:
        return
    for trap in scn.traps:
        if _ripe(trap, view):
            yield trap, Move(f"bait:{trap.id}", trap.bait, changes=(("trap", trap.id, "baited"),), needs_fresh=True)


def _ripe(trap: Trap, view: View) -> bool:
    move = f"bait:{trap.id}"
    state = view.state
    if state.case.traps.get(trap.id, "idle") != "idle" or state.memory.times.get(move, 0) >= BAITS_MOST:
        return False
    if any(act in view.said for act in CANDID & set(trap.good)):
        return False
    return state.elapsed(move, view.turn) > trap.within + 1 and view.holds(trap.when, move)


def settle_stage(rec: Record, said: dict[str, int], sort: Sorts, quota: int) -> None:
    """Move the talk from venting to exploring, solving, closing, or back, as far as this turn carries it."""
    state = rec.state
    if letting_off(state):
        vents = state.memory.number("vents") + _space(said, sort)
        rec.note("vents", vents)
        done = vents >= VENT_FULL * quota or (state.mood.points("anger") < WARM and rec.turn > 1)
        _to(rec, "exploring" if done else "venting")
    elif state.settled_all and rec.turn >= EARLIEST_CLOSE:
        _to(rec, "closing")
    elif state.stage == "closing" or (state.stage == "exploring" and any(act in said for act in sort.solving)):
        _to(rec, "solving")


def _to(rec: Record, stage: Stage) -> None:
    if rec.state.stage != stage:
        rec.add("stage", {"stage": stage})


def _space(said: dict[str, int], sort: Sorts) -> int:
    """Return how much room to talk a turn gave him."""
    if "interrupted" in said or any(act in said for act in sort.hurtful):
        return 0
    listened = any(act in said for act in sort.relational | LISTENING)
    return VENT_FULL if listened and "early" not in said else VENT_PART
