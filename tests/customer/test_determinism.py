"""The same scene, seed and turns give the same events, whatever the process."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from trainer.customer import fold, initial, opening

KIT = Path(__file__).with_name("kit.py")
ROOT = KIT.parents[2]


def run(seed):
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, str(KIT)], env=env, capture_output=True, encoding="utf-8", check=True)
    return done.stdout


def test_two_processes_with_different_hash_seeds_agree():
    assert run("1") == run("4242")
    assert len(run("1")) == 32


def test_state_is_nothing_but_the_fold_of_the_events(kit):
    call = kit.golden()
    state = initial(call.scene, call.library)
    for event in call.events:
        state = fold(state, event)
    assert state == call.state
    assert state.ending is not None


def test_another_seed_gives_other_words_but_the_same_first_mood(kit):
    openings = set()
    for seed in range(20):
        scene = replace(kit.SCENE, seed=seed, opening=kit.lines("o", *"甲乙丙丁"))
        events = opening(scene, kit.LIBRARY, initial(scene, kit.LIBRARY))
        openings.add(events[-1].data["parts"][0]["text"])
        assert events[0].data["anger"] == 76
    assert len(openings) > 2


def test_events_carry_whole_numbers_only(kit):
    def floats(value):
        if isinstance(value, dict):
            return any(floats(item) for item in value.values())
        if isinstance(value, list):
            return any(floats(item) for item in value)
        return isinstance(value, float)

    assert not any(floats(dict(event.data)) for event in kit.golden().events)


def test_sequence_numbers_rise_by_one(kit):
    assert [event.seq for event in kit.golden().events] == list(range(1, len(kit.golden().events) + 1))
