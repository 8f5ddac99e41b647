"""Labelled rows: read as written, each wrong one named with its line and its mend."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.formats.act_rows import Rules, guess, parse_rows, write_row, write_rows
from trainer.model.errors import FormatError
from trainer.model.labelled import Label, Labelled
from trainer.words import Words

RULES = Rules(frozenset({"greet", "own", "c_vent"}), frozenset({"c_vent"}))
GOOD = {"id": "a", "context": "喂", "text": "您好，我来办", "acts": [{"act": "greet", "quote": "您好"}]}


def parsed(*rows, rules=RULES):
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    return parse_rows("\n".join(lines).encode(), "f.jsonl", rules)


def test_a_row_is_read_with_its_defaults():
    (row,) = parsed(GOOD).rows
    assert (row.role, row.language, row.hard, row.file, row.line) == ("agent", "zh", False, "f.jsonl", 1)
    assert row.acts == (Label("greet", "您好"),)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"hard_negative": True}, (True, "")),
        ({"hard_negative": {"not": "own", "kind": "negation"}}, (True, "own")),
        ({"hard_negative": False}, (False, "")),
        ({}, (False, "")),
    ],
)
def test_hard_negatives_are_known_in_every_spelling(more, expected):
    (row,) = parsed({**GOOD, **more}).rows
    assert (row.hard, row.trap) == expected


def test_role_and_language_are_told_by_the_row_when_it_does_not_say():
    rows = parsed(
        {"id": "1", "text": "I am fed up", "acts": [{"act": "c_vent", "quote": "fed up"}]},
        {"id": "2", "text": "ok", "acts": [], "role": "customer", "language": "zh"},
    ).rows
    assert [(row.role, row.language) for row in rows] == [("customer", "en"), ("customer", "zh")]
    assert guess("OK 好") == "zh"


@pytest.mark.parametrize(
    ("row", "code", "told"),
    [
        ("{", "json", "f.jsonl:2"),
        ('["a"]', "wrong", "object"),
        ({"id": "x", "acts": []}, "missing", "text"),
        ({"id": "x", "text": "y"}, "missing", "acts"),
        ({**GOOD, "id": "x", "acts": [{"act": "gret", "quote": "您好"}]}, "unknown_act", "greet"),
        ({**GOOD, "id": "x", "acts": [{"act": "greet", "quote": "早上好"}]}, "no_such_quote", "早上好"),
        ({**GOOD, "id": "x", "role": "boss"}, "wrong", "agent | customer"),
        ({**GOOD, "id": "x", "hard_negative": 3}, "wrong", "hard_negative"),
        (GOOD, "id_twice", "1"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_wrong_row_costs_only_itself_and_is_named(row, code, told, language):
    sheet = parsed(GOOD, row, {**GOOD, "id": "z"})
    assert [one.id for one in sheet.rows] == ["a", "z"]
    (error,) = sheet.wrong
    assert error.code == f"formats.{code}"
    sentence = Words(language)(f"error.{error.code}", **error.facts)
    assert "f.jsonl:2" in sentence
    assert told in sentence
    assert "{" not in sentence.replace("{'", "").replace('{"', "").replace("[{", "")


def test_a_file_without_rows_is_refused():
    with pytest.raises(FormatError) as refused:
        parsed("", " ")
    assert refused.value.code == "formats.no_rows"


@given(
    text=st.text(min_size=1, max_size=30),
    context=st.text(max_size=10),
    note=st.text(max_size=10),
)
def test_what_is_written_is_read_again(text, context, note):
    row = Labelled("a", text, (Label("own", text[:3]),), context, by="王", note=note)
    line = write_row(row)
    assert line.isprintable()
    (again,) = parse_rows(line.encode("utf-8", "surrogatepass"), "f", RULES).rows
    assert (again.text, again.context, again.acts, again.note, again.by) == (text, context, row.acts, note, "王")


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text("old", encoding="utf-8")
    write_rows(path, [Labelled("a", "好", ())])
    assert json.loads(path.read_text(encoding="utf-8"))["text"] == "好"
    assert [one.name for one in tmp_path.iterdir()] == ["x.jsonl"]
    with pytest.raises(FormatError) as refused:
        write_rows(tmp_path / "none" / "x.jsonl", [])
    assert refused.value.code == "formats.unwritable"
