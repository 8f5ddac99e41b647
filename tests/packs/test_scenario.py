"""Building a scene: what an author wrote arrives in the engine's value; every mistake is told at once with its line."""

from pathlib import Path

import pytest

from trainer.model.errors import PackError
from trainer.model.scenario import Line
from trainer.packs.blueprint import load_blueprint
from trainer.packs.places import bundled, pack_files
from trainer.packs.scenario import cast, load_scenario

SHIPPED = [(path, language) for path in pack_files([bundled("scenarios")]) for language in ("zh", "en")]


def told(path: Path, language: str = "zh", seed: int = 1) -> list[tuple[str, str, int]]:
    with pytest.raises(PackError) as caught:
        load_scenario(path, seed, language)
    return [(Path(one.file).name, one.code, one.line) for one in caught.value.problems]


def test_the_parts_arrive_in_the_value(desk):
    scene = load_scenario(desk.path, 3)
    assert scene.types == ("angry",)
    assert scene.concerns[0].settle.needs == (("apologize", "empathize"),)
    assert scene.concerns[0].reopen_on == ("contradict",)
    assert scene.traps[0].bad == ("overpromise",)
    assert scene.terms == {"report": ("体检报告", "报告单"), "scan": ("拍照", "拍张照"), "shift": ("夜班",)}
    assert scene.start.anger == 60
    assert scene.start.patience is None
    assert scene.moves[0].once is True
    assert scene.answers["open"] == ("您好，请讲。",)
    assert scene.facts[0].need.trust == 35
    assert scene.gives["phone_tail"] == scene.variables["phone"][-4:]
    assert scene.casefile["report"] == {"status": "未登记", "sent": "2026-02-26"}


def test_lines_have_names_that_stay(desk):
    scene = load_scenario(desk.path, 3)
    assert scene.opening[0] == Line("opening.0", ("喂，你们怎么回事？", "报告我2月26日就寄了！"))
    assert scene.concerns[0].say[0].id == "concern.lost.say.0"
    assert scene.concerns[0].reopen[0].id == "concern.lost.reopen.0"
    assert scene.facts[0].full[0].id == "fact.night_shift.full.0"
    assert scene.endings[2].say[0].id == "ending.unsure.say.0"


def test_the_digest_follows_the_text_and_not_the_seed(desk):
    before = load_scenario(desk.path, 1).digest
    assert load_scenario(desk.path, 2).digest == before
    english = load_scenario(desk.path, 1, "en").digest
    assert english != before
    desk.change("Did you lose my report?", "Have you lost my report?", overlay=True)
    assert load_scenario(desk.path, 1).digest == before
    assert load_scenario(desk.path, 1, "en").digest != english


def test_one_reading_serves_many_casts(desk):
    blueprint = load_blueprint(desk.path)
    desk.path.unlink()
    assert cast(blueprint, 1).variables != cast(blueprint, 2).variables


def test_the_overlay_brings_texts_and_nothing_else(desk):
    chinese, english = load_scenario(desk.path, 3), load_scenario(desk.path, 3, "en")
    assert english.language == "en"
    assert english.concerns[0].say[0] == Line("concern.lost.say.0", ("Did you lose my report?",))
    assert english.concerns[0].reopen[0].text == "That is not what you said a minute ago."
    assert english.concerns[0].settle == chinese.concerns[0].settle
    assert english.facts[0].locked_terms == ("night shift",)
    assert english.facts[0].need == chinese.facts[0].need
    assert english.endings[0].epilogue == "The photo was registered the same night."
    assert english.endings[0].when == chinese.endings[0].when
    assert english.casefile["report"] == {"status": "not registered", "sent": "2026-02-26"}
    assert english.terms["scan"] == ("take a photo", "a photo")
    assert english.variables["policy_no"] == chinese.variables["policy_no"]


def test_a_file_full_of_mistakes_tells_them_all_with_their_lines(desk):
    desk.change("channel: phone", "chanel: phone")
    desk.change("difficulty: 1", "difficulty: 9")
    desk.change("{{ fake.last_name() }}", "{{ fake.last_name }}")
    desk.change("体检花了{{ fee }}元", "体检花了{{ fees }}元")
    desk.change("再跑一趟, knobs: {temper: 3}", "再跑一趟, knobs: {temper: 3, temper: 4, mood: 2}")
    desk.change("    settle: {any:", "    setle: {any:")
    desk.change('when: "True"', 'when: "{{ x }}"')
    desk.change("夜班]", "夜班, &a 夜]")
    desk.change("bad: overpromise", "bad: overpromised")
    desk.change("turn >= 6", "turm >= 6")
    assert told(desk.path) == [
        ("small.yaml", "E118", 6),
        ("small.yaml", "E103", 9),
        ("small.yaml", "E108", 15),
        ("small.yaml", "E107", 22),
        ("small.yaml", "E111", 28),
        ("small.yaml", "E103", 28),
        ("small.yaml", "E102", 31),
        ("small.yaml", "E118", 34),
        ("small.yaml", "E114", 43),
        ("small.yaml", "E120", 47),
        ("small.yaml", "E120", 48),
        ("small.yaml", "E108", 52),
    ]


def test_a_misspelled_part_is_one_problem_and_not_one_for_each_mention(desk):
    desk.change("facts:", "fact:")
    assert told(desk.path) == [("small.yaml", "E118", 36)]
    desk.change("fact:", "facts:")
    desk.change("  - id: lost\n", "  - idd: lost\n")
    assert [code for _, code, _ in told(desk.path)] == ["E102", "E118"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("id: small", "id: other", "E103"),
        ("type: angry", "type: angri", "E120"),
        ("type: angry", "type: [angry, martian]", "E105"),
        ("trust >= 50", "trsut >= 50", "E120"),
        ("fact('night_shift')", "fact('nigth_shift')", "E120"),
        ("fact('night_shift')", "fact('zzz')", "E105"),
        ("any: [explain, own]", "any: [explain, owns]", "E120"),
        ("after: [night_shift]", "after: [day]", "E105"),
        ("settles: [lost]", "settles: [lots]", "E120"),
        ("bad: overpromise", "bad: overpromised", "E120"),
        ("never: [overpromise, blame]", "never: [overpromise, blames]", "E120"),
        ("{id: gone, quality", "{id: eased, quality", "E104"),
        ('about: "{report}"', 'about: "{report} und {x}"', "E106"),
        ("turn >= 6", "since('explains') > 2", "E120"),
        ("turn >= 6", "action('hld') > 2", "E105"),
        ("turn >= 6", "__import__('os')", "E106"),
        ("anger: 60, trust: 30", "anger: 101, trust: 30", "E103"),
        ("anger: 60, trust: 30", "anger: sixty, trust: 30", "E103"),
        ("once: yes", "once: maybe", "E103"),
        ('today: "2026-03-10"', 'today: "10.3.2026"', "E103"),
        ('say: ["我的报告是不是你们弄丢了？"]', "say: []", "E103"),
        ('say: ["我的报告是不是你们弄丢了？"]', 'say: [""]', "E103"),
        ("quality: best", "quality: perfect", "E103"),
        ("id: small", 'id: "{{ x }}"', "E108"),
    ],
)
def test_each_mistake_has_its_code_and_line(desk, old, new, code):
    desk.change(old, new)
    lines = desk.path.read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in reversed(list(enumerate(lines, start=1))) if new in text)
    assert ("small.yaml", code, line) in told(desk.path)


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("{id: lost, say", "{id: los, say", "concerns.los"),
        ("{id: lost, say", "{id: los, say", "concerns.lost"),
        (', again: ["Do you have my report or not?"]', "", "concerns.lost.again"),
        (', reopen: ["That is not what you said a minute ago."]', "", "concerns.lost.reopen"),
        ('hint: ["I haven\'t got time for this."], ', "", "facts.night_shift.hint"),
        (", shift: night shift}", "}", "terms.shift"),
        (", shift: night shift}", ", shift: night shift, extra: word}", "terms.extra"),
        ("epilogues: {eased: The photo was registered the same night.}\n", "", "endings.eased.epilogue"),
        ("id: small", "id: smal", "id"),
    ],
)
def test_an_overlay_that_does_not_fit_is_named(desk, old, new, name):
    desk.change(old, new, overlay=True)
    with pytest.raises(PackError) as caught:
        load_scenario(desk.path, 1, "en")
    assert ("E109", name) in [(one.code, one.facts.get("id")) for one in caught.value.problems]
    assert load_scenario(desk.path, 1).id == "small"


def test_a_mistake_in_an_overlay_is_told_in_the_overlay(desk):
    desk.change("{{ fee }} yuan", "{{ fees }} yuan", overlay=True)
    assert ("small.en.yaml", "E107", 7) in told(desk.path, "en")


def test_a_language_without_texts_is_refused(desk):
    desk.overlay.unlink()
    assert told(desk.path, "en") == [("small.en.yaml", "E117", 0)]


def test_variables_may_stand_in_any_order_but_not_in_a_circle(desk):
    desk.change("vars:\n", 'vars:\n  first: "{{ later }}!"\n')
    desk.change("  fee:", "  later: 好\n  fee:")
    assert load_scenario(desk.path, 1).variables["first"] == "好!"
    desk.change("  later: 好", '  later: "{{ first }}"')
    assert "E107" in [code for _, code, _ in told(desk.path)]


@pytest.mark.parametrize(("path", "language"), SHIPPED, ids=lambda value: getattr(value, "stem", value))
def test_shipped_scenes_build_under_many_seeds(path, language):
    blueprint = load_blueprint(path, language)
    for seed in range(25):
        scene = cast(blueprint, seed)
        assert "{{" not in repr(scene)
        assert scene.language == language
