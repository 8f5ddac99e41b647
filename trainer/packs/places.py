"""Where packs lie: the folders to look in, in order, and one pack by its id.

Bundled data stand inside an installed package and beside it in a checkout; callers need not know which.
Not here: reading what is in the files.
"""

import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final, Literal

from trainer.model.errors import Problem
from trainer.packs.yaml_tree import refusal

Kind = Literal["scenarios", "rubrics", "transcripts"]
OVERLAY = ".en"
SUFFIXES: Final = (".yaml", ".yml")
RUBRIC_MARK: Final = re.compile(rb"^(criteria|checks|dimensions)[ \t]*:", re.MULTILINE)
PEEK: Final = 1_000_000


def bundled(kind: Kind) -> Path:
    """Return the folder of shipped packs of one kind, installed or in a checkout."""
    package = Path(str(files("trainer")))
    inside = package / "_bundled" / kind
    return inside if inside.is_dir() else package.parent / kind


def folders(kind: Kind, extra: Sequence[Path] = (), user: Path | None = None) -> tuple[Path, ...]:
    """Return the folders to search, first wins by order and never in silence (see ``find``).

    Args:
        kind: what to look for.
        extra: folders that a person named, in order.
        user: the person's own pack folder; packs of one kind stand in a folder of that name inside it, or in the
            folder itself, where a look into a file tells which kind it is.
    """
    own = [user / kind, user] if user is not None else []
    return tuple(folder for folder in (*extra, *own, bundled(kind)) if folder.is_dir())


def pack_files(searched: Sequence[Path], kind: Kind | None = None) -> Iterator[Path]:
    """Yield every pack file (overlays are not packs), folder by folder, by name.

    Args:
        searched: the folders.
        kind: what to look for in folders that bear no kind's name; every file there by default.
    """
    for folder in searched:
        mixed = kind is not None and folder.name != kind
        for path in sorted(one for one in folder.iterdir() if one.suffix in SUFFIXES and not one.name.startswith(".")):
            if not Path(path.stem).suffix and (not mixed or kind_of(path) == kind):
                yield path


def kind_of(path: Path) -> Kind:
    """Return whether a pack file looks like a rubric or a scene; what cannot be read passes for a scene."""
    try:
        with path.open("rb") as stream:
            return "rubrics" if RUBRIC_MARK.search(stream.read(PEEK)) else "scenarios"
    except OSError:
        return "scenarios"


def overlay_of(path: Path) -> Path:
    """Return where the English overlay of a scene stands."""
    return path.with_suffix(f"{OVERLAY}.yaml")


def find(kind: Kind, pack_id: str, searched: Sequence[Path] = ()) -> Path:
    """Return the file of one pack; its id is its file name.

    Raises:
        PackError: E117 when there is none; E104 when two folders hold the id, naming both files.
    """
    found = [path for path in pack_files(searched or folders(kind), kind) if path.stem == pack_id]
    if not found:
        raise refusal(Problem("E117", f"{pack_id}.yaml", 0, 0, {"reason": "ENOENT"}))
    refuse_twins(found)
    return found[0]


def refuse_twins(paths: Sequence[Path]) -> None:
    """Refuse two files with one id.

    Raises:
        PackError: E104 naming both files.
    """
    seen: dict[str, Path] = {}
    problems = []
    for path in paths:
        other = seen.setdefault(path.stem, path)
        if other is not path and other.resolve() != path.resolve():
            problems.append(Problem("E104", str(path), 0, 0, {"id": path.stem, "other": str(other)}))
    if problems:
        raise refusal(*problems)
