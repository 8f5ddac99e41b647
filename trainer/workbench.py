"""What people who grow the recogniser ask of the house: measure it, explain a line, correct a turn, export corrections.

Not here: wiring (``app``), figures (``language.evaluation``), the trace (``language.trace``), tables (``cli``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from trainer.app import House
from trainer.formats.act_rows import Rules, Sheet, guess, near, read_rows, write_row, write_rows
from trainer.formats.analyse_lines import terminal_json
from trainer.formats.source import Place, decode, parse, read_bytes
from trainer.language import Context
from trainer.language.context import last_line
from trainer.language.evaluation import Seen, Tally
from trainer.language.trace import Trace, trace
from trainer.model.analysis import Act, Analysis
from trainer.model.errors import FormatError, TrainerError
from trainer.model.event import Event
from trainer.model.labelled import Label, Labelled
from trainer.model.lexicon import ActRule
from trainer.model.transcript import Json, Language, Role, Turn
from trainer.packs.lexicon import load_lexicon
from trainer.packs.vocabulary import AGENT_ACTS, CUSTOMER_ACTS, MEMORY_ACTS
from trainer.practice import Session
from trainer.practice.amend import corrections
from trainer.practice.beats import whole

__all__ = [
    "Corrected",
    "Correction",
    "Read",
    "amend",
    "context_of",
    "corrected_rows",
    "explain",
    "json_line",
    "read_earlier",
    "read_labelled",
    "session_ids",
    "tallies",
    "write_row",
    "write_rows",
]

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


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person changes in one turn: acts that are there with their words, acts that are not."""

    add: tuple[Label, ...] = ()
    drop: tuple[str, ...] = ()
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A turn's acts after a correction, and the overall score before and after; None where there is none."""

    acts: tuple[Act, ...]
    before: int | None
    after: int | None


def amend(house: House, session: Session, turn: int, correction: Correction) -> Corrected:
    """Keep a correction of an agent's turn, and judge an ended call again.

    Raises:
        TrainerError: ``app.unknown_act``; or the turn, the acts or the words are not there.
    """
    for name in (*(label.act for label in correction.add), *correction.drop):
        if name not in AGENT_ACTS | MEMORY_ACTS:
            raise TrainerError("app.unknown_act", {"act": name, "near": near(name, AGENT_ACTS)})
    before = _overall(house, session)
    session.amend(turn, correction.add, correction.drop, correction.by, correction.reason)
    acts = session.analyses()[turn].acts
    return Corrected(acts, before, _overall(house, session))


def _overall(house: House, session: Session) -> int | None:
    return house.score_session(session).standing.overall if session.ended else None


def corrected_rows(house: House, session_id: str, *, every: bool = False) -> tuple[Labelled, ...]:
    """Return the agent's turns of a session that a person corrected, or every one, as labelled rows.

    What a branch shares with the session it left belongs to that one and is left out.

    Raises:
        TrainerError: no such session, or its scene is gone.
    """
    events = house.store.events(session_id)
    first = house.store.session(session_id).header.parent_seq
    known = {turn: event for turn, event in corrections(events).items() if event.seq > first}
    if not known and not every:
        return ()
    session = house.resume(session_id)
    turns, analyses = session.transcript().turns, session.analyses()
    found = []
    for said, turn in session.spoken():
        event = known.get(whole(said.data, "turn") or 0)
        if event is not None or (every and said.seq > first):
            row = _labelled(session, turns[:turn], analyses[turn])
            found.append(row if event is None else replace(row, by=text_of(event, "by"), note=text_of(event, "reason")))
    return tuple(found)


def _labelled(session: Session, turns: tuple[Turn, ...], analysis: Analysis) -> Labelled:
    """Return the last of some turns as a row; acts that only memory knows are no labels."""
    said = turns[-1]
    acts = [act for act in analysis.acts if act.polarity > 0 and act.id in AGENT_ACTS]
    return Labelled(
        id=f"{session.id}#{said.n}",
        text=said.text,
        acts=tuple(Label(act.id, act.span.quote(said.text)) for act in acts),
        context=last_line(turns[:-1], "agent"),
        language=session.scenario.language,
    )


def text_of(event: Event, key: str) -> str:
    """Return a text of an event, empty where there is none."""
    return str(event.data.get(key) or "")


def session_ids(house: House) -> tuple[str, ...]:
    """Return the sessions there are, the earliest first."""
    return tuple(record.header.id for record in reversed(house.store.sessions()))
