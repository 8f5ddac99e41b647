import json

import pytest

from trainer.formats.analyse_lines import Request, parse_requests, read_requests, terminal_json, write_answer
from trainer.model.analysis import Act, Analysis, Span
from trainer.model.errors import FormatError


def test_a_line_is_read_with_its_defaults(tmp_path):
    file = tmp_path / "in.jsonl"
    file.write_text(
        '{"id": "a#1", "text": "您好", "extra": 1}\n\n{"id": 2, "text": "Hi", "role": "customer", "language": "en", "context": "x"}\n',
        encoding="utf-8",
    )
    assert read_requests(file) == (
        Request("a#1", "您好"),
        Request("2", "Hi", context="x", role="customer", language="en"),
    )


def test_the_text_keeps_every_character_so_that_offsets_fit():
    text = "您好\r\n\u202e\u200b请讲\x07"
    (one,) = parse_requests(json.dumps({"id": "a", "text": text}).encode(), "x")
    assert one.text == text
    start = text.index("请讲")
    act = Act("willing", Span(start, start + 2), 0, rule="zh.willing.1", args=(("object", "claim"),))
    line = write_answer(one, Analysis(turn=0, text=text, acts=(act,)))
    assert line.isprintable()
    answer = json.loads(line)
    assert answer == {
        "id": "a",
        "acts": [
            {
                "act": "willing",
                "quote": "请讲",
                "start": start,
                "end": start + 2,
                "rule": "zh.willing.1",
                "args": {"object": "claim"},
            }
        ],
    }


def test_a_quote_with_control_characters_comes_back_exactly():
    text = "a\u2028\x1b[0m\u0085\U000e0041\ud800b"
    line = terminal_json({"id": text})
    assert line.isprintable()
    assert json.loads(line) == {"id": text}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("", "formats.empty"),
        ("{", "formats.json"),
        ("[]", "formats.wrong"),
        ('{"text": "a"}', "formats.missing"),
        ('{"id": "a"}', "formats.missing"),
        ('{"id": "a", "text": null}', "formats.missing"),
        ('{"id": "a", "text": "a", "role": "boss"}', "formats.wrong"),
        ('{"id": "a", "text": "a", "language": "fr"}', "formats.wrong"),
    ],
)
def test_a_bad_line_is_refused_with_its_number(line, code):
    good = '{"id": "a", "text": "b"}\n' if line else ""
    with pytest.raises(FormatError) as caught:
        parse_requests((good + line).encode(), "in.jsonl")
    assert caught.value.code == code
    assert caught.value.facts["line"] == (2 if line else 0)
