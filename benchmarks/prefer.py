"""The rules that make a pair of recorded verdicts, held against the human label; no model is called.

    python -m benchmarks.prefer --data DATA

DATA holds llmbar/recorded_verdicts.tsv.gz and, for lengths, llmbar/<set>/dataset.json. The items of each set are parted in two by a hash
of their names; what needs gold is learnt on one part and applied to the other, both ways round, so that every item is judged once and by
nothing that has seen its label. Prints a table and ends with 1 where, on a set of 100 items or more, the calibrated jury agrees less
often with people in what it decides than the plain majority in one order, or than the rule that the longer answer wins.
"""

import argparse
import sys
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from benchmarks.jury.data import Recorded, recorded
from bookwright.agents.pair import Preference
from bookwright.curation.jury import Ballot, Jury, Share, Vote, calibrate_pairs, jury_of_pairs, majority
from bookwright.curation.jury.majority import longer_wins
from bookwright.curation.prefer.pairing import sign
from bookwright.curation.prefer.ranking import settled
from bookwright.errors import InputError
from bookwright.knowledge.fitted import one_thread

Said = dict[str, Preference]
LARGE = 100
ONE, ONE_MAJORITY, MAJORITY, MEAN, ALL, BEST, JURY, LONGER = (
    "one judge, one order",
    "majority, one order",
    "majority, both orders",
    "mean of both orders (RLAIF)",
    "all judges, both orders (no --jury)",
    "best judge of the other half, both orders",
    "calibrated jury (--jury)",
    "longer wins",
)


def halves(items: Mapping[str, object], name: str) -> tuple[list[str], list[str]]:
    """The items of a set in two parts, by a hash of set and item."""
    parts: tuple[list[str], list[str]] = [], []
    for item in sorted(items):
        parts[sha256(f"{name}\n{item}".encode()).digest()[0] % 2].append(item)
    return parts


def ballots_on(known: Recorded, item: str) -> list[Ballot]:
    """All ballots on an item."""
    return [given[item] for given in known.ballots.values() if item in given]


def untaught(known: Recorded) -> dict[str, Said]:
    """What the rules that need no gold say of each item, by rule."""
    rules: dict[str, Callable[[list[Ballot]], Preference]] = {
        ONE_MAJORITY: lambda given: majority(Vote.for_preference(ballot.straight) for ballot in given).preference,
        MAJORITY: lambda given: majority(ballot.vote for ballot in given).preference,
        MEAN: lambda given: sign(round(settled(given).share - 0.5, 9)),
        ALL: lambda given: settled(given).preference,
    }
    said = {name: {item: rule(ballots_on(known, item)) for item in known.gold} for name, rule in rules.items()}
    return said | {LONGER: {item: longer_wins(*known.lengths[item]) for item in known.gold if item in known.lengths}}


def taught(known: Recorded) -> dict[str, Said]:
    """What the rules that are learnt on the other half say of each item, by rule."""
    said: dict[str, Said] = {BEST: {}, JURY: {}}
    one, other = halves(known.gold, known.name)
    for learnt, judged in ((one, other), (other, one)):
        gold = {item: known.gold[item] for item in learnt}
        given = {judge: {item: ballots[item] for item in learnt if item in ballots} for judge, ballots in known.ballots.items()}
        best = max(sorted(given), key=lambda judge: calibrate_pairs(judge, given[judge], gold).credit)
        jury = _jury(given, gold)
        for item in judged:
            said[BEST][item] = known.ballots[best][item].preference if item in known.ballots[best] else Preference.TIE
            said[JURY][item] = settled(ballots_on(known, item), jury).preference if jury else Preference.TIE
    return said


def _jury(given: dict[str, dict[str, Ballot]], gold: Said) -> Jury | None:
    try:
        return jury_of_pairs(given, gold)
    except InputError:  # no item of this half was judged
        return None


def single(known: Recorded) -> tuple[Share, Share]:
    """How often a judge decides in one order, and how often it is then right, over all judges."""
    votes = [(ballots[item].straight, gold) for ballots in known.ballots.values() for item, gold in known.gold.items() if item in ballots]
    decided = [(said, gold) for said, gold in votes if said is not Preference.TIE]
    return Share(hits=len(decided), of=len(votes)), Share(hits=sum(said is gold for said, gold in decided), of=len(decided))


def agreement(said: Said, known: Recorded) -> tuple[Share, Share]:
    """How many items a rule decides, of all, and how often it is then of one mind with people."""
    decided = {item: preference for item, preference in said.items() if preference is not Preference.TIE}
    right = sum(preference is known.gold[item] for item, preference in decided.items())
    return Share(hits=len(decided), of=len(known.gold)), Share(hits=right, of=len(decided))


def longer_chosen(said: Said, known: Recorded) -> Share:
    """How often the answer that a rule prefers is the longer, of those that differ in length."""
    longer = {item: longer_wins(*known.lengths[item]) for item in said if item in known.lengths}
    told = [(said[item], end) for item, end in longer.items() if Preference.TIE not in (said[item], end)]
    return Share(hits=sum(preference is end for preference, end in told), of=len(told))


def rows(known: Recorded) -> dict[str, tuple[Share, Share, Share | None]]:
    """By rule: decided, right of the decided, and how often the longer answer is the one preferred."""
    told = untaught(known) | taught(known)
    found = {name: (*agreement(told[name], known), longer_chosen(told[name], known)) for name in told}
    decided, right = single(known)
    shown = {ONE: (decided, right, None)} | {name: found[name] for name in (ONE_MAJORITY, MAJORITY, MEAN, ALL, BEST, JURY, LONGER)}
    return {name: row for name, row in shown.items() if row[0].hits or name in {JURY, ALL}}


def broken(known: Recorded, found: Mapping[str, tuple[Share, Share, Share | None]]) -> list[str]:
    """The rules that the jury is behind, on a set that is large enough to say so."""
    jury = found[JURY][1]
    if len(known.gold) < LARGE or not jury.of:
        return []
    return [name for name in (ONE_MAJORITY, LONGER) if name in found and jury.value < found[name][1].value]


def main() -> int:
    """The command line of this module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the directory that holds llmbar/")
    parser.add_argument("--strategy", default="Vanilla", help="the prompting strategy of all judges")
    options = parser.parse_args()
    sets = recorded(options.data / "llmbar", options.strategy)
    if not sets:
        parser.error(f"--strategy {options.strategy}: no verdict was recorded by it; look into the column `strategy`")
    print("| set | items | rule | agrees with people, % of the decided (95 %) | decided, % | open as half, % | longer preferred, % |")
    print("|---|---|---|---|---|---|---|")
    worse: list[str] = []
    with one_thread():
        for known in sets:
            found = rows(known)
            worse += [f"{known.name}: the jury is behind: {name}" for name in broken(known, found)]
            for name, (decided, right, longer) in found.items():
                half = right.value * decided.value + (1 - decided.value) / 2
                cells = (known.name, len(known.gold), name, _interval(right), _percent(decided), f"{100 * half:.1f}", _percent(longer))
                print("| " + " | ".join(map(str, cells)) + " |", flush=True)
    print("\n".join(worse) or "\nOn sets of 100 items and more the jury is behind neither the majority in one order nor the longer answer.")
    return 1 if worse else 0


def _percent(share: Share | None) -> str:
    return f"{100 * share.value:.0f}" if share and share.of else ""


def _interval(share: Share) -> str:
    return f"{100 * share.value:.1f} ({100 * share.low:.0f} to {100 * share.high:.0f})" if share.of else "nothing decided"


if __name__ == "__main__":
    sys.exit(main())
