import pytest

from trainer.language import Context
from trainer.model.transcript import Turn


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("I'll ring you by 5 pm tomorrow", [("clock", "17:00"), ("date", "d+1")]),
        ("at 10:30 on Thursday", [("clock", "10:30"), ("date", "w4")]),
        ("next Friday at half past three", [("date", "w+1.5"), ("clock", "03:30?")]),
        ("within two working days", [("duration", "2wd")]),
        ("three to five business days", [("duration", "3-5wd")]),
        ("in half an hour", [("duration", "30min")]),
        ("on 14 June 2026", [("date", "2026-06-14")]),
        ("by September 18th", [("date", "09-18")]),
        ("12,000 a year", [("money", "12000.00")]),
        ("$1,200.50", [("money", "1200.50")]),
        ("£3k", [("money", "3000.00")]),
        ("30 per cent", [("percent", "30%")]),
        ("the last four digits 5516", [("id_tail", "5516")]),
        ("ring 12378", [("phone", "12378")]),
        ("7 7 2 0", [("number", "7720")]),
        ("give me a couple of minutes", [("duration", "~min")]),
        ("at five per cent", []),
    ],
)
def test_english_values_get_a_plain_form(english, text, values):
    assert [(v.kind, v.canonical) for v in english.analyse(text, Context(language="en")).values] == values


def test_english_negation_has_a_reach(english):
    def acts(text):
        return [act.id for act in english.analyse(text, Context(language="en")).acts]

    assert acts("I guarantee it") == ["overpromise"]
    assert acts("I can't guarantee it") == ["honest_unknown"]
    assert acts("That's not what I said, but I guarantee it.") == ["overpromise"]
    assert acts("If they guarantee it, hang up.") == []


def test_english_clauses_keep_their_words(english):
    text = "That’s a long wait, I see. Did I miss anything?"
    clauses = english.analyse(text, Context(language="en")).clauses
    assert [clause.span.quote(text) for clause in clauses] == ["That’s a long wait", "I see", "Did I miss anything"]
    assert clauses[0].text == "that's a long wait"
    assert clauses[2].function == "question"


def test_english_sympathy_is_grounded_in_words(english):
    text = "Three weeks of waiting with a sick husband must be exhausting."
    said = Turn(1, "customer", "I have waited three weeks and my husband is sick.")
    found = english.analyse(text, Context(history=(said,), language="en"))
    assert found.of("empathize")[0].arg("grounded") == "yes"
