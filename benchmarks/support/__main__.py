"""Trains the support score, and reports it on what it was not trained on.

    python -m benchmarks.support train --data DATA     # writes curation/support/model.json; the same data give the same bytes
    python -m benchmarks.support report --data DATA    # prints the tables, writes docs/support_calibration.svg

DATA holds summedits/ and wice/. With `--extra-domains FOLDER` and `--extra-wice FILE`, `report` also measures the file as
shipped on pairs that it was not trained on.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.support.data import Floats, Pair, Table, summedits, table, wice
from benchmarks.support.drawing import calibration_svg
from benchmarks.support.figures import Figure, auroc, balanced_accuracy, curve, f1, interval, recall
from benchmarks.support.fitting import Linear, Recipe, calibration, fitted, folds, parts_of
from bookwright.curation.support.score import Standard
from bookwright.curation.support.windows import best_windows
from bookwright.knowledge.fitted import one_thread
from bookwright.knowledge.lexical import Lexical

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "curation" / "support" / "model.json"
PICTURE = ROOT / "docs" / "support_calibration.svg"
REWORDED_RECIPES = [Recipe(between, ridge, domains) for between in (1.0, 3.0) for ridge in (0.5, 2.0) for domains in (0.0, 10.0)]
CITED_RECIPES = [Recipe(1.0, ridge) for ridge in (0.05, 0.3)]
PARTS = 5
DIGITS = 4  # significant ones of a weight: fewer than any machine computes alike


def learnt_reworded(known: Table) -> Linear:
    """The score of rewordings, its recipe chosen and its scale set on domains held out."""
    return fitted(known, known.domains, REWORDED_RECIPES)[0]


def learnt_cited(known: Table) -> Linear:
    """The score of citations, its recipe chosen and its scale set on articles held out."""
    return fitted(known, parts_of(known.groups, PARTS, seed=1), CITED_RECIPES, grouped=False)[0]


def train(data: Path) -> None:
    """Writes the model file."""
    reworded = learnt_reworded(table(summedits(data / "summedits"), Standard.REWORDED))
    cited = learnt_cited(table(wice(data / "wice" / "claim_dev.jsonl"), Standard.CITED))
    standards = {name: _plain(head) for name, head in ((Standard.REWORDED, reworded), (Standard.CITED, cited))}
    MODEL.write_text(json.dumps({"version": 1, "standards": standards}, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{MODEL.relative_to(ROOT)}: {len(reworded.weights)} and {len(cited.weights)} weights")


def _plain(head: Linear) -> dict[str, object]:
    return {"bias": _rounded(head.bias), "weights": {name: _rounded(weight) for name, weight in head.weights.items()}}


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def unseen(known: Table, parts: NDArray[np.str_], learn: Callable[[Table], Linear]) -> Floats:
    """The score of each pair by what was learnt of all other parts alone: recipe, shrinkage, weights and scale."""
    scores = np.zeros(len(known.labels))
    for rows in folds(parts):
        scores[rows] = learn(known.of(~rows)).scores(known.of(rows))
    return scores


def floor(known: Table, parts: NDArray[np.str_]) -> Floats:
    """As `unseen`, by lexical overlap alone: the share of content words that the evidence has."""
    overlap = -known.values[:, known.names.index("any new")]
    scores = np.zeros(len(known.labels))
    for rows in folds(parts):
        slope, bias = calibration(overlap[~rows], known.labels[~rows])
        scores[rows] = slope * overlap[rows] + bias
    return scores


def report(data: Path, domains: Path | None, cited: Path | None) -> None:
    """Prints all tables."""
    known = table(summedits(data / "summedits"), Standard.REWORDED)
    scores = unseen(known, known.domains, learnt_reworded)
    print("SummEdits: each domain by a model of the other domains\n")
    _domains(known, scores, floor(known, known.domains))
    pairs = wice(data / "wice" / "claim_dev.jsonl")
    claims = table(pairs, Standard.CITED)
    parts = parts_of(claims.groups, PARTS, seed=0)
    told = unseen(claims, parts, learnt_cited)
    print("\nWiCE development claims: each fifth of the articles by a model of the others\n")
    _line("| score |", claims, told, f1)
    _line("| overlap alone |", claims, floor(claims, parts), f1)
    _retrieval(pairs)
    PICTURE.write_text(
        calibration_svg({"SummEdits, domain held out": curve(known.labels, scores), "WiCE, articles held out": curve(claims.labels, told)}),
        encoding="utf-8",
    )
    if domains:
        print("\nSummEdits, domains never trained on, the file as shipped\n")
        other = table(summedits(domains), Standard.REWORDED)
        _domains(other, shipped(Standard.REWORDED).scores(other), None)
    if cited:
        print("\nWiCE, claims never trained on, the file as shipped\n")
        others = wice(cited)
        _line("| score |", of := table(others, Standard.CITED), shipped(Standard.CITED).scores(of), f1)
        _retrieval(others)


def shipped(standard: Standard) -> Linear:
    """The model file's score."""
    head = json.loads(MODEL.read_text(encoding="utf-8"))["standards"][standard]
    return Linear(head["bias"], head["weights"])


def _domains(known: Table, scores: Floats, overlap: Floats | None) -> None:
    print("| domain | pairs | documents | balanced accuracy | AUROC | balanced accuracy of overlap alone |\n|---|---|---|---|---|---|")
    for rows in [*folds(known.domains), np.ones(len(scores), dtype=bool)]:
        part = known.of(rows)
        name = part.domains[0] if len(set(part.domains)) == 1 else "all"
        below = f"{balanced_accuracy(part.labels, overlap[rows]):.3f}" if overlap is not None else ""
        shown = " | ".join(_shown(figure, part, scores[rows]) for figure in (balanced_accuracy, auroc))
        print(f"| {name} | {len(part.labels)} | {len(set(part.groups))} | {shown} | {below} |")
    print(f"\nmean over domains: balanced accuracy {_mean(balanced_accuracy, known, scores)}, AUROC {_mean(auroc, known, scores)}")
    if overlap is not None:
        print(f"mean over domains of overlap alone: balanced accuracy {_mean(balanced_accuracy, known, overlap)}")


def _mean(figure: Figure, known: Table, scores: Floats) -> str:
    """The mean over domains with its interval, documents drawn within each domain."""

    def mean(labels: NDArray[np.bool_], values: Floats) -> float:
        return float(np.mean([figure(labels[rows], values[rows]) for rows in folds(known.domains)]))

    random = np.random.default_rng(0)
    members = [[np.flatnonzero(rows & (known.groups == g)) for g in sorted(set(known.groups[rows]))] for rows in folds(known.domains)]
    values = []
    for _ in range(1000):
        drawn = [np.concatenate([own[i] for i in random.integers(len(own), size=len(own))]) for own in members]
        values.append(np.mean([figure(known.labels[rows], scores[rows]) for rows in drawn]))
    low, high = np.percentile(values, [2.5, 97.5])
    return f"{mean(known.labels, scores):.3f} ({low:.3f} to {high:.3f})"


def _line(head: str, known: Table, scores: Floats, *more: Figure) -> None:
    figures = (auroc, balanced_accuracy, *more)
    print(head, " | ".join(f"{figure.__name__} {_shown(figure, known, scores)}" for figure in figures), "|")


def _shown(figure: Figure, known: Table, scores: Floats) -> str:
    low, high = interval(figure, known.labels, scores, known.groups)
    return f"{figure(known.labels, scores):.3f} ({low:.3f} to {high:.3f})"


def _retrieval(pairs: Sequence[Pair], k: int = 5) -> None:
    """Gold sentences among the best five, ours and BM25's, and the interval of the difference over claims."""
    asked = [pair for pair in pairs if pair.gold]
    ours = np.array([recall(pair, best_windows(pair.claim, pair.evidence, k)) for pair in asked])
    plain = np.array([recall(pair, _bm25(pair, k)) for pair in asked])
    drawn = np.random.default_rng(0).integers(len(asked), size=(1000, len(asked)))
    print(f"\nGold sentences among the best {k}, {len(asked)} claims with gold\n")
    print("| | best set, share | best set, whole | all gold sentences |\n|---|---|---|---|")
    for name, values in (("best_windows", ours), ("BM25", plain)):
        print(f"| {name} | " + " | ".join(f"{value:.3f}" for value in values.mean(axis=0)) + " |")
    low, high = np.percentile((ours - plain)[drawn].mean(axis=1), [2.5, 97.5], axis=0)
    print("| difference, 95 % interval | " + " | ".join(f"{a:+.3f} to {b:+.3f}" for a, b in zip(low, high, strict=True)) + " |")


def _bm25(pair: Pair, k: int) -> list[int]:
    scores = Lexical(pair.evidence, "english").scores(pair.claim)
    return [int(index) for index in np.argsort(-scores, kind="stable")[:k]]


def main() -> None:
    """The command line of this package."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["train", "report"])
    parser.add_argument("--data", type=Path, required=True, help="the directory that holds summedits/ and wice/")
    parser.add_argument("--extra-domains", type=Path, help="a folder of other domains of SummEdits")
    parser.add_argument("--extra-wice", type=Path, help="a file of other WiCE claims")
    options = parser.parse_args()
    with one_thread():
        if options.command == "train":
            train(options.data)
        else:
            report(options.data, options.extra_domains, options.extra_wice)


if __name__ == "__main__":
    main()
