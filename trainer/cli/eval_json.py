"""A measurement as JSON, the same that ``--against`` reads again. Rates are shares between 0 and 1, null if unknown.

Not here: tables (``eval_tables``).
"""

from collections.abc import Mapping
from typing import Final

from trainer.language.evaluation import (
    BREACHES,
    MILLION,
    Measures,
    Seen,
    Share,
    Tally,
    confusions,
    firings,
    measure,
    moves,
    silent,
)
from trainer.model.digest import digest
from trainer.model.transcript import Json
from trainer.workbench import FORMAT, Read

WORST: Final = 20


def as_json(read: Read, measures: Measures, earlier: Mapping[str, Tally], show: frozenset[str]) -> dict[str, Json]:
    """Return everything that was measured; the clauses without an act only where they were asked for."""
    value: dict[str, Json] = {
        "format": FORMAT,
        "lexicon": {one.row.language: one.analysis.lexicon_digest for one in read.seen},
        "files": [_file(read, sheet.file) for sheet in read.sheets],
        "left_out": [{"file": one.facts["file"], "line": one.facts["line"], "code": one.code} for one in read.wrong],
        **_figures(measures),
        "acts": {act: _act(act, tally, measures) for act, tally in measures.acts.items()},
        "confusions": [
            {"missed": one.missed, "instead": one.instead, "count": one.count, "rows": list(one.rows)}
            for one in confusions(read.seen)
        ],
        "rules": {
            "wrong": [
                {"rule": one.rule, "act": one.act, "fired": one.fired, "wrong": one.wrong}
                for one in firings(read.seen)
                if one.wrong
            ],
            "silent": list(silent(read.seen, read.rules)),
        },
        "errors": [_error(one) for one in read.seen if one.missed or one.false],
    }
    if "unexplained" in show:
        value["unexplained_clauses"] = [
            {"id": one.row.id, "quote": span.quote(one.row.text)}
            for one in read.seen
            for span in one.analysis.unexplained
        ]
    if earlier:
        value["moved"] = {
            move.act: {"before": _tally(move.before), "after": _tally(move.after)}
            for move in moves(earlier, measures.acts)
        }
    return value


def _figures(measures: Measures) -> dict[str, Json]:
    return {
        "rows": measures.rows,
        "micro": _tally(measures.micro) | _intervals("micro", measures),
        "macro": {"f1": share(measures.macro), "interval": _interval("macro.f1", measures)},
        "violations": _tally(measures.violations) | _intervals("violations", measures),
        "false_alarms": {
            "clean": _share(measures.clean) | {"interval": _interval("clean", measures)},
            "hard_negatives": _share(measures.hard) | {"interval": _interval("hard", measures)},
            "trapped": _share(measures.trapped),
        },
        "quotes": _share(measures.quotes),
        "unexplained": _share(measures.unexplained),
    }


def _file(read: Read, file: str) -> dict[str, Json]:
    seen = read.of(file)
    labels = [[one.row.id, one.row.text, sorted(one.wanted)] for one in seen]
    return {"file": file, "labels_digest": digest(labels), **_figures(measure(seen))}


def _error(one: Seen) -> dict[str, Json]:
    wrong: dict[str, Json] = {"missed": [*sorted(one.missed)], "false": [*sorted(one.false)]}
    return {"id": one.row.id, "file": one.row.file, "line": one.row.line, **wrong}


def _act(act: str, tally: Tally, measures: Measures) -> dict[str, Json]:
    return _tally(tally) | {"violation": act in BREACHES, "interval": _interval(f"act.{act}", measures)}


def _tally(tally: Tally) -> dict[str, Json]:
    return {
        "precision": share(tally.precision),
        "recall": share(tally.recall),
        "f1": share(tally.f1),
        "support": tally.support,
        "tp": tally.right,
        "fp": tally.false,
        "fn": tally.missed,
    }


def _intervals(name: str, measures: Measures) -> dict[str, Json]:
    kinds = ("precision", "recall", "f1")
    return {"intervals": {kind: _interval(f"{name}.{kind}", measures) for kind in kinds}}


def _interval(name: str, measures: Measures) -> Json:
    found = measures.intervals.get(name)
    return [share(found[0]), share(found[1])] if found else None


def _share(one: Share) -> dict[str, Json]:
    return {"rate": share(one.rate), "count": one.part, "of": one.whole}


def share(millionths: int | None) -> float | None:
    """Return parts per million as a number between 0 and 1; for showing only."""
    return None if millionths is None else millionths / MILLION
