"""``peilian mask``: files in, masked copies out; the way back to one private file. Not here: finding (``privacy``)."""

import json
from pathlib import Path

import click

from trainer.cli.options import house_of, json_option, language_option
from trainer.cli.out import out
from trainer.desk import Desk
from trainer.privacy import MaskedFile, map_path, mask_files
from trainer.words import Words


@click.command(help="cli.mask.about")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", "folder", metavar="DIR", type=click.Path(path_type=Path), help="cli.mask.out")
@click.option("--map", "way_back", metavar="FILE", type=click.Path(path_type=Path), help="cli.mask.map")
@language_option
@json_option
@click.pass_obj
def mask(words: Words, /, files: tuple[Path, ...], **options: str | Path | bool | None) -> int:
    """Mask files."""
    language, folder, way_back = options["language"], options["folder"], options["way_back"]
    with house_of(words, str(language) if language else None) as house:
        to = Path(str(way_back)) if way_back else map_path(house.paths.data, house.clock.now())
        done = mask_files(files, Path(str(folder)) if folder else None, to, house.language)
        if options["as_json"]:
            out(json.dumps([_plain(one) for one in done], ensure_ascii=False))
        else:
            _print(house, done)
    return 0


def _plain(one: MaskedFile) -> dict[str, object]:
    way_back = str(one.map) if one.map else None
    return {"file": str(one.file), "out": str(one.out), "map": way_back, "found": dict(one.values)}


def _print(house: Desk, done: tuple[MaskedFile, ...]) -> None:
    for one in done:
        out(house.words("cli.mask.done" if one.values else "cli.mask.clean", file=one.file, out=one.out))
        for kind, count in sorted(one.values.items()):
            out(house.words("cli.mask.count", kind=house.words(f"cli.mask.kind.{kind}"), count=count))
    for way_back in dict.fromkeys(one.map for one in done if one.map):
        out(house.words("cli.mask.kept", map=way_back))
