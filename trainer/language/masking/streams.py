"""Puts together what one side says in parts over several turns, with short words of the other side between.

Not here: reading the parts (``scan``), judging the whole (``numbers``).
"""

from collections.abc import Callable, Sequence
from typing import Final

from trainer.language.masking.fold import units
from trainer.language.masking.scan import Segment

HEAD: Final = 8
TAIL: Final = 4
BETWEEN: Final = 12
"""How much may be said before and after a part in its turn, and by the other side between two parts (ours)."""
SEVERAL: Final = 2

Stream = Sequence[Segment]


def streams(
    roles: Sequence[str],
    texts: Sequence[str],
    segments: Sequence[Sequence[Segment]],
    names: Callable[[int], bool],
    whole: Callable[[Segment], bool],
) -> tuple[Stream, ...]:
    """Return every segment once, alone or with those that go on with it.

    Args:
        roles: who says each text.
        texts: the folded texts.
        segments: what each text holds.
        names: tells whether a text names a kind of number, which ends what was being said.
        whole: tells whether a segment is a number by itself, which nothing goes on with.
    """
    done: list[list[Segment]] = []
    waiting: dict[str, list[Segment]] = {}
    for at, role in enumerate(roles):
        own = segments[at]
        if not own and not waiting:
            continue
        useful = [one for one in own if one.figures >= SEVERAL] or list(own)
        rest = units(texts[at]) if waiting else 0
        if waiting and (rest > BETWEEN or names(at)):
            waiting = {other: stream for other, stream in waiting.items() if other == role}
        before = waiting.get(role)
        for segment in own:
            if before is not None and segment is useful[0] and _joins(segment, before, texts, whole) and not names(at):
                before.append(segment)
                continue
            done.append([segment])
        if useful:
            waiting.pop(role, None)
            if units(texts[at][useful[-1].pieces[-1].end :]) <= TAIL:
                joined = before is not None and before[-1] is useful[-1]
                waiting[role] = before if joined and before else next(one for one in done if one[-1] is useful[-1])
        elif rest > TAIL:
            waiting.pop(role, None)
    return tuple(tuple(one) for one in done)


def _joins(segment: Segment, before: Stream, texts: Sequence[str], whole: Callable[[Segment], bool]) -> bool:
    """Tell whether a segment goes on with a stream: little is said before it, and neither is a number by itself."""
    head = units(texts[segment.text][: segment.pieces[0].start])
    return head <= HEAD and not whole(before[-1]) and not whole(segment)
