"""Builds a scene that can be played: files read, cast drawn under a seed, every part checked.

Not here: reading and templates (``blueprint``), references (``references``), craft (``lint``).
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from trainer.model.errors import Problem
from trainer.model.scenario import (
    Concern,
    Ending,
    Fact,
    Inform,
    Line,
    Move,
    Need,
    Note,
    Offer,
    Persona,
    Scenario,
    Settle,
    Start,
    Trap,
)
from trainer.model.transcript import Json, Language
from trainer.packs.blueprint import Blueprint, fill, load_blueprint
from trainer.packs.casting import Draw
from trainer.packs.catalogue import cards
from trainer.packs.check import mended, validated
from trainer.packs.library import load_library
from trainer.packs.references import FILLERS, SceneReferences
from trainer.packs.schema_scenario import ConcernRecord, FactRecord, NoteRecord, ScenarioFile, StartRecord
from trainer.packs.yaml_tree import Document, refusal

__all__ = ["cards", "cast", "check_scene", "load_blueprint", "load_scenario"]

Bubbles = Iterable[tuple[str, ...]]


def load_scenario(
    path: Path, seed: int, language: Language | None = None, frozen: Mapping[str, str] | None = None
) -> Scenario:
    """Read a scene and cast it.

    Args:
        path: the scene's file; its overlay stands beside it.
        seed: what fixes names, figures and dates.
        language: which texts; the scene's own by default.
        frozen: variables of an earlier cast (a session's header) that stay as they were.

    Raises:
        PackError: with every problem of the scene (E1xx).
    """
    return cast(load_blueprint(path, language), seed, frozen)


def cast(blueprint: Blueprint, seed: int, frozen: Mapping[str, str] | None = None) -> Scenario:
    """Draw the cast of a scene that was read.

    Raises:
        PackError: with every problem of the scene (E1xx).
    """
    file, _, variables, problems = check_scene(blueprint, seed, frozen)
    if file is None or problems:
        raise refusal(*problems)
    return _scenario(file, blueprint, seed, variables)


def check_scene(
    blueprint: Blueprint, seed: int, frozen: Mapping[str, str] | None = None, draw: type[Draw] = Draw
) -> tuple[ScenarioFile | None, Document, dict[str, str], tuple[Problem, ...]]:
    """Return the scene as filled in, its variables, and every E1xx problem."""
    document, variables, unfilled = fill(blueprint, seed, frozen, draw)
    file, malformed = validated(ScenarioFile, document)
    readable = file or mended(ScenarioFile, document, FILLERS)
    loose = SceneReferences(document, readable, customer_types()).problems() if readable is not None else ()
    return file, document, variables, (*blueprint.problems, *unfilled, *malformed, *loose)


@cache
def customer_types() -> frozenset[str]:
    """Return the ids of the customer types that a scene may name."""
    return frozenset(load_library("zh").types)


def _scenario(file: ScenarioFile, blueprint: Blueprint, seed: int, variables: Mapping[str, str]) -> Scenario:
    language = blueprint.language
    return Scenario(
        id=file.id,
        version=file.version,
        digest=blueprint.digest,
        language=language,
        title=_texts(file.title, file.language),
        channel=file.channel,
        direction=file.direction,
        types=file.type,
        difficulty=file.difficulty,
        seed=seed,
        brief=file.brief.strip(),
        persona=_persona(file),
        opening=_lines("opening", file.opening),
        concerns=tuple(_concern(one) for one in file.concerns),
        endings=_endings(file),
        facts=tuple(_fact(one) for one in file.facts),
        informs=_informs(file),
        offers=_offers(file),
        traps=_traps(file),
        moves=_moves(file),
        start=_start(file.start),
        skills=file.skills,
        source=file.source,
        rubric=file.rubric,
        variables=dict(variables),
        casefile={key: _json(value) for key, value in file.casefile.items()},
        gives=dict(file.gives),
        verify=file.verify,
        goals=file.goals.key,
        never=file.goals.never,
        terms=dict(file.terms),
        answers={stage: tuple("".join(parts) for parts in lines) for stage, lines in file.answers.items()},
        knowledge=_notes(file.knowledge),
        law=_notes(file.law),
        today=file.today,
    )


def _lines(start: str, bubbles: Bubbles) -> tuple[Line, ...]:
    return tuple(Line(f"{start}.{number}", parts) for number, parts in enumerate(bubbles))


def _texts(texts: Mapping[str, str], language: Language) -> dict[str, str]:
    return {key or language: text for key, text in texts.items()}


def _json(value: object) -> Json:
    if isinstance(value, dict):
        return {str(key): _json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_json(inner) for inner in value]
    return str(value)


def _persona(file: ScenarioFile) -> Persona:
    one = file.persona
    return Persona(one.who, one.voice, one.wants, {str(knob): value for knob, value in one.knobs.items()}, one.habits)


def _start(one: StartRecord) -> Start:
    return Start(one.anger, one.anxiety, one.trust, one.patience, one.clarity)


def _concern(one: ConcernRecord) -> Concern:
    start = f"concern.{one.id}"
    settle = Settle(one.settle.any, one.settle.all, one.settle.needs, one.settle.about)
    return Concern(
        id=one.id,
        say=_lines(f"{start}.say", one.say),
        settle=settle,
        again=_lines(f"{start}.again", one.again),
        reopen_on=one.reopen.on if one.reopen else (),
        reopen=_lines(f"{start}.reopen", one.reopen.say if one.reopen else ()),
    )


def _fact(one: FactRecord) -> Fact:
    start = f"fact.{one.id}"
    return Fact(
        id=one.id,
        ask=one.ask,
        full=_lines(f"{start}.full", one.full),
        weight=one.weight,
        hint=_lines(f"{start}.hint", one.hint),
        part=_lines(f"{start}.part", one.part),
        need=Need(one.need.trust, one.need.anger_max, one.need.after),
        locked_terms=one.locked_terms,
        answered_by=one.answered_by,
    )


def _informs(file: ScenarioFile) -> tuple[Inform, ...]:
    return tuple(
        Inform(
            id=one.id,
            match=one.match,
            load=one.load,
            believes=one.believes,
            check=_lines(f"inform.{one.id}.check", one.check),
            right=_lines(f"inform.{one.id}.right", one.right),
        )
        for one in file.inform
    )


def _offers(file: ScenarioFile) -> tuple[Offer, ...]:
    return tuple(
        Offer(
            id=one.id,
            match=one.match,
            react=_lines(f"offer.{one.id}.react", one.react),
            good=one.good,
            after=one.after,
            early=_lines(f"offer.{one.id}.early", one.early),
            settles=one.settles,
        )
        for one in file.offers
    )


def _traps(file: ScenarioFile) -> tuple[Trap, ...]:
    return tuple(
        Trap(
            id=one.id,
            when=one.when,
            bait=_lines(f"trap.{one.id}.bait", one.bait),
            bad=one.bad,
            good=one.good,
            within=one.within,
            after_bad=_lines(f"trap.{one.id}.after_bad", one.after_bad),
            after_good=_lines(f"trap.{one.id}.after_good", one.after_good),
        )
        for one in file.traps
    )


def _moves(file: ScenarioFile) -> tuple[Move, ...]:
    return tuple(
        Move(
            id=one.id,
            when=one.when,
            say=_lines(f"move.{one.id}.say", one.say),
            once=one.once,
            kind=one.kind,
            effect={str(mood): points for mood, points in one.effect.items()},
        )
        for one in file.moves
    )


def _endings(file: ScenarioFile) -> tuple[Ending, ...]:
    return tuple(
        Ending(
            id=one.id,
            quality=one.quality,
            when=one.when,
            say=_lines(f"ending.{one.id}.say", one.say),
            title=_texts(one.title, file.language),
            epilogue=one.epilogue,
        )
        for one in file.endings
    )


def _notes(notes: Sequence[NoteRecord]) -> tuple[Note, ...]:
    return tuple(Note(one.id, one.text.strip(), one.source) for one in notes)
