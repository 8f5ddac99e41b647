"""Puts together what one side says in parts over several turns, with short words of the other side between.

Not here: reading the parts (``scan``), judging the whole (``numbers``).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from trainer.language.masking.fold import units
from trainer.language.masking.scan import Segment

HEAD: Final = 8
TAIL: Final = 4
BETWEEN: Final = 12
AT_ONCE: Final = 30
"""How much may be said before and after a part in its turn, by the other side between two parts, and by the other side
where the next part comes at once (ours)."""
SEVERAL: Final = 2

Stream = Sequence[Segment]


@dataclass(slots=True)
class _Waiting:
    """What one side has said so far, and how much the other has said since."""

    stream: list[Segment]
    between: int = 0


class Streams:
    """The parts of one conversation while they are put together.

    Args:
        texts: the folded texts.
        names: tells whether a text names a kind of number before a place, which ends what was being said.
        whole: tells whether a segment is a number by itself, which nothing goes on with.
    """

    def __init__(
        self, texts: Sequence[str], names: Callable[[int, int], bool], whole: Callable[[Segment], bool]
    ) -> None:
        self._texts = texts
        self._names = names
        self._whole = whole
        self._waiting: dict[str, _Waiting] = {}
        self.done: list[list[Segment]] = []
        """Every segment once, alone or with those that go on with it."""

    def hear(self, number: int, role: str, segments: Sequence[Segment]) -> None:
        """Take the next text, who says it and what it holds."""
        if not segments and not self._waiting:
            return
        self._interrupt(number, role)
        useful = [one for one in segments if one.figures >= SEVERAL] or list(segments)
        before = self._waiting.get(role)
        last: list[Segment] | None = None
        for segment in segments:
            if before is not None and segment is useful[0] and self._joins(segment, before):
                before.stream.append(segment)
                stream = before.stream
            else:
                stream = [segment]
                self.done.append(stream)
            last = stream if segment is useful[-1] else last
        self._wait(number, role, last)

    def _interrupt(self, number: int, role: str) -> None:
        """Let the other sides wait, or give up what they were saying when too much comes between."""
        if self._waiting.keys() <= {role}:
            return
        said = units(self._texts[number])
        named = self._names(number, len(self._texts[number]))
        for other in [one for one in self._waiting if one != role]:
            self._waiting[other].between += said
            if named or self._waiting[other].between > AT_ONCE:
                del self._waiting[other]

    def _joins(self, segment: Segment, before: _Waiting) -> bool:
        """Tell whether a segment goes on with what was said: little is between, and neither is a number by itself."""
        start = segment.pieces[0].start
        head = units(self._texts[segment.text][:start])
        if head > HEAD or (head and before.between > BETWEEN) or self._names(segment.text, start):
            return False
        return not self._whole(before.stream[-1]) and not self._whole(segment)

    def _wait(self, number: int, role: str, last: list[Segment] | None) -> None:
        """Wait for more of what stands at the end of a turn; a turn without figures that says much ends it."""
        text = self._texts[number]
        if last is None:
            if role in self._waiting and units(text) > TAIL:
                del self._waiting[role]
            return
        self._waiting.pop(role, None)
        if units(text[last[-1].pieces[-1].end :]) <= TAIL:
            self._waiting[role] = _Waiting(last)
