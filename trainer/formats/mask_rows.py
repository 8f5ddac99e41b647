"""The labelled lines that ``peilian eval masking`` reads, one JSON object each.

    {"text": "…" | "turns": [{"role", "text"}, …], "language"?: "zh|en", "spans": [{"start", "end", "kind", "turn"?}]}

``turn`` is the number of the turn from 0, or its ``n`` where turns have one; offsets count characters of that text as
it came. A line without spans holds business figures alone. Not here: masking and measuring (``language.masking``).
"""

from pathlib import Path
from typing import Final, cast, get_args

from trainer.formats.fields import Fields
from trainer.formats.source import Place, decode, parse, read_bytes
from trainer.model.masking import KINDS, MaskCase, MaskKind, MaskSpan
from trainer.model.transcript import Json, Language

OTHER_NAMES: Final[dict[str, MaskKind]] = {
    "identity": "id", "id_card": "id", "idcard": "id", "id_number": "id", "ssn": "id", "ni": "id", "passport": "id",
    "bank_card": "card", "bankcard": "card", "account": "card", "credit_card": "card",
    "phone": "mobile", "cell": "mobile", "tel": "landline", "telephone": "landline", "fixed": "landline",
    "policy_no": "policy", "policy_number": "policy", "claim": "policy", "case": "policy",
    "licence_plate": "plate", "license_plate": "plate", "mail": "email", "e-mail": "email",
    "postcode": "address", "zip": "address", "person": "name", "person_name": "name",
}  # fmt: skip
"""What other people call the kinds."""


def read_mask_rows(path: Path, language: Language) -> tuple[MaskCase, ...]:
    """Return every case of a file; ``language`` is that of lines that do not say.

    Raises:
        FormatError: the first mistake, with its line.
    """
    text = decode(read_bytes(path), Place(str(path)))
    lines = ((number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip())
    found = tuple(_case(parse(line, place), place, language) for number, line in lines
                  for place in (Place(str(path), number),))  # fmt: skip
    if not found:
        raise Place(str(path)).error("empty")
    return found


def _case(value: Json, place: Place, language: Language) -> MaskCase:
    fields = Fields(value, place)
    turns = [Fields(one, place, at) for at, one in enumerate(fields.list("turns"), start=1)]
    said = [(one.raw("role", absent=""), one.raw("text")) for one in turns] or [("", fields.raw("text"))]
    numbers = {one.whole("n", at): at - 1 for at, one in enumerate(turns, start=1)}
    named = isinstance(value, dict) and all(isinstance(one, dict) and "n" in one for one in fields.list("turns"))
    spans = tuple(
        _span(Fields(one, place), said, numbers if named and turns else {}, place) for one in fields.list("spans")
    )
    spoken = fields.choice("language", get_args(Language), absent=language)
    return MaskCase(tuple(said), spans, cast("Language", spoken))


def _span(fields: Fields, said: list[tuple[str, str]], numbers: dict[int, int], place: Place) -> MaskSpan:
    turn = fields.whole("turn", 0)
    at = numbers.get(turn, turn)
    start, end = fields.whole("start", 0), fields.whole("end", 0)
    name = fields.raw("kind").lower()
    kind = next((one for one in KINDS if one == OTHER_NAMES.get(name, name)), None)
    if kind is None or at >= len(said) or not start < end <= len(said[at][1]):
        raise place.error("bad_span", kinds=" ".join(KINDS))
    return MaskSpan(at, start, end, kind)
