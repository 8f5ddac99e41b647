"""Scripted agents that play the shipped scenes; their lines are data under ``agents/``.

An agent answers what the customer has just done (``reply``, each line once) and otherwise goes on with its script.
Not here: what a run must look like (the tests).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from trainer.customer import AgentTurn, State, fold, initial, opening, step
from trainer.language.analyst import Analyst
from trainer.language.context import Context
from trainer.model.analysis import Analysis
from trainer.model.event import Event
from trainer.model.scenario import Scenario
from trainer.model.transcript import Turn
from trainer.packs.lexicon import load_lexicon
from trainer.packs.library import load_library
from trainer.packs.patterns import compile_patterns
from trainer.packs.scenario import load_scenario

ROOT: Final = Path(__file__).resolve().parents[2]
AGENTS: Final = Path(__file__).resolve().parent / "agents"
SCENES: Final = ("sc01_claim_delay", "sc06_renewal_notice", "sc23_lapse_recovery")
LONGEST: Final = 45
END: Final = {"do": "end"}

Step = str | Mapping[str, str]


@dataclass(frozen=True)
class Robot:
    """An agent: what it says and when."""

    name: str
    script: tuple[Step, ...] = ()
    reply: Mapping[str, tuple[tuple[Step, ...], ...]] = field(default_factory=dict)
    cycle: bool = False
    echo: bool = False


@dataclass
class Run:
    """One played call."""

    scenario: Scenario
    state: State
    events: list[Event] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    acts: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def ending(self) -> str:
        return self.state.ending or ""

    @property
    def quality(self) -> str:
        return self.state.quality

    def text(self) -> str:
        """Return the call as people read it, with mood and acts, for a failing test."""
        moods = {event.at_turn: event.data for event in self.events if event.kind == "mood"}
        rows, agent = [], 0
        for turn in self.turns:
            if turn.role != "customer":
                agent += 1
                rows.append(f"{agent:>2} A {turn.text}   {' '.join(self.acts.get(agent, ()))}")
                continue
            mood = moods.get(agent, {})
            figures = " ".join(f"{name[:3]}{mood.get(name)}" for name in ("anger", "anxiety", "trust", "patience"))
            rows.append(f"   C {turn.text}   [{figures} {turn.source}]")
        case = self.state.case
        rows.append(f"=> {self.ending} {self.quality} facts={dict(case.facts)} concerns={dict(case.concerns)}")
        rows.append(f"   informs={dict(case.informs)} offers={dict(case.offers)} traps={dict(case.traps)}")
        return "\n".join(rows)


@cache
def analyst() -> Analyst:
    """Return the one recogniser of all runs."""
    return Analyst(load_lexicon("zh"), compile_patterns)


@cache
def cast(name: str, seed: int) -> Scenario:
    """Return a shipped scene under a seed."""
    return load_scenario(ROOT / "scenarios" / f"{name}.yaml", seed)


def scene(name: str, seed: int, choices: int | None = None) -> Scenario:
    """Return a scene cast by ``seed``; ``choices`` gives the customer's own choices another seed."""
    made = cast(name, seed)
    return made if choices is None else replace(made, seed=choices)


@cache
def robots(name: str) -> Mapping[str, Robot]:
    """Return the agents of a scene, those for any scene among them."""
    found: dict[str, Robot] = {}
    for file in (f"{name}.yaml", "common.yaml"):
        tree = yaml.safe_load((AGENTS / file).read_text(encoding="utf-8"))
        for id_, record in tree["agents"].items():
            reply = {key: tuple(map(_chain, chains)) for key, chains in record.get("reply", {}).items()}
            script = tuple(record.get("script", ()))
            cycle, echo = bool(record.get("cycle")), bool(record.get("echo"))
            found[id_] = Robot(id_, script, reply, cycle=cycle, echo=echo)
    return found


def play(scenario: Scenario, robot: Robot, without: Sequence[str] = ()) -> Run:
    """Play one call to its end; acts in ``without`` are not understood, as if the agent lacked that skill."""
    run = _begin(scenario)
    used: set[tuple[Step, ...]] = set()
    due: list[Step] = []
    at = 0
    while run.state.ending is None and run.state.turn < LONGEST:
        due = [*_reply(run, robot, used), *due]
        if not due:
            words, at = _next(run, robot, at)
            due = [words]
        turn(run, due.pop(0), without)
    return run


def _chain(record: Step | Sequence[Step]) -> tuple[Step, ...]:
    return (record,) if isinstance(record, (str, Mapping)) else tuple(record)


def _begin(scenario: Scenario) -> Run:
    library = load_library("zh")
    state = initial(scenario, library)
    run = Run(scenario, state)
    _take(run, opening(scenario, library, state))
    return run


begin = _begin


def _reply(run: Run, robot: Robot, used: set[tuple[Step, ...]]) -> tuple[Step, ...]:
    for move in run.state.memory.last_moves:
        for chain in robot.reply.get(move, ()):
            if chain not in used:
                used.add(chain)
                return chain
    return ()


def _next(run: Run, robot: Robot, at: int) -> tuple[Step, int]:
    if robot.echo:
        said = [row.text for row in run.turns if row.role == "customer"]
        return said[-1] if said else "嗯", at
    if at >= len(robot.script) and not robot.cycle:
        return END, at
    return robot.script[at % len(robot.script)], at + 1


def turn(run: Run, words: Step, without: Sequence[str] = (), *, alone: bool = False) -> None:
    """Let the agent take one turn and the customer answer it.

    Args:
        run: the call so far, changed in place.
        words: what the agent says or does.
        without: acts that are not understood.
        alone: read the words without what was said before; the same words are then read only once.
    """
    number = run.state.turn + 1
    scenario = run.scenario
    if isinstance(words, str):
        text = _filled(words, scenario)
        analysis = _read(scenario.id, text) if alone else analyst().analyse(text, _context(run, number))
        acts = tuple(act for act in analysis.acts if act.id not in without)
        analysis = replace(analysis, turn=number, acts=acts)
        run.acts[number] = tuple(act.id for act in analysis.acts)
        said = AgentTurn(turn=number, text=text, analysis=analysis)
    else:
        args = tuple((key, value) for key, value in words.items() if key != "do")
        text = f"({words['do']})"
        said = AgentTurn(turn=number, action=words["do"], args=args)  # type: ignore[arg-type]  # data of ours
    run.turns.append(Turn(len(run.turns) + 1, "agent" if isinstance(words, str) else "system", text))
    _take(run, step(scenario, load_library("zh"), run.state, said))


def _context(run: Run, number: int) -> Context:
    scenario = run.scenario
    return Context(
        turn=number,
        role="agent",
        history=tuple(run.turns),
        terms=scenario.terms,
        casefile=scenario.casefile,
        gives=scenario.gives,
        verified=sum(key.startswith("verified.") for key in run.state.memory.notes),
        needed=scenario.verify,
    )


@cache
def _read(name: str, text: str) -> Analysis:
    return analyst().analyse(text, Context(turn=1, role="agent", terms=cast(name, 0).terms, gives=cast(name, 0).gives))


def _take(run: Run, events: Sequence[Event]) -> None:
    for event in events:
        run.events.append(event)
        run.state = fold(run.state, event)
        if event.kind == "customer.said":
            parts = [part for part in event.data["parts"] if isinstance(part, dict)]  # type: ignore[union-attr]
            moves = " ".join(dict.fromkeys(str(part["move"]) for part in parts))
            words = "".join(str(part["text"]) for part in parts)
            run.turns.append(Turn(len(run.turns) + 1, "customer", words, source=moves))


def _filled(text: str, scenario: Scenario) -> str:
    for name, value in {**scenario.variables, **scenario.gives}.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text
