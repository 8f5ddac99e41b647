"""A rehearsal leaves no trace and changes nothing."""

import pytest

from trainer.language import Analyst
from trainer.packs.lexicon import load_lexicon
from trainer.packs.library import load_library
from trainer.packs.patterns import compile_patterns
from trainer.packs.places import bundled, find, folders
from trainer.packs.rubric import load_rubric
from trainer.packs.scenario import load_scenario
from trainer.practice import Scene, Session, rehearse


class Kept:
    """A log that keeps events in a list."""

    def __init__(self):
        self.events = []

    def create(self, header, events=()):
        self.events.extend(events)

    def append(self, session_id, events):
        self.events.extend(events)

    def branch(self, header):
        raise AssertionError


@pytest.fixture(scope="module")
def cast():
    lexicon = load_lexicon("zh")
    scenario = load_scenario(bundled("scenarios") / "sc01_claim_delay.yaml", 5, "zh")
    rubric = load_rubric(find("rubrics", "course", folders("rubrics")))
    return Scene(scenario, load_library("zh"), Analyst(lexicon, compile_patterns), lexicon.digest, rubric.digest)


def played(scene):
    log = Kept()
    session = Session(scene, log, "x")
    session.opening()
    session.say("您好，云杉人寿，您慢慢说。")
    session.say("三次都没回音，换谁都着急。")
    return log.events


def test_a_rehearsal_changes_nothing_of_the_call_that_follows(cast):
    before = played(cast)
    assert rehearse(cast) >= 3
    assert played(cast) == before
