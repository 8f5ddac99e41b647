"""The texts of the shipped scenes and of the generic customer: complete in both languages, and no secret in the open."""

import re
from collections.abc import Iterator, Mapping

import pytest
import yaml

from tests.scenes.robots import ROOT, SCENES, begin, scene, turn
from trainer.customer.env import condition
from trainer.model.library import MOODS
from trainer.model.scenario import Scenario
from trainer.packs.library import load_library
from trainer.packs.scenario import load_scenario
from trainer.packs.vocabulary import AGENT_ACTS

CJK = re.compile(r"[\u3400-\u9fff]")
HALF = re.compile(r"[\u3400-\u9fff][,!?;:](?=[\u3400-\u9fff])")
OFTEN = {"filler", "filler_elderly", "vague_time", "unanswered", "silence", "silence_elderly", "unclear", "supervisor"}
TIERS = {"leave", "reaction", "escalation", "content", "initiative", "filler"}


def lines(value: object) -> Iterator[str]:
    """Yield every text in a tree of a scene."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from lines(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from lines(item)


def spoken(made: Scenario) -> dict[str, tuple[str, ...]]:
    """Return what the customer can say outside the full telling of a secret, by place."""
    found: dict[str, tuple[str, ...]] = {"opening": tuple(line.text for line in made.opening)}
    for concern in made.concerns:
        found[concern.id] = tuple(line.text for line in (*concern.say, *concern.again, *concern.reopen))
    for fact in made.facts:
        found[fact.id] = tuple(line.text for line in (*fact.hint, *fact.part))
    for offer in made.offers:
        found[offer.id] = tuple(line.text for line in (*offer.early, *(() if offer.after else offer.react)))
    for trap in made.traps:
        found[trap.id] = tuple(line.text for line in (*trap.bait, *trap.after_bad, *trap.after_good))
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", SCENES)
def test_no_locked_word_stands_outside_its_secret(name: str, language: str) -> None:
    for seed in range(5):
        made = load_scenario(ROOT / "scenarios" / f"{name}.yaml", seed, language)  # type: ignore[arg-type]  # zh or en
        for place, texts in spoken(made).items():
            for fact in made.facts:
                leaked = [(term, text) for term in fact.locked_terms for text in texts if term in text]
                assert not leaked, (place, leaked)


@pytest.mark.parametrize("name", SCENES)
def test_every_secret_has_words_that_are_locked(name: str) -> None:
    for fact in scene(name, 0).facts:
        assert fact.locked_terms
        for line in fact.full:
            assert any(term in line.text for term in fact.locked_terms), line.text


@pytest.mark.parametrize("name", SCENES)
def test_the_english_scene_is_english(name: str) -> None:
    for seed in range(5):
        made = load_scenario(ROOT / "scenarios" / f"{name}.yaml", seed, "en")
        texts = [text for place in spoken(made).values() for text in place]
        texts += [made.brief, made.persona.who, *lines(made.casefile), *lines(made.answers)]
        texts += [ending.epilogue for ending in made.endings]
        texts += [note.text for note in (*made.knowledge, *made.law)]
        foreign = [text for text in texts if CJK.search(text)]
        assert not foreign, foreign


@pytest.mark.parametrize("name", SCENES)
def test_a_scene_has_the_parts_that_make_it_worth_playing(name: str) -> None:
    made = scene(name, 0)
    assert {"best", "ok", "bad", "left"} <= {ending.quality for ending in made.endings}
    assert len(made.endings) >= 4
    assert len(made.traps) >= 2
    assert len(made.concerns) + len(made.informs) >= 4
    assert 3 <= len(made.facts) <= 5
    assert len(made.knowledge) >= 4
    assert any(len(line.parts) > 1 for line in made.opening)
    assert all(ending.epilogue and ending.title["zh"] and ending.title["en"] for ending in made.endings)
    assert all(len(concern.again) >= 3 for concern in made.concerns)
    assert all(made.answers.get(stage) for stage in ("open", "ack", "probe", "solve", "close"))
    assert made.never


@pytest.mark.parametrize("name", SCENES)
def test_chinese_lines_use_chinese_punctuation(name: str) -> None:
    texts = list(lines(list(spoken(scene(name, 0)).values())))
    texts += [
        text
        for behaviour in load_library("zh").behaviours
        for of in behaviour.lines.values()
        for text in lines([line.text for line in of])
    ]
    assert not [text for text in texts if HALF.search(text)]


def author_tests() -> Iterator[tuple[str, dict[str, object]]]:
    for name in SCENES:
        tree = yaml.safe_load((ROOT / "scenarios" / f"{name}.yaml").read_text(encoding="utf-8"))
        yield from ((name, test) for test in tree["tests"])


@pytest.mark.parametrize(("name", "check"), author_tests(), ids=lambda value: str(value)[:60])
def test_the_authors_own_checks_hold(name: str, check: dict[str, dict[str, object]]) -> None:
    run = begin(scene(name, 1))
    state = run.state
    moods = {key: int(str(value)) * 100 for key, value in check.get("from", {}).items()}
    run.state = state.__class__(
        **{field: getattr(state, field) for field in state.__slots__ if field not in {"mood", "stage", "case"}},
        mood=state.mood.__class__(**{mood: moods.get(mood, state.mood.exact(mood)) for mood in MOODS}),
        stage="exploring",
        case=opened(run.scenario, state, check["expect"].get("fact")),
    )
    before = run.state.mood
    turn(run, str(check["say"]))
    expect = check["expect"]
    if "act" in expect:
        assert expect["act"] in run.acts[1], run.acts
    if "fact" in expect:
        assert run.state.known(str(expect["fact"])), run.text()
    if "offer" in expect:
        assert run.state.case.offers[str(expect["offer"])] in {"accepted", "refused"}
    if "anger" in expect:
        assert (run.state.mood.anger > before.anger) == (expect["anger"] == "up")


def opened(made: Scenario, state: object, fact: object) -> object:
    """Return the case with everything told that must come before ``fact``."""
    case = state.case  # type: ignore[attr-defined]  # a customer's state
    after = next((item.need.after for item in made.facts if item.id == fact), ())
    return case.__class__(
        **{field: getattr(case, field) for field in case.__slots__ if field != "facts"},
        facts={**case.facts, **dict.fromkeys(after, "full")},
    )


def test_the_library_says_everything_in_both_languages() -> None:
    chinese, english = load_library("zh"), load_library("en")
    assert [item.id for item in chinese.behaviours] == [item.id for item in english.behaviours]
    for one, other in zip(chinese.behaviours, english.behaviours, strict=True):
        for heat in ("hot", "warm", "cool"):
            assert len(one.lines[heat]) == len(other.lines[heat]) > 0, (one.id, heat)
            assert not [line.text for line in other.lines[heat] if CJK.search(line.text)]
    assert {name: len(of) for name, of in chinese.lines.items()} == {
        name: len(of) for name, of in english.lines.items()
    }


def test_behaviours_are_well_formed_and_various() -> None:
    library = load_library("zh")
    assert len(library.behaviours) >= 28
    for behaviour in library.behaviours:
        condition(behaviour.when)
        assert behaviour.tier in TIERS
        assert set(behaviour.types) <= set(library.types)
        assert set(behaviour.effect) <= set(MOODS)
        texts = [line.text for of in behaviour.lines.values() for line in of]
        assert len(set(texts)) == len(texts), behaviour.id
        if behaviour.id in OFTEN:
            assert len(behaviour.lines["hot"]) + len(behaviour.lines["warm"]) >= 4, behaviour.id


def test_every_kind_of_customer_has_something_to_say_to_any_bad_turn() -> None:
    library = load_library("zh")
    for kind in library.types:
        own = {item.id.removesuffix("_elderly") for item in library.behaviours if not item.types or kind in item.types}
        wanted = {"blame", "dismiss", "impatience", "insult", "policy_shield", "repeat", "reask", "parrot", "silence"}
        assert wanted | {"vague_time", "unclear", "gibberish", "not_done_yet", "hang_up", "filler"} <= own, kind


def test_every_known_act_has_an_effect_with_a_source_and_hurting_acts_hurt() -> None:
    library = load_library("zh")
    assert set(library.effects) >= AGENT_ACTS
    assert all(effect.source for effect in library.effects.values())
    for act in ("blame", "dismiss", "calm_command", "insult", "policy_shield", "impatience", "repeat", "reask"):
        assert library.effects[act].points["anger"] > 0
    for act in ("empathize", "paraphrase", "own", "commit_time", "apologize"):
        assert library.effects[act].points["anger"] < 0 < library.effects[act].points["trust"]
