"""Which words he uses: eligible lines, least used first, the rest by rendezvous hash; never a locked word.

Adding a variant moves only its own share of the choices, so recordings survive editing (customer.md 5.2).
Not here: which move he makes (``decide``).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from trainer.customer.state import State
from trainer.model.digest import rendezvous
from trainer.model.scenario import Line, Scenario
from trainer.model.transcript import Json

SAME = 15  # turns within which a line does not come again while another is left (customer.md Q7)
SLOT = re.compile(r"\{([a-z_]+)\}")
STAGE = re.compile(r"([(\uff08][^()\uff08\uff09]*[)\uff09])")
NOTHING = "\u2026"  # what is heard when he has no words at all


@dataclass(frozen=True, slots=True)
class Move:
    """Something he could do next.

    Attributes:
        id: ``concern:when``, ``fact:debt``, or the id of a behaviour.
        changes: what stands otherwise once it is said: (part, id, state).
        effect: mood points of the move itself.
        fill: words for the slots of its lines.
        opens: the secret whose locked words it may use.
        needs_fresh: better left out than said in words of the last turns.
    """

    id: str
    lines: tuple[Line, ...]
    changes: tuple[tuple[str, str, str], ...] = ()
    effect: Mapping[str, int] = field(default_factory=dict)
    fill: Mapping[str, str] = field(default_factory=dict)
    opens: str = ""
    needs_fresh: bool = False


def choose(move: Move, scn: Scenario, state: State, turn: int, slot: str) -> Line | None:
    """Return the line for a move, slots filled; None when nothing can be said without leaking or repeating."""
    filled = [_filled(line, move.fill) for line in move.lines]
    safe = [line for line in filled if line is not None and not leaks(line.text, scn, state, move.opens)]
    used = state.memory.used
    fresh = [line for line in safe if line.id not in used or turn - used[line.id] > SAME]
    if not fresh and (move.needs_fresh or not safe):
        return None
    if fresh:
        least = min(state.memory.uses.get(line.id, 0) for line in fresh)
        pool = [line for line in fresh if state.memory.uses.get(line.id, 0) == least]
    else:
        oldest = min(used.get(line.id, 0) for line in safe)
        pool = [line for line in safe if used.get(line.id, 0) == oldest]
    chosen = rendezvous([line.id for line in pool], state.seed, turn, slot)
    return next(line for line in pool if line.id == chosen)


def leaks(text: str, scn: Scenario, state: State, opens: str = "") -> bool:
    """Tell whether ``text`` holds a locked word of a secret that is still hidden."""
    return any(
        term in text
        for fact in scn.facts
        if fact.id != opens and state.hidden(fact.id)
        for term in fact.locked_terms
        if term
    )


def rows(move: str, line: Line) -> list[Json]:
    """Return a line as the parts of a ``customer.said`` event; what stands in brackets is a stage direction."""
    found: list[Json] = []
    for part in line.parts:
        for piece in STAGE.split(part):
            text = piece.strip()
            if STAGE.fullmatch(text):
                found.append({"kind": "stage", "move": move, "line": line.id, "text": text[1:-1].strip()})
            elif text:
                # A line may begin with a filled-in word, which is written small in the file.
                found.append({"kind": "say", "move": move, "line": line.id, "text": text[0].upper() + text[1:]})
    return found


def _filled(line: Line, fill: Mapping[str, str]) -> Line | None:
    """Return the line with its slots filled; None where a slot has no word."""
    names = {name for part in line.parts for name in SLOT.findall(part)}
    if not names:
        return line
    if not names <= fill.keys():
        return None
    return replace(line, parts=tuple(_put(part, fill) for part in line.parts))


def _put(part: str, fill: Mapping[str, str]) -> str:
    return SLOT.sub(lambda found: fill[found[1]], part)


def first_sayable(moves: Sequence[Move], scn: Scenario, state: State, turn: int, slot: str) -> tuple[Move, Line] | None:
    """Return the first move that has words now, with them."""
    for move in moves:
        line = choose(move, scn, state, turn, slot)
        if line is not None:
            return move, line
    return None
