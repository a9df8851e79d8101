"""Judges, the plain majority and the calibrated jury on recorded verdicts; no model is called.

    python -m benchmarks.jury --data DATA

DATA holds llmbar/recorded_verdicts.tsv.gz and, for lengths, llmbar/<set>/dataset.json. Prints the tables and writes
docs/jury_coverage.svg, of the two largest sets. Every set is measured alike: half of its items, drawn 50 times, are the gold that
a jury is learnt from, and the other half is judged.
"""

import argparse
from pathlib import Path

import numpy as np

from benchmarks.jury.data import Recorded, recorded
from benchmarks.jury.drawing import coverage_svg
from benchmarks.jury.trials import Trial, accuracy, credit, difference, judged, risk_coverage, trial
from bookwright.agents.pair import Preference
from bookwright.curation.jury import Share, calibrate_pairs, jury_of_pairs
from bookwright.curation.jury.majority import longer_wins
from bookwright.knowledge.fitted import one_thread

SIZES = (10, 20, 40, 80)
PICTURE = Path(__file__).parents[2] / "docs" / "jury_coverage.svg"


def judges(sets: list[Recorded]) -> None:
    """What each judge is worth on each set, and the two baselines."""
    print("| set | items | judge | decided | right, of the decided | first place won both times | second | longer preferred |")
    print("|---|---|---|---|---|---|---|---|")
    for known in sets:
        head = f"| {known.name} | {len(known.gold)} |"
        for judge, given in known.ballots.items():
            found = calibrate_pairs(judge, given, known.gold, known.lengths or None)
            biases = " | ".join(_percent(share) for share in (found.first_place, found.second_place, found.longer))
            print(f"{head} {judge} | {_percent(found.decided)} | {_interval(found.accuracy)} | {biases} |")
        first = Share(hits=sum(better is Preference.FIRST for better in known.gold.values()), of=len(known.gold))
        print(f"{head} *first wins* | 100 | {_interval(first)} | | | |")
        if known.lengths:
            told = {item: longer_wins(*known.lengths[item]) for item in known.gold}
            decided = [item for item, preference in told.items() if preference is not Preference.TIE]
            longer = Share(hits=sum(told[item] is known.gold[item] for item in decided), of=len(decided))
            print(f"{head} *longer wins* | {_percent(Share(hits=len(decided), of=len(told)))} | {_interval(longer)} | | | |")


def juries(sets: list[Recorded], splits: int, target: float) -> dict[str, Trial]:
    """The juries on the halves that they were not learnt from; by set, that of all judges."""
    print(
        "| set | jury of | best member | majority | calibrated jury | open as half: best, majority, jury | silent | − best | − majority |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    found: dict[str, Trial] = {}
    for known in sets:
        for name, some in (("all", known), (f"all but {known.best}", known.without(known.best))):
            told = trial(some, splits, target)
            found.setdefault(known.name, told)
            sides = told.best, told.naive, told.jury
            best, naive, jury = (_share(accuracy(codes, told.tested)) for codes in sides)
            halves = ", ".join(f"{100 * credit(codes, told.tested):.1f}" for codes in sides)
            gains = " | ".join(_points(difference(told.jury, other, told.tested)) for other in (told.best, told.naive))
            cells = f"{best} {some.best} | {naive} | {jury} | {halves} | {told.silent}/{told.splits} | {gains}"
            print(f"| {known.name} | {name} | {cells} |", flush=True)
    return found


def sizes(sets: list[Recorded], splits: int) -> None:
    """How much gold a jury needs: drawn from the two largest sets, judging all other items."""
    print("| set | gold items | best member | calibrated jury | open as half: best, jury | silent |\n|---|---|---|---|---|---|")
    for known in sets[:2]:
        for gold in (size for size in SIZES if size < len(known.gold)):
            told = trial(known, splits, gold=gold)
            best, jury = (_share(accuracy(codes, told.tested)) for codes in (told.best, told.jury))
            halves = ", ".join(f"{100 * credit(codes, told.tested):.1f}" for codes in (told.best, told.jury))
            print(f"| {known.name} | {gold} | {best} | {jury} | {halves} | {told.silent}/{told.splits} |", flush=True)


def transfer(sets: list[Recorded]) -> None:
    """Juries learnt on the whole of one set (row) and applied to the whole of another (column)."""
    print("| learnt on | " + " | ".join(known.name for known in sets) + " |\n|---|" + "---|" * len(sets))
    for source in sets:
        jury = jury_of_pairs(source.ballots, source.gold)
        cells = []
        for known in sets:
            codes = np.array([judged(known, item, jury)[0] for item in sorted(known.gold)], dtype=np.int8)
            cells.append("" if known is source else _share(accuracy(codes, np.ones(len(codes), dtype=bool))))
        print(f"| {source.name} | " + " | ".join(cells) + " |")


def picture(found: dict[str, Trial]) -> str:
    """The two largest sets."""
    shown = dict(list(found.items())[:2])
    marks = {
        name: {mark: accuracy(codes, told.tested)[::-1] for mark, codes in (("best member", told.best), ("majority", told.naive))}
        for name, told in shown.items()
    }
    return coverage_svg({name: risk_coverage(told) for name, told in shown.items()}, marks)


def _percent(share: Share | None) -> str:
    return f"{100 * share.value:.0f}" if share else ""


def _interval(share: Share) -> str:
    return f"{100 * share.value:.0f} ({100 * share.low:.0f} to {100 * share.high:.0f})" if share.of else ""


def _share(found: tuple[float, float]) -> str:
    right, decided = found
    return f"{100 * right:.1f} @ {100 * decided:.0f}" if decided else "none"


def _points(found: tuple[float, float, float]) -> str:
    whole, low, high = (100 * value for value in found)
    return "" if np.isnan(whole) else f"{whole:+.1f} ({low:+.1f} to {high:+.1f})"


def main() -> None:
    """The command line of this package."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the directory that holds llmbar/")
    parser.add_argument(
        "--strategy", default="Vanilla", help="the prompting strategy of all judges (Vanilla: fixed before any figure was seen)"
    )
    parser.add_argument("--splits", type=int, default=50, help="how often halves are drawn")
    options = parser.parse_args()
    sets = recorded(options.data / "llmbar", options.strategy)
    if not sets:
        parser.error(f"--strategy {options.strategy}: no verdict was recorded by it; look into the column `strategy`")
    with one_thread():
        print(f"Judges, prompted by {options.strategy}; percent\n")
        judges(sets)
        print("\nJuries: percent right @ percent decided; differences of the jury in points, where both decide\n")
        found = juries(sets, options.splits, 0.5)
        print("\nThe same, where at least 90 % right must be shown\n")
        juries(sets, options.splits, 0.9)
        print("\nJuries by the number of gold items\n")
        sizes(sets, options.splits)
        print("\nLearnt on one set, applied to another: percent right @ percent decided\n")
        transfer(sets)
    PICTURE.write_text(picture(found), encoding="utf-8")


if __name__ == "__main__":
    main()
