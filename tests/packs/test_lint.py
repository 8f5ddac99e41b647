"""The linter: each code fires on the mistake it is for and not on the sample, and has words in both languages."""

import re
from pathlib import Path

import pytest

from trainer.packs.lint import lint
from trainer.packs.places import bundled, pack_files
from trainer.packs.references import SceneReferences
from trainer.packs.scenario import check_scene, load_blueprint
from trainer.packs.vocabulary import ENGINE_SIGNALS, SCENE_CONDITIONS
from trainer.words import LANGUAGES, Words

PACKS = Path(__file__).parents[2] / "trainer" / "packs"
CODES = sorted(
    {code for path in PACKS.glob("*.py") for code in re.findall(r'"([EW][0-9]{3})"', path.read_text(encoding="utf-8"))}
)


def found(path: Path) -> set[str]:
    return {one.code for one in lint(path)}


def test_the_page_names_every_signal_and_every_name_of_a_condition():
    page = (PACKS.parents[1] / "scenarios" / "README.md").read_text(encoding="utf-8")
    words = set(re.findall(r"[a-z_]+", page))
    assert not ENGINE_SIGNALS - words
    assert not SCENE_CONDITIONS.names - words
    assert not set(SCENE_CONDITIONS.calls) - words


def test_the_sample_is_clean(desk):
    assert lint(desk.path) == ()
    assert lint(desk.overlay) == ()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("anger > 90", "anger > 90 and anger < 50", "E201"),
        ("anger > 90", "trust >= 101", "E201"),
        ("anger > 90", "settled_all and not settled_all", "E201"),
        ("turn >= 6", "turn >= 6 and turn + 0 < 0", "E201"),
        ('ask: "{work} | {report} + {when}"', 'ask: "{nonsense}"', "E202"),
        ("trust: 35, anger_max: 60}", "trust: 35, anger_max: 60, after: [night_shift]}", "E202"),
        ('ask: "{work} |', 'ask: "{nonsense} |', "E105"),
        ("anger > 90", "settled_all and fact('night_shift') and trust >= 60", "E204"),
        ("skills: [L3, E1]", "skills: [L3, E99]", "W325"),
        ("source: ours", "source: ours\nrubric: nowhere", "E105"),
        ("quality: best", "quality: ok", "E205"),
        ("quality: left", "quality: ok", "E205"),
        ("concern.lost", "concern.lots", "E206"),
        ("offer.by_photo", "by_photo", "E206"),
        ("settles: [lost]", "settles: []", "E207"),
        ("报告到底在不在你们那儿？", "报告到底在不在你们那儿？" * 6, "W302"),
        ("又叫我补报告", "我熬了夜班，又叫我补报告", "W303"),
        ("我可没那么多工夫。", "我夜班多，没工夫。", "W303"),
        ("今天又收到补件短信", "刚下夜班，今天又收到补件短信", "W303"),
        ("shift: 夜班", "shift: 夜班|班", "W305"),
        ('    hint: ["我可没那么多工夫。"]\n', "", "W307"),
        ("45岁", "45岁，电话13812345678", "W309"),
        ("45岁", "45岁，身份证11010519491231002X", "W309"),
        ("45岁", "45岁，卡号6222 0000 0000 0000 000", ""),
        ("45岁", "45岁，卡号4111 1111 1111 1111", "W309"),
        ('answers: {open: ["您好，请讲。"], ack: ["让您又跑一趟，对不起。"]}\n', "", "W311"),
    ],
)
def test_each_code_fires_on_its_mistake(desk, old, new, code):
    if code == "E207":
        desk.change("settle: {any: [explain, own], needs: [apologize|empathize], about", "settle: {about")
    desk.change(old, new)
    codes = found(desk.path)
    assert (code in codes) if code else not codes


def test_one_quality_for_all_endings_is_told(desk):
    for quality in ("best", "left"):
        desk.change(f"quality: {quality}", "quality: ok")
    assert {"W312", "E205"} <= found(desk.path)


def test_missing_english_texts_are_a_warning(desk):
    desk.overlay.unlink()
    (problem,) = lint(desk.path)
    assert (problem.code, problem.severity) == ("W320", "warning")


def test_a_leak_in_english_is_found_in_the_english_file(desk):
    desk.change("Hello, what is going on?", "I come from a Night Shift, what is going on?", overlay=True)
    (problem,) = lint(desk.path)
    assert (problem.code, Path(problem.file).name) == ("W303", "small.en.yaml")


def test_a_topic_without_words_in_the_other_language_is_a_warning(desk):
    file, document, _, _ = check_scene(load_blueprint(desk.path), 1)
    told = SceneReferences(document, file, {"angry"}, frozenset({"when"}), frozenset({"work", "when"})).problems()
    assert [(one.code, one.severity, one.facts["id"]) for one in told] == [("W324", "warning", "work")]


@pytest.mark.parametrize(
    "path", [*pack_files([bundled("scenarios")]), *pack_files([bundled("rubrics")])], ids=lambda path: path.stem
)
def test_shipped_packs_have_no_errors(path):
    assert [one for one in lint(path) if one.severity == "error"] == []


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words_and_a_line_in_the_readme(code, language):
    words = Words(language)
    assert words.has(f"problem.{code}.say")
    assert words.has(f"problem.{code}.mend")
    assert f"{code}" in (bundled("scenarios") / "README.md").read_text(encoding="utf-8")


def test_the_sentences_find_all_their_facts(desk):
    for old, new in (("anger > 90", "trust >= 101"), ("concern.lost", "concern.lots"), ("channel:", "chanel:")):
        desk.change(old, new)
    for language in LANGUAGES:
        words = Words(language)
        for one in lint(desk.path):
            for part in ("say", "mend"):
                assert not re.search(r"\{[a-z]+\}", words(f"problem.{one.code}.{part}", **one.facts))
