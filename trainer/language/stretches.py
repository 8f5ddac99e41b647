"""Stretches that may not overlap: which places of a text are taken. Not here: whose stretch it is."""

from bisect import bisect_right


class Taken:
    """The places taken so far, kept in order so that asking stays quick in very long texts."""

    def __init__(self) -> None:
        """Start with all places free."""
        self._starts: list[int] = []
        self._ends: list[int] = []

    def take(self, start: int, end: int) -> bool:
        """Take a stretch if all of it is free, and tell whether it was."""
        at = bisect_right(self._starts, start)
        if at > 0 and self._ends[at - 1] > start:
            return False
        if at < len(self._starts) and self._starts[at] < end:
            return False
        self._starts.insert(at, start)
        self._ends.insert(at, end)
        return True
