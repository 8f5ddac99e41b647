"""The one file that introduces the rooms to each other: packs, store, engines, words.

Screens and commands ask a ``House`` for what they need and hold none of the wiring. Rooms are imported when they are
first asked for, so that the first screen and ``--help`` come at once. Not here: rules, SQL, sentences, and what
screens and commands make of the values (``desk``).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from trainer.model.assessment import Scored
from trainer.model.errors import TrainerError
from trainer.settings import append_log, choose_language, find_paths, read_settings, with_choice, write_settings
from trainer.words import LANGUAGES, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trainer.language import Analyst
    from trainer.model.errors import Problem
    from trainer.model.library import Library
    from trainer.model.rubric import Rubric
    from trainer.model.scenario import Card, Scenario
    from trainer.model.session import SessionRecord
    from trainer.model.transcript import Json, Language
    from trainer.packs.places import Kind
    from trainer.practice import Scene, Session
    from trainer.scoring import Case
    from trainer.settings import Paths
    from trainer.store import Store

__all__ = ["SEEDS", "House", "Scored", "SystemClock", "new_seed"]
SEEDS = 1_000_000


def new_seed() -> int:
    """Return a seed that nobody can foresee; the only chance in the whole program."""
    import secrets

    return secrets.randbelow(SEEDS)


class SystemClock:
    """The time of this machine."""

    def now(self) -> str:
        """Return the present moment in UTC to the second."""
        return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")  # noqa: TID251 -- the one clock


class House:
    """Everything wired. One house serves one process; ``close`` gives the database back."""

    def __init__(self, paths: Paths | None = None, language: str = "", clock: SystemClock | None = None) -> None:
        self.paths = paths or find_paths()
        self.settings = read_settings(self.paths.config)
        self.words = Words(language or choose_language(self.settings))
        self.clock = clock or SystemClock()
        self._analysts: dict[str, Analyst] = {}
        self._lexicons: dict[str, str] = {}
        self._sees: dict[str, frozenset[str]] = {}
        self._warm: set[tuple[str, str]] = set()
        self._libraries: dict[str, Library] = {}
        self._rubrics: dict[str, Rubric] = {}

    @property
    def language(self) -> Language:
        """Return the language of interface and content."""
        return cast("Language", self.words.language)

    @cached_property
    def store(self) -> Store:
        """Open the database when it is first needed."""
        from trainer.store import Store

        return Store(self.paths.database, self.clock)

    def close(self) -> None:
        """Close the database if it was opened."""
        if "store" in self.__dict__:
            self.store.close()

    # ---- choices -------------------------------------------------------------------------------------------

    def remember(self, **choices: str) -> None:
        """Keep a choice for the next start."""
        self.settings = with_choice(self.settings, **choices)
        write_settings(self.paths.config, self.settings)

    def switch_language(self) -> None:
        """Go to the other language and remember it."""
        at = LANGUAGES.index(self.words.language)
        self.words.language = LANGUAGES[(at + 1) % len(LANGUAGES)]
        self.remember(language=self.words.language)

    def note_crash(self, error: Exception | None) -> str:
        """Write where it happened to the private log, without values or words; return the log's path."""
        import traceback

        frames = traceback.extract_tb(error.__traceback__) if error is not None else []
        where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}:{frame.name}" for frame in reversed(frames))
        append_log(self.paths.log, f"{self.clock.now()} {type(error).__name__} {where}")
        return str(self.paths.log)

    # ---- packs ---------------------------------------------------------------------------------------------

    def bundled(self, kind: Kind) -> Path:
        """Return the folder of shipped packs."""
        from trainer.packs.places import bundled

        return bundled(kind)

    def folders(self, kind: Kind) -> tuple[Path, ...]:
        """Return the folders that are searched for packs."""
        from trainer.packs.places import folders

        return folders(kind, user=self.paths.packs)

    def cards(self) -> tuple[Card, ...]:
        """Return the catalogue."""
        from trainer.packs.catalogue import cards

        return cards(self.folders("scenarios"))

    def card(self, scene: str) -> Card:
        """Return one card of the catalogue; see ``catalogue.find_card`` for what it raises."""
        from trainer.packs.catalogue import find_card

        return find_card(self.folders("scenarios"), scene)

    def scenario(self, scene: str, seed: int, language: str = "", frozen: Mapping[str, str] | None = None) -> Scenario:
        """Build a scene under a seed, in the language of the house where the scene has it.

        ``frozen`` are the variables of an earlier cast: a session keeps its names and figures for ever.
        """
        from trainer.packs.scenario import load_scenario

        card = self.card(scene)
        wanted = cast("Language", language or self.language)
        return load_scenario(Path(card.path), seed, wanted if wanted in card.languages else card.languages[0], frozen)

    def rubric(self, rubric: str = "course") -> Rubric:
        """Return a rubric; TrainerError where there is none, PackError where its file is wrong."""
        from trainer.packs.places import find
        from trainer.packs.rubric import load_rubric

        if rubric not in self._rubrics:
            if not any(path.stem == rubric for path in self.rubric_files()):
                raise TrainerError("app.unknown_rubric", {"id": rubric})
            self._rubrics[rubric] = load_rubric(find("rubrics", rubric, self.folders("rubrics")))
        return self._rubrics[rubric]

    def rubric_files(self) -> tuple[Path, ...]:
        """Return every rubric file."""
        from trainer.packs.places import pack_files

        return tuple(pack_files(self.folders("rubrics"), "rubrics"))

    def lint(self, path: Path) -> tuple[Problem, ...]:
        """Return every mistake in a pack file."""
        from trainer.packs.lint import lint

        return lint(path)

    def analyst(self, language: str = "") -> Analyst:
        """Return the recogniser of one language."""
        from trainer.language import Analyst
        from trainer.packs.lexicon import load_lexicon
        from trainer.packs.patterns import compile_patterns

        code = cast("Language", language or self.language)
        if code not in self._analysts:
            lexicon = load_lexicon(code)
            self._analysts[code] = Analyst(lexicon, compile_patterns)
            self._lexicons[code] = lexicon.digest
            self._sees[code] = frozenset(rule.act for rule in lexicon.rules)
        return self._analysts[code]

    def lexicon_digest(self, language: str) -> str:
        """Return which lexicon the recogniser of a language was made of."""
        self.analyst(language)
        return self._lexicons[language]

    def library(self, language: str = "") -> Library:
        """Return the generic customer of one language."""
        from trainer.packs.library import load_library

        code = cast("Language", language or self.language)
        if code not in self._libraries:
            self._libraries[code] = load_library(code)
        return self._libraries[code]

    # ---- sessions ------------------------------------------------------------------------------------------

    def open(self, scene: str, seed: int, language: str = "") -> Session:
        """Cast a scene for a new session; nothing is kept before its ``opening``."""
        from trainer.practice import Session

        return Session(self._scene(self.scenario(scene, seed, language)), self.store, self.new_id())

    def resume(self, session_id: str) -> Session:
        """Take a session up where it stands, in its own language."""
        from trainer.practice import Session

        events = self.store.events(session_id)
        head = self.store.session(session_id).header
        drawn = events[0].data.get("vars") if events else None
        frozen = {name: str(value) for name, value in drawn.items()} if isinstance(drawn, dict) else None
        scenario = self.scenario(head.scenario, head.seed, head.language, frozen)
        return Session(self._scene(scenario), self.store, session_id, head.mode, events)

    def branch(self, session: Session, turn: int) -> Session:
        """Go back to before an agent turn; the line that was said stays where it is."""
        return session.branch(turn, self.new_id())

    def _scene(self, scenario: Scenario) -> Scene:
        from trainer.practice import Scene, rehearse

        digest = self.lexicon_digest(scenario.language)
        rubric = self.rubric(scenario.rubric)
        scene = Scene(scenario, self.library(scenario.language), self.analyst(scenario.language), digest, rubric.digest)
        if (scenario.id, scenario.language) not in self._warm:
            self._warm.add((scenario.id, scenario.language))
            rehearse(scene)
        return scene

    @staticmethod
    def new_id() -> str:
        """Return a name for a session that no other has."""
        import secrets

        return secrets.token_hex(6)

    def unfinished(self) -> SessionRecord | None:
        """Return the session that was left last."""
        return next(iter(self.store.unfinished()), None)

    def draft(self, session_id: str) -> str:
        """Return what was typed and not sent."""
        kept = self.store.draft(session_id)
        return kept.text if kept else ""

    def is_branch(self, session: Session) -> bool:
        """Tell whether a session left another one."""
        return bool(session.events) and bool(self.store.session(session.id).header.parent_id)

    # ---- judging -------------------------------------------------------------------------------------------

    def score_session(self, session: Session) -> Scored:
        """Judge a session and keep the result beside all earlier ones."""
        from trainer.customer import ENGINE
        from trainer.model.digest import canonical
        from trainer.scoring import Case

        rubric = self.rubric(session.scenario.rubric)
        case = Case(session.transcript(), session.analyses(), rubric, session.moods(), engine=ENGINE)
        scored = self._judge(replace(case, sees=self._sees.get(session.scenario.language)))
        sheet = self.score_json(scored)
        if not (kept := self.store.assessments(session.id)) or canonical(dict(kept[-1].data)) != canonical(sheet):
            self.store.save_assessment(session.id, scored.assessment.versions, sheet)
        return scored

    def score_file(self, path: Path, rubric: str = "course") -> tuple[Scored, ...]:
        """Judge every conversation in a file of our own format; what comes back holds no personal data."""
        from trainer.formats.native import read_native
        from trainer.privacy import discreet
        from trainer.scoring import Case

        found = []
        for transcript in read_native(path):
            analyst = self.analyst(transcript.language)
            case = Case(transcript, analyst.analyse_all(transcript), self.rubric(rubric))
            found.append(discreet(self._judge(replace(case, sees=self._sees[transcript.language]))))
        return tuple(found)

    def _judge(self, case: Case) -> Scored:
        from trainer.scoring import assess, standing

        assessment = assess(case)
        return Scored(case.transcript, case.rubric, assessment, standing(assessment, case.rubric))

    def score_json(self, scored: Scored) -> dict[str, Json]:
        """Return a judged conversation as the contract's object."""
        from trainer.scoring import to_json

        return to_json(scored.assessment, scored.standing, scored.rubric, self.words)
