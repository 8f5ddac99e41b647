"""The last door before the terminal: no control character leaves the app, whatever a widget was given.

Textual strips five codes only (reliability 0.1), so this filter stands behind all widgets.
Not here: cleaning at ingest (``model.text``), which comes first and shows what was there.
"""

import re
from collections.abc import Iterable

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

CONTROL = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
SHOWN = "\ufffd"


class ControlFilter(LineFilter):
    """Replaces control and direction characters in everything that is drawn."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 -- textual's signature
        """Return the segments without control characters."""
        return list(self._clean(segments))

    def _clean(self, segments: Iterable[Segment]) -> Iterable[Segment]:
        for segment in segments:
            if segment.control is None and CONTROL.search(segment.text):
                yield Segment(CONTROL.sub(SHOWN, segment.text), segment.style)
            else:
                yield segment
