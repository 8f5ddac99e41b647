"""The bars: how much personal data is found and how many business figures are spared, on sets nobody tuned to alone."""

from collections import Counter

import pytest
from cases import leaves, read_cases

from trainer.language.masking.measure import measure
from trainer.packs.maskcases import mask_cases

NUMBERS = ("id", "card", "mobile", "landline", "policy", "plate", "email")
WORDS = ("name", "address")
HAND = ("holdout.zh.txt", "holdout.en.txt")
FRESH = ("fresh.zh.txt", "fresh.en.txt")


@pytest.mark.parametrize("name", HAND)
def test_hand_written_cases_reach_the_bars(masker, name):
    total, left, plain, wrong = Counter(), Counter(), 0, []
    for one in read_cases(name):
        found = masker.find(one.turns)
        if not one.spans:
            plain += 1
            wrong += [one.line] if found else []
        total.update(span[3] for span in one.spans)
        left.update(kind for kind, _ in leaves(one, found))
    numbers = sum(total[kind] for kind in NUMBERS)
    assert numbers > 60
    assert sum(left[kind] for kind in NUMBERS) * 100 <= numbers, left
    for kind in WORDS:
        assert left[kind] * 10 <= total[kind]
    assert plain > 40
    assert len(wrong) * 50 <= plain, wrong


@pytest.mark.parametrize("name", FRESH)
def test_later_hand_written_cases_are_masked(masker, name):
    for one in read_cases(name):
        found = masker.find(one.turns)
        assert leaves(one, found) == []
        assert one.spans or not found, one.line


def test_generated_cases_reach_the_bars(masker):
    report = measure(masker, mask_cases(seed=2026, size=5000))
    assert report.false.total == 2000
    assert report.false.mille() <= 20
    for kind in NUMBERS:
        assert report.kinds[kind].total > 400
        assert report.kinds[kind].mille() >= 990, kind
    for kind in WORDS:
        assert report.kinds[kind].mille() >= 900, kind


def test_generated_cases_are_fixed_by_their_seed():
    assert list(mask_cases(3, 40)) == list(mask_cases(3, 40))
    assert list(mask_cases(3, 40)) != list(mask_cases(4, 40))


def test_generated_spans_hold_the_values():
    for one in mask_cases(5, 200):
        for span in one.spans:
            assert one.turns[span.text][1][span.start : span.end].strip()


def test_the_report_tells_what_was_missed_and_what_was_masked_wrongly(masker):
    cases = [*read_cases("holdout.zh.txt")[:1]]
    from trainer.model.masking import MaskCase, MaskSpan

    good = MaskCase((("c", "手机13800138000"),), (MaskSpan(0, 2, 13, "mobile"),))
    missed = MaskCase((("c", "暗号是芝麻开门"),), (MaskSpan(0, 3, 7, "name"),))
    wrong = MaskCase((("c", "手机13800138000"),), ())
    report = measure(masker, [good, missed, wrong])
    assert cases
    assert report.kinds["mobile"].hits == 1
    assert report.kinds["name"].hits == 0
    assert [number for number, _ in report.missed] == [1]
    assert report.wrong == (2,)
    assert report.false.interval()[1] == 1000
