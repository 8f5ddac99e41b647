"""The corpus as it is stored: one JSONL file a voice under ``transcripts/corpus``, the rows of ``peilian eval acts``."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trainer.language import Analyst, Context
from trainer.language.features import Heard
from trainer.model.transcript import Language, Role, Turn
from trainer.packs.lexicon import data_folder
from trainer.packs.lexicon_source import read_lexicon

FOLDER = Path(__file__).parents[2] / "transcripts" / "corpus"


@dataclass(frozen=True)
class Row:
    """One labelled turn."""

    id: str
    role: Role
    context: str
    text: str
    acts: tuple[tuple[str, str], ...]
    emotion: str = ""
    hard_negative: str = ""
    only: str = ""
    """The one label that the row tells about, where it is the example of a rule; empty for all labels."""

    @property
    def labels(self) -> frozenset[str]:
        return frozenset(act for act, _ in self.acts)


def read(path: Path) -> tuple[Row, ...]:
    """Read the rows of one file."""
    return tuple(_row(json.loads(line)) for line in path.read_text("utf-8").splitlines() if line)


def _row(data: dict[str, object]) -> Row:
    acts = data["acts"]
    assert isinstance(acts, list)
    kind = data.get("hard_negative", "")
    return Row(
        id=str(data["id"]),
        role="customer" if data.get("role") == "customer" else "agent",
        context=str(data.get("context", "")),
        text=str(data["text"]),
        acts=tuple((str(one["act"]), str(one["quote"])) for one in acts),
        emotion=str(data.get("emotion", "")),
        hard_negative=str(kind.get("kind", "") if isinstance(kind, dict) else kind),
    )


def voices(language: Language) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Return every voice of a language with its rows, in order of name."""
    for path in sorted(FOLDER.glob(f"{language}-*.jsonl")):
        yield path.stem, read(path)


def examples(language: Language) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Return the examples of the rules as one more voice: plain wordings, each telling about the act of its rule."""
    rules = read_lexicon(data_folder(), language).rules
    rows = tuple(
        Row(
            id=f"{rule.id}/{at}",
            role="customer" if rule.role == "customer" else "agent",
            context=one.context,
            text=one.text,
            acts=((rule.act, one.text),) if one.fires else (),
            only=rule.act,
        )
        for rule in rules
        for at, one in enumerate(rule.samples)
    )
    yield f"{language}-rules", rows


def heard(analyst: Analyst, row: Row, language: Language) -> Heard:
    """Return a row's turn as the rules understand it."""
    other: Role = "customer" if row.role == "agent" else "agent"
    history = (Turn(1, other, row.context),) if row.context else ()
    return analyst.heard(row.text, Context(turn=2, role=row.role, history=history, language=language))


def marked(row: Row, turn: Heard) -> list[set[str]]:
    """Return the labels of each clause: those whose quote fills half of it, or lies for half in it."""
    found: list[set[str]] = [set() for _ in turn.clauses]
    for act, quote in row.acts:
        start = row.text.find(quote)
        shares = [_shared(start, start + len(quote), clause.span.start, clause.span.end) for clause in turn.clauses]
        inside = [at for at, share in enumerate(shares) if share >= 0.5]
        for at in inside or [max(range(len(shares)), key=shares.__getitem__)]:
            found[at].add(act)
    return found


def _shared(start: int, end: int, first: int, last: int) -> float:
    both = min(end, last) - max(start, first)
    return max(both / max(last - first, 1), both / max(end - start, 1)) if both > 0 else 0.0
