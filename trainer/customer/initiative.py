"""What he brings up himself: temptations, the scene's own moves, cues, his unsettled concerns.

Not here: answers to what was asked (``secrets``, ``proposals``) and generic behaviours (``behave``).
"""

from trainer.customer.env import View
from trainer.customer.lines import Move
from trainer.customer.recall import letting_off
from trainer.customer.secrets import ready
from trainer.customer.settle import OPEN
from trainer.customer.state import NEVER, State
from trainer.model.digest import weight
from trainer.model.scenario import Concern, Fact, Line, Scenario
from trainer.model.scenario import Move as Special

HINT_GAP, HINT_AGAIN, HINTS_MOST = 2, 4, 3  # turns between cues, turns until the same cue returns, cues of one secret
HINT_SHARE = 600  # chance of a cue in a turn, per mille (ours)
RAISE_GAP, AGAIN_GAP = 2, 3  # turns before the next concern, before the same one again
INVITING = frozenset({"ask_open", "ask_reason", "invite_talk", "more_help"})


def special(scn: Scenario, view: View, kind: str) -> tuple[Move, ...]:
    """Return the scene's own moves of one kind that are due."""
    return tuple(
        Move(f"move:{move.id}", move.say, effect=move.effect, needs_fresh=True)
        for move in scn.moves
        if move.kind == kind and _due(move, view)
    )


def _due(move: Special, view: View) -> bool:
    id_ = f"move:{move.id}"
    if move.once and id_ in view.state.memory.times:
        return False
    return view.state.elapsed(id_, view.turn) > RAISE_GAP and view.holds(move.when, id_)


def cues(scn: Scenario, view: View, urged: bool) -> tuple[Move, ...]:
    """Return the cues of secrets that are due, key secrets first; before them what he has begun and now tells whole.

    Args:
        scn: the scene.
        view: the moment.
        urged: he was invited to talk, so that chance does not hold him back.
    """
    state, turn = view.state, view.turn
    whole = tuple(fact for fact in scn.facts if _comes_back(fact, state, turn))
    if whole:
        return tuple(Move(f"fact:{one.id}", one.full, (("fact", one.id, "full"),), opens=one.id) for one in whole)
    if min((state.elapsed(f"hint:{fact.id}", turn) for fact in scn.facts), default=NEVER) < HINT_GAP:
        return ()
    ready = [fact for fact in scn.facts if fact.hint and _hintable(fact, view, urged)]
    ready.sort(key=lambda fact: (fact.weight != "key", state.memory.times.get(f"hint:{fact.id}", 0)))
    return tuple(Move(f"hint:{fact.id}", fact.hint, _hinted(state, fact), needs_fresh=True) for fact in ready)


def _comes_back(fact: Fact, state: State, turn: int) -> bool:
    """Tell whether he comes back by himself to what he has told in part, now that he trusts enough."""
    begun = fact.weight == "key" and state.case.facts.get(fact.id) == "part"
    return begun and turn - state.case.since.get(f"fact.{fact.id}", turn) >= HINT_GAP and ready(fact, state, 0)


def _hinted(state: State, fact: Fact) -> tuple[tuple[str, str, str], ...]:
    # A cue after part of the secret is out must not put it back behind the door.
    return (("fact", fact.id, "hinted"),) if state.hidden(fact.id) else ()


def _hintable(fact: Fact, view: View, urged: bool) -> bool:
    state, turn = view.state, view.turn
    move = f"hint:{fact.id}"
    if state.known(fact.id) or state.memory.times.get(move, 0) >= HINTS_MOST or turn < HINT_GAP:
        return False
    if not all(state.known(before) for before in fact.need.after):
        return False
    if move in state.memory.fired and state.elapsed(move, turn) < HINT_AGAIN:
        return False
    return urged or weight(state.seed, turn, move) % 1000 < HINT_SHARE


def concerns(scn: Scenario, view: View, pressed: bool) -> tuple[Move, ...]:
    """Return the concerns that he may bring up now: broken ones first, then new ones, then old ones again.

    Args:
        scn: the scene.
        view: the moment.
        pressed: he has nothing else to say, was invited to talk, or is about to be hung up on.
    """
    state, turn = view.state, view.turn
    voiced = [state.elapsed(f"concern:{concern.id}", turn) for concern in scn.concerns]
    rested = min(voiced, default=NEVER) >= RAISE_GAP
    free = pressed or letting_off(state) or rested or _all_answered(scn, state)
    moves: list[tuple[int, Move]] = []
    for concern in scn.concerns:
        stand = state.case.concerns.get(concern.id, "latent")
        spoken = f"concern:{concern.id}" in state.memory.times
        if stand == "latent" or (stand in OPEN and not spoken):
            if free:
                moves.append((1, _raising(concern, stand, concern.say)))
        elif stand in OPEN and (pressed or state.elapsed(f"concern:{concern.id}", turn) >= AGAIN_GAP):
            moves.append((0 if stand == "reopened" else 2, _raising(concern, stand, concern.again or concern.say)))
    return tuple(move for _, move in sorted(moves, key=lambda item: item[0]))


def _raising(concern: Concern, stand: str, lines: tuple[Line, ...]) -> Move:
    changes = (("concern", concern.id, "raised"),) if stand == "latent" else ()
    return Move(f"concern:{concern.id}", lines, changes, needs_fresh=True)


def _all_answered(scn: Scenario, state: State) -> bool:
    """Tell whether every concern that he has voiced has had an answer."""
    return all(
        state.case.concerns.get(concern.id, "latent") in {"latent", "answered", "settled"} for concern in scn.concerns
    )
