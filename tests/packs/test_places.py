"""Where packs are found, what the catalogue shows, what is loaded when, and schemas that follow the models."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from trainer.model.errors import PackError, TrainerError
from trainer.packs.catalogue import cards, catalogue, find_card
from trainer.packs.places import bundled, find, folders, pack_files
from trainer.packs.schemas import schema_files

ROOT = Path(__file__).parents[2]


def test_the_bundled_folders_are_those_of_the_checkout():
    for kind in ("scenarios", "rubrics"):
        assert bundled(kind) == ROOT / kind


def test_the_order_is_named_folders_then_own_then_bundled(tmp_path):
    extra, user = tmp_path / "extra", tmp_path / "user"
    extra.mkdir()
    (user / "scenarios").mkdir(parents=True)
    assert folders("scenarios", [extra], user) == (extra, user / "scenarios", user, bundled("scenarios"))
    assert folders("scenarios", [tmp_path / "gone"], None) == (bundled("scenarios"),)


def test_an_id_in_two_folders_is_an_error_that_names_both(desk, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    twin = other / "small.yaml"
    twin.write_bytes(desk.path.read_bytes())
    with pytest.raises(PackError) as caught:
        find("scenarios", "small", [desk.folder, other])
    (problem,) = caught.value.problems
    assert (problem.code, problem.file, problem.facts["other"]) == ("E104", str(twin), str(desk.path))
    found = catalogue([desk.folder, other])
    assert len(found.cards) == 1
    assert found.faults == (problem,)


def test_a_pack_that_is_nowhere_is_a_problem(desk):
    with pytest.raises(PackError) as caught:
        find("scenarios", "nowhere", [desk.folder])
    assert caught.value.problems[0].code == "E117"
    assert find("scenarios", "small", [desk.folder]) == desk.path


def test_overlays_are_no_packs(desk):
    assert list(pack_files([desk.folder])) == [desk.path]


def test_a_pack_in_the_persons_own_folder_is_found_by_what_is_in_it(desk, tmp_path):
    rubric = tmp_path / "mine.yml"
    rubric.write_text("schema: 1\nid: mine\nchecks: []\n", encoding="utf-8")
    (tmp_path / ".hidden.yaml").write_text("a: b\n", encoding="utf-8")
    assert list(pack_files([tmp_path], "rubrics")) == [rubric]
    assert list(pack_files([tmp_path], "scenarios")) == [desk.path]
    assert find("rubrics", "mine", [tmp_path]) == rubric


def test_a_scene_that_cannot_be_read_says_why_and_a_missing_one_that_it_is_missing(desk):
    desk.change("difficulty: 1", "difficulty: 4")
    with pytest.raises(PackError) as caught:
        find_card([desk.folder], "small")
    assert [one.code for one in caught.value.problems] == ["E103"]
    with pytest.raises(TrainerError) as missing:
        find_card([desk.folder], "nowhere")
    assert missing.value.code == "app.unknown_scene"


def test_a_card_shows_the_outside(desk):
    (card,) = cards([desk.folder])
    assert card.id == "small"
    assert card.types == ("angry",)
    assert card.languages == ("zh", "en")
    assert card.title["en"] == "The missing health report"
    desk.overlay.unlink()
    assert cards([desk.folder])[0].languages == ("zh",)


def test_one_bad_scene_does_not_close_the_catalogue(desk):
    (desk.folder / "bad.yaml").write_text("a: [", encoding="utf-8")
    (desk.folder / "worse.yaml").write_text("schema: 1\n", encoding="utf-8")
    found = catalogue([desk.folder])
    assert [card.id for card in found.cards] == ["small"]
    assert {Path(one.file).name for one in found.faults} == {"bad.yaml", "worse.yaml"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("id: small\n", "id: Sm all\n", "E103"),
        ("channel: phone", "channel: fax", "E103"),
        ("difficulty: 1", "difficulty: 4", "E103"),
        ("type: angry", "type: []", "E103"),
        ("type: angry", "type: [{a: b}]", "E103"),
        ("skills: [L3, E1]", "skills: {L3: 1}", "E103"),
        ("title: {zh: 补交体检报告, en: The missing health report}\n", "", "E102"),
        ("title: {zh: 补交体检报告, en: ", "title: {zh: 补交体检报告, fr: ", "E103"),
        ("source: ours", "source: [ours]", "E103"),
    ],
)
def test_a_wrong_outside_leaves_the_scene_out_and_says_why(desk, old, new, code):
    desk.change(old, new)
    found = catalogue([desk.folder])
    assert found.cards == ()
    assert [one.code for one in found.faults] == [code]


def test_the_shipped_catalogue_has_three_scenes_in_both_languages():
    shown = cards([bundled("scenarios")])
    assert len(shown) >= 3
    assert all(card.languages == ("zh", "en") for card in shown)
    assert [card.difficulty for card in shown] == sorted(card.difficulty for card in shown)


@pytest.mark.parametrize("path", schema_files(), ids=lambda path: path.name)
def test_the_schemas_follow_the_models(path):
    assert path.read_text(encoding="utf-8") == schema_files()[path], "run make schemas"
    assert json.loads(path.read_text(encoding="utf-8"))["type"] == "object"


def test_an_editor_refuses_what_the_linter_refuses():
    schema = json.loads((ROOT / "scenarios" / "scenario.schema.json").read_text(encoding="utf-8"))
    assert (schema["properties"]["difficulty"]["minimum"], schema["properties"]["difficulty"]["maximum"]) == (1, 3)
    assert schema["properties"]["opening"]["minItems"] == 1
    knobs = schema["$defs"]["PersonaRecord"]["properties"]["knobs"]["additionalProperties"]
    assert (knobs["minimum"], knobs["maximum"]) == (1, 5)


def loaded_by(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint(*sorted(name.split('.')[0] for name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)
    return set(done.stdout.split())


def test_libraries_are_loaded_only_by_what_needs_them():
    heavy = {"pydantic", "jinja2", "faker", "yaml", "re2"}
    assert not loaded_by("import trainer.packs") & heavy
    assert not loaded_by("import trainer.packs.places") & (heavy - {"yaml"})
    assert not loaded_by("import trainer.packs.lexicon, trainer.packs.library, trainer.packs.rubric") & {
        "jinja2",
        "faker",
    }
    assert not loaded_by("import trainer.packs.catalogue") & (heavy - {"yaml"})
    assert "faker" not in loaded_by("import trainer.packs.scenario, trainer.packs.lint")
