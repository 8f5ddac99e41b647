import pytest

from trainer.language import Context


def clauses(analyst, text):
    return analyst.analyse(text, Context()).clauses


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("您好，请讲。", ["您好", "请讲"]),
        ("赔了1,200元。好的", ["赔了1,200元", "好的"]),
        ("等一下……我查查", ["等一下", "我查查"]),
        ("十点10:30见", ["10点10:30见"]),
        ("Yes, I see. Ok!", ["yes", "i see", "ok"]),
        ("Not so: ring at 10:30", ["not so", "ring at 10:30"]),
        ("带上身份证、银行卡、病历，再来", ["带上身份证、银行卡、病历", "再来"]),
        ("第一步先把材料交到柜面、第二步等我们给您打电话", ["第一步先把材料交到柜面", "第二步等我们给您打电话"]),
        ("", []),
        ("。。。", []),
    ],
)
def test_punctuation_cuts(analyst, text, parts):
    assert [clause.text for clause in clauses(analyst, text)] == parts


def test_speech_to_text_without_marks_is_cut_at_connectives(analyst):
    text = "先生您的材料九月七号已经收到了我这边先帮您看一下但是审核时间现在还不能确定所以我明天上午给您回电话"
    parts = clauses(analyst, text)
    assert len(parts) >= 3
    assert "".join(part.span.quote(text) for part in parts) == text
    assert any(part.text.startswith("但是") for part in parts)


def test_a_quote_of_a_clause_is_verbatim(analyst):
    text = "  您 好 ，三十天 以内。"
    assert [clause.span.quote(text) for clause in clauses(analyst, text)] == ["您 好", "三十天 以内"]


@pytest.mark.parametrize(
    ("text", "function", "form"),
    [
        ("您是哪天报的案", "question", "open"),
        ("您有没有收到短信", "question", "a_not_a"),
        ("您收到短信了吗", "question", "closed"),
        ("您能说说当时的情况吗？", "request", "tell"),
        ("对吗？", "question", "tag"),
        ("材料齐了", "statement", ""),
        ("材料齐了？", "question", "closed"),
        ("我看看到底卡在哪儿", "statement", ""),
        ("什么都不用带", "statement", ""),
        ("有什么写什么", "statement", ""),
        ("没什么", "statement", ""),
        ("所以停了几天", "statement", ""),
        ("我瞅瞅卡哪儿了", "statement", ""),
        ("能不能过等通知", "statement", ""),
        ("审到哪儿我说到哪儿", "statement", ""),
        ("您心里最怕的是什么", "question", "open"),
        ("什么时候去哪看的", "question", "open"),
    ],
)
def test_sentences_are_told_apart(analyst, text, function, form):
    clause = clauses(analyst, text)[0]
    assert (clause.function, clause.form) == (function, form)
