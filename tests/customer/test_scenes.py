"""The shipped scenes with the real recogniser: bad agents fail in each, and no secret slips out."""

from pathlib import Path

import pytest

from trainer.customer import AgentTurn, fold, initial, opening, step
from trainer.customer.env import SIGNALS, condition, verified
from trainer.language.analyst import Analyst, Context
from trainer.model.transcript import Turn
from trainer.packs.lexicon import load_lexicon
from trainer.packs.library import load_library
from trainer.packs.patterns import compile_patterns
from trainer.packs.scenario import load_scenario

FOLDER = Path(__file__).parents[2] / "scenarios"
SCENES = ("sc01_claim_delay", "sc06_renewal_notice", "sc23_lapse_recovery")
AGENTS = {
    "rude": ["您冷静一下,别激动。", "公司规定就是这样,按流程走。", "您自己没看清条款怪谁。", "您怎么听不懂人话。"],
    "stock phrases": ["非常抱歉给您带来不便。", "我非常理解您的心情。", "我们会尽快处理,请您耐心等待。"],
    "stuffing": ["非常抱歉,我理解您的心情,这件事我负责到底,今天下午五点前给您回电话,我现在就查,给您登记投诉,帮您申请加急,家里有什么困难?"],
    "silent": ["嗯"],
    "gibberish": ["阿斯顿发发发", "哈哈哈哈哈"],
    "promising": ["您放心,肯定能赔,我保证。", "我向您打包票,绝对没问题。", "我保证,一定给您办成。"],
}  # fmt: skip


@pytest.fixture(scope="module")
def analyst():
    return Analyst(load_lexicon("zh"), compile_patterns)


@pytest.fixture(scope="module")
def library():
    return load_library("zh")


def play(scene, library, analyst, lines):
    """Play to the end; return the last state and every leak."""
    state, turns, leaks = initial(scene, library), [], []

    def take(events):
        nonlocal state
        opened = {e.data["id"] for e in events if e.kind == "fact" and e.data["state"] in {"part", "full"}}
        shut = [fact for fact in scene.facts if state.hidden(fact.id) and fact.id not in opened]
        for event in events:
            state = fold(state, event)
            if event.kind == "customer.said":
                text = "".join(part["text"] for part in event.data["parts"])
                turns.append(Turn(len(turns) + 1, "customer", text))
                leaks.extend((fact.id, text) for fact in shut if any(term in text for term in fact.locked_terms))

    take(opening(scene, library, state))
    while state.ending is None and state.turn < 45:
        n, text = state.turn + 1, lines[state.turn % len(lines)]
        context = Context(n, "agent", tuple(turns), scene.terms, scene.casefile, scene.gives, verified(state))
        inp = AgentTurn(n, "say", text, analyst.analyse(text, context))
        turns.append(Turn(len(turns) + 1, "agent", text))
        take(step(scene, library, state, inp))
    return state, leaks


@pytest.mark.parametrize("agent", AGENTS)
@pytest.mark.parametrize("scene", SCENES)
def test_a_bad_agent_never_reaches_a_good_ending(scene, agent, library, analyst):
    for seed in range(3):
        state, leaks = play(load_scenario(FOLDER / f"{scene}.yaml", seed), library, analyst, AGENTS[agent])
        assert state.quality in {"left", "bad"}, (seed, state.ending)
        assert state.turn <= 20
        assert leaks == []


def test_conditions_ask_only_for_acts_and_signals_that_exist(library):
    known = set(library.effects) | SIGNALS | {rule.act for rule in load_lexicon("zh").rules}
    sources = [item.when for item in library.behaviours]
    for scene in SCENES:
        built = load_scenario(FOLDER / f"{scene}.yaml", 1)
        sources += [item.when for item in (*built.endings, *built.traps, *built.moves)]
    for source in sources:
        asked = {id_[0] for call, id_ in condition(source).calls if call in {"said", "did", "since"}}
        assert asked <= known, source
