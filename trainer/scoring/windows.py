"""Where a check looks: a window of the rubric turned into stretches of the conversation.

Everything is counted in agent turns. Not here: what is looked for.
"""

from dataclasses import dataclass

from trainer.model.rubric import Window
from trainer.scoring.record import Point, Record

START: Point = (0, 0)


@dataclass(frozen=True, slots=True)
class Stretches:
    """Half-open stretches of the conversation, in order and apart from each other."""

    parts: tuple[tuple[Point, Point], ...]

    def holds(self, at: Point) -> bool:
        """Tell whether a place lies inside."""
        return any(low <= at < high for low, high in self.parts)

    def searched(self, record: Record) -> tuple[int, int] | None:
        """Return the numbers of the first and last turn inside, None where no turn is."""
        inside = [pos for pos in range(len(record.turns)) if self._covers(pos)]
        if not inside:
            return None
        return (record.turns[inside[0]].n, record.turns[inside[-1]].n)

    def _covers(self, pos: int) -> bool:
        return any(low[0] <= pos <= high[0] and (pos, 0) < high for low, high in self.parts)


def stretches(window: Window, record: Record) -> Stretches:
    """Return where ``window`` lies in this conversation.

    ``first``: up to before the next agent turn after the nth, so that the customer's reply belongs to it.
    ``after``: from the end of each such act; the later words of the same turn belong to it.
    """
    low, high = _bounds(window, record)
    parts = _after(window, record, low, high) if window.after else [(low, high)]
    cut = [(start, _until(window, record, start, end)) for start, end in parts]
    return Stretches(_joined([part for part in cut if part[0] < part[1]]))


def _bounds(window: Window, record: Record) -> tuple[Point, Point]:
    agent = record.agent
    low = (agent[-window.last], 0) if 0 < window.last <= len(agent) else START
    high = (agent[window.first], 0) if 0 < window.first < len(agent) else _end(record)
    return low, high


def _end(record: Record) -> Point:
    return (len(record.turns), 0)


def _after(window: Window, record: Record, low: Point, high: Point) -> list[tuple[Point, Point]]:
    openings = [one for one in record.seen(window.after, "agent") if low <= one.at < high]
    return [(one.end, min(high, turns_on(record, one.pos, window.turns))) for one in openings]


def turns_on(record: Record, pos: int, turns: int) -> Point:
    """Return the place that lies ``turns`` agent turns (with the replies to them) after a turn; 0 = the end."""
    later = [index for index in record.agent if index > pos]
    return (later[turns], 0) if 0 < turns < len(later) else _end(record)


def _until(window: Window, record: Record, low: Point, high: Point) -> Point:
    if not window.before:
        return high
    return next((one.at for one in record.seen(window.before, "agent") if low <= one.at < high), high)


def _joined(parts: list[tuple[Point, Point]]) -> tuple[tuple[Point, Point], ...]:
    joined: list[tuple[Point, Point]] = []
    for low, high in sorted(parts):
        if joined and low <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return tuple(joined)
