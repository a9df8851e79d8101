"""Whether wrong solutions are caught, sound ones pass, and nothing gets out of the sandbox.

    python -m benchmarks.solutions --data DATA [--steps 1000] [--programs 974] [--planted 100]

DATA holds gsm8k/, math500/ and mbpp/. Sound checks are made from the recorded solutions; from those that hold, wrong ones are made. Ends
with 1 when a planted fault is not caught, more than 1 % of the sound ones are rejected, or an escape gets out. With `--list` every sound
solution that was rejected, or not checked, is printed with the reason.
"""

import argparse
import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from random import Random
from time import monotonic

from rich.console import Console
from rich.table import Table
from tests.curation.verification.escapes import ESCAPES
from tests.curation.verification.target import target

from benchmarks.solutions.material import gsm8k, math500, mbpp_asserting, mbpp_printing
from bookwright.agents.textbook.check import Check, Proof, Verification
from bookwright.curation.verification import verify
from bookwright.curation.verification.planting import Wrong, plant
from bookwright.curation.verification.sandbox import Limits, run

AT_ONCE = 8
MOST_REJECTED = 0.01

Named = tuple[str, Check]


async def verified(checks: Sequence[Named]) -> list[Verification]:
    """What each comes to, some at a time."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(check: Check) -> Verification:
        async with turns:
            return await verify(check, ())

    return await asyncio.gather(*(one(check) for _, check in checks))


def drawn(checks: Iterable[Named], count: int) -> list[Named]:
    """So many of them, the same every time, in their order."""
    everything = list(checks)
    places = Random(1).sample(range(len(everything)), min(count, len(everything)))
    return [everything[place] for place in sorted(places)]


def planted(wrong: Wrong, sound: Iterable[Named], count: int) -> list[Named]:
    """So many wrong checks, from the first of the sound ones that give a hold."""
    made = ((name, plant(wrong, check, name)) for name, check in sound)
    return list(islice(((name, check) for name, check in made if check is not None), count))


def add_row(table: Table, material: str, kind: str, results: Sequence[Verification], seconds: float) -> Counter[Proof]:
    counted = Counter(result.proof for result in results)
    figures = [len(results), counted[Proof.HOLDS], counted[Proof.FAILS], counted[Proof.UNCHECKED]]
    table.add_row(material, kind, *map(str, figures), f"{seconds:.0f}")
    return counted


async def tried() -> list[str]:
    """The escapes that got out."""
    out = []
    for escape in ESCAPES:
        with tempfile.TemporaryDirectory() as folder, target(Path(folder)) as aim:
            outcome = await run(escape.aimed(aim), Limits(seconds=5))
            out += [escape.name] if escape.got_out(aim, outcome.printed) else []
    return out


async def measured(options: argparse.Namespace, console: Console) -> bool:
    """Prints the table, and says whether every promise was kept."""
    table = Table("material", "solutions", "number", "holds", "fails", "unchecked", "s", title="Sound and planted solutions")
    kept = True
    materials = {
        "gsm8k, steps": drawn(gsm8k(options.data), options.steps),
        "math500, last steps": list(math500(options.data)),
        "mbpp, assertions": drawn(mbpp_asserting(options.data), options.programs),
        "mbpp, printed": drawn(mbpp_printing(options.data), options.programs),
    }
    for material, checks in materials.items():
        began = monotonic()
        results = await verified(checks)
        counted = add_row(table, material, "sound", results, monotonic() - began)
        kept &= counted[Proof.FAILS] <= MOST_REJECTED * len(checks)
        if options.list:
            for (name, check), result in zip(checks, results, strict=True):
                if result.proof is not Proof.HOLDS:
                    console.print(
                        name, result.proof, result.detail, check if result.proof is Proof.FAILS else "", markup=False, soft_wrap=True
                    )
        holding = [named for named, result in zip(checks, results, strict=True) if result.proof is Proof.HOLDS]
        for wrong in Wrong:
            if made := planted(wrong, holding, options.planted):
                began = monotonic()
                results = await verified(made)
                add_row(table, material, wrong, results, monotonic() - began)
                for (name, check), result in zip(made, results, strict=True):
                    if result.proof is not Proof.FAILS:
                        kept = False
                        console.print("NOT CAUGHT", name, result.proof, result.detail, check, markup=False, soft_wrap=True)
    console.print(table)
    out = await tried()
    console.print(f"Escapes tried: {len(ESCAPES)}, got out: {len(out)} {', '.join(out)}")
    return kept and not out


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--programs", type=int, default=974)
    parser.add_argument("--planted", type=int, default=100)
    parser.add_argument("--list", action="store_true")
    sys.exit(not asyncio.run(measured(parser.parse_args(), Console(width=140))))


if __name__ == "__main__":
    main()
