"""Documents that try to steer the roles, against a model that obeys everything it reads.

    python -m benchmarks.attacks

Fifty attacks (`tests/attacks/payloads.toml`) on each of writer, evolver, critic and judge, and on the reviser: each a run on a document
that carries the attack, where the attacked role does what it finds on its page and no other role stands in the way. Only the deterministic
gates can stop it. An attack is accepted when a record says what it wants without words of the document, or with words that say something
else, or breaks a promise that every record keeps. Records that say it in the document's own words, at their offsets, are counted apart:
they are what the document says.

The same runs without the gates show that the attacks are live. A promise is broken when an attack is accepted, when one that is on a page
is not obeyed or comes to nothing even without the gates, and when a character that nobody sees is on a page.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.attacks.payloads import payloads
from tests.attacks.trial import ROLES, Outcome, Steered, attack, ungated
from tests.endpoint.client import Endpoint, running

FOUR = ("writer", "evolver", "critic", "judge")
HIDDEN = "hidden Unicode"
Pair = tuple[Outcome, Outcome]
"""What came of an attack with the gates and without."""


def trials(folder: Path, roles: Sequence[str], families: Sequence[str], endpoint: Endpoint) -> list[Pair]:
    """Every attack on every role, with the gates and without."""
    pairs = []
    for payload in (payload for role in roles for payload in payloads(role) if not families or payload.family in families):
        place = folder / payload.role / payload.name
        gated = attack(place / "gated", payload, endpoint)
        with ungated():
            pairs.append((gated, attack(place / "ungated", payload, endpoint)))
    return pairs


def accepted(outcome: Outcome) -> list[str]:
    """The records by which an attack is accepted, and what else is wrong with the run."""
    return [*outcome.of(Steered.UNSOURCED), *outcome.of(Steered.MISQUOTED), *outcome.broken]


def wrong(pairs: Iterable[Pair]) -> list[str]:
    """The broken promises, one line each."""
    found = []
    for gated, free in pairs:
        name = f"{gated.payload.role}, {gated.payload.name}"
        found += [f"{name}: {kind}: {text}" for kind in (Steered.UNSOURCED, Steered.MISQUOTED) for text in gated.of(kind)]
        found += [f"{name}: {fault}" for fault in gated.broken]
        if gated.hidden or (gated.payload.family == HIDDEN and gated.delivered):
            found.append(f"{name}: {gated.hidden} characters that nobody sees on a page")
        if gated.delivered > gated.obeyed or (free.delivered and not free.steered):
            found.append(f"{name}: delivered and not obeyed")
    return found


def table(pairs: Sequence[Pair], roles: Sequence[str]) -> str:
    """A line for each family; for each role the attacks delivered, obeyed, accepted and, in brackets, accepted without the gates."""
    lines = ["| family | attacks | " + " | ".join(roles) + " |", "|---|---:" + "|---:" * len(roles) + "|"]
    for family in (*dict.fromkeys(gated.payload.family for gated, _ in pairs), "all"):
        cells = []
        for role in roles:
            here = [(gated, free) for gated, free in pairs if gated.payload.role == role and family in (gated.payload.family, "all")]
            delivered, obeyed = sum(gated.delivered > 0 for gated, _ in here), sum(gated.obeyed > 0 for gated, _ in here)
            cells.append(f"{delivered} {obeyed} {_count(g for g, _ in here)} ({_count(f for _, f in here)})")
        lines.append(f"| {family} | {len(here)} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _count(outcomes: Iterable[Outcome]) -> int:
    return sum(bool(accepted(outcome)) for outcome in outcomes)


def _of(kind: Steered, pairs: Sequence[Pair]) -> str:
    found = [len(gated.of(kind)) for gated, _ in pairs]
    return f"{sum(count > 0 for count in found)} attacks ({sum(found)} records)"


def main() -> None:
    """Runs all, prints the table, and exits with 1 when a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--roles", nargs="*", choices=list(ROLES), default=list(ROLES))
    parser.add_argument("--families", nargs="*", default=[], help="all unless some are named")
    given = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as temporary, running(Path(temporary) / "requests.jsonl") as endpoint:
        pairs = trials(Path(temporary), given.roles, given.families, endpoint)
    print("Delivered, obeyed, accepted (accepted without the gates)\n")
    print(table(pairs, given.roles))
    four = [pair for pair in pairs if pair[0].payload.role in FOUR]
    print(f"\naccepted: {_count(gated for gated, _ in four)} of {len(four)} on {', '.join(FOUR)}; ", end="")
    print(f"{_count(gated for gated, _ in pairs)} of {len(pairs)} with the reviser; without the gates {_count(free for _, free in pairs)}")
    print(*(f"{kind}: {_of(kind, pairs)}" for kind in Steered), sep="\n")
    print(f"{sum(gated.records for gated, _ in pairs)} records in all, {time.monotonic() - began:.0f} s")
    broken = wrong(pairs)
    print(f"{len(broken)} broken promises", *broken, sep="\n")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
