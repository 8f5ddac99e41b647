"""A measurement as tables for 80 columns.

Not here: JSON (``eval_json``) and measuring.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from trainer.cli.table import paragraphs, rows
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
from trainer.model.analysis import Act
from trainer.words import Words
from trainer.workbench import Read

NUMBERS: Final = frozenset(range(1, 8))
WORST: Final = 10
Table = list[tuple[str, ...]]


def lines(words: Words, read: Read, measures: Measures, show: frozenset[str], limit: int) -> Iterator[str]:
    """Yield the whole report; ``limit`` is the longest list, 0 for no limit."""
    yield words("evaluation.title", rows=measures.rows, files=len(read.sheets), left=len(read.wrong))
    digests = {one.row.language: one.analysis.lexicon_digest[:8] for one in read.seen}
    yield words("evaluation.lexicon", lexicon=" ".join(f"{code} {one}" for code, one in sorted(digests.items())))
    yield ""
    yield from rows(_totals(words, measures), NUMBERS)
    yield ""
    yield from rows(_shares(words, measures), frozenset({1, 2, 3}))
    if len(read.sheets) > 1:
        yield ""
        yield from rows(_files(words, read), frozenset(range(6)))
    for key, breach in (("acts", False), ("violations", True)):
        table = _acts(words, measures, key, breach)
        if len(table) > 1:
            yield ""
            yield from rows(table, NUMBERS)
    yield from _blame(words, read)
    for name in LISTS:
        if name in show:
            yield from _listed(words, name, list(LISTS[name](words, read)), limit)


def _totals(words: Words, measures: Measures) -> Table:
    table: Table = [_head(words, "all", "precision", "recall", "f1", "interval", "support", "false", "missed")]
    table.append(_row(words("evaluation.micro"), measures.micro, measures.intervals.get("micro.f1")))
    macro = figure(measures.macro)
    interval = between(measures.intervals.get("macro.f1"))
    table.append((words("evaluation.macro"), "", "", macro, interval, "", "", ""))
    told = _row(words("evaluation.breaches"), measures.violations, measures.intervals.get("violations.f1"))
    return [*table, told]


def _shares(words: Words, measures: Measures) -> Table:
    known = {
        "clean": measures.clean,
        "hard": measures.hard,
        "trapped": measures.trapped,
        "quotes": measures.quotes,
        "unexplained": measures.unexplained,
    }
    return [
        (words(f"evaluation.share.{name}"), percent(one), f"{one.part}/{one.whole}", _range(name, measures))
        for name, one in known.items()
    ]


def _range(name: str, measures: Measures) -> str:
    found = measures.intervals.get(name)
    return f"{found[0] * 100 / MILLION:.1f}-{found[1] * 100 / MILLION:.1f} %" if found else ""


def _files(words: Words, read: Read) -> Table:
    table: Table = [_head(words, "rows", "precision", "recall", "f1", "hard", "clean", "file")]
    for sheet in read.sheets:
        one = measure(read.of(sheet.file))
        micro = one.micro
        figures = (
            figure(micro.precision),
            figure(micro.recall),
            figure(micro.f1),
            percent(one.hard),
            percent(one.clean),
        )
        table.append((str(one.rows), *figures, sheet.file))
    return table


def _acts(words: Words, measures: Measures, key: str, breach: bool) -> Table:
    table: Table = [_head(words, key, "precision", "recall", "f1", "interval", "support", "false", "missed")]
    return table + [
        _row(act, tally, measures.intervals.get(f"act.{act}"))
        for act, tally in measures.acts.items()
        if (act in BREACHES) == breach
    ]


def _head(words: Words, *keys: str) -> tuple[str, ...]:
    return tuple(words(f"evaluation.head.{key}") for key in keys)


def _row(name: str, tally: Tally, interval: tuple[int, int] | None) -> tuple[str, ...]:
    figures = (figure(tally.precision), figure(tally.recall), figure(tally.f1), between(interval))
    return (name, *figures, str(tally.support), str(tally.false), str(tally.missed))


def figure(millionths: int | None) -> str:
    """Return a share with three places, a dash where it is unknown."""
    return "-" if millionths is None else f"{millionths / MILLION:.3f}"


def between(interval: tuple[int, int] | None) -> str:
    """Return an interval with two places, nothing where there is none."""
    return f"{interval[0] / MILLION:.2f}-{interval[1] / MILLION:.2f}" if interval else ""


def percent(one: Share) -> str:
    """Return a share in per cent, a dash of nothing."""
    return "-" if one.rate is None else f"{one.rate * 100 / MILLION:.1f} %"


def _blame(words: Words, read: Read) -> Iterator[str]:
    """Yield the rules that were wrong most often, and how many never had a say."""
    worst = [one for one in firings(read.seen) if one.wrong][:WORST]
    if worst:
        yield ""
        table = [_head(words, "rule", "wrong", "fired", "act")]
        yield from rows(
            [*table, *((one.rule, str(one.wrong), str(one.fired), one.act) for one in worst)], frozenset({1, 2})
        )
    yield ""
    idle = len(silent(read.seen, read.rules))
    yield from paragraphs(words("evaluation.silent", count=idle, rules=len(read.rules)))


def _listed(words: Words, name: str, entries: Table, limit: int) -> Iterator[str]:
    """Yield one list, cut to its limit."""
    yield ""
    yield words(f"evaluation.list.{name}", count=len(entries))
    kept = entries[: limit or None]
    yield from ("  " + line for line in rows(kept, room=2))
    if len(kept) < len(entries):
        yield "  " + words("evaluation.more", count=len(entries) - len(kept))


def _unexplained(words: Words, read: Read) -> Iterator[tuple[str, ...]]:
    for one in read.seen:
        for span in one.analysis.unexplained:
            yield one.row.id, words("explain.quoted", quote=span.quote(one.row.text))


def _missed(words: Words, read: Read) -> Iterator[tuple[str, ...]]:
    for one in read.seen:
        for label in sorted({label.act: label for label in one.row.acts}.values(), key=lambda label: label.act):
            if label.act in one.missed:
                yield one.row.id, label.act, words("explain.quoted", quote=label.quote)


def _false(words: Words, read: Read) -> Iterator[tuple[str, ...]]:
    for one in read.seen:
        for act in _firsts(one):
            yield one.row.id, act.id, act.rule or "-", words("explain.quoted", quote=act.span.quote(one.row.text))


def _firsts(one: Seen) -> Iterable[Act]:
    """Return the first find of each act that is not labelled."""
    return {act.id: act for act in reversed(one.acts) if act.id in one.false}.values()


def _confusions(words: Words, read: Read) -> Iterator[tuple[str, ...]]:
    for one in confusions(read.seen):
        instead = one.instead or words("evaluation.nothing")
        yield str(one.count), one.missed, instead, " ".join(one.rows)


def _silent(_words: Words, read: Read) -> Iterator[tuple[str, ...]]:
    known = {rule.id: rule.act for rule in read.rules}
    for rule in silent(read.seen, read.rules):
        yield rule, known[rule]


LISTS: Final[Mapping[str, Callable[[Words, Read], Iterator[tuple[str, ...]]]]] = {
    "unexplained": _unexplained,
    "missed": _missed,
    "false": _false,
    "confusions": _confusions,
    "silent": _silent,
}


def moved(words: Words, earlier: Mapping[str, Tally], measures: Measures) -> Iterator[str]:
    """Yield what changed since an earlier measurement."""
    before, after = sum(earlier.values(), Tally()), measures.micro
    yield ""
    if before.support != after.support:
        yield from paragraphs(words("evaluation.other_labels", before=before.support, after=after.support))
    changed = moves(earlier, measures.acts)
    total = words("evaluation.micro")
    table = [_head(words, "moved", "before", "after", "more_right", "more_false")]
    pairs = [(total, before, after), *((one.act, one.before, one.after) for one in changed)]
    table += [_step(*pair) for pair in pairs]
    yield from rows(table, NUMBERS)
    if not changed:
        yield words("evaluation.same")


def _step(name: str, before: Tally, after: Tally) -> tuple[str, ...]:
    more = f"{after.right - before.right:+d}", f"{after.false - before.false:+d}"
    return (name, figure(before.f1), figure(after.f1), *more)
