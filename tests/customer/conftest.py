"""Hands the hand-built scene, library and speech of ``kit.py`` to the tests as one fixture."""

import importlib.util
import sys
from pathlib import Path

import pytest


def load_kit():
    spec = importlib.util.spec_from_file_location("customer_kit", Path(__file__).with_name("kit.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules["customer_kit"] = module
    spec.loader.exec_module(module)
    return module


KIT = load_kit()


@pytest.fixture(scope="session")
def kit():
    return KIT
