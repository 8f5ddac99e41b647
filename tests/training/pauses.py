"""Learns where a line without punctuation pauses: ``python -m tests.training.pauses [--held-out]``.

Every turn of the corpus that has marks is an example: between which words stands one, between which none. A sparse
linear model over the words beside the place, in whole numbers, goes to ``guards.<language>.pauses.yaml``; run
``make lexicon`` after it. ``--held-out`` learns from three voices of four and measures on the fourth instead.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from tests.training.corpus import Row, voices
from trainer.language.clauses import STOP
from trainer.language.normalise import Normaliser
from trainer.language.pauses import SCARCE, SHORTEST, START, features
from trainer.model.transcript import Language
from trainer.packs.lexicon import data_folder, load_lexicon

STRENGTH = {"zh": 0.6, "en": 0.8}
SCALE = 10
SLACK = 1  # cutting a little too often costs less than too seldom (measured on acts of held-out voices)
SEEN = 3
WIDTH = 116
HEADS = {
    "zh": "# 停顿（中文）：没有标点的话在哪儿断句。由 transcripts/corpus 学来（python -m tests.training.pauses），不要手改。\n"
    "#   字<  前面的字   >字  后面的字   字|字  两边   =  起点；一处各项相加不小于 0 就断开。\n",
    "en": "# Pauses (English): where a line without punctuation is cut. Learned from transcripts/corpus\n"
    '# (python -m tests.training.pauses), not to be edited by hand. "word<" is what stands before, ">word" what\n'
    '# follows, "a|b" both, "=" where the sum starts; 0 and more cuts.\n',
}  # fmt: skip


def example(normaliser: Normaliser, text: str, language: Language) -> tuple[list[str], set[int]]:
    """Return the words of a turn without its marks, and before which words marks stood."""
    plain = normaliser.plain(text)
    words: list[str] = []
    cuts: set[int] = set()
    marks = list(STOP.finditer(plain))
    edges = [0, *(place for mark in marks for place in mark.span()), len(plain)]
    for start, end in list(pairwise(edges))[::2]:
        bare = "".join(char for char in plain[start:end] if char not in '"“”()[]《》').strip()
        part = list(bare) if language == "zh" else bare.split()
        if words and part:
            cuts.add(len(words))
        words += part
    scarce = len(cuts) * SCARCE[language == "zh"] < len(words) and len(words) > SHORTEST[language == "zh"]
    return ([], set()) if scarce else (words, cuts)


def examples(rows: tuple[Row, ...], language: Language) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Return every place between two words, and whether a mark stood there."""
    normaliser = Normaliser(load_lexicon(language).tables)
    for row in rows:
        words, cuts = example(normaliser, row.text, language)
        for at in range(1, len(words)):
            yield features(words, at, "" if language == "zh" else " "), at in cuts


def learn(language: Language, rows: tuple[Row, ...]) -> dict[str, int]:
    """Return the weights."""
    found = list(examples(rows, language))
    seen = Counter(one for names, _ in found for one in names)
    vectors = DictVectorizer()
    matrix = vectors.fit_transform({one: 1 for one in names if seen[one] >= SEEN} for names, _ in found)
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    model = LogisticRegression(C=STRENGTH[language], l1_ratio=1.0, solver="liblinear", random_state=1)
    model.fit(matrix, [cut for _, cut in found])
    named = zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
    weights = {str(name): round(float(value) * SCALE) for name, value in named}
    weights = {name: value for name, value in sorted(weights.items()) if value}
    return {START: round(float(model.intercept_[0]) * SCALE) + SLACK, **weights}


def measure(language: Language, weights: dict[str, int], rows: tuple[Row, ...]) -> str:
    """Return precision and recall of the pauses on rows."""
    counts: Counter[tuple[bool, bool]] = Counter()
    for names, cut in examples(rows, language):
        counts[weights[START] + sum(weights.get(one, 0) for one in names) >= 0, cut] += 1
    right = counts[True, True]
    return f"{language} P {right / (right + counts[True, False]):.3f} R {right / (right + counts[False, True]):.3f}"


def written(language: Language, weights: dict[str, int]) -> str:
    """Return the text of the data file."""
    lines, line = [], "   "
    for name, value in weights.items():
        part = f' {json.dumps(name, ensure_ascii=False)}: "{value}",'
        if len(line) + len(part) > WIDTH:
            lines.append(line)
            line = "   "
        line += part
    body = "\n".join([*lines, line]).rstrip(",")
    return f"{HEADS[language]}schema: 1\nlanguage: {language}\ntables:\n  pauses: {{\n{body}\n  }}\n"


def main() -> None:
    """Learn both languages and write, or measure on voices held out."""
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        parts = [rows for _, rows in voices(language)]
        if "--held-out" in sys.argv:
            kept = tuple(row for at, rows in enumerate(parts) if at % 4 for row in rows)
            sys.stdout.write(
                measure(language, learn(language, kept), tuple(row for rows in parts[::4] for row in rows)) + "\n"
            )
            continue
        weights = learn(language, tuple(row for rows in parts for row in rows))
        path = Path(str(data_folder().joinpath(f"guards.{language}.pauses.yaml")))
        path.write_text(written(language, weights), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
