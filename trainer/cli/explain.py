"""``peilian explain``: one line taken apart, with the rules that fired and those that nearly did.

Not here: the trace (``trainer.language.trace``).
"""

from collections.abc import Iterator, Sequence
from typing import cast

import click

from trainer.cli.options import house_of, json_option, language_option
from trainer.cli.out import out
from trainer.cli.table import paragraphs, rows
from trainer.language.trace import NearMiss, Trace
from trainer.model.analysis import Act, Clause, Span
from trainer.model.transcript import Json, Language, Role
from trainer.words import Words
from trainer.workbench import explain as explained
from trainer.workbench import json_line


@click.command(help="cli.explain.about")
@click.argument("text")
@click.option("--context", metavar="TEXT", default="", help="cli.explain.context")
@click.option("--role", type=click.Choice(("agent", "customer")), default="agent", help="cli.explain.role")
@click.option("--language", "spoken", type=click.Choice(("auto", "zh", "en")), default="auto", help="cli.spoken")
@language_option
@json_option
@click.pass_obj
def explain(words: Words, /, text: str, context: str, **options: str | bool | None) -> int:
    """Take one line apart."""
    role = cast("Role", options["role"])
    spoken = None if options["spoken"] == "auto" else cast("Language", options["spoken"])
    asked = options["language"]
    with house_of(words, str(asked) if asked else None) as house:
        found = explained(house, text, context, role, spoken)
        if options["as_json"]:
            out(json_line({"context": context, "role": role, **as_json(found)}))
            return 0
        for line in lines(found, house.words):
            out(line)
    return 0


def lines(found: Trace, words: Words) -> Iterator[str]:
    """Yield what is known of a line, section by section; a section without entries is left out."""
    analysis = found.analysis
    yield from _section(words, "clauses", [_clause(at, one, analysis.text, words) for at, one in _numbered(found)])
    yield from _acts(found, words)
    topics = [(one.id, _quoted(one.span, analysis.text, words)) for one in analysis.topics]
    yield from _section(words, "topics", topics)
    values = [
        (words(f"explain.kind.{one.kind}"), one.canonical, _quoted(one.span, analysis.text, words))
        for one in analysis.values
    ]
    yield from _section(words, "values", values)
    yield from _section(words, "unexplained", [(_quoted(one, analysis.text, words),) for one in analysis.unexplained])
    if found.near:
        yield words("explain.near")
    for miss in found.near:
        yield from _near(miss, analysis.text, words)


def _numbered(found: Trace) -> Iterator[tuple[int, Clause]]:
    yield from enumerate(found.analysis.clauses, start=1)


def _section(words: Words, key: str, table: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield a heading and its rows."""
    if table:
        yield words(f"explain.{key}")
        yield from ("  " + line for line in rows(table, room=2))


def _acts(found: Trace, words: Words) -> Iterator[str]:
    """Yield the acts, each with its arguments and, where no pattern gave it, what spoke most for it."""
    acts, strongest = found.analysis.acts, dict(found.strongest)
    yield words("explain.acts")
    if not acts:
        yield "  " + words("explain.none")
    table = [_act(one, found.analysis.text, words) for one in acts]
    for at, line in enumerate(rows(table, room=2)):
        yield "  " + line
        if acts[at].args:
            yield from paragraphs(" ".join(f"{name}={value}" for name, value in acts[at].args), 4)
        if at in strongest:
            grams = " ".join(f"{gram} {weight:+d}" for gram, weight in strongest[at])
            yield from paragraphs(words("explain.strongest", grams=grams), 4)


def _quoted(span: Span, text: str, words: Words) -> str:
    return words("explain.quoted", quote=span.quote(text))


def _clause(number: int, clause: Clause, text: str, words: Words) -> tuple[str, ...]:
    kind = words(f"explain.function.{clause.function}")
    form = words(f"explain.form.{clause.form}") if clause.form else ""
    guards = " ".join(words(f"explain.guard.{guard}") for guard in sorted(clause.guards))
    return str(number), kind, form, guards, _quoted(clause.span, text, words)


def _act(act: Act, text: str, words: Words) -> tuple[str, ...]:
    key = f"explain.by.{act.by}"
    by = words(key) if words.has(key) else act.by
    denied = "" if act.polarity > 0 else "-"
    return denied + act.id, act.rule or "-", by, _quoted(act.span, text, words)


def _near(miss: NearMiss, text: str, words: Words) -> Iterator[str]:
    facts = [_fact(miss, fact, words) for fact in miss.facts]
    first = facts[0] if facts else ""
    why = words(f"explain.why.{miss.why}", first=first, rest=", ".join(facts[1:]), all=", ".join(facts))
    quote = _quoted(miss.span, text, words)
    yield from paragraphs(words("explain.miss", act=miss.act, rule=miss.rule, quote=quote, why=why), 2)


def _fact(miss: NearMiss, fact: str, words: Words) -> str:
    """Return a fact in words: a kind of sentence, a guard, forbidding words; ids stay as they are."""
    if miss.why in {"function", "form"}:
        return words(f"explain.{miss.why}.{fact}") if fact else words("explain.form.none")
    if miss.why == "guard":
        return words(f"explain.guard.{fact}")
    return words("explain.quoted", quote=fact) if miss.why == "unless" else fact


def as_json(found: Trace) -> dict[str, Json]:
    """Return a trace as JSON; places count characters of the text as it was given."""
    analysis = found.analysis
    text, strongest = analysis.text, dict(found.strongest)
    return {
        "text": text,
        "lexicon": analysis.lexicon_digest,
        "clauses": [
            {**_place(one.span, text), "function": one.function, "form": one.form, "guards": [*sorted(one.guards)]}
            for one in analysis.clauses
        ],
        "acts": [
            {
                "act": act.id,
                **_place(act.span, text),
                "clause": act.clause,
                "polarity": act.polarity,
                "rule": act.rule,
                "by": act.by,
                "args": dict(act.args),
                "strongest": [[gram, weight] for gram, weight in strongest.get(at, ())],
            }
            for at, act in enumerate(analysis.acts)
        ],
        "topics": [{"id": one.id, **_place(one.span, text)} for one in analysis.topics],
        "values": [{"kind": one.kind, "canonical": one.canonical, **_place(one.span, text)} for one in analysis.values],
        "unexplained": [_place(span, text) for span in analysis.unexplained],
        "near": [
            {
                "act": miss.act,
                **_place(miss.span, text),
                "clause": miss.clause,
                "rule": miss.rule,
                "why": miss.why,
                "facts": list(miss.facts),
            }
            for miss in found.near
        ],
    }


def _place(span: Span, text: str) -> dict[str, Json]:
    return {"quote": span.quote(text), "start": span.start, "end": span.end}
