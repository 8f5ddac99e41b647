"""The masker with the shipped data."""

import pytest

from trainer.language.masking import Masker
from trainer.packs.masking import load_masking
from trainer.packs.patterns import compile_patterns


@pytest.fixture(scope="session")
def masker():
    return Masker(load_masking(), compile_patterns)
