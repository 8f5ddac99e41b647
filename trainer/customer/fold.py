"""State from events: the one place where a state is made from another.

Not here: deciding which events happen (``engine`` and the rooms behind it).
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import cast

from trainer.customer.state import Case, Memory, Mood, Promise, Stage, State
from trainer.model.event import Event
from trainer.model.transcript import Json

Data = Mapping[str, Json]


def fold(state: State, event: Event) -> State:
    """Return the state after one event of any kind; events that do not touch the customer only move ``seq``."""
    change = CHANGES.get(event.kind)
    after = state if change is None else change(state, event.data, event.at_turn)
    return replace(after, seq=event.seq)


def _heard(state: State, _data: Data, turn: int) -> State:
    return replace(state, turn=turn)


def _mood(state: State, data: Data, _turn: int) -> State:
    exact = data["exact"]
    if not isinstance(exact, list):
        raise TypeError("exact")
    anger, anxiety, trust, patience, clarity = (whole(value) for value in exact)
    return replace(state, mood=Mood(anger, anxiety, trust, patience, clarity))


def _stage(state: State, data: Data, turn: int) -> State:
    return replace(state, stage=cast("Stage", str(data["stage"])), stage_turn=turn)


def _memory(state: State, data: Data, turn: int) -> State:
    key, value = str(data["key"]), data["value"]
    memory = state.memory
    if key == "acts":
        memory = _acts(memory, value, turn)
    elif key == "action":
        memory = replace(memory, actions=_counted(memory.actions, (str(value),)))
    elif key == "promise":
        memory = replace(memory, promises=(*memory.promises, _promise(value, turn)))
    else:
        memory = replace(memory, notes={**memory.notes, key: value})
    return replace(state, memory=memory)


def _acts(memory: Memory, value: Json, turn: int) -> Memory:
    if not isinstance(value, dict):
        raise TypeError("acts")
    counts, last = dict(memory.counts), dict(memory.last)
    for act, times in value.items():
        counts[act] = counts.get(act, 0) + whole(times)
        last[act] = turn
    return replace(memory, counts=counts, last=last)


def _promise(value: Json, turn: int) -> Promise:
    if not isinstance(value, dict):
        raise TypeError("promise")
    return Promise(str(value["what"]), str(value["when"]), turn)


def _standing(part: str) -> Callable[[State, Data, int], State]:
    """Return the change of one table of the case; ``part`` is the event kind."""
    table = f"{part}s"

    def change(state: State, data: Data, turn: int) -> State:
        case, id_ = state.case, str(data["id"])
        standing: Mapping[str, str] = getattr(case, table)
        changed: dict[str, Mapping[str, str]] = {table: {**standing, id_: str(data["state"])}}
        since = {**case.since, f"{part}.{id_}": turn}
        tables = {name: changed.get(name, getattr(case, name)) for name in TABLES}
        return replace(state, case=Case(**tables, since=since))

    return change


def _said(state: State, data: Data, turn: int) -> State:
    parts = data["parts"]
    if not isinstance(parts, list):
        raise TypeError("parts")
    rows = [part for part in parts if isinstance(part, dict)]
    moves = tuple(dict.fromkeys(str(row["move"]) for row in rows))
    lines = tuple(dict.fromkeys(str(row["line"]) for row in rows if row["line"]))
    memory = state.memory
    memory = replace(
        memory,
        uses=_counted(memory.uses, lines),
        used={**memory.used, **dict.fromkeys(lines, turn)},
        times=_counted(memory.times, moves),
        fired={**memory.fired, **dict.fromkeys(moves, turn)},
        last_moves=moves,
    )
    return replace(state, memory=memory)


def _ended(state: State, data: Data, turn: int) -> State:
    return replace(state, ending=str(data["ending"]), quality=str(data["quality"]), stage="ended", stage_turn=turn)


def _counted(counts: Mapping[str, int], keys: tuple[str, ...]) -> Mapping[str, int]:
    return {**counts, **{key: counts.get(key, 0) + 1 for key in keys}}


def whole(value: Json) -> int:
    """Return a whole number of an event; anything else is a damaged event.

    Raises:
        TypeError: when ``value`` is not a whole number.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("whole")
    return value


TABLES = ("facts", "concerns", "offers", "traps", "informs")
CHANGES: Mapping[str, Callable[[State, Data, int], State]] = {
    "heard": _heard,
    "mood": _mood,
    "stage": _stage,
    "memory": _memory,
    "customer.said": _said,
    "ended": _ended,
    **{part: _standing(part) for part in ("fact", "concern", "offer", "trap", "inform")},
}
