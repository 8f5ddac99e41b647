"""Ten thousand characters of anything cost no more than they should: no layer is worse than linear.

Measured in the time of the same machine for an ordinary text of that length, so that a slow machine fails no test.
"""

import time

import pytest

from trainer.language.reader import Reader
from trainer.packs.lexicon import load_lexicon
from trainer.packs.patterns import compile_patterns

SIZE = 10_000
TEXTS = {
    "one character": "赔" * SIZE,
    "one negation": "不" * SIZE,
    "figures": "1234567890" * (SIZE // 10),
    "numerals": "一二三四五六七八九十" * (SIZE // 10),
    "spaced figures": "1 2 3 4 5 " * (SIZE // 10),
    "brackets": "([{<【（" * (SIZE // 6),
    "quotes": '“”"' * (SIZE // 3),
    "no punctuation": "我跟您说一下这个保单的情况您别着急慢慢听" * (SIZE // 20),
    "pictures": "😊🙏👍" * (SIZE // 3),
    "many clauses": "好的，" * (SIZE // 3),
    "many questions": "是不是？" * (SIZE // 4),
    "list marks": "材料、" * (SIZE // 3),
    "latin": "please check " * (SIZE // 13),
    "one latin word": "a" * SIZE,
    "spaces": "您 好 " * (SIZE // 4),
    "combining": "e\u0301" * (SIZE // 2),
    "line breaks": "嗯\n" * (SIZE // 2),
    "slips": "理陪保丹退宝" * (SIZE // 6),
}
WORST = 12  # times an ordinary text of the same length (ours)
ORDINARY = "您的理赔材料我看到了，明天下午三点前给您回电话，您先别着急。您还有什么要问的吗？" * (SIZE // 40)


@pytest.fixture(scope="module")
def reader():
    lexicon = load_lexicon("zh")
    return Reader(lexicon, lambda sources, ways=None: compile_patterns(sources, ways or lexicon.ways))


def cost(reader, text):
    best = None
    for turn in range(3):
        fresh = text + "。" * turn  # never from a cache
        start = time.perf_counter()
        normal = reader.normaliser(fresh)
        pieces = reader._cut(normal.text)
        figures = reader._values(normal.text)
        reader._guards(normal.text, pieces, frozenset(end for _, _, end, _ in figures))
        for piece in pieces:
            reader._functions(piece)
        reader.topics.rings(normal.text)
        took = time.perf_counter() - start
        best = took if best is None or took < best else best
    return best


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_costs_much_more_than_an_ordinary_one(name, reader):
    assert cost(reader, TEXTS[name]) <= WORST * cost(reader, ORDINARY)


@pytest.mark.parametrize("name", ["one character", "no punctuation", "numerals", "many clauses", "slips"])
def test_twice_the_text_costs_about_twice_as_much(name, reader):
    half = TEXTS[name][: len(TEXTS[name]) // 2]
    assert cost(reader, TEXTS[name]) <= 4 * cost(reader, half) + 0.005
