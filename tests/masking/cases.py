"""Reads the hand-written cases: [[kind:words]] marks what must go, || parts turns, a> and c> say who speaks."""

import re
from dataclasses import dataclass
from pathlib import Path

MARK = re.compile(r"\[\[([a-z]+):(.*?)\]\]")
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    line: str
    turns: tuple[tuple[str, str], ...]
    spans: tuple[tuple[int, int, int, str], ...]


def read_cases(name):
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [case(line) for line in lines if line and not line.startswith("#")]


def case(line):
    turns, spans = [], []
    for number, part in enumerate(line.split("||")):
        role, _, text = part.strip().rpartition("> ") if re.match(r"[ac]> ", part.strip()) else ("c", "", part)
        plain, at = "", 0
        for match in MARK.finditer(text):
            plain += text[at : match.start()]
            spans.append((number, len(plain), len(plain) + len(match[2]), match[1]))
            plain += match[2]
            at = match.end()
        turns.append((role, plain + text[at:]))
    return Case(line, tuple(turns), tuple(spans))


def leaves(case, found):
    """Return the marked spans that are not wholly masked: a letter or figure of them is left."""
    left = []
    for number, start, end, kind in case.spans:
        covered = set()
        for one in found:
            if one.text == number:
                covered |= set(range(one.start, one.end))
        text = case.turns[number][1]
        if any(text[at].isalnum() and at not in covered for at in range(start, end)):
            left.append((kind, text[start:end]))
    return left
