"""The commands as a person and a program call them: real processes, real files, exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def peilian(home, *arguments, stdin="", language="zh"):
    return subprocess.run(
        [sys.executable, "-m", "trainer", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
        timeout=60,
        env={**os.environ, "PEILIAN_HOME": str(home), "PEILIAN_LANG": language, "PYTHONPATH": str(ROOT)},
    )


def test_without_a_terminal_the_app_says_so_and_offers_a_way(tmp_path):
    done = peilian(tmp_path)
    assert done.returncode == 2
    assert "--plain" in done.stderr
    assert "\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize(("language", "word"), [("zh", "保险客服"), ("en", "insurance customer service")])
def test_help_speaks_both_languages(tmp_path, language, word):
    assert word in peilian(tmp_path, "--help", language=language).stdout
    assert peilian(tmp_path, "practice", "--help", language=language).returncode == 0


def test_a_plain_call_speaks_the_contract(tmp_path):
    done = peilian(
        tmp_path,
        "practice",
        "sc01_claim_delay",
        "--plain",
        "--seed",
        5,
        stdin="您好，云杉人寿客服小林。您慢慢说，我听着。\n/verify name id_tail\n/file\n/wait\n/nonsense\n\n",
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert any(line.startswith("客户: ") or "客户: " in line for line in lines)
    assert "坐席> " in done.stdout
    assert "/nonsense" in done.stdout
    assert "--resume" in lines[-1]


def test_a_plain_call_in_english(tmp_path):
    done = peilian(
        tmp_path,
        "practice",
        "sc01_claim_delay",
        "--plain",
        "--seed",
        5,
        "--lang",
        "en",
        stdin="Good morning, Yunshan Life.\n",
    )
    assert done.returncode == 0, done.stderr
    assert "Customer: " in done.stdout
    assert "Agent> " in done.stdout
    assert "客户" not in done.stdout


def test_json_lines_are_events_and_end_with_the_score(tmp_path):
    done = peilian(
        tmp_path,
        "practice",
        "sc01_claim_delay",
        "--plain",
        "--seed",
        5,
        "--json",
        stdin="你别说了，你误会了。\n这是公司规定。\n/end\n/end\n/end\n/end\n/end\n",
    )
    assert done.returncode == 0, done.stderr
    values = [json.loads(line) for line in done.stdout.splitlines()]
    assert values[0]["kind"] == "session.opened"
    assert [value["seq"] for value in values[:-1]] == sorted({value["seq"] for value in values[:-1]})
    assert values[-1]["kind"] == "scored"
    assert set(values[-1]["data"]) == {
        "transcript",
        "levels",
        "red_lines",
        "majors",
        "dimensions",
        "overall",
        "passed",
        "evidence",
        "turn_marks",
        "versions",
    }


def test_the_same_seed_and_words_give_the_same_call(tmp_path):
    said = "您好，请讲。\n您别急，我帮您查。\n"
    first, second = (
        peilian(tmp_path / name, "practice", "sc06_renewal_notice", "--plain", "--seed", 9, "--json", stdin=said).stdout
        for name in "ab"
    )
    assert first == second
    assert (
        peilian(tmp_path / "c", "practice", "sc06_renewal_notice", "--plain", "--seed", 10, "--json", stdin=said).stdout
        != first
    )


def test_a_call_is_taken_up_where_it_was(tmp_path):
    peilian(tmp_path, "practice", "sc01_claim_delay", "--plain", "--seed", 5, stdin="您好，请讲。\n")
    again = peilian(tmp_path, "practice", "--plain", "--resume", stdin="您别急，我帮您查。\n")
    assert again.returncode == 0, again.stderr
    listed = json.loads(peilian(tmp_path, "history", "--json").stdout)
    assert len(listed) == 1
    assert listed[0]["turns"] == 2
    shown = peilian(tmp_path, "replay", listed[0]["id"]).stdout
    assert "您好，请讲。" in shown
    assert "您别急，我帮您查。" in shown
    checked = peilian(tmp_path, "replay", listed[0]["id"], "--verify")
    assert checked.returncode == 0, checked.stdout


def test_score_prints_the_contract_for_every_exemplar(tmp_path):
    done = peilian(tmp_path, "score", ROOT / "transcripts", "--json")
    assert done.returncode == 0, done.stderr
    sheets = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(sheets) == len(list((ROOT / "transcripts").glob("*.json")))
    for sheet in sheets:
        assert all(level in {0, 1, 2, 3, "no_occasion", "not_judged"} for level in sheet["levels"].values())


def test_score_fails_under_a_bar(tmp_path):
    poor = min((ROOT / "transcripts").glob("*poor*.json"))
    assert peilian(tmp_path, "score", poor, "--fail-under", 60).returncode == 3
    assert peilian(tmp_path, "score", poor).returncode == 0


@pytest.mark.parametrize(
    ("content", "code"),
    [('{"id": "x"', 1), ("", 1), ('{"id":"x","language":"zh","channel":"smoke","direction":"in","turns":[]}', 1)],
)
def test_a_broken_file_is_refused_with_its_place(tmp_path, content, code):
    path = tmp_path / "broken.json"
    path.write_text(content, encoding="utf-8")
    done = peilian(tmp_path, "score", path)
    assert done.returncode == code
    assert "broken.json" in done.stderr
    assert "Traceback" not in done.stderr


def test_analyse_answers_each_line_with_verbatim_quotes(tmp_path):
    path = tmp_path / "lines.jsonl"
    texts = {"a": "我今天下午五点前给您回电话。", "b": "您冷静一下，这是公司规定。", "c": ""}
    rows = [{"id": key, "text": text, "context": "你们到底管不管！"} for key, text in texts.items()]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    done = peilian(tmp_path, "analyse", path)
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == list(texts)
    for answer in answers:
        for act in answer["acts"]:
            assert texts[answer["id"]][act["start"] : act["end"]] == act["quote"]
    assert {"commit_time"} <= {act["act"] for act in answers[0]["acts"]}


def test_a_missing_file_and_a_missing_scene_are_told(tmp_path):
    assert "nothing.json" in peilian(tmp_path, "score", "nothing.json").stderr
    done = peilian(tmp_path, "practice", "no_such", "--plain")
    assert done.returncode == 1
    assert "no_such" in done.stderr


def test_doctor_and_paths(tmp_path):
    done = peilian(tmp_path, "doctor")
    assert done.returncode == 0, done.stdout + done.stderr
    where = json.loads(peilian(tmp_path, "paths", "--json").stdout)
    assert where["data"] == str(tmp_path)


def test_control_characters_of_a_transcript_never_reach_the_terminal(tmp_path):
    path = tmp_path / "hostile.json"
    turns = [
        {"n": 1, "role": "customer", "text": "a\u001b]52;c;cHduZWQ=\u0007 你们拖了十天了！", "t": None},
        {"n": 2, "role": "agent", "text": "您冷静\u202e一下\u009b6n，这是公司规定。", "t": None},
    ]
    value = {"id": "x\u001b[2J", "language": "zh", "channel": "phone", "direction": "in", "turns": turns}
    path.write_text(json.dumps(value, ensure_ascii=True), encoding="utf-8")
    for arguments in (("score", path), ("score", path, "--json")):
        done = peilian(tmp_path, *arguments)
        assert done.returncode == 0, done.stderr
        assert not any(ord(char) < 32 and char not in "\n\t" for char in done.stdout)
        assert "\x9b" not in done.stdout
        assert "\u202e" not in done.stdout


def test_a_broken_pack_is_named_and_does_not_hide_the_others(tmp_path):
    own = tmp_path / "packs"
    own.mkdir()
    (own / "mine.yaml").write_text("schema: 1\nid: mine\ndifficulty: easy\n", encoding="utf-8")
    (own / "scores.yaml").write_text("schema: 1\nid: scores\nchecks: none\n", encoding="utf-8")
    listed = peilian(tmp_path, "pack", "list")
    assert listed.returncode == 0
    assert "sc01_claim_delay" in listed.stdout
    assert "course" in listed.stdout
    assert "mine.yaml" in listed.stderr
    assert "scores.yaml" in listed.stderr
    assert {
        Path(one["file"]).name for one in json.loads(peilian(tmp_path, "pack", "list", "--json").stdout)["unusable"]
    } == {
        "mine.yaml",
        "scores.yaml",
    }
    played = peilian(tmp_path, "practice", "mine", "--plain")
    assert played.returncode == 1
    assert "E10" in played.stderr
    assert peilian(tmp_path, "doctor").returncode == 1


def test_every_name_that_a_pack_may_use_is_listed(tmp_path):
    found = json.loads(peilian(tmp_path, "pack", "names", "--json").stdout)
    assert {"empathize", "repeat"} <= set(found["agent"])
    assert "c_vent" in found["customer"]
    assert "surrender" in found["topics"]
    assert all(told and told != f"why.name.{one}" for kind in found.values() for one, told in kind.items())
    assert "empathize" in peilian(tmp_path, "pack", "names", language="en").stdout


def test_one_bad_file_in_a_folder_costs_only_itself(tmp_path):
    folder = tmp_path / "calls"
    folder.mkdir()
    (folder / "good.json").write_bytes((ROOT / "transcripts" / "angry_poor.json").read_bytes())
    (folder / "bad.json").write_text('{"id": "x"}', encoding="utf-8")
    (folder / ".draft.json").write_text("not read", encoding="utf-8")
    (folder / "notes.txt").write_text("not read", encoding="utf-8")
    done = peilian(tmp_path, "score", folder, "--json")
    assert done.returncode == 1
    assert [json.loads(line)["transcript"] for line in done.stdout.splitlines()] == ["angry_poor"]
    assert "bad.json" in done.stderr
    empty = tmp_path / "none"
    empty.mkdir()
    assert peilian(tmp_path, "score", empty).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("practise",), "practise"),
        (("practice", "--seed", "x"), "--seed"),
        (("practice", "--plane"), "--plane"),
        (("score",), "FILES"),
    ],
)
def test_a_wrong_command_line_is_answered_in_chinese(tmp_path, arguments, told):
    done = peilian(tmp_path, *arguments)
    assert done.returncode == 2
    assert told in done.stderr
    assert "--help 看用法" in done.stderr


def test_help_pages_hold_no_english_of_the_library(tmp_path):
    for arguments in ((), ("practice",), ("pack",), ("pack", "lint"), ("score",), ("doctor",)):
        page = peilian(tmp_path, *arguments, "--help").stdout
        assert "用法" in page
        assert not any(word in page for word in ("Usage", "Options:", "Show this message"))
    assert "Usage" in peilian(tmp_path, "--lang", "en", "score", "--help").stdout


def test_a_score_sheet_tells_each_thing_once_and_quotes_in_order(tmp_path):
    lines = peilian(tmp_path, "score", ROOT / "transcripts" / "angry_poor.json").stdout.splitlines()
    block: list[str] = []
    blocks = []
    for line in lines:
        if line.startswith("      "):
            block.append(line)
        elif block:
            blocks.append(block)
            block = []
    assert len(blocks) > 10
    assert all(len(set(one)) == len(one) for one in blocks)


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    command = [sys.executable, "-m", "trainer", "pack", "show", "sc01_claim_delay", "--json"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PEILIAN_HOME": str(tmp_path)},
    ) as running:
        running.stdout.close()
        complaint = running.stderr.read().decode()
    assert (running.returncode, complaint) == (0, "")
