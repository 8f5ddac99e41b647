"""Reading the fields of a JSON object: each present, of its type, among the allowed values, or a FormatError.

Not here: which fields there are (``native``, ``lines``).
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from trainer.formats.source import SHOWN, Place, cleaned, tidy
from trainer.model.errors import FormatError
from trainer.model.transcript import Json

MS = 1000
LONGEST_MS = 10**10
"""Latest moment of a conversation, in milliseconds; about four months, far beyond any call or chat."""


class Fields:
    """One JSON object being read.

    Args:
        value: the object; anything else is refused.
        place: the file and line.
        turn: number of the turn that the object is, or is in; 0 for the conversation itself.
    """

    def __init__(self, value: Json, place: Place, turn: int = 0) -> None:
        self._place = place
        self._turn = turn
        if not isinstance(value, dict):
            raise self.wrong("turn" if turn else "transcript", "object", value)
        self._values = value

    def wrong(self, key: str, wanted: str, found: Json) -> FormatError:
        """Return the error that ``key`` holds ``found`` and should hold ``wanted``."""
        shown = tidy(str(found)).replace("\n", " ")[:SHOWN]
        return self._place.error("wrong", key=tidy(key), wanted=wanted, found=shown, turn=self._turn)

    def text(self, key: str, *, absent: str | None = None) -> str:
        """Return a cleaned text; a whole number stands for its digits.

        Raises:
            FormatError: another type; or no such key where ``absent`` is None.
        """
        return tidy(self.raw(key, absent=absent))

    def raw(self, key: str, *, absent: str | None = None) -> str:
        """Return a text exactly as it came, for those who need its offsets; else as ``text``."""
        found = self._values.get(key)
        if found is None and absent is not None:
            return absent
        if isinstance(found, int) and not isinstance(found, bool):
            return str(found)
        if not isinstance(found, str):
            raise self.missing_or_wrong(key, "text")
        return found

    def peek(self, key: str) -> Json:
        """Return a value of whatever type, None where absent."""
        return self._values.get(key)

    def choice(self, key: str, allowed: Sequence[str], *, absent: str | None = None) -> str:
        """Return one of the allowed words.

        Raises:
            FormatError: another word, none, or another type.
        """
        found = self._values.get(key)
        if found is None and absent is not None:
            return absent
        if not isinstance(found, str) or found not in allowed:
            raise self.missing_or_wrong(key, " | ".join(allowed))
        return found

    def whole(self, key: str, absent: int) -> int:
        """Return a whole number of 0 or more."""
        found = self._values.get(key)
        if found is None:
            return absent
        if isinstance(found, bool) or not isinstance(found, int) or found < 0:
            raise self.wrong(key, "0, 1, 2, …", found)
        return found

    def ms(self, key: str) -> int | None:
        """Return seconds as milliseconds, None where absent or null."""
        found = self._values.get(key)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise self.wrong(key, "0, 1.5, 62.0, …", found)
        value = int((Decimal(repr(found)) * MS).to_integral_value()) if abs(found) * MS <= LONGEST_MS else -1
        if value < 0:
            raise self.wrong(key, "0, 1.5, 62.0, …", found)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, or one text as a list of one."""
        found = self._values.get(key)
        if found is None:
            return ()
        listed = found if isinstance(found, list) else [found]
        if not all(isinstance(item, str) for item in listed):
            raise self.wrong(key, "[text, text, …]", found)
        return tuple(tidy(str(item)) for item in listed)

    def object(self, key: str) -> dict[str, Json]:
        """Return an object with every text in it cleaned, empty where absent."""
        found = self._values.get(key)
        if found is None:
            return {}
        if not isinstance(found, dict):
            raise self.wrong(key, "object", found)
        return {tidy(name): cleaned(value) for name, value in found.items()}

    def list(self, key: str, *, needed: bool = False) -> list[Json]:
        """Return a list, empty where absent and not needed."""
        found = self._values.get(key)
        if found is None and not needed:
            return []
        if not isinstance(found, list):
            raise self.missing_or_wrong(key, "list")
        return found

    def others(self, known: frozenset[str]) -> Mapping[str, Json]:
        """Return the cleaned fields that are not ``known``."""
        return {tidy(key): cleaned(value) for key, value in self._values.items() if key not in known}

    def missing_or_wrong(self, key: str, wanted: str) -> FormatError:
        """Return the error for a field that must be there and be ``wanted``."""
        if self._values.get(key) is None:
            return self._place.error("missing", key=key, wanted=wanted, turn=self._turn)
        return self.wrong(key, wanted, self._values[key])
