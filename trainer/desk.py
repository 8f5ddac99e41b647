"""What screens and plain lines both show: names, reasons, histories, endings, made of the house's values.

A ``Desk`` is the house with the questions that people ask. Not here: wiring (``app``), layout (``tui``, ``cli``).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.app import House
from trainer.model.errors import TrainerError
from trainer.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trainer.app import Scored, SystemClock
    from trainer.model.assessment import Evidence, Mark
    from trainer.model.errors import Problem
    from trainer.model.rubric import Criterion, Rubric
    from trainer.model.scenario import Scenario, Texts
    from trainer.model.session import SessionRecord
    from trainer.model.transcript import Json, Role
    from trainer.practice import Session
    from trainer.settings import Paths

OTHER: Mapping[str, Role] = {"agent": "customer", "customer": "agent", "third": "agent", "system": "agent"}
SHORT = 6
SHOWN_WORDS = 6


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One session in the history; ``depth`` counts the branches above it."""

    id: str
    depth: int
    started: str
    title: str
    turns: int
    overall: int | None
    state: str


class Desk(House):
    """The house, with words."""

    def __init__(self, paths: Paths | None = None, language: str = "", clock: SystemClock | None = None) -> None:
        super().__init__(paths, language, clock)
        self._titles: dict[tuple[str, str], Mapping[str, str]] = {}

    # ---- sessions ------------------------------------------------------------------------------------------

    def history(self) -> tuple[HistoryLine, ...]:
        """Return all sessions, branches below the call they left."""
        from trainer.practice import tree

        rows = [row for node in tree(self.store.sessions()) for row in node.flat()]
        return tuple(self._line(depth, record) for depth, record in rows)

    def _line(self, depth: int, record: SessionRecord) -> HistoryLine:
        judged = self.store.assessments(record.header.id)
        overall = judged[-1].data.get("overall") if judged else None
        return HistoryLine(
            record.header.id,
            depth,
            moment(record.started_at),
            record.header.title,
            record.turns,
            overall if isinstance(overall, int) else None,
            self.state_of(record),
        )

    def state_of(self, record: SessionRecord) -> str:
        """Return how a session ended, or that it has not."""
        if not record.ended_at:
            return self.words("cli.history.open")
        return self._ending_titles(record.header.scenario).get(record.ending) or record.ending

    def _ending_titles(self, scene: str) -> Mapping[str, str]:
        """Return the endings of a scene by id, read once; none where the scene is gone or broken."""
        known = self._titles.get((scene, self.language))
        if known is None:
            try:
                endings = self.scenario(scene, 1).endings
            except TrainerError:
                endings = ()
            known = self._titles[scene, self.language] = {one.id: self.words.pick(one.title) for one in endings}
        return known

    def ending(self, session: Session) -> tuple[str, str]:
        """Return title and epilogue of how a session ended, both empty before."""
        ended = session.state.ending
        if ended is None:
            return "", ""
        found = next((one for one in session.scenario.endings if one.id == ended), None)
        if found is not None:
            return self.words.pick(found.title) or found.id, found.epilogue
        key = f"label.ending.{ended}"
        return (self.words(key) if self.words.has(key) else ended), ""

    def short_of_best(self, session: Session) -> tuple[str, ...]:
        """Return what kept an ended call from its best ending, in words; nothing where it was reached."""
        from trainer.customer import short_of_best
        from trainer.rules import tell

        told = short_of_best(session.scenario, session.state)
        if told is None or told.result or not session.ended:
            return ()
        return tell(told, self.words, lambda call, one: self._stands_for(session.scenario, call, one))

    def _stands_for(self, scenario: Scenario, call: str, one: str) -> str:
        """Return the words of a scene that an id stands for: what the customer says of it."""
        lines = {
            "fact": {fact.id: fact.full for fact in scenario.facts},
            "settled": {concern.id: concern.say for concern in scenario.concerns},
            "offered": {offer.id: offer.react for offer in scenario.offers},
            "fallen": {trap.id: trap.bait for trap in scenario.traps},
            "passed": {trap.id: trap.bait for trap in scenario.traps},
            "told": {inform.id: inform.right for inform in scenario.informs},
        }
        known = lines.get(call, {}).get(one)
        if known:
            return known[0].text
        key = f"why.name.{one}"
        return self.words(key) if self.words.has(key) else one

    def relatives(self, session: Session) -> Mapping[str, str]:
        """Return the sessions that share a beginning with this one, by id, with a line that tells them apart."""
        own = self.store.session(session.id).header.parent_id
        near = [*self.store.children(session.id), *([self.store.session(own)] if own else [])]
        return {
            one.header.id: self.words(
                "cli.history.line",
                id=one.header.id[:SHORT],
                started=moment(one.started_at),
                title=one.header.title,
                state=self.state_of(one),
            )
            for one in near
        }

    def verify(self, session: Session) -> tuple[str, bool]:
        """Compute a session again; return the sentence that tells the result, and whether it is the same."""
        from trainer.practice import replay

        again = replay(session.scene, session.events)
        match again.verdict:
            case "same":
                return self.words("cli.replay.same", events=again.checked), True
            case "drift":
                return self.words("cli.replay.drift", what=", ".join(again.drift)), False
            case _:
                return self.words("cli.replay.differs", seq=again.seq), False

    # ---- scores --------------------------------------------------------------------------------------------

    def gaps(self, session: Session, scored: Scored) -> tuple[tuple[str, int, int | None], ...]:
        """Return (dimension, own rating 1-5, machine 0-100 or None) for what the trainee rated."""
        from trainer.scoring import gap

        found = gap(session.rated, scored.assessment, scored.rubric)
        return tuple((one.dimension, one.own, one.machine) for one in found if one.own is not None)

    def why(self, evidence: Evidence) -> str:
        """Return the sentence that says why a piece of evidence counts."""
        from trainer.scoring import why

        return why(evidence, self.words)

    def reason(self, mark: Mark, criterion: Criterion) -> str:
        """Return why there is no level: the rubric's own words where it has some, else the scorer's."""
        from trainer.scoring import reason

        own = self.words.pick(criterion.unjudged) if mark.verdict == "not_judged" else ""
        return own or reason(mark, self.words)

    def criterion_name(self, criterion: str) -> str:
        """Return the name of a criterion of the standard rubric, its id where there is none."""
        return self.rule_name(criterion)

    def rule_name(self, rule: str, rubric: Rubric | None = None) -> str:
        """Return the name of a criterion, red line or major of a rubric, the standard one by default."""
        return self.words.pick(self._texts(rule, rubric or self.rubric())[0]) or rule

    def better(self, rule: str) -> str:
        """Return the better wording of a criterion, red line or major."""
        return self.words.pick(self._texts(rule, self.rubric())[1])

    @staticmethod
    def _texts(rule: str, rubric: Rubric) -> tuple[Texts, Texts]:
        texts: dict[str, tuple[Texts, Texts]] = {one.id: (one.name, one.better) for one in rubric.criteria}
        texts |= {one.id: (one.name, one.better) for one in rubric.red_lines}
        texts |= {one.id: (one.name, one.better) for one in rubric.majors}
        return texts.get(rule, ({}, {}))

    def file_lines(self, casefile: Mapping[str, Json], depth: int = 0) -> Iterator[str]:
        """Yield a case file as indented lines; known keys are called by their names, others stand as written."""
        pad = "  " * depth
        for key, entry in casefile.items():
            name = self._named("file", key)
            if isinstance(entry, dict):
                yield f"{pad}{name}"
                yield from self.file_lines(entry, depth + 1)
            elif isinstance(entry, list):
                yield f"{pad}{name}"
                yield from (f"{pad}  - {item}" for item in entry)
            else:
                yield f"{pad}{name}: {self._named('value', str(entry))}"

    def _named(self, kind: str, text: str) -> str:
        key = f"label.{kind}.{text}"
        return self.words(key) if self.words.has(key) else text

    # ---- packs and files -----------------------------------------------------------------------------------

    def analyse_file(self, path: Path) -> Iterator[str]:
        """Yield the answer to every line of an analysis request file."""
        from trainer.formats.analyse_lines import read_requests, write_answer
        from trainer.language import Context
        from trainer.model.transcript import Turn
        from trainer.privacy import discreet_analysis

        for request in read_requests(path, self.language):
            said = (Turn(1, OTHER[request.role], request.context),) if request.context else ()
            context = Context(turn=2, role=request.role, history=said, language=request.language)
            analysis = self.analyst(request.language).analyse(request.text, context)
            yield write_answer(*discreet_analysis(request, analysis))

    def pack_files(self) -> tuple[Path, ...]:
        """Return every pack file, readable or not: scenes first."""
        from trainer.packs.places import pack_files

        return (*pack_files(self.folders("scenarios"), "scenarios"), *self.rubric_files())

    def faults(self) -> tuple[Problem, ...]:
        """Return what keeps scene files out of the catalogue."""
        from trainer.packs.catalogue import catalogue

        return catalogue(self.folders("scenarios")).faults

    def pack_names(self) -> Mapping[str, Mapping[str, str]]:
        """Return what packs may name, each with what it means: acts of both sides, topics."""
        from trainer.packs.lexicon import load_lexicon
        from trainer.packs.vocabulary import AGENT_ACTS, CUSTOMER_ACTS, MEMORY_ACTS

        rings = {ring.id: " | ".join(ring.words[:SHOWN_WORDS]) for ring in load_lexicon(self.language).rings}
        return {
            "agent": {act: self.words(f"why.name.{act}") for act in sorted(AGENT_ACTS | MEMORY_ACTS)},
            "customer": {act: self.words(f"why.name.{act}") for act in sorted(CUSTOMER_ACTS)},
            "topics": dict(sorted(rings.items())),
        }

    def examples(self) -> tuple[Path, ...]:
        """Return the transcripts that came along."""
        return tuple(sorted(path for path in self.bundled("transcripts").glob("*.json")))

    @staticmethod
    def topic(path: Path) -> str:
        """Return what a transcript is about, as its writer says; nothing where it cannot be read."""
        try:
            value = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ""
        return str(value.get("topic", "")) if isinstance(value, dict) else ""

    def examine(self, what: str) -> str:
        """Look at one part of the machine for ``doctor`` and return what was found.

        Raises:
            TrainerError: it does not work.
        """
        match what:
            case "sqlite":
                return self.store.engine_version()
            case "database":
                return str(self.store.path)
            case "packs":
                faults = [problem for path in self.pack_files() for problem in self.lint(path)]
                broken = sum(problem.severity == "error" for problem in faults)
                if broken:
                    raise TrainerError("app.broken_packs", {"count": broken})
                return ", ".join(card.id for card in self.cards())
            case _:
                return ", ".join(f"{code} {self.lexicon_digest(code)[:8]}" for code in LANGUAGES)


def moment(stamp: str) -> str:
    """Return an ISO time in UTC as people here read it: local, to the minute."""
    return datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M") if stamp else ""
