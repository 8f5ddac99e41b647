"""``make model``: learn the weights of every language and role from the corpus, and say how well they do.

Figures are of voices that the model had not seen (a fold of voices at a time). Write nothing with ``--dry``.
"""

import sys
import warnings
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

import numpy as np

from tests.training.bounds import Found, choose, counts, f1, found, of_rows
from tests.training.train import FOLDS, Fit, Table, doubtful, fit, fold, is_violation, tabulate, weights_of
from trainer.language import Analyst
from trainer.model.lexicon import Weights
from trainer.model.transcript import Language, Role
from trainer.packs.lexicon import data_folder, load_lexicon
from trainer.packs.patterns import compile_patterns
from trainer.packs.weights import write_weights

MOST: dict[tuple[Language, Role], int] = {
    ("zh", "agent"): 50_000,
    ("zh", "customer"): 20_000,
    ("en", "agent"): 34_000,
    ("en", "customer"): 14_000,
}
"""Features kept, so that all files together stay under 4 MB."""
EVERY = 10**9


def train(language: Language, role: Role) -> Weights:
    """Learn one role and print what it reaches on voices left out."""
    bare = replace(load_lexicon(language), weights={})
    table = tabulate(Analyst(bare, compile_patterns), language, role)
    folds = np.array([fold(table.groups[turn]) for turn in table.turns])
    every = {label for one in table.labels for label in one}
    silent = [every - {table.rows[turn].only} if table.rows[turn].only else set() for turn in table.turns]
    with ProcessPoolExecutor(2) as pool:
        parts = list(pool.map(_job, [(table, silent, folds != one, EVERY) for one in range(FOLDS)]))
        silent = doubtful(table, *unseen(table, parts, folds))
        jobs = [(table, silent, folds >= 0, MOST[language, role])]
        whole, *parts = pool.map(_job, jobs + [(table, silent, folds != one, EVERY) for one in range(FOLDS)])
    labels, scores = unseen(table, parts, folds)
    scores = scores[:, [labels.index(label) for label in whole.labels]]
    data = of_rows(found(table, whole, scores), np.array([not row.only for row in table.rows]))
    takes, keeps = choose(data, language)
    say(f"{language} {role}")
    report(table, data, scores, takes, keeps)
    return weights_of(whole, takes, keeps)


def unseen(table: Table, parts: list[Fit], folds: np.ndarray) -> tuple[tuple[str, ...], np.ndarray]:
    """Return all labels, and the scores of every clause from the model that has not seen its voice."""
    labels = tuple(sorted({label for part in parts for label in part.labels}))
    scores = np.full((len(folds), len(labels)), -1000.0)
    for one, part in enumerate(parts):
        out = np.flatnonzero(folds == one)
        lanes = [labels.index(label) for label in part.labels]
        scores[np.ix_(out, lanes)] = part.scores([table.features[at] for at in out])
    return labels, scores


def _job(job: tuple[Table, list[set[str]], np.ndarray, int]) -> Fit:
    table, silent, mask, most = job
    kept = np.flatnonzero(mask)
    features, labels = [table.features[at] for at in kept], [table.labels[at] for at in kept]
    return fit(features, labels, [silent[at] for at in kept], most)


def report(table: Table, data: Found, scores: np.ndarray, takes: dict[str, int], keeps: dict[str, int]) -> None:
    """Print the figures."""
    lanes = {label: lane for lane, label in enumerate(data.labels) if not label.startswith("e:")}
    each = {label: counts(data, lane, takes[label], keeps[label]) for label, lane in lanes.items()}
    say(f"  {len(set(table.groups))} voices, {len(table.rows)} turns, {len(table.turns)} clauses")
    grave = {label: each[label] for label in each if is_violation(label)}
    for name, chosen in (("all", each), ("violations", grave)):
        right, wrong, missed = (sum(one[at] for one in chosen.values()) for at in range(3))
        if right:
            exact, whole = right / (right + wrong), right / (right + missed)
            say(f"  {name}: precision {exact:.3f} recall {whole:.3f} F1 {f1(right, wrong, missed):.3f}")
    for label in sorted(each, key=lambda one: f1(*each[one])):
        right, wrong, missed = each[label]
        told = f"right {right:4} wrong {wrong:4} missed {missed:4} bounds {takes[label]} {keeps[label]}"
        say(f"    {label:18} {f1(right, wrong, missed):.2f} {told}")
    moods = [lane for lane, label in enumerate(data.labels) if label.startswith("e:")]
    if moods:
        sums = np.zeros((len(table.rows), len(moods)))
        np.add.at(sums, np.array(table.turns), scores[:, moods])
        best = [data.labels[moods[at]] for at in sums.argmax(axis=1)]
        right = sum(f"e:{row.emotion}" == told for row, told in zip(table.rows, best, strict=True))
        say(f"  emotion: {right / len(best):.3f} exactly right of {len(moods)}")


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Train all and write the files."""
    warnings.simplefilter("ignore")  # the solver is stopped early on purpose
    wanted = [one for one in sys.argv[1:] if not one.startswith("--")]
    for language in ("zh", "en"):
        if wanted and language not in wanted:
            continue
        roles: tuple[Role, ...] = ("agent", "customer")
        weights = {role: train(language, role) for role in roles}
        if "--dry" not in sys.argv:
            write_weights(data_folder(), language, weights)


if __name__ == "__main__":
    main()
