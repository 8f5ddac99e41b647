"""The two languages say the same things, and the code asks only for what they can say."""

import ast
import re
from pathlib import Path

import pytest

from trainer.words import LANGUAGES, Words, catalogue, slots

ROOT = Path(__file__).parents[2] / "trainer"
CJK = re.compile(r"[\u3400-\u9fff]")


def test_both_languages_hold_the_same_keys():
    assert set(catalogue("zh")) == set(catalogue("en"))


@pytest.mark.parametrize("key", sorted(catalogue("zh")))
def test_both_sentences_have_the_same_slots(key):
    assert slots(catalogue("zh")[key]) == slots(catalogue("en")[key])


def test_english_is_english():
    chinese = {key for key, text in catalogue("en").items() if CJK.search(text)}
    assert chinese == {"tui.home.language"}


def literals(tree):
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node


def test_no_chinese_sentence_hides_in_code():
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in ROOT.rglob("*.py")
        for node in literals(ast.parse(path.read_text(encoding="utf-8")))
        if CJK.search(node.value)
    ]
    assert found == []


def test_every_error_code_has_words():
    code = re.compile(r"^[a-z_]+(\.[a-z_]+)+$")
    raised = set()
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.endswith("Error"):
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str) and code.match(first.value):
                    raised.add(first.value)
    assert raised, "the walk found no error codes at all"
    assert {key for key in raised if f"error.{key}" not in catalogue("zh")} == set()


def test_a_sentence_fills_its_slots_and_survives_strange_facts():
    words = Words("en")
    assert words("error.app.no_file", file="{x} %s [b]") == "No such file: {x} %s [b]"
    assert "{file}" in words("error.app.no_file")
    assert words("no.such.key") == "no.such.key"
    assert words.missing == {"no.such.key"}


def test_the_language_can_change_at_run_time():
    words = Words("zh")
    before = words("error.app.no_file", file="a")
    words.language = "en"
    assert words("error.app.no_file", file="a") != before
    assert set(LANGUAGES) == {"zh", "en"}
    assert words.pick({"zh": "标题", "en": ""}) == "标题"
