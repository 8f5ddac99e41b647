"""What people who grow the recogniser ask of the house: measure it, explain a line, correct a turn, export corrections.

Not here: wiring (``app``), figures (``language.evaluation``), the trace (``language.trace``), tables (``cli``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from trainer.app import House
from trainer.formats.act_rows import Rules, Sheet, guess, read_rows
from trainer.formats.analyse_lines import terminal_json
from trainer.formats.source import Place, decode, parse, read_bytes
from trainer.language import Context
from trainer.language.evaluation import Seen, Tally
from trainer.language.trace import Trace, trace
from trainer.model.analysis import Analysis
from trainer.model.errors import FormatError
from trainer.model.labelled import Labelled
from trainer.model.lexicon import ActRule
from trainer.model.transcript import Json, Language, Role, Turn
from trainer.packs.lexicon import load_lexicon
from trainer.packs.vocabulary import AGENT_ACTS, CUSTOMER_ACTS

OTHER: Final[Mapping[str, Role]] = {"agent": "customer", "customer": "agent"}
FORMAT: Final = "peilian.eval.acts/1"


@dataclass(frozen=True, slots=True)
class Read:
    """Labelled files with what the recogniser sees in their rows.

    Attributes:
        sheets: one per file, with what is wrong in it.
        seen: the rows of all files in order.
        rules: every rule that could have had a say, of the languages and roles of the rows.
    """

    sheets: tuple[Sheet, ...]
    seen: tuple[Seen, ...]
    rules: tuple[ActRule, ...]

    @property
    def wrong(self) -> tuple[FormatError, ...]:
        """Return what is wrong with rows that were left out."""
        return tuple(error for sheet in self.sheets for error in sheet.wrong)

    def of(self, file: str) -> tuple[Seen, ...]:
        """Return the rows of one file."""
        return tuple(one for one in self.seen if one.row.file == file)


def read_labelled(
    house: House, paths: Iterable[Path], language: Language | None = None, role: Role | None = None
) -> Read:
    """Read labelled files and analyse every row that is right; language and role are those of rows that do not say.

    Raises:
        FormatError: a file cannot be read or holds no row.
    """
    rules = Rules(AGENT_ACTS | CUSTOMER_ACTS, CUSTOMER_ACTS, language, role)
    sheets = tuple(read_rows(path, rules) for path in dict.fromkeys(paths))
    rows = [row for sheet in sheets for row in sheet.rows]
    seen = tuple(Seen(row, _analysed(house, row)) for row in rows)
    kinds = {(row.language, row.role) for row in rows}
    lexicons = {code: load_lexicon(code) for code in sorted({code for code, _ in kinds})}
    able = (rule for code, lexicon in lexicons.items() for rule in lexicon.rules if (code, rule.role) in kinds)
    return Read(sheets, seen, tuple(able))


def _analysed(house: House, row: Labelled) -> Analysis:
    return house.analyst(row.language).analyse(row.text, context_of(row.context, row.role, row.language))


def context_of(line: str, role: Role, language: Language) -> Context:
    """Return the surroundings of a turn of which only the other side's last line is known."""
    said = (Turn(1, OTHER[role], line),) if line else ()
    return Context(turn=len(said) + 1, role=role, history=said, language=language)


def read_earlier(path: Path) -> Mapping[str, Json]:
    """Return an earlier measurement.

    Raises:
        FormatError: the file cannot be read, or is none.
    """
    place = Place(str(path))
    value = parse(decode(read_bytes(path), place), place)
    if not isinstance(value, dict) or value.get("format") != FORMAT or not isinstance(value.get("acts"), dict):
        raise place.error("not_ours")
    return value


def tallies(earlier: Mapping[str, Json]) -> dict[str, Tally]:
    """Return the counts of an earlier measurement by act."""
    acts = earlier.get("acts")
    found: dict[str, Tally] = {}
    for act, row in acts.items() if isinstance(acts, dict) else ():
        if isinstance(row, dict):
            right, false, missed = (row.get(key) for key in ("tp", "fp", "fn"))
            if isinstance(right, int) and isinstance(false, int) and isinstance(missed, int):
                found[act] = Tally(right, false, missed)
    return found


def json_line(value: dict[str, Json]) -> str:
    """Return JSON in one line on which no terminal acts."""
    return terminal_json(value)


def explain(house: House, text: str, line: str = "", role: Role = "agent", language: Language | None = None) -> Trace:
    """Return what is understood of a line and what nearly was, said after ``line`` of the other side."""
    code = language or guess(text + line)
    return trace(house.analyst(code), text, context_of(line, role, code))
