"""The strict reader: what it refuses, where it says so, and that nothing makes it hang or die."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.model.errors import PackError
from trainer.packs.yaml_tree import MAX_BYTES, Place, parse_yaml, read_yaml
from trainer.words import LANGUAGES, Words

SMALL = Path(__file__).with_name("data") / "small.yaml"


def codes(text: str | bytes) -> list[tuple[str, int, int]]:
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    with pytest.raises(PackError) as caught:
        parse_yaml(data, "f.yaml")
    return [(one.code, one.line, one.column) for one in caught.value.problems]


def test_every_scalar_stays_text():
    root = parse_yaml(b"a: no\nb: 010\nc: 12:34:56\nd: 1e3\ne: null\nf: ~\ng: 2026-01-01\nh:\n", "f").root
    assert list(root.values()) == ["no", "010", "12:34:56", "1e3", "null", "~", "2026-01-01", ""]


def test_places_count_characters_from_one():
    document = parse_yaml("甲: 乙\nlist:\n  - 丙\n  - {丁: 戊}\n".encode(), "f.yaml")
    assert document.place(("甲",)) == Place("f.yaml", 1, 4)
    assert document.key(("甲",)) == Place("f.yaml", 1, 1)
    assert document.place(("list", 0)) == Place("f.yaml", 3, 5)
    assert document.place(("list", 1, "丁")) == Place("f.yaml", 4, 9)
    assert document.place(("list", 1, "nowhere")) == Place("f.yaml", 4, 5)


def test_a_byte_order_mark_is_no_part_of_the_text():
    assert parse_yaml(b"\xef\xbb\xbfa: 1\n", "f").root == {"a": "1"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: &x 1\n", ("E114", 1, 4)),
        ("a: *x\n", ("E114", 1, 4)),
        ("a: !!python/object/apply:os.system [ls]\n", ("E114", 1, 4)),
        ("a: !x 1\n", ("E114", 1, 4)),
        ("<<: {a: 1}\n", ("E114", 1, 1)),
        ("? [a]\n: b\n", ("E114", 1, 3)),
        ("a: 1\n---\nb: 2\n", ("E114", 2, 1)),
        ("%YAML 1.1\n---\na: 1\n", ("E114", 1, 1)),
        ("a: 1\nb: 2\na: 3\n", ("E111", 3, 1)),
        ('a: "\\e]0;x\\a"\n', ("E115", 1, 4)),
        ('a: "\\u202e"\n', ("E115", 1, 4)),
        ("a: [1\n", ("E110", 2, 1)),
        ("a: b: c\n", ("E110", 1, 5)),
        ("- a\n", ("E116", 1, 1)),
        ("", ("E116", 1, 1)),
        ("# nothing\n", ("E116", 1, 1)),
    ],
)
def test_each_forbidden_thing_is_named_with_its_place(text, found):
    assert codes(text) == [found]


def test_all_problems_of_a_file_are_told_at_once():
    assert codes("a: &x 1\nb: *x\nc: 1\nc: 2\nd: !t 4\n") == [
        ("E114", 1, 4), ("E114", 2, 4), ("E111", 4, 1), ("E114", 5, 4),
    ]  # fmt: skip


@pytest.mark.parametrize("data", ["a: 甲".encode("gb18030"), "a: b".encode("utf-16"), b"a: \xff", b"a: \xed\xa0\x80"])
def test_other_encodings_are_refused(data):
    assert codes(data)[0][0] == "E112"


def test_the_limits_are_exact():
    deep = lambda levels: "\n".join("  " * at + "a:" for at in range(levels)) + " x\n"  # noqa: E731
    assert parse_yaml(deep(23).encode(), "f").root
    assert codes(deep(24))[0][0] == "E113"
    many = lambda items: "a:\n" + "- b\n" * items  # noqa: E731
    assert parse_yaml(many(49_997).encode(), "f").root
    assert codes(many(49_998))[0][0] == "E113"
    assert parse_yaml(b"a: " + b"x" * (MAX_BYTES - 4) + b"\n", "f").root
    assert codes(b"a: " + b"x" * (MAX_BYTES - 2))[0][0] == "E113"


def test_a_file_that_is_not_there_is_a_problem_not_a_crash(tmp_path):
    with pytest.raises(PackError) as caught:
        read_yaml(tmp_path / "none.yaml")
    assert caught.value.problems[0].code == "E117"


BOMBS = {
    "laughs": "a: &a [l,l]\n"
    + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)},*{chr(97 + i)}]\n" for i in range(24)),
    "merges": "a: &a {x: 1}\n" + "".join(f"m{i}:\n  <<: [*a, *a]\n" for i in range(22)),
    "brackets": "[" * 100_000,
    "braces": "{a: " * 100_000,
    "brackets_in_lines": "[\n" * 100_000,
    "dashes": "- " * 100_000,
    "questions": "? " * 100_000,
    "colons": ": " * 100_000,
    "question_marks": "a: {" + "?" * 400_000,
    "steps": "".join(" " * at + "a:\n" for at in range(1000)),
    "sexagesimal": "a: " + "59:" * 200_000,
    "tags": "a: " + "!a " * 200_000,
    "tag_lines": "%TAG !a! b\n" * 60_000,
    "anchors": "&a " * 200_000,
    "stars": "a: " + "*" * 400_000,
    "quotes": '"a' * 300_000,
    "one_long_text": 'a: "' + "x" * 990_000 + '"',
    "ten_megabytes": "x" * 10_000_000,
    "keys": "\n".join(f"k{i}: v" for i in range(70_000)),
    "same_keys": "a:\n" * 300_000,
    "commas": "a: [" + "1," * 200_000 + "]",
    "comments": "#" * 900_000,
    "blank_lines": "a: >\n" + " x\n\n" * 200_000,
    "tabs": "\t" * 400_000,
    "nul": "a: \x00",
    "big_number": "a: " + "9" * 900_000,
    "escapes": 'a: "' + "\\x41" * 200_000 + '"',
    "documents": "---\n" * 200_000,
    "mixed": "[{" * 50_000,
    "spaced": "[" + " [" * 60_000,
}
CHILD = """
import sys, time, resource
from trainer.model.errors import PackError
from trainer.packs.yaml_tree import parse_yaml
from trainer.words import LANGUAGES, Words
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
data = sys.stdin.buffer.read()
begun = time.process_time()
try:
    parse_yaml(data, "bomb.yaml")
    what = "read"
except PackError as refusal:
    what = refusal.problems[0].code
print(what, int((time.process_time() - begun) * 1000))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="memory limits of a child process")
@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_defused_in_a_child_process(name):
    done = subprocess.run(
        [sys.executable, "-c", CHILD], input=BOMBS[name].encode(), capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr[-400:]
    what, milliseconds = done.stdout.split()
    assert int(milliseconds) < 1_000, f"{what.decode()} after {milliseconds.decode()} ms"


TOKENS = ["[", "]", "{", "}", ": ", "- ", "&a ", "*a ", "!t ", "<<: ", '"', "'", "|", ">", "?", "\n", "  ", "\t", "#", "%", "\x00", "\x85",
          "\u2028", "\ufeff", "\\", "{{ ", "{% ", " }}", "，", "id", "---\n", "~", "0x1", "\u202e", "😀"]  # fmt: skip


def mutated(text: str, dice: random.Random) -> bytes:
    """Return a text with one to six pieces cut, doubled, swapped or put in, sometimes broken as bytes too."""
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(text) + 1)
        end = min(len(text), at + dice.choice((1, 2, 5, 40, 400)))
        match dice.randrange(4):
            case 0:
                text = text[:at] + text[end:]
            case 1:
                text = text[:end] + text[at:end] + text[end:]
            case 2:
                text = text[:at] + dice.choice(TOKENS) * dice.choice((1, 1, 2, 30)) + text[at:]
            case _:
                other = dice.randrange(len(text) + 1)
                text = text[:at] + text[other : other + 30] + text[end:]
    data = bytearray(text.encode("utf-8"))
    if dice.random() < 0.1 and data:
        data[dice.randrange(len(data))] = dice.randrange(256)
    return bytes(data)


def test_two_thousand_broken_files_give_one_kind_of_error_quickly():
    text = SMALL.read_text(encoding="utf-8")
    slowest, placed, refused = 0.0, 0, 0
    for seed in range(2_000):
        data = mutated(text, random.Random(seed))
        begun = time.process_time()
        try:
            parse_yaml(data, "f.yaml")
        except PackError as refusal:
            refused += 1
            placed += all(problem.line > 0 for problem in refusal.problems)
        slowest = max(slowest, time.process_time() - begun)
    assert slowest < 0.25
    assert refused > 500
    assert placed / refused > 0.9


def read_or_refused(data: bytes) -> bool:
    try:
        return isinstance(parse_yaml(data, "f").root, dict)
    except PackError as refusal:
        return bool(refusal.problems)


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text):
    assert read_or_refused(text.encode("utf-8"))


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    assert read_or_refused(data)


@pytest.mark.parametrize(
    ("text", "code", "line", "what"),
    [
        ("a: b\nb:\n\t- c\n", "E110", 3, "tab"),
        ("a: b\nb：c\n", "E110", 3, "wide_colon"),
        ("a: b\nb: c\x07d\n", "E115", 2, None),
    ],
)
def test_slips_of_the_keyboard_are_called_by_their_names(text, code, line, what):
    with pytest.raises(PackError) as caught:
        parse_yaml(text.encode(), "x.yaml")
    (problem,) = caught.value.problems
    assert (problem.code, problem.line, problem.facts.get("what")) == (code, line, what)
    if what:
        assert all(Words(language).has(f"fact.{what}") for language in LANGUAGES)
