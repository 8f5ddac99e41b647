import json
import subprocess
import sys
from pathlib import Path

import pytest

from trainer.model.rubric import Check, Major, RedLine, Window
from trainer.scoring import assess, standing, to_json
from trainer.words import Words

HERE = Path(__file__).parent
GOLDEN = HERE / "golden" / "call.json"
ROOT = HERE.parents[1]

CALL = (
    "S: 来电接入",
    "A: 您好，云杉人寿，工号0417 [greet:您好] [identify:云杉人寿，工号0417]",
    "C: 退个保拖了八天，你们是不是不想给！ [c_vent]",
    "A: 拖了八天，换谁都要生气 [paraphrase{checks=no}:拖了八天] [empathize{grounded=yes}:换谁都要生气]",
    "C: 那到底什么时候能退 [c_ask]",
    "A: 我尽快催，肯定能全额退给您 [vague_time:尽快] [overpromise:肯定能全额退给您]",
    "C: 你保证？ [c_confirm]",
    "A: 您自己签的字，怎么不早看 [blame:您自己签的字，怎么不早看]",
    "C: 行，我去投诉 [c_threat]",
    "A: 您有权投诉，今天五点前我给您编号 [tell_rights:您有权投诉] [commit_time:今天五点前我给您编号]",
)
CHECKS = (
    Check("vents", "count", ("c_vent", "c_threat")),
    Check("warm_soon", "count", ("empathize",), window=Window(after=("c_vent",), turns=2)),
    Check("rude", "absent", ("blame", "dismiss")),
    Check("checked", "present", ("paraphrase",), where={"checks": "yes"}),
    Check("loose", "paired", ("vague_time",), ("commit_time",)),
    Check("promised", "count", ("overpromise",)),
    Check("cut_ins", "overlap"),
    Check("rights", "within", ("c_threat",), ("tell_rights",), limit=1),
)
RED = (RedLine("R01", {}, "course", when="promised >= 1", checks=("promised",)),)
MAJORS = (Major("M01", {}, "ours", "loose >= 1 and vents >= 1", ("loose",)),)


def plan(build):
    return build.rubric(
        CHECKS,
        (
            build.criterion({3: "cut_ins == 0", 2: "cut_ins <= 1", 0: "True"}, "L1", "listening"),
            build.criterion({2: "checked == 1", 0: "True"}, "L3", "listening"),
            build.criterion({3: "warm_soon >= 2", 2: "warm_soon >= 1", 0: "True"}, "E1", occasion="vents >= 1"),
            build.criterion({2: "rude == 1", 0: "rude == 0"}, "E4"),
            build.criterion({2: "loose == 0", 1: "loose == 1", 0: "True"}, "K8", "compliance"),
            build.criterion({3: "rights == 1", 0: "True"}, "K10", "compliance"),
            build.criterion({2: "True"}, "K13", "compliance", occasion="direction == 'out'"),
        ),
        red_lines=RED,
        majors=MAJORS,
    )


def written(build, speech=None):
    rubric = plan(build)
    assessment = assess(build.case(rubric, *CALL))
    made = to_json(assessment, standing(assessment, rubric), rubric, speech)
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def test_the_object_is_the_golden_one(build):
    assert written(build) == GOLDEN.read_text(encoding="utf-8")


def test_the_keys_are_the_contract(build):
    made = json.loads(written(build))
    assert list(made) == [
        "transcript", "levels", "red_lines", "majors", "dimensions", "overall", "passed", "evidence", "turn_marks",
        "versions",
    ]  # fmt: skip
    assert set(made["versions"]) == {"rubric", "lexicon", "scorer", "engine"}
    assert all(set(one) == {"turn", "quote", "rule", "why"} for shown in made["evidence"].values() for one in shown)
    assert all(set(one) == {"turn", "mark"} for one in made["turn_marks"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_reasons_are_sentences_where_a_catalogue_is_given(build, language):
    words = Words(language)
    made = json.loads(written(build, words))
    reasons = [one["why"] for shown in made["evidence"].values() for one in shown]
    assert reasons
    assert not words.missing
    assert not any(reason.startswith("why.") or "{" in reason for reason in reasons)


def test_every_process_writes_the_same_bytes():
    program = (
        f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(HERE)!r}]\n"
        "import conftest, test_to_json\n"
        "sys.stdout.buffer.write(test_to_json.written(conftest.Build()).encode('utf-8'))\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert outputs == {GOLDEN.read_bytes()}
