"""Generic behaviours of the library: which are due, strongest first.

Not here: what the scene adds (``initiative``) and how moves are put together (``decide``).
"""

from collections.abc import Mapping

from trainer.customer.env import View, condition
from trainer.customer.gates import gate
from trainer.customer.lines import Move
from trainer.customer.profile import Profile
from trainer.customer.state import Heat
from trainer.model.library import Behaviour, Library

# Where the words of one heat are used up, the next ones serve before anything is said twice.
NEXT: Mapping[Heat, tuple[Heat, ...]] = {
    "hot": ("hot", "warm"),
    "warm": ("warm", "cool", "hot"),
    "cool": ("cool", "warm"),
}


def behaviours(library: Library, view: View, who: Profile, tier: str, least: int = 0) -> tuple[Move, ...]:
    """Return the behaviours of one tier that are due: by priority, then by how much their condition asks.

    Args:
        library: all of them.
        view: the moment.
        who: his kinds.
        tier: which ones.
        least: priority below which they are left out.
    """
    ranked = (item for item in library.behaviours if item.tier == tier and item.priority >= least)
    due = [item for item in ranked if _due(item, view, who)]
    due.sort(key=lambda item: (-item.priority, -_specificity(item.when), item.id))
    fresh = [_move(item, heat, needs_fresh=True) for item in due for heat in NEXT[view.state.mood.heat]]
    return (*fresh, *(_move(item, view.state.mood.heat, needs_fresh=False) for item in due))


def _due(item: Behaviour, view: View, who: Profile) -> bool:
    if item.types and not set(item.types) & set(who.types):
        return False
    needed = gate(item.when)
    if needed is not None and not needed & view.said.keys():
        return False
    if item.once and item.id in view.state.memory.times:
        return False
    return view.state.elapsed(item.id, view.turn) >= item.cooldown and view.holds(item.when, item.id)


def _specificity(source: str) -> int:
    expr = condition(source)
    return len(expr.names) + len(expr.calls)


def _move(item: Behaviour, heat: Heat, *, needs_fresh: bool) -> Move:
    return Move(item.id, item.lines.get(heat, ()), effect=item.effect, needs_fresh=needs_fresh)
