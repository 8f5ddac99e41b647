"""The masker with the shipped data."""

import sys
from pathlib import Path

import pytest

from trainer.language.masking import Masker
from trainer.packs.masking import load_masking
from trainer.packs.patterns import compile_patterns

sys.path.insert(0, str(Path(__file__).parent))  # for ``cases``: tests are not a package


@pytest.fixture(scope="session")
def masker():
    return Masker(load_masking(), compile_patterns)
