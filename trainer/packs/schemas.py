"""Writes the JSON Schemas that let an editor complete and check packs while they are typed.

Run as ``python -m trainer.packs.schemas`` in a checkout; the files are kept under version control and a test compares
them with the models. Not here: the models (``schema_scenario``, ``schema_rubric``).
"""

import json
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from trainer.packs.places import bundled
from trainer.packs.schema_overlay import OverlayFile
from trainer.packs.schema_rubric import RubricFile
from trainer.packs.schema_scenario import ScenarioFile

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema_files() -> dict[Path, str]:
    """Return each schema file of the checkout with the text that it should hold."""
    scenes = bundled("scenarios")
    return {
        scenes / "scenario.schema.json": _text(ScenarioFile, "Peilian scenario, format 1"),
        scenes / "overlay.schema.json": _text(OverlayFile, "Peilian scenario texts in English, format 1"),
        bundled("rubrics") / "rubric.schema.json": _text(RubricFile, "Peilian rubric, format 1"),
    }


def _text(model: type[BaseModel], title: str) -> str:
    schema = {"$schema": DRAFT, **model.model_json_schema(by_alias=True), "title": title}
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> None:
    """Write every schema file."""
    for path, text in schema_files().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
