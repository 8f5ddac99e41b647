"""``peilian mask`` and ``peilian eval masking`` as real processes, and the bytes that they leave behind."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECRETS = ("110101199003074518", "13800138000", "6222021234567890123", "P2024000123456", "zhang.san@example.com", "穆建成",
           "文三路138号", "京A12345", "一三八", "零零一三八零零零")  # fmt: skip
CALL = {
    "id": "call-13800138000",
    "language": "zh",
    "channel": "phone",
    "direction": "in",
    "casefile": {"policyholder": "穆建成", "id_tail": "407X"},
    "turns": [
        {"n": 1, "role": "customer", "text": "我叫穆建成，身份证110101199003074518，手机一三八"},
        {"n": 2, "role": "agent", "text": "嗯，穆建成先生，我理解您的心情"},
        {"n": 3, "role": "customer", "text": "零零一三八零零零，保单号P2024000123456，都等了三次了"},
        {
            "n": 4,
            "role": "agent",
            "text": "您的意思是保单P2024000123456退到6222021234567890123这张卡，对吗？我保证三天到账",
        },
        {"n": 5, "role": "customer", "text": "寄到文三路138号，或者zhang.san@example.com，车牌京A12345"},
        {"n": 6, "role": "agent", "text": "好的，身份证110101199003074518、文三路138号我都记下了，您冷静一下。"},
    ],
}


def peilian(home, *arguments, language="zh"):
    return subprocess.run(
        [sys.executable, "-m", "trainer", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
        timeout=120,
        env={**os.environ, "PEILIAN_HOME": str(home), "PEILIAN_LANG": language, "PYTHONPATH": str(ROOT)},
    )


def leaks(data):
    return [secret for secret in SECRETS if secret.encode("utf-8") in data]


@pytest.fixture
def call(tmp_path):
    path = tmp_path / "in" / "call.json"
    path.parent.mkdir()
    path.write_text(json.dumps(CALL, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def test_a_masked_copy_holds_nothing_and_the_original_is_as_it_was(tmp_path, call):
    before = call.read_bytes()
    done = peilian(tmp_path / "home", "mask", call, "--json")
    assert done.returncode == 0, done.stderr
    (told,) = json.loads(done.stdout)
    copy = Path(told["out"])
    assert copy == call.with_name("call.masked.json")
    assert call.read_bytes() == before
    assert leaks(copy.read_bytes()) == []
    assert leaks(done.stdout.encode("utf-8")) == []
    assert told["found"]["id"] == 1
    assert json.loads(copy.read_text(encoding="utf-8"))["casefile"]["id_tail"] == "407X"


def test_the_way_back_is_private_and_in_the_data_home(tmp_path, call):
    home = tmp_path / "home"
    (told,) = json.loads(peilian(home, "mask", call, "--json").stdout)
    way_back = Path(told["map"])
    assert way_back.parent == home / "masks"
    assert stat.S_IMODE(way_back.stat().st_mode) == 0o600
    assert stat.S_IMODE(way_back.parent.stat().st_mode) == 0o700
    (tokens,) = json.loads(way_back.read_text(encoding="utf-8"))[str(call.resolve())]
    assert tokens["【身份证1】"] == ["110101199003074518"]
    assert [path for path in home.rglob("*") if path.is_file()] == [way_back]


def test_the_way_back_goes_where_it_is_told(tmp_path, call):
    way_back = tmp_path / "own.json"
    assert peilian(tmp_path / "home", "mask", call, "--map", way_back).returncode == 0
    assert stat.S_IMODE(way_back.stat().st_mode) == 0o600
    assert not (tmp_path / "home" / "masks").exists()


def test_masking_a_masked_file_changes_no_byte_and_keeps_no_map(tmp_path, call):
    home = tmp_path / "home"
    peilian(home, "mask", call, "--out", tmp_path / "one", "--map", tmp_path / "m1.json")
    done = peilian(
        home, "mask", tmp_path / "one" / "call.json", "--out", tmp_path / "two", "--map", tmp_path / "m2.json"
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "two" / "call.json").read_bytes() == (tmp_path / "one" / "call.json").read_bytes()
    assert not (tmp_path / "m2.json").exists()


def test_no_copy_takes_the_place_of_an_original(tmp_path, call):
    before = call.read_bytes()
    for more in (["--out", call.parent], ["--map", call]):
        done = peilian(tmp_path / "home", "mask", call, *more)
        assert done.returncode == 1
        assert "call.json" in done.stderr
        assert call.read_bytes() == before


def test_plain_text_and_lines_are_masked_too(tmp_path):
    text = tmp_path / "call.txt"
    text.write_bytes("客户：我手机一三八\r\n坐席：嗯\r\n客户：零零一三八零零零\r\n".encode())
    lines = tmp_path / "calls.jsonl"
    lines.write_text(json.dumps(CALL, ensure_ascii=False) + "\n\n" + '{"text": "保费3600元"}\n', encoding="utf-8")
    done = peilian(tmp_path / "home", "mask", text, lines, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert (
        tmp_path / "out" / "call.txt"
    ).read_bytes().decode() == "客户：我手机【手机1】\r\n坐席：嗯\r\n客户：【手机1】\r\n"
    written = (tmp_path / "out" / "calls.jsonl").read_bytes()
    assert leaks(written) == []
    assert written.endswith('\n\n{"text": "保费3600元"}\n'.encode())


def test_a_file_that_is_no_json_is_refused(tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_text("{", encoding="utf-8")
    done = peilian(tmp_path / "home", "mask", bad)
    assert done.returncode == 1
    assert list(tmp_path.glob("*.masked*")) == []


def test_no_export_no_log_and_no_database_byte_holds_a_masked_value(tmp_path, call):
    home = tmp_path / "home"
    requests = tmp_path / "requests.jsonl"
    requests.write_text(
        "".join(
            json.dumps({"id": str(one["n"]), "role": one["role"], "text": one["text"]}, ensure_ascii=False) + "\n"
            for one in CALL["turns"]
        ),
        encoding="utf-8",
    )
    outputs = [
        peilian(home, "score", call, "--json"),
        peilian(home, "score", call),
        peilian(home, "score", call, "--lang", "en"),
        peilian(home, "analyse", requests),
        peilian(home, "mask", call, "--out", tmp_path / "out", "--map", tmp_path / "map.json"),
        peilian(home, "history", "--json"),
    ]
    for done in outputs:
        assert done.returncode == 0, done.stderr
        # a line to analyse stands alone: nobody can tell that three figures begin a number
        parts = {"一三八", "零零一三八零零零"} if done.args[3] == "analyse" else set()
        assert set(leaks((done.stdout + done.stderr).encode("utf-8"))) <= parts
    written = [path for folder in (home, tmp_path / "out") for path in folder.rglob("*") if path.is_file()]
    assert written
    for path in written:
        assert leaks(path.read_bytes()) == [], path


def test_quotes_of_an_imported_call_stay_verbatim(tmp_path, call):
    sheet = json.loads(peilian(tmp_path / "home", "score", call, "--json").stdout)
    texts = {one["n"]: one["text"] for one in CALL["turns"]}
    quotes = [one for several in sheet["evidence"].values() for one in several if one["turn"]] + sheet["red_lines"]
    assert quotes
    assert all(one["quote"] in texts[one["turn"]] for one in quotes)
    assert any(one["quote"] for one in quotes)


def test_offsets_of_an_analysis_stay_those_of_the_text(tmp_path):
    text = "穆建成先生，您手机13800138000，我理解您的心情"
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps({"id": "1", "text": text}, ensure_ascii=False) + "\n", encoding="utf-8")
    answer = json.loads(peilian(tmp_path / "home", "analyse", path).stdout)
    assert answer["acts"]
    assert all(text[act["start"] : act["end"]] == act["quote"] for act in answer["acts"])


def test_masking_is_measured_on_a_file(tmp_path):
    path = tmp_path / "rows.jsonl"
    rows = [
        {"text": "手机13800138000", "spans": [{"start": 2, "end": 13, "kind": "mobile"}]},
        {"turns": [{"role": "agent", "text": "身份证号"}, {"role": "customer", "text": "110101199003074518"}],
         "spans": [{"turn": 1, "start": 0, "end": 18, "kind": "identity"}]},
        {"text": "保费3600元", "spans": []},
    ]  # fmt: skip
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    told = json.loads(peilian(tmp_path / "home", "eval", "masking", path, "--json").stdout)
    assert told["recall"]["id"]["share"] == told["recall"]["mobile"]["share"] == 1
    assert told["false_masks"] == {"share": 0.0, "hits": 0, "n": 1, "interval": told["false_masks"]["interval"]}
    rows[0]["spans"][0]["end"] = 99
    path.write_text(json.dumps(rows[0]) + "\n", encoding="utf-8")
    refused = peilian(tmp_path / "home", "eval", "masking", path, language="en")
    assert refused.returncode == 1
    assert "rows.jsonl:1" in refused.stderr


@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_and_a_small_run_speak_both_languages(tmp_path, language):
    for command in (["mask", "--help"], ["eval", "masking", "--help"], ["eval", "masking", "--size", "40"]):
        done = peilian(tmp_path / "home", *command, language=language)
        assert done.returncode == 0, done.stderr
        assert done.stdout
        if language == "en":
            assert not any("\u3400" <= char <= "\u9fff" for char in done.stdout)
