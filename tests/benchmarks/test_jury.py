"""How the jury is measured: what a record means, and figures that stand on the same items."""

import csv
import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from benchmarks.jury.data import recorded
from benchmarks.jury.trials import Trial, accuracy, credit, difference, risk_coverage, trial

from bookwright.agents.pair import Preference

FIELDS = "subset item label evaluator strategy call swapped winner".split()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two sets: in the larger a sound judge and one that always takes the first place; `strange` answers count as ties."""
    rows: list[list[object]] = []
    for item in range(40):
        label = 1 + item % 2
        for swapped in (False, True):
            rows += [
                ["large", item, label, "sound", "plain", 0, swapped, label],
                ["large", item, label, "first", "plain", 0, swapped, 2 if swapped else 1],
                ["large", item, label, "sound", "other", 0, swapped, 3 - label],
            ]
    rows += [["small", 0, 1, "sound", "plain", 0, swapped, winner] for swapped, winner in ((False, 2), (True, "None"))]
    rows += [["small", 0, 1, "sound", "plain", 1, swapped, 1] for swapped in (True, False)]
    with gzip.open(tmp_path / "recorded_verdicts.tsv.gz", "wt", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t")
        writer.writerows([FIELDS, *rows])
    (tmp_path / "small").mkdir()
    (tmp_path / "small" / "dataset.json").write_text(json.dumps([{"output_1": "ab", "output_2": "a"}]), encoding="utf-8")
    return tmp_path


def test_a_recorded_winner_is_an_output_and_a_ballot_names_a_place(folder: Path) -> None:
    large, small = recorded(folder, "plain")
    assert (large.name, small.name, large.best) == ("large", "small", "sound")
    assert large.ballots["sound"]["0"].preference is Preference.FIRST
    assert large.ballots["sound"]["1"].preference is Preference.SECOND
    assert all(ballot.first_place_won for ballot in large.ballots["first"].values())
    assert (large.lengths, small.lengths) == ({}, {"0": (2, 1)})


def test_the_last_answer_counts(folder: Path) -> None:
    small = recorded(folder, "plain")[1]
    assert small.ballots["sound"]["0"].preference is Preference.FIRST


def test_another_strategy_is_another_record_and_an_unknown_one_is_none(folder: Path) -> None:
    (large,) = recorded(folder, "other")
    assert large.ballots["sound"]["0"].preference is Preference.SECOND
    assert recorded(folder, "none") == []


def test_a_trial_judges_only_what_was_no_gold(folder: Path) -> None:
    found = trial(recorded(folder, "plain")[0], splits=4)
    assert found.tested.sum(axis=1).tolist() == [20] * 4
    assert not found.jury[~found.tested].any()
    assert accuracy(found.jury, found.tested) == (1.0, 1.0)
    assert found.silent == 0
    assert risk_coverage(found)[-1] == (1.0, 1.0)


def test_figures_count_the_decided_and_differences_what_both_decide() -> None:
    these, those = np.array([[1, 1, 0, -1]], dtype=np.int8), np.array([[1, -1, -1, 0]], dtype=np.int8)
    among = np.ones((1, 4), dtype=bool)
    assert accuracy(these, among) == (pytest.approx(2 / 3), 0.75)
    assert credit(these, among) == pytest.approx((2 + 0.5) / 4)
    assert difference(these, those, among)[0] == pytest.approx(0.5)


def test_items_are_ranked_within_a_split() -> None:
    sureness = np.array([[0.9, -0.6], [0.5, -0.2]])
    codes = np.zeros((2, 2), dtype=np.int8)
    found = Trial(np.ones((2, 2), dtype=bool), codes, codes, codes, sureness, silent=0)
    assert risk_coverage(found, steps=2) == [(0.5, 1.0), (1.0, 0.5)]
