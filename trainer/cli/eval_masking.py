"""``peilian eval masking``: how much personal data is found, and how many business figures are masked wrongly."""

import json
from pathlib import Path

import click

from trainer.cli.options import house_of, json_option, language_option
from trainer.cli.out import out
from trainer.desk import Desk
from trainer.language.masking.measure import MaskReport, Share
from trainer.privacy import measure_masking
from trainer.words import Words

SIZE = 6000
SHOWN = 20


@click.command(help="cli.eval.masking.about")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--seed", metavar="N", type=click.IntRange(0, 2**31 - 1), default=1, help="cli.eval.masking.seed")
@click.option("--size", metavar="N", type=click.IntRange(1, 100_000), default=SIZE, help="cli.eval.masking.size")
@language_option
@json_option
@click.pass_obj
def masking(words: Words, /, file: Path | None, **options: str | int | bool | None) -> int:
    """Measure masking."""
    language, seed, size = options["language"], options["seed"], options["size"]
    with house_of(words, str(language) if language else None) as house:
        report = measure_masking(file, int(seed or 0), int(size or SIZE), house.language)
        if options["as_json"]:
            out(json.dumps(_plain(report), ensure_ascii=False))
        else:
            _print(house, report)
    return 0


def _plain(report: MaskReport) -> dict[str, object]:
    """Return the report for programs; what was missed by its place alone, for the file holds the words."""
    return {
        "recall": {kind: _share(share) for kind, share in report.kinds.items()},
        "false_masks": _share(report.false) if report.false else None,
        "missed": [{"kind": span.kind, "turn": span.text, "start": span.start, "end": span.end, "case": case}
                   for case, span in report.missed],
        "wrong": list(report.wrong),
    }  # fmt: skip


def _share(share: Share) -> dict[str, object]:
    low, high = share.interval()
    return {"share": share.mille() / 1000, "hits": share.hits, "n": share.total, "interval": [low / 1000, high / 1000]}


def _print(house: Desk, report: MaskReport) -> None:
    for kind, share in report.kinds.items():
        low, high = (f"{bound / 10:.1f}%" for bound in share.interval())
        name = house.words(f"cli.mask.kind.{kind}")
        recall = f"{share.mille() / 10:.1f}%"
        out(
            house.words(
                "cli.eval.masking.row",
                kind=name, recall=recall, found=share.hits, total=share.total, low=low, high=high,
            )
        )  # fmt: skip
    if report.false is None:
        out(house.words("cli.eval.masking.none"))
    else:
        low, high = (f"{bound / 10:.1f}%" for bound in report.false.interval())
        bad, total, part = report.false.hits, report.false.total, f"{report.false.mille() / 10:.1f}%"
        out(house.words("cli.eval.masking.false", share=part, bad=bad, total=total, low=low, high=high))
    if report.missed or report.wrong:
        cases = sorted({number + 1 for number, _ in report.missed} | {number + 1 for number in report.wrong})
        out(house.words("cli.eval.masking.missed", cases=" ".join(map(str, cases[:SHOWN]))))
