from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from trainer.model.analysis import Act, Analysis, Span
from trainer.model.assessment import NOT_JUDGED, Assessment, Evidence, Hit, Mark, TurnMark, Versions
from trainer.model.rubric import Check, RedLine
from trainer.model.transcript import Transcript, Turn
from trainer.scoring import Case, assess, standing, to_json
from trainer.scoring.verify import verified

TALK = Transcript("T", "zh", "phone", "in", (Turn(1, "customer", "急死我了"), Turn(2, "agent", "换谁都着急")))
GOOD = Evidence(2, "谁都着急", "x", "why.act")
FALSE_QUOTE = Evidence(2, "我保证赔", "x", "why.act")
WRONG_TURN = Evidence(1, "换谁都着急", "x", "why.act")
NO_SUCH_TURN = Evidence(9, "换谁都着急", "x", "why.act")
BLANK = Evidence(2, " ", "x", "why.act")
RANGE = Evidence(0, "", "x", "why.missing", searched=(1, 2))
NO_RANGE = Evidence(0, "", "x", "why.missing")
FAR_RANGE = Evidence(0, "", "x", "why.missing", searched=(1, 99))
FALSE = (FALSE_QUOTE, WRONG_TURN, NO_SUCH_TURN, BLANK, NO_RANGE, FAR_RANGE)


def assessment(*evidence, **more):
    return Assessment("T", Versions("", "", "1", ""), (Mark("E1", 2, evidence),), **more)


def test_what_the_text_proves_stays():
    assert verified(assessment(GOOD, RANGE), TALK).marks[0].evidence == (GOOD, RANGE)


def test_a_false_quote_goes_and_the_level_stays_with_what_is_left():
    mark = verified(assessment(GOOD, *FALSE), TALK).marks[0]
    assert (mark.verdict, mark.evidence) == (2, (GOOD,))


def test_a_mark_without_any_proof_is_not_judged():
    mark = verified(assessment(*FALSE), TALK).marks[0]
    assert (mark.verdict, mark.reason, mark.evidence) == (NOT_JUDGED, "reason.unproven", ())


def test_hits_and_notes_without_their_words_go():
    hits = (Hit("R01", 2, "换谁", "x"), Hit("R02", 2, "保证", "x"), Hit("R03", 3, "换谁", "x"))
    notes = (TurnMark(2, "?", notes=(("E1", GOOD), ("E1", FALSE_QUOTE))),)
    kept = verified(assessment(GOOD, red_lines=hits, majors=hits, turn_marks=notes), TALK)
    assert [hit.id for hit in (*kept.red_lines, *kept.majors)] == ["R01", "R01"]
    assert kept.turn_marks[0].notes == (("E1", GOOD),)


ACTS = ("empathize", "blame", "overpromise", "propose", "c_vent", "commit_time", "verify_id", "discloses")
CHECKS = (
    Check("warm", "count", ("empathize",)),
    Check("rude", "absent", ("blame",)),
    Check("promised", "count", ("overpromise",)),
    Check("first", "order", ("empathize",), ("propose",), missing="fail"),
    Check("soon", "within", ("c_vent",), ("empathize",), limit=2),
    Check("loose", "paired", ("propose",), ("commit_time",)),
    Check("known", "factors", then=("discloses",)),
    Check("share", "ratio", ("empathize",)),
)
LEVELS = {
    3: "warm >= 2 and rude == 1 and first == 1",
    2: "soon == 1 or share >= 300",
    1: "warm + known >= 1",
    0: "True",
}


@st.composite
def cases(draw):
    lines = draw(
        st.lists(st.tuples(st.sampled_from(["agent", "customer", "system"]), st.text(max_size=60)), max_size=12)
    )
    turns = tuple(Turn(n, role, text) for n, (role, text) in enumerate(lines, 1))
    analyses = {turn.n: Analysis(turn.n, turn.text, acts=draw(acts(turn.text))) for turn in turns}
    return turns, analyses


@st.composite
def acts(draw, text):
    # Spans beyond the text are drawn on purpose: a careless recogniser must not make a false quote.
    spans = draw(st.lists(st.tuples(st.integers(0, len(text) + 3), st.integers(0, len(text) + 3)), max_size=4))
    return tuple(Act(draw(st.sampled_from(ACTS)), Span(min(pair), max(pair)), 0) for pair in spans)


@given(cases(), st.sampled_from(["practice", "import"]))
def test_every_quote_is_verbatim_and_every_level_proved(build, drawn, origin):
    turns, analyses = drawn
    criteria = (build.criterion(LEVELS), build.criterion({2: "loose == 0", 0: "loose >= 1"}, "K8", "compliance"))
    lines = (RedLine("R01", {}, "course", when="promised >= 1", checks=("promised",)),)
    rubric = build.rubric(CHECKS, criteria, red_lines=lines)
    transcript = replace(TALK, turns=turns, origin=origin)
    made = assess(Case(transcript, analyses, rubric))
    texts = {turn.n: turn.text for turn in turns}
    for mark in made.marks:
        assert not isinstance(mark.verdict, int) or mark.evidence
        for one in mark.evidence:
            assert one.quote in texts[one.turn] if one.turn else one.searched is not None
    agents = {turn.n for turn in turns if turn.role == "agent"}
    for hit in made.red_lines:
        assert hit.turn in agents
        assert hit.quote
        assert hit.quote in texts[hit.turn]
    assert to_json(made, standing(made, rubric), rubric) == to_json(made, standing(made, rubric), rubric)
