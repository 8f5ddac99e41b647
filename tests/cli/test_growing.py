"""The doors through which the recogniser is measured, explained and corrected: real processes, real files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from trainer.cli.eval_json import as_json as measured_json
from trainer.cli.eval_tables import lines as measured_lines
from trainer.cli.eval_tables import moved
from trainer.cli.explain import as_json as explained_json
from trainer.cli.explain import lines as explained_lines
from trainer.formats.act_rows import Sheet
from trainer.language.evaluation import Seen, Tally, measure
from trainer.language.trace import NearMiss, Trace
from trainer.model.analysis import Act, Analysis, Clause, Span, Topic, Value
from trainer.model.labelled import Label, Labelled
from trainer.model.lexicon import ActRule
from trainer.words import Words
from trainer.workbench import Read

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
TEXT = "我不能保证一定赔，三点前给您回电话。"
ROW = {"id": "a", "context": "到底赔不赔", "text": TEXT, "acts": [{"act": "honest_unknown", "quote": "不能保证"}]}


def peilian(home, *arguments, language="zh", stdin="", **more):
    return subprocess.run(
        [sys.executable, "-m", "trainer", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
        timeout=120,
        env={**os.environ, "PEILIAN_HOME": str(home), "PEILIAN_LANG": language, "PYTHONPATH": str(ROOT), **more},
    )


def written(path, *rows):
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def span(quote):
    return Span(TEXT.index(quote), TEXT.index(quote) + len(quote))


def analysis():
    acts = (
        Act("honest_unknown", span("不能保证"), 0, rule="zh.honest_unknown.1"),
        Act("commit_time", span("三点前给您回电话"), 1, args=(("time", "15:00"),), rule="zh.commit_time.1"),
        Act("own", span("给您回电话"), 1, rule="m", by="memory"),
    )
    clauses = (
        Clause(span("我不能保证一定赔"), "我不能保证一定赔", "statement", "", frozenset({"negated"})),
        Clause(span("三点前给您回电话"), "3点前给您回电话", "question", "closed"),
    )
    return Analysis(
        2,
        TEXT,
        clauses,
        acts,
        (Topic("claim", span("赔"), 0),),
        (Value("clock", span("三点前"), 1, "15:00"),),
        (span("我不能保证一定赔"),),
        "0123456789abcdef",
    )


def traced():
    near = (
        NearMiss("zh.overpromise.1", "overpromise", span("保证一定赔"), 0, "guard", ("negated",)),
        NearMiss("zh.ask_detail.1", "ask_detail", span("赔"), 0, "function", ("statement", "question", "request")),
        NearMiss("zh.refuse.1", "refuse", span("我不能保证一定赔"), 0, "unless", ("保证",)),
        NearMiss("zh.explain.1", "explain", span("给您回电话"), 1, "special", ("commit_time",)),
        NearMiss("zh.vague.1", "vague_time", span("回"), 1, "requires", ("value:clock", "ring:claim")),
        NearMiss("zh.ask_open.1", "ask_open", span("回"), 1, "form", ("closed", "open")),
    )
    return Trace(analysis(), near, ((2, (("回电", 41), ("给您", -7))),))


def read():
    rows = (
        Labelled("D-01#2", TEXT, (Label("honest_unknown", "不能保证"), Label("care", "给您")), file="甲.jsonl", line=1),
        Labelled("D-01#4", TEXT, (Label("commit_time", "三点前"),), hard=True, trap="own", file="b.jsonl", line=1),
    )
    bad = Act("jargon", span("赔"), 0, rule="memory.gloss")
    other = Analysis(2, TEXT, analysis().clauses, (*analysis().acts, bad), unexplained=analysis().unexplained)
    seen = (Seen(rows[0], analysis()), Seen(rows[1], other))
    rules = (ActRule("zh.honest_unknown.1", "honest_unknown", ()), ActRule("zh.thank.1", "thank", ()))
    return Read((Sheet("甲.jsonl", rows[:1]), Sheet("b.jsonl", rows[1:])), seen, rules)


def reports(language):
    words = Words(language)
    found = read()
    measures = measure(found.seen, 50)
    every = frozenset({"unexplained", "missed", "false", "confusions", "silent"})
    earlier = {"care": Tally(1, 0, 0), "jargon": Tally(0, 0, 0)}
    yield "explain", list(explained_lines(traced(), words))
    yield "eval", [*measured_lines(words, found, measures, every, 2), *moved(words, earlier, measures)]
    assert not words.missing


@pytest.mark.parametrize("language", ["zh", "en"])
def test_reports_are_as_they_were_and_fit_80_columns(language, monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    for name, told in reports(language):
        assert max(map(cell_len, told)) <= 80
        golden = GOLDEN / f"{name}.{language}.txt"
        assert "\n".join(told) + "\n" == golden.read_text(encoding="utf-8"), f"written anew? see {golden.name}"


@pytest.mark.parametrize("columns", [60, 100])
def test_reports_follow_the_width_of_the_terminal(columns, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    told = dict(reports("zh"))["explain"]
    assert columns - 24 < max(map(cell_len, told)) <= columns


def test_the_json_of_a_trace_quotes_to_the_letter():
    value = json.loads(json.dumps(explained_json(traced())))
    assert set(value) == {"text", "lexicon", "clauses", "acts", "topics", "values", "unexplained", "near"}
    for kind in ("clauses", "acts", "topics", "values", "unexplained", "near"):
        assert value[kind]
        assert all(TEXT[one["start"] : one["end"]] == one["quote"] for one in value[kind])
    assert value["near"][0]["why"] == "guard"
    assert value["acts"][2]["strongest"] == [["回电", 41], ["给您", -7]]


def test_the_json_of_a_measurement_keeps_its_contract():
    found = read()
    value = json.loads(json.dumps(measured_json(found, measure(found.seen, 20), {}, frozenset())))
    assert set(value) == {
        *("format", "lexicon", "files", "left_out", "rows", "micro", "macro", "violations", "false_alarms", "quotes"),
        *("unexplained", "acts", "confusions", "rules", "errors"),
    }
    assert value["acts"]["care"] == {
        "precision": None,
        "recall": 0.0,
        "f1": 0.0,
        "support": 1,
        "tp": 0,
        "fp": 0,
        "fn": 1,
        "violation": False,
        "interval": value["acts"]["care"]["interval"],
    }
    assert value["rules"]["silent"] == ["zh.thank.1"]
    assert value["false_alarms"]["hard_negatives"]["count"] == 1
    assert [(one["id"], one["missed"], one["false"]) for one in value["errors"]] == [
        ("D-01#2", ["care"], ["commit_time", "own"]),
        ("D-01#4", [], ["honest_unknown", "jargon", "own"]),
    ]


def test_a_file_is_measured_and_compared_with_an_earlier_result(tmp_path):
    path = written(tmp_path / "rows.jsonl", ROW, {**ROW, "id": "b", "text": "嗯嗯", "acts": []})
    first = peilian(tmp_path, "eval", "acts", path, "--json", "--resamples", 20)
    assert first.returncode == 0, first.stderr
    value = json.loads(first.stdout)
    assert value["rows"] == 2
    assert value["acts"]["honest_unknown"]["tp"] == 1
    assert first.stdout == peilian(tmp_path, "eval", "acts", path, "--json", "--resamples", 20).stdout
    value["acts"]["honest_unknown"] |= {"tp": 0, "fn": 1}
    earlier = written(tmp_path / "earlier.json", value)
    again = peilian(tmp_path, "eval", "acts", path, "--against", earlier, "--json", "--resamples", 0)
    assert json.loads(again.stdout)["moved"]["honest_unknown"]["before"]["fn"] == 1
    told = peilian(tmp_path, "eval", "acts", path, "--against", earlier, "--resamples", 0, "--show", "silent").stdout
    assert "0.000" in told
    assert "zh.empathize" in told


@pytest.mark.parametrize(("language", "mend"), [("zh", "一字不差"), ("en", "to the letter")])
def test_bad_rows_are_named_with_their_mend_and_the_others_count(tmp_path, language, mend):
    bad = {**ROW, "id": "b", "acts": [{"act": "care", "quote": "没有的话"}]}
    path = written(tmp_path / "rows.jsonl", ROW, bad, '{"id": "c\\u001b[2J"}', "nonsense")
    done = peilian(tmp_path, "eval", "acts", path, "--json", "--resamples", 0, language=language)
    assert done.returncode == 1
    assert json.loads(done.stdout)["rows"] == 1
    told = done.stderr.splitlines()
    assert [f"rows.jsonl:{line}" in one for line, one in zip((2, 3, 4), told, strict=True)] == [True] * 3
    assert mend in told[0]
    assert "\x1b" not in done.stdout + done.stderr


def test_a_result_that_is_none_is_refused(tmp_path):
    path = written(tmp_path / "rows.jsonl", ROW)
    done = peilian(tmp_path, "eval", "acts", path, "--against", path)
    assert done.returncode == 1
    assert "peilian eval acts --json" in done.stderr


def test_a_line_is_explained_without_colours_or_control_characters(tmp_path):
    hostile = TEXT + "\u202e\u001b[31m"
    for more in ({}, {"NO_COLOR": "1", "TERM": "dumb"}):
        done = peilian(tmp_path, "explain", hostile, "--context", "到底赔不赔", **more)
        assert done.returncode == 0, done.stderr
        assert "honest_unknown" in done.stdout
        assert not {"\x1b", "\u202e"} & set(done.stdout)
    value = json.loads(peilian(tmp_path, "explain", hostile, "--json").stdout)
    assert all(hostile[one["start"] : one["end"]] == one["quote"] for one in value["acts"])


def test_the_language_of_a_line_is_told_by_its_characters_or_by_the_person(tmp_path):
    assert '"commit_time"' in peilian(tmp_path, "explain", "I'll call you back by 3 pm.", "--json").stdout
    assert "c_vent" in peilian(tmp_path, "explain", "气死我了，你们这是骗人！", "--role", "customer").stdout
    chosen = json.loads(peilian(tmp_path, "explain", "Hello", "--language", "zh", "--json").stdout)
    assert chosen["lexicon"] == json.loads(peilian(tmp_path, "explain", "您好", "--json").stdout)["lexicon"]


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    command = [sys.executable, "-m", "trainer", "eval", "acts", str(ROOT / "tests" / "blind" / "acts.zh.jsonl")]
    environment = {**os.environ, "PEILIAN_HOME": str(tmp_path)}
    with subprocess.Popen(
        [*command, "--resamples", "0"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        process.stdout.close()
        complaint = process.stderr.read()
        process.wait(60)
    assert process.returncode == 0
    assert complaint == b""


def test_a_corrected_turn_is_exported_and_measured(tmp_path):
    said = "您好，请讲。\n您冷静一下，这是公司规定，您先别急。\n/end\n/end\n/end\n/end\n"
    peilian(tmp_path, "practice", "sc01_claim_delay", "--plain", "--seed", 5, stdin=said)
    session = json.loads(peilian(tmp_path, "history", "--json").stdout)[0]["id"]
    assert peilian(tmp_path, "export", "acts").stdout == ""
    every = [json.loads(line) for line in peilian(tmp_path, "export", "acts", "--all").stdout.splitlines()]
    assert [row["text"] for row in every] == ["您好，请讲。", "您冷静一下，这是公司规定，您先别急。"]
    turn = int(every[1]["id"].partition("#")[2])
    done = peilian(
        tmp_path, "amend", session, turn, "--drop", "policy_shield", "--add", "care:您先别急", "--by", "王", "--json"
    )
    assert done.returncode == 0, done.stderr
    value = json.loads(done.stdout)
    assert value["overall"]["after"] > value["overall"]["before"]
    target = tmp_path / "grown.jsonl"
    assert peilian(tmp_path, "export", "acts", session, "--out", target, "--lang", "en").stdout.startswith("1 row")
    row = json.loads(target.read_text(encoding="utf-8"))
    assert {"act": "care", "quote": "您先别急"} in row["acts"]
    assert "policy_shield" not in {act["act"] for act in row["acts"]}
    assert row["by"] == "王"
    measured = json.loads(peilian(tmp_path, "eval", "acts", target, "--json", "--resamples", 0).stdout)
    assert measured["acts"]["policy_shield"]["fp"] == 1
    assert measured["acts"]["care"]["fn"] == 1
    assert peilian(tmp_path, "replay", session, "--verify").returncode == 0


def test_what_cannot_be_corrected_or_exported_is_told(tmp_path):
    peilian(tmp_path, "practice", "sc01_claim_delay", "--plain", "--seed", 5, stdin="您好，请讲。\n")
    session = json.loads(peilian(tmp_path, "history", "--json").stdout)[0]["id"]
    turn = json.loads(peilian(tmp_path, "export", "acts", "--all").stdout)["id"].partition("#")[2]
    for arguments, told in (
        (("amend", session, turn, "--add", "emphatize:您好"), "empathize"),
        (("amend", session, turn, "--add", "care:没说过"), "没说过"),
        (("amend", session, turn), "--add"),
        (("amend", session, 99, "--drop", "greet"), "99"),
        (("amend", "nobody", 1, "--drop", "greet"), "nobody"),
        (("export", "acts", "nobody"), "nobody"),
        (("export", "acts", "--all", "--out", tmp_path / "no" / "x.jsonl"), "x.jsonl"),
    ):
        done = peilian(tmp_path, *arguments)
        assert done.returncode == 1, arguments
        assert told in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments", [("eval",), ("eval", "acts"), ("export",), ("export", "acts"), ("amend",), ("explain",)]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_pages_are_worded(tmp_path, arguments, language):
    page = peilian(tmp_path, *arguments, "--help", language=language).stdout
    assert ("用法" if language == "zh" else "Usage") in page
    assert "cli." not in page


if __name__ == "__main__":  # python -m tests.cli.test_growing writes the golden files anew
    for spoken in ("zh", "en"):
        for name_, told_ in reports(spoken):
            (GOLDEN / f"{name_}.{spoken}.txt").write_text("\n".join(told_) + "\n", encoding="utf-8")
