import json
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.formats.native import MAX_TURNS, parse_native, read_native, to_json, write_native
from trainer.formats.source import MAX_BYTES
from trainer.model.errors import FormatError
from trainer.model.text import clean_text
from trainer.words import Words

CALL = {
    "id": "c1",
    "language": "zh",
    "channel": "phone",
    "direction": "in",
    "customer_type": ["angry"],
    "topic": "理赔",
    "casefile": {"today": "2026-09-16", "cash": 986.4, "calls": ["9月10日", "9月13日"]},
    "turns": [
        {"n": 1, "role": "agent", "text": "您好", "t": 0.0},
        {"n": 2, "role": "customer", "text": "我等了十二天！", "t": 1.905, "t_end": 7},
    ],
}


def said(**changes) -> bytes:
    return json.dumps({**CALL, **changes}, ensure_ascii=False).encode("utf-8")


def outcome(data: bytes) -> str | int:
    """Return the code of the refusal, or how many conversations were read; any other exception is a failure."""
    try:
        return len(parse_native(data, "x"))
    except FormatError as error:
        return error.code


def refusal(data: bytes) -> FormatError:
    with pytest.raises(FormatError) as caught:
        parse_native(data, "call.json")
    assert caught.value.facts["file"] == "call.json"
    for language in ("zh", "en"):
        sentence = Words(language)(f"error.{caught.value.code}", **{**caught.value.facts, "found": "…", "wanted": "…"})
        assert "{" not in sentence and not sentence.startswith("error.")
        assert sentence.startswith("call.json") or "call.json" in sentence
    return caught.value


def test_a_conversation_is_read_with_milliseconds_and_defaults():
    (one,) = parse_native(said(), "call.json")
    assert [(turn.n, turn.role, turn.started_ms, turn.ended_ms) for turn in one.turns] == [
        (1, "agent", 0, None),
        (2, "customer", 1905, 7000),
    ]
    assert one.origin == "import"
    assert one.casefile["cash"] == 986.4
    assert len(one.digest) == 32


def test_one_object_a_list_and_lines_read_alike():
    two = {**CALL, "id": "c2"}
    as_list = json.dumps([CALL, two], ensure_ascii=False, indent=1).encode()
    as_lines = b"\n".join(json.dumps(one).encode() for one in (CALL, two)) + b"\n\n"
    assert parse_native(as_list, "x") == parse_native(as_lines, "x")
    assert parse_native(json.dumps(CALL, indent=2).encode(), "x") == parse_native(said(), "x")


def test_windows_line_ends_and_a_byte_order_mark_are_tolerated():
    lines = b"\xef\xbb\xbf" + b"\r\n".join([said(), said(id="c2")])
    assert [one.id for one in parse_native(lines, "x")] == ["c1", "c2"]


def test_a_line_separator_inside_a_text_does_not_split_lines():
    (one, _) = parse_native(b"\n".join([said(topic="a\u2028b"), said()]), "x")
    assert one.topic == "a b"


def test_unknown_keys_are_kept_everywhere_and_written_back():
    turns = [{**CALL["turns"][0], "emotion": {"x": [1]}, "confidence": 0.5}]
    cues = [{"at_turn": 1, "kind": "hold_start", "data": {"minutes": 2}, "seen_by": "王"}]
    value = {**CALL, "turns": turns, "cues": cues, "writer": "B", "score": None}
    (one,) = parse_native(json.dumps(value).encode(), "x")
    written = json.loads(write_native([one]))
    assert written["turns"][0]["emotion"] == {"x": [1]}
    assert written["turns"][0]["confidence"] == 0.5
    assert written["cues"][0] == {
        "at_turn": 1,
        "kind": "hold_start",
        "by": "agent",
        "data": {"minutes": "2"},
        "seen_by": "王",
    }
    assert (written["writer"], written["score"]) == ("B", None)
    assert parse_native(write_native([one]).encode(), "x") == (one,)


@pytest.mark.parametrize("role", ["speaker_0", "", None, 1, "AGENT", "坐席", ["agent"]])
def test_a_speaker_who_is_not_named_is_never_guessed(role):
    error = refusal(said(turns=[CALL["turns"][0], {"n": 2, "role": role, "text": "喂"}]))
    assert error.code in {"formats.role", "formats.wrong"}
    assert error.facts["turn"] == 2
    assert "agent" in str(error.facts["wanted"]) or error.code == "formats.wrong"


@pytest.mark.parametrize(
    ("change", "code", "key"),
    [
        ({"language": "fr"}, "formats.wrong", "language"),
        ({"channel": None}, "formats.missing", "channel"),
        ({"direction": "up"}, "formats.wrong", "direction"),
        ({"id": None}, "formats.missing", "id"),
        ({"id": {}}, "formats.wrong", "id"),
        ({"casefile": []}, "formats.wrong", "casefile"),
        ({"turns": {}}, "formats.wrong", "turns"),
        ({"turns": None}, "formats.missing", "turns"),
        ({"turns": ["您好"]}, "formats.wrong", "turn"),
        ({"turns": [{"n": 1, "role": "agent"}]}, "formats.missing", "text"),
        ({"turns": [{"n": 1, "role": "agent", "text": 1.5}]}, "formats.wrong", "text"),
        ({"turns": [{"n": -1, "role": "agent", "text": ""}]}, "formats.wrong", "n"),
        ({"turns": [{"n": True, "role": "agent", "text": ""}]}, "formats.wrong", "n"),
        ({"turns": [{"n": 1, "role": "agent", "text": "", "t": "3s"}]}, "formats.wrong", "t"),
        ({"turns": [{"n": 1, "role": "agent", "text": "", "t": -0.1}]}, "formats.wrong", "t"),
        ({"turns": [{"n": 1, "role": "agent", "text": "", "t": 1e300}]}, "formats.wrong", "t"),
        ({"cues": [{"at_turn": 1, "kind": "dance"}]}, "formats.wrong", "kind"),
        ({"cues": [{"at_turn": 1, "kind": "hold_start", "data": {"a": []}}]}, "formats.wrong", "data"),
        ({"customer_type": [1]}, "formats.wrong", "customer_type"),
        ({"origin": "moon"}, "formats.wrong", "origin"),
    ],
)
def test_a_wrong_field_is_named(change, code, key):
    error = refusal(said(**change))
    assert (error.code, error.facts["key"]) == (code, key)


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"", "formats.empty", 0),
        (b" \n ", "formats.empty", 0),
        (b"[]", "formats.empty", 0),
        (b"[1]", "formats.wrong", 0),
        (b"null", "formats.wrong", 0),
        (b'"text"', "formats.wrong", 0),
        (b'{"id": 1', "formats.json", 1),
        (b'{\n"id": \xff}', "formats.encoding", 2),
        ("您好".encode("gb18030"), "formats.encoding", 1),
        (b"[" * 100_000, "formats.json_limit", 0),
        (b'{"a":' * 70 + b"1" + b"}" * 70, "formats.json_limit", 0),
        (b'{"id": ' + b"9" * 5000 + b"}", "formats.json_limit", 0),
        (b'{"t": NaN}', "formats.json_constant", 0),
        (b'{"casefile": {"x": -1e999}}', "formats.json_constant", 0),
        (b'{"id": 1, "id": 2}', "formats.key_twice", 0),
        (said(turns=[]), "formats.no_turns", 0),
        (said() + b"\n{}", "formats.missing", 2),
        (said() + b"\n\n{", "formats.json", 3),
    ],
)
def test_a_file_that_is_no_transcript_is_refused_with_its_line(data, code, line):
    error = refusal(data)
    assert (error.code, error.facts["line"]) == (code, line)


def test_the_place_reads_like_a_compilers():
    broken = {"n": 7, "role": "boss", "text": ""}
    assert refusal(said(turns=[broken])).facts["place"] == "call.json #7"
    assert refusal(said() + b"\n" + said(turns=[broken])).facts["place"] == "call.json:2 #7"
    assert refusal(b"\n{").facts["place"] == "call.json:2"
    assert refusal(b"").facts["place"] == "call.json"


def test_numbers_of_turns_must_rise():
    turns = [{"n": 2, "role": "agent", "text": "a"}, {"n": 2, "role": "customer", "text": "b"}]
    assert refusal(said(turns=turns)).code == "formats.not_rising"


def test_missing_numbers_are_counted_on():
    turns = [{"n": 4, "role": "agent", "text": "a"}, {"role": "customer", "text": "b"}]
    assert [turn.n for turn in parse_native(said(turns=turns), "x")[0].turns] == [4, 5]


def test_an_end_before_its_start_is_refused():
    turns = [{"n": 1, "role": "agent", "text": "a", "t": 3, "t_end": 2.9}]
    assert refusal(said(turns=turns)).code == "formats.ends_early"


def test_limits_on_size_and_turns_hold(tmp_path):
    turns = [{"role": "agent", "text": ""}] * (MAX_TURNS + 1)
    assert refusal(said(turns=turns)).code == "formats.too_many_turns"
    half = [{"role": "agent", "text": ""}] * (MAX_TURNS // 2 + 1)
    assert refusal(b"\n".join([said(turns=half)] * 2)).code == "formats.too_many_turns"
    big = tmp_path / "big.json"
    with big.open("wb") as opened:
        opened.truncate(MAX_BYTES + 1)
    with pytest.raises(FormatError) as caught:
        read_native(big)
    assert caught.value.code == "formats.too_large"


def test_what_is_not_a_file_is_refused(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path, code in ((tmp_path, "not_a_file"), (pipe, "not_a_file"), (tmp_path / "x", "no_file")):
        with pytest.raises(FormatError) as caught:
            read_native(path)
        assert caught.value.code == f"formats.{code}"


def test_control_characters_do_not_come_in_by_any_field():
    nasty = "a\x1b]52;c;eA==\x07\u202eb\u009b31m"
    value = {
        **CALL,
        "id": nasty,
        "topic": nasty,
        "casefile": {nasty: [nasty]},
        "note": {nasty: nasty},
        "turns": [{"n": 1, "role": "agent", "text": nasty, "source": nasty, "x": [nasty]}],
        "cues": [{"at_turn": 1, "kind": "note", "data": {nasty: nasty}, "y": nasty}],
    }
    (one,) = parse_native(json.dumps(value).encode(), "x")
    assert write_native([one]).rstrip("\n").isprintable()
    assert one.turns[0].text == clean_text(nasty)


def test_an_error_never_carries_control_characters():
    error = refusal(json.dumps({**CALL, "channel": "\x1b[31m\u202e"}).encode())
    assert str(error.facts["found"]).isprintable()


def test_a_digest_is_that_of_the_conversation_not_of_its_name():
    def digest(**changes):
        return parse_native(said(**changes), "x")[0].digest

    assert digest() == digest(id="other", writer="B")
    other = [CALL["turns"][0], {**CALL["turns"][1], "text": "我等了十三天！"}]
    assert len({digest(), digest(turns=other), digest(casefile={}), digest(channel="wechat")}) == 4


plain = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
scalars = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(
    scalars | plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(plain, inner, max_size=3), max_leaves=5
)
extras = st.dictionaries(plain.map(lambda text: f"x{text}"), values, max_size=2)
moments = st.none() | st.integers(0, 10**9).map(lambda ms: ms / 1000)
turn_values = st.fixed_dictionaries(
    {"role": st.sampled_from(["agent", "customer", "third", "system"]), "text": plain},
    optional={"t": moments, "part": st.integers(0, 9), "heard_until": st.none() | st.integers(0, 99), "source": plain},
)
cue_values = st.fixed_dictionaries(
    {"at_turn": st.integers(0, 99), "kind": st.sampled_from(["ring", "verify", "hold_start", "call_end"])},
    optional={"by": st.sampled_from(["agent", "customer"]), "data": st.dictionaries(plain, plain), "t": moments},
)


def joined(parts):
    return {**parts[1], **parts[0]}


calls = st.tuples(
    st.fixed_dictionaries(
        {
            "id": plain,
            "language": st.sampled_from(["zh", "en"]),
            "channel": st.sampled_from(["phone", "wechat", "letter"]),
            "direction": st.sampled_from(["in", "out"]),
            "turns": st.lists(st.tuples(turn_values, extras).map(joined), min_size=1, max_size=4),
        },
        optional={
            "customer_type": st.lists(plain, max_size=2),
            "topic": plain,
            "casefile": st.dictionaries(plain, values, max_size=3),
            "cues": st.lists(st.tuples(cue_values, extras).map(joined), max_size=2),
            "origin": st.sampled_from(["practice", "import"]),
        },
    ),
    extras,
).map(joined)


@settings(max_examples=120, deadline=None)
@given(st.lists(calls, min_size=1, max_size=3))
def test_what_is_written_reads_back_as_the_same_conversations(found):
    first = parse_native(json.dumps(found).encode(), "x")
    again = parse_native(write_native(first).encode(), "x")
    assert again == first
    for value, one in zip(found, first, strict=True):
        assert {clean_text(key) for key in value} <= set(to_json(one)) | {"cues", "origin"}


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_give_transcripts_or_a_format_error(data):
    assert outcome(data)


@settings(max_examples=150, deadline=None)
@given(calls, st.integers(0, 400), st.sampled_from([b"", b"{", b"]", b"null", b'"', b"\\u0000", b"\x00", b"1e999"]))
def test_a_damaged_file_gives_transcripts_or_a_format_error(value, at, cut):
    data = json.dumps(value).encode()
    assert outcome(data[:at] + cut + data[at + 1 :])
