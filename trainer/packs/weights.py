"""Reads and writes the linear model of a language: one compressed file beside the lexicon's data.

The file holds, for each role, a line of JSON (labels, biases, bounds), the features a line each, and one byte a label
for every feature. Not here: training (``make model``), use (``language.weights``).
"""

import json
import zlib
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final, TypedDict, cast

from trainer.model.lexicon import Weights
from trainer.model.transcript import Language, Role

LEVEL: Final = 9
END: Final = b"\n\n"


class _Head(TypedDict):
    role: Role
    labels: list[str]
    biases: list[int]
    takes: list[int]
    keeps: list[int]
    features: int


def read_weights(data: bytes) -> dict[Role, Weights]:
    """Return the weights by role; empty data give none.

    Raises:
        zlib.error: the file is damaged.
    """
    found: dict[Role, Weights] = {}
    rest = zlib.decompress(data) if data else b""
    while rest:
        first, names, rest = rest.split(END, 2)
        head = cast("_Head", json.loads(first))
        size = head["features"] * len(head["labels"])
        features = names.decode("utf-8").split("\n")
        found[head["role"]] = Weights(
            labels=tuple(head["labels"]),
            biases=tuple(head["biases"]),
            takes=tuple(head["takes"]),
            keeps=tuple(head["keeps"]),
            vocabulary=dict(zip(features, range(head["features"]), strict=True)),
            rows=rest[:size],
        )
        rest = rest[size:]
    return found


def weights_file(folder: Traversable, language: Language) -> Traversable:
    """Return where the model of a language is kept."""
    return folder.joinpath(f"model.{language}.bin")


def write_weights(folder: Traversable, language: Language, weights: Mapping[Role, Weights]) -> None:
    """Write the model of a language."""
    parts: list[bytes] = []
    for role, one in weights.items():
        head: _Head = {
            "role": role,
            "labels": list(one.labels),
            "biases": list(one.biases),
            "takes": list(one.takes),
            "keeps": list(one.keeps),
            "features": len(one.vocabulary),
        }
        names = "\n".join(sorted(one.vocabulary, key=one.vocabulary.__getitem__))
        parts += [json.dumps(head).encode(), END, names.encode(), END, one.rows]
    Path(str(weights_file(folder, language))).write_bytes(zlib.compress(b"".join(parts), LEVEL))
