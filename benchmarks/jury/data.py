"""Recorded verdicts on pairs with gold: LLMBar (Zeng et al. 2024) and sets judged by the same judges."""

import csv
import gzip
import json
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

from bookwright.agents.pair import Preference
from bookwright.curation.jury import Ballot, calibrate_pairs

PLACES = {"1": Preference.FIRST, "2": Preference.SECOND}


@dataclass(frozen=True)
class Recorded:
    """A set of pairs: the better answer of each item, the ballots by judge and item, and the answers' lengths where the texts are there."""

    name: str
    gold: dict[str, Preference]
    ballots: dict[str, dict[str, Ballot]]
    lengths: dict[str, tuple[int, int]]

    @property
    def best(self) -> str:
        """The judge with the most credit on the whole set: known in hindsight only."""
        return max(self.ballots, key=lambda judge: calibrate_pairs(judge, self.ballots[judge], self.gold).credit)

    def without(self, judge: str) -> "Recorded":
        """The set as the other judges saw it."""
        return replace(self, ballots={name: given for name, given in self.ballots.items() if name != judge})


def recorded(folder: Path, strategy: str) -> list[Recorded]:
    """The sets of `folder/recorded_verdicts.tsv.gz`, the largest first, every judge asked by one prompting strategy.

    Where a strategy asks more than once, the last answer counts; an answer that names neither output is a tie.
    """
    gold: dict[str, dict[str, Preference]] = defaultdict(dict)
    said: dict[tuple[str, str, str], dict[bool, tuple[int, Preference]]] = defaultdict(dict)
    with gzip.open(folder / "recorded_verdicts.tsv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["strategy"] != strategy:
                continue
            gold[row["subset"]][row["item"]] = PLACES[row["label"]]
            answers, swapped = said[row["subset"], row["evaluator"], row["item"]], row["swapped"] == "True"
            call = int(row["call"]), PLACES.get(row["winner"], Preference.TIE)
            answers[swapped] = max(answers.get(swapped, call), call, key=lambda numbered: numbered[0])
    ballots: dict[str, dict[str, dict[str, Ballot]]] = defaultdict(lambda: defaultdict(dict))
    for (subset, judge, item), answers in said.items():
        if len(answers) == 2:
            # The record names the output; a ballot names the place in which the judge saw it.
            ballots[subset][judge][item] = Ballot(judge=judge, straight=answers[False][1], swapped=answers[True][1].turned)
    sets = [
        Recorded(name, better, {judge: dict(given) for judge, given in sorted(ballots[name].items())}, _lengths(folder / name))
        for name, better in gold.items()
    ]
    return sorted(sets, key=lambda one: (-len(one.gold), one.name))


def _lengths(folder: Path) -> dict[str, tuple[int, int]]:
    """The lengths of both answers in characters, by item; none where the texts are not there."""
    path = folder / "dataset.json"
    if not path.exists():
        return {}
    rows = json.loads(path.read_text(encoding="utf-8"))
    return {str(item): (len(row["output_1"]), len(row["output_2"])) for item, row in enumerate(rows)}
