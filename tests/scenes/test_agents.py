"""The shipped scenes, played by scripted agents: who wins, who does not, and that no secret gets out."""

from collections import Counter

import pytest

from tests.scenes.robots import SCENES, Robot, Run, begin, play, robots, scene, turn
from trainer.model.digest import weight
from trainer.model.library import MOODS

SEEDS = 20
FEW = 4
GOOD = ("good_first", "good_second")
UNFEELING = (
    "empathize",
    "validate",
    "condolence",
    "care",
    "apologize",
    "paraphrase",
    "cue_pickup",
    "reassure",
    "use_history",
)
HOPELESS = ("rude", "silent", "mute", "parrot", "stuffer", "apologiser", "cold", "gibberish", "injector")
MIXED = (
    "rude",
    "silent",
    "parrot",
    "stuffer",
    "cold",
    "incurious",
    "wrong_order",
    "over_promiser",
    "good_first",
    "good_second",
)
LEAK_RUNS = 1_000
LEAK_TURNS, CASTS = 8, 12


def runs(name: str, robot: str, seeds: int) -> list[Run]:
    return [play(scene(name, seed), robots(name)[robot]) for seed in range(seeds)]


def told(found: list[Run]) -> str:
    worst = next((run for run in found if run.quality != "best"), found[0])
    return f"{Counter(run.ending for run in found)}\n{worst.text()}"


@pytest.mark.parametrize("robot", GOOD)
@pytest.mark.parametrize("name", SCENES)
def test_a_good_agent_reaches_the_best_ending(name: str, robot: str) -> None:
    found = runs(name, robot, SEEDS)
    assert sum(run.quality == "best" for run in found) >= SEEDS - 1, told(found)


@pytest.mark.parametrize("robot", HOPELESS)
@pytest.mark.parametrize("name", SCENES)
def test_an_agent_who_does_badly_never_ends_well(name: str, robot: str) -> None:
    for run in runs(name, robot, FEW):
        assert run.quality in {"bad", "left"}, run.text()


@pytest.mark.parametrize("robot", ["incurious", "wrong_order"])
@pytest.mark.parametrize("name", SCENES)
def test_an_agent_without_curiosity_or_order_misses_the_best_ending(name: str, robot: str) -> None:
    for run in runs(name, robot, FEW):
        assert run.quality != "best", run.text()


@pytest.mark.parametrize("name", SCENES)
def test_promises_end_badly_however_well_they_sound(name: str) -> None:
    for run in runs(name, "over_promiser", FEW):
        assert run.quality in {"bad", "left"}, run.text()


@pytest.mark.parametrize("name", SCENES)
def test_the_key_secrets_stay_closed_to_an_agent_without_feeling(name: str) -> None:
    open_with, open_without = 0, 0
    for seed in range(SEEDS // 2):
        made = scene(name, seed)
        robot = robots(name)["good_first"]
        warm, cold = play(made, robot), play(made, robot, without=UNFEELING)
        open_with += warm.quality == "best"
        open_without += cold.quality == "best"
    assert open_with - open_without >= SEEDS // 4, (open_with, open_without)


@pytest.mark.parametrize("name", SCENES)
def test_no_secret_word_is_said_before_its_secret_is_out(name: str) -> None:
    for seed in range(LEAK_RUNS):
        run = wander(name, seed)
        leaks = leaked(run)
        assert not leaks, f"seed {seed}: {leaks}\n{run.text()}"


def wander(name: str, seed: int) -> Run:
    """Play a call in which every turn comes from another agent, at random by the seed."""
    run = begin(scene(name, seed % CASTS, seed))
    known = robots(name)
    for number in range(LEAK_TURNS):
        if run.state.ending is not None:
            break
        robot = known[MIXED[weight(seed, number, "who") % len(MIXED)]]
        turn(run, _any(run, robot, weight(seed, number, "what")), alone=True)
    return run


def _any(run: Run, robot: Robot, draw: int) -> object:
    if robot.echo:
        return run.turns[-1].text
    lines = [*robot.script, *(line for chains in robot.reply.values() for chain in chains for line in chain)]
    return lines[draw % len(lines)]


def leaked(run: Run) -> list[tuple[int, str]]:
    """Return the turns and words in which a locked term came before its secret was told in full."""
    stands = {fact.id: "hidden" for fact in run.scenario.facts}
    found = []
    by_turn: dict[int, list[str]] = {}
    for event in run.events:
        if event.kind == "fact":
            stands[str(event.data["id"])] = str(event.data["state"])
        if event.kind != "customer.said":
            continue
        text = "".join(str(part["text"]) for part in event.data["parts"])
        by_turn[event.at_turn] = [
            term
            for fact in run.scenario.facts
            if stands[fact.id] not in {"full", "addressed"}
            for term in fact.locked_terms
            if term in text
        ]
        found += [(event.at_turn, term) for term in by_turn[event.at_turn]]
    return found


@pytest.mark.parametrize("name", SCENES)
def test_seeds_give_different_calls(name: str) -> None:
    texts = {play(scene(name, seed), robots(name)["good_first"]).text() for seed in range(8)}
    assert len(texts) == 8


@pytest.mark.parametrize("name", SCENES)
def test_a_good_call_has_a_humane_length_and_warms_the_customer(name: str) -> None:
    for run in runs(name, "good_first", FEW):
        assert 8 <= run.state.turn <= 30, run.text()
        first = next(event for event in run.events if event.kind == "mood")
        assert run.state.mood.points("trust") > first.data["trust"] + 15
        assert all(0 <= run.state.mood.points(mood) <= 100 for mood in MOODS)
