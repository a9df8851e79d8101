"""How the support score is learnt: by what differs within a document, on what was held out, and the same from the same data."""

import json
from pathlib import Path

import numpy as np
import pytest
from benchmarks.support.data import Pair, Table, sentences, summedits, wice
from benchmarks.support.figures import balanced_accuracy, f1, recall
from benchmarks.support.fitting import Recipe, auroc, calibration, direction, fitted, held_out, parts_of


@pytest.fixture
def noisy() -> Table:
    """Three domains of eight documents: `signal` tells within a document, `noise` tells documents apart and nothing else."""
    random = np.random.default_rng(1)
    groups = np.repeat(np.arange(24), 20)
    labels = random.random(480) < 0.4
    noise = random.normal(size=24)[groups] * 5
    signal = labels + random.normal(size=480) + noise / 5
    values = np.stack([signal, noise, random.normal(size=480)], axis=1)
    return Table(("signal", "noise", "chance"), values, labels, (groups // 8).astype(str), groups.astype(str))


def test_the_direction_is_read_within_documents(noisy: Table) -> None:
    weights = direction(noisy, Recipe(between=0.0, ridge=0.1)).weights
    assert weights["signal"] > 0
    assert abs(weights.get("noise", 0.0)) < weights["signal"] / 5
    assert abs(weights.get("chance", 0.0)) < weights["signal"] / 5


def test_what_is_fitted_is_calibrated_and_repeats_itself(noisy: Table) -> None:
    recipes = [Recipe(0.0, 0.1), Recipe(1.0, 1.0)]
    first, recipe = fitted(noisy, noisy.domains, recipes)
    assert fitted(noisy, noisy.domains, recipes) == (first, recipe)
    assert recipe in recipes
    slope, bias = calibration(held_out(noisy, noisy.domains, recipe), noisy.labels)
    assert slope > 0
    assert abs(bias) < 1


def test_scores_held_out_do_not_know_their_part(noisy: Table) -> None:
    flipped = Table(noisy.names, noisy.values, noisy.labels ^ (noisy.domains == "0"), noisy.domains, noisy.groups)
    rows = noisy.domains == "0"
    recipe = Recipe(1.0, 1.0)
    assert np.array_equal(held_out(noisy, noisy.domains, recipe)[rows], held_out(flipped, noisy.domains, recipe)[rows])


def test_parts_never_split_a_group(noisy: Table) -> None:
    parts = parts_of(noisy.groups, 5, seed=0)
    assert len(set(parts)) == 5
    assert all(len(set(parts[noisy.groups == group])) == 1 for group in set(noisy.groups))


def test_figures() -> None:
    labels, scores = np.array([True, True, False, False]), np.array([2.0, -1.0, -1.0, -3.0])
    assert auroc(labels, scores) == pytest.approx(0.875)
    assert balanced_accuracy(labels, scores) == pytest.approx(0.75)
    assert f1(labels, scores) == pytest.approx(2 / 3)


def test_recall_takes_the_gold_set_that_is_met_best() -> None:
    pair = Pair("wice", "a", "A claim.", ("a", "b", "c", "d"), True, (frozenset({0, 1}), frozenset({2})))
    assert recall(pair, (2, 3)) == (1.0, 1.0, pytest.approx(1 / 3))
    assert recall(pair, (0, 3)) == (0.5, 0.0, pytest.approx(1 / 3))


def test_both_sets_are_read(tmp_path: Path) -> None:
    (tmp_path / "summedits_news.json").write_text(json.dumps([{"doc": "One. Two.\nAnn: Hi.", "summary": "S.", "label": "1"}]))
    (pair,) = summedits(tmp_path)
    assert (pair.domain, pair.evidence, pair.supported) == ("news", ("One", "Two", "Ann: Hi"), True)
    row = {
        "label": "partially_supported",
        "supporting_sentences": "[[0], []]",
        "claim": "C.",
        "evidence": "['E.', 'F.']",
        "meta": "{'claim_title': 'T'}",
    }
    (tmp_path / "dev.jsonl").write_text(json.dumps(row) + "\n")
    (claim,) = wice(tmp_path / "dev.jsonl")
    assert (claim.group, claim.evidence, claim.supported, claim.gold) == ("T", ("E.", "F."), False, (frozenset({0}),))


def test_a_line_end_ends_a_sentence() -> None:
    assert sentences("Ann: I will\nMike: No") == ("Ann: I will", "Mike: No")
