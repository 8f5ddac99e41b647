"""A small scene on disk that every test may change; real files, real readers."""

import shutil
from pathlib import Path

import pytest

DATA = Path(__file__).with_name("data")


class Desk:
    """A folder with one scene and its English texts; ``change`` rewrites a piece of either."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "small.yaml"
        self.overlay = folder / "small.en.yaml"

    def change(self, old: str, new: str, *, overlay: bool = False) -> Path:
        path = self.overlay if overlay else self.path
        text = path.read_text(encoding="utf-8")
        assert old in text, f"the sample no longer holds {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return self.path


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    for name in ("small.yaml", "small.en.yaml"):
        shutil.copy(DATA / name, tmp_path / name)
    return Desk(tmp_path)
