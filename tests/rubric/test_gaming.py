"""Agents who play the scorer instead of the customer do not pass: stock phrases, echoes, silence, kindness without deeds."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from trainer.formats.native import read_native
from trainer.language import Analyst
from trainer.model.rubric import Rubric
from trainer.model.transcript import Language, Transcript, Turn
from trainer.scoring import Case, assess, standing

Analysts = Callable[[Language], Analyst]
FOLDER = Path(__file__).parents[2] / "transcripts"

STOCK = [
    "您好，这里是云杉人寿客户服务中心，我是客服专员小王，很高兴为您服务，请问有什么可以帮您？",
    "我非常理解您的感受，给您带来不便非常抱歉。",
    "感谢您的耐心等待，我理解您的焦虑，我能理解您的着急，这确实很重要。",
    "您刚才提到的这点我已记录，现在我们继续了解。",
    "我将从三个方面为您解答，请您概括一下我们刚才讨论的要点，看是否有遗漏。",
    "我非常理解您的感受，您觉得这个方案如何？",
    "感谢您的理解与支持，我们会持续为您提供优质服务。",
    "我理解您的焦虑，我们会尽快为您处理。",
    "非常抱歉给您带来不便，感谢您的耐心等待。",
    "我们达成一致的是，我已为您记录。还有其他可以帮到您的吗？",
]
SILENT = ["嗯。", "好的。", "嗯，您说。", "哦。", "好。"]
KIND = [
    "您好，您慢慢说，我听着。",
    "等了这么久，换谁都着急。",
    "真是难为您了，我特别能体会。",
    "您爱人要手术，您心里一定不好受。",
    "您说得对，我也替您着急。",
    "您放宽心，别太累着自己。",
]


def played(name: str, lines: Callable[[int, str], str]) -> Transcript:
    """A shipped conversation with the agent's lines replaced: number of the agent turn, the customer's last words."""
    (call,) = read_native(FOLDER / f"{name}.json")
    turns: list[Turn] = []
    heard, count = "", 0
    for turn in call.turns:
        if turn.role == "agent":
            turns.append(replace(turn, text=lines(count, heard), started_ms=None, ended_ms=None))
            count += 1
        else:
            heard = turn.text if turn.role == "customer" else heard
            turns.append(replace(turn, started_ms=None, ended_ms=None))
    return replace(call, turns=tuple(turns), cues=())


AGENTS: dict[str, Callable[[int, str], str]] = {
    "stock phrases": lambda n, heard: STOCK[n % len(STOCK)],
    "echo": lambda n, heard: heard or "您好",
    "silent": lambda n, heard: SILENT[n % len(SILENT)],
    "kind without deeds": lambda n, heard: KIND[n % len(KIND)],
}


@pytest.mark.parametrize("agent", AGENTS)
@pytest.mark.parametrize("scene", ["angry_good", "elderly_good", "angry_poor"])
def test_an_agent_who_games_the_scorer_does_not_pass(scene: str, agent: str, rubric: Rubric, analyst: Analysts) -> None:
    call = played(scene, AGENTS[agent])
    result = standing(assess(Case(call, analyst("zh").analyse_all(call), rubric)), rubric)
    assert result.passed is not True, (result.overall, result.dimensions)
    assert result.overall is None or result.overall < rubric.pass_mark
