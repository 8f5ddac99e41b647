"""The first scene of an outside author: written from the page alone, under 60 lines, useful at once.

The scene lies in the person's own pack folder as the page says, and is played through the whole house.
"""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from trainer.app import House
from trainer.packs.lint import lint
from trainer.settings import find_paths

SCENE = Path(__file__).with_name("data") / "first_scene"
LINES = 60
GOOD = {
    "zh": (
        "您好，云杉人寿客服小陈，您慢慢说，我听着。",
        "您方便跟我说说，怎么想起退保的，是遇到什么事了吗？",
        "难怪您着急，这么大的事压在您身上，换谁都揪心。",
        "因为退保退的是现金价值，前几年扣了保障的成本，所以会比交的少，按档案您现在能退两万二。",
        "我不能答应全退给您，因为合同上写的是退现金价值。",
        "您可以办保单贷款，保险不断，先拿钱给老伴治病。",
        "还有什么我能帮您的吗？祝您老伴早日康复，再见。",
    ),
    "en": (
        "Good morning, Yunshan Life, this is Ann. Take your time, I'm listening.",
        "May I ask what made you think of surrendering, what happened?",
        "That must be frightening for you both, I'm so sorry to hear it.",
        "Because a surrender pays the cash value, it is less than you paid in. Today it is 22000 yuan.",
        "I can't promise a full refund, because the contract pays the cash value.",
        "You could take a policy loan: the cover stays and you have cash for the surgery.",
        "Is there anything else? All the best to your wife, goodbye.",
    ),
}
BAD = ("喂", "退保不划算，别退。", "规定就是这样，您自己签的字。", "您烦不烦，都说了多少遍了。", "自己看合同去。")


@pytest.fixture
def house(tmp_path, monkeypatch):
    monkeypatch.setenv("PEILIAN_HOME", str(tmp_path))
    shutil.copytree(SCENE, tmp_path / "packs")
    opened = House(find_paths(), "zh")
    yield opened
    opened.close()


def played(house, lines, language):
    session = house.open("cash_value", 3, language)
    session.opening()
    session.act("verify", {"factor": "name id_tail"})
    for line in lines:
        if not session.ended:
            session.say(line)
    if not session.ended:
        session.act("end")
    return session


@pytest.mark.parametrize("path", sorted(SCENE.glob("*.yaml")), ids=lambda path: path.name)
def test_a_scene_of_under_sixty_lines_is_clean(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LINES
    assert lint(path) == ()


def test_it_is_found_in_the_persons_own_folder_in_both_languages(house):
    card = house.card("cash_value")
    assert card.languages == ("zh", "en")
    assert Path(card.path).parent == house.paths.packs


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_good_agent_hears_the_secret_and_a_hidden_word_stays_hidden_before(house, language):
    session = played(house, GOOD[language], language)
    assert session.state.ending == "kept"
    secret = session.scenario.facts[0]
    said = [turn.text for turn in session.transcript().turns if turn.role == "customer"]
    told = [number for number, text in enumerate(said) if any(line.text in text for line in secret.full)]
    assert told, "the key secret was never told"
    assert not any(term in text for text in said[: told[0]] for term in secret.locked_terms)


def test_a_bad_agent_does_not_reach_the_best_ending_and_scores_lower(house):
    good, bad = played(house, GOOD["zh"], "zh"), played(house, BAD, "zh")
    assert bad.state.ending != "kept"
    share = [house.score_session(one).standing.dimensions["empathy"] for one in (good, bad)]
    assert None not in share
    assert share[0] > share[1]


def test_the_same_seed_gives_the_same_people(house):
    casts = [house.scenario("cash_value", 3) for _ in range(2)]
    assert casts[0] == replace(casts[1])
    assert house.scenario("cash_value", 4) != casts[0]
