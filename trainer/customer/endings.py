"""When the call is over and how it ended.

Endings are tried in file order; whoever leaves in anger takes the first bad one whose condition holds.
Not here: the words around an ending (``decide``).
"""

from collections.abc import Mapping
from enum import Enum

from trainer.customer.env import View, condition
from trainer.customer.lines import Move
from trainer.customer.state import POINT, WARM, State
from trainer.model.scenario import Ending, Scenario
from trainer.rules import Explained

BOIL_TURNS = 2  # turns in a row at the hang-up line
SPENT = 3  # points of patience
STALL_MOST = 6
TURNS_MOST = 40
FIRST_PARTING = 4  # no call ends by itself before this turn
REFUSALS_MOST = 2  # goodbyes that he does not accept; of hanging up, one
CONTENT = 50  # points of trust from which he needs no more than an answer to everything
PATIENT = 20  # points of patience below which he lets a hasty goodbye pass
LINGER = 2  # turns of the closing stage in a row without news before he parts by himself
LONG, LINGER_LONG = 22, 2  # in a call of so many turns he parts after so many of the closing stage, news or not
STAYING = frozenset({"ask_open", "ask_detail", "ask_reason", "ask_preference", "teach_back", "more_help", "opened_up"})


class Close(Enum):
    """What becomes of the agent's goodbye."""

    NONE = "none"
    REFUSED = "refused"
    AGREED = "agreed"


def leaves(view: View, behaviours: tuple[Move, ...]) -> bool:
    """Tell whether he leaves now (T0)."""
    memory = view.state.memory
    if memory.number("boil") >= BOIL_TURNS or view.state.mood.points("patience") <= SPENT:
        return True
    return memory.number("stall") >= STALL_MOST or bool(behaviours)


def closing(view: View) -> Close:
    """Tell whether the agent closes and whether he lets him."""
    if "farewell" not in view.said and "end" not in view.said:
        return Close.NONE
    state = view.state
    refused = state.memory.counts.get("late_close", 0)
    patient = state.mood.exact("patience") > PATIENT * POINT
    most = 1 if "end" in view.said else REFUSALS_MOST
    content = state.unsettled == 0 and state.mood.points("trust") >= CONTENT and state.mood.anger < WARM * POINT
    if state.settled_all or content or not patient or refused >= most:
        return Close.AGREED
    return Close.REFUSED


def parting(view: View) -> bool:
    """Tell whether all is settled and said, so that he ends the call himself.

    While the agent asks, brings more or answers what he has just let be seen, he stays.
    """
    state = view.state
    if state.stage != "closing" or view.turn < FIRST_PARTING or STAYING & view.said.keys():
        return False
    long = view.turn >= LONG and view.turn - state.stage_turn >= LINGER_LONG
    return long or state.memory.number("lull") >= LINGER


def timeout(view: View) -> bool:
    """Tell whether the call has lasted as long as any may."""
    return view.turn >= TURNS_MOST


class Why(Enum):
    """Why the call is over."""

    LEFT = "left"
    CLOSED = "closed"
    TIMEOUT = "timeout"


# Which qualities a way of ending can have; a walk-out is never good, a call without end is never a success.
FIT: Mapping[Why, frozenset[str]] = {
    Why.LEFT: frozenset({"left", "bad"}),
    Why.CLOSED: frozenset({"best", "good", "ok", "bad", "left"}),
    Why.TIMEOUT: frozenset({"ok", "bad", "left"}),
}
WORST: Mapping[Why, tuple[str, ...]] = {
    Why.LEFT: ("left", "bad"),
    Why.CLOSED: ("bad", "left", "ok"),
    Why.TIMEOUT: ("bad", "left", "ok"),
}


def short_of_best(scn: Scenario, state: State) -> Explained | None:
    """Return why the best ending was not reached, or that it was; None where a scene has no best ending."""
    best = next((item for item in scn.endings if item.quality == "best"), None)
    if best is None:
        return None
    return condition(best.when).explain(View(state, {}, state.turn, f"ending:{best.id}"))


def ending(scn: Scenario, view: View, why: Why) -> Ending:
    """Return the ending of the scene that fits; where no condition holds, the worst there is."""
    options = [item for item in scn.endings if item.quality in FIT[why]]
    for item in options:
        if view.holds(item.when, f"ending:{item.id}"):
            return item
    ranked = [item for quality in WORST[why] for item in options if item.quality == quality]
    return ranked[0] if ranked else Ending(why.value, "left" if why is Why.LEFT else "bad", "True", ())
