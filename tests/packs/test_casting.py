"""The cast: fixed by the seed alone, different between seeds, and nobody real."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.packs.casting import CHECK_DIGITS, CHECK_WEIGHTS, Draw
from trainer.packs.scenario import load_scenario

SMALL = Path(__file__).with_name("data") / "small.yaml"
CHILD = """
import json, sys
from pathlib import Path
from trainer.packs.scenario import load_scenario
casts = {f"{language}{seed}": dict(load_scenario(Path(sys.argv[1]), seed, language).variables)
         for language in ("zh", "en") for seed in range(12)}
print(json.dumps(casts))
"""


def cast_in_child(hash_seed: str) -> dict[str, dict[str, str]]:
    environment = {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(SMALL.parents[3]), "PATH": ""}
    done = subprocess.run([sys.executable, "-c", CHILD, str(SMALL)], env=environment, capture_output=True, check=True)
    return json.loads(done.stdout)


def test_two_processes_with_other_hash_seeds_draw_the_same_cast():
    first, second = cast_in_child("1"), cast_in_child("4242")
    assert first == second
    assert first["zh3"] == dict(load_scenario(SMALL, 3).variables)


def test_seeds_differ():
    names = {load_scenario(SMALL, seed).variables["name"] for seed in range(40)}
    numbers = {load_scenario(SMALL, seed).variables["policy_no"] for seed in range(40)}
    assert len(names) > 20
    assert len(numbers) == 40


def test_one_more_variable_moves_no_other(desk):
    before = load_scenario(desk.path, 5).variables
    desk.change("  fee:", "  extra: \"{{ pick('a', 'b') }}\"\n  fee:")
    after = load_scenario(desk.path, 5).variables
    assert {name: after[name] for name in before} == dict(before)


def test_frozen_variables_win_over_the_seed():
    scene = load_scenario(SMALL, 5, frozen={"name": "赵一", "fee": "700"})
    assert "赵一" in scene.persona.who
    assert "700" in scene.brief
    assert scene.variables["policy_no"] == load_scenario(SMALL, 5).variables["policy_no"]


@settings(deadline=None)
@given(st.integers(0, 2**40))
def test_identity_numbers_have_the_right_shape_and_a_wrong_check_digit(seed):
    number = Draw((seed,), "zh", "2026-01-01").fake_id()
    assert len(number) == 18
    assert number.isdigit()
    assert 1950 <= int(number[6:10]) <= 1999
    assert 1 <= int(number[10:12]) <= 12
    total = sum(int(digit) * factor for digit, factor in zip(number, CHECK_WEIGHTS, strict=False))
    assert CHECK_DIGITS[total % 11] != number[-1]


@settings(deadline=None)
@given(st.integers(0, 2**40), st.sampled_from(["zh", "en"]))
def test_phones_are_masked(seed, language):
    phone = Draw((seed,), language, "2026-01-01").mask_phone()
    assert phone[3:7] == "****"
    assert phone[0] == "1"
    assert len(phone) == 11


@settings(deadline=None)
@given(st.integers(0, 2**40), st.integers(-50, 50), st.integers(0, 90))
def test_whole_numbers_stay_within_their_bounds(seed, low, width):
    assert low <= Draw((seed,), "zh", "2026-01-01").randint(low, low + width) <= low + width


@pytest.mark.parametrize(("language", "said"), [("zh", "3月1日"), ("en", "March 1")])
def test_dates_are_said_in_the_language(language, said):
    assert Draw((1,), language, "2026-02-28").cn_date(1) == said


def test_each_call_of_a_template_is_a_draw_of_its_own():
    draw = Draw((1,), "zh", "2026-01-01")
    assert len({draw.digits(12) for _ in range(20)}) == 20


def test_names_come_in_the_order_of_the_language():
    chinese, english = Draw((3,), "zh", "2026-01-01").name(), Draw((3,), "en", "2026-01-01").name()
    assert " " not in chinese
    assert len(english.split()) == 2
    assert all(Draw((seed,), language, "2026-01-01").city() for seed in range(5) for language in ("zh", "en"))
