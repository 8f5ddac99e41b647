import re
from pathlib import Path

import pytest

from trainer.words import Words

ROOMS = Path(__file__).parents[2] / "trainer"
CODES = {
    code
    for room in ("store", "practice")
    for file in (ROOMS / room).glob("*.py")
    for code in re.findall(rf'"({room}\.[a-z_]+)"', file.read_text(encoding="utf-8"))
} | {
    f"formats.{code}"
    for file in (ROOMS / "formats").glob("*.py")
    for code in re.findall(r'error\("([a-z_]+)"', file.read_text(encoding="utf-8"))
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_error_has_a_sentence(language):
    words = Words(language)
    assert len(CODES) > 35
    assert {code for code in CODES if not words.has(f"error.{code}")} == set()
