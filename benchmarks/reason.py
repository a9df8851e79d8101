"""Whether recorded solutions are kept when they are right, and only then.

    python -m benchmarks.reason --data DATA [--shuffles 5]

DATA holds gsm8k/ and math500/. Every solution that gsm8k records goes through the graph of reasoning; what it keeps is held against
the label of the solution: precision and recall. Every gold solution of math500 goes through it too, then each problem with the solution
of another, shuffled several times: what is kept then is wrong, but where both problems have the very same answer. Each disagreement is
printed. How many right traces the gate against hints would refuse, though nobody wrote them with a hint, is said and promises nothing.
Ends with 1 unless precision and recall are 1, every gold solution is kept, and at most 3 wrong ones are kept of each shuffle.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from time import monotonic

from rich.console import Console
from rich.table import Table

from bookwright.agents.reason.items import Problem
from bookwright.agents.reason.team import recorded_reason_team
from bookwright.curation.reason.hint import betrayal
from bookwright.curation.reason.records import ReasonYield
from bookwright.curation.reason.selection import improved
from bookwright.curation.record import Source
from bookwright.graphs.reason.graph import reason_graph
from bookwright.graphs.reason.settings import ReasonSettings
from bookwright.knowledge.dataset import Example, read_dataset
from bookwright.service.reason.problems import problem_of

AT_ONCE = 8
MOST_WRONG = 3
SOURCE = Source(title="data", path="data")


async def worked(problems: Sequence[Problem]) -> list[ReasonYield]:
    """What the graph comes to on each problem, some at a time."""
    graph = reason_graph(recorded_reason_team(), ReasonSettings()).compile()
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(problem: Problem) -> ReasonYield:
        async with turns:
            made: ReasonYield = (await graph.ainvoke({"item": problem, "source": SOURCE}, version="v2")).value["made"]
            return made

    return await asyncio.gather(*map(one, problems))


def read(path: Path) -> tuple[list[Example], list[Problem]]:
    rows = list(read_dataset(path).examples)
    return rows, [problem_of(row, "en", ()) for row in rows]


def refused(problems: Sequence[Problem], results: Sequence[ReasonYield]) -> int:
    """How many right traces look as if they had been written with a hint."""
    kept = ((problem, record) for problem, made in zip(problems, results, strict=True) for record in made.records)
    return sum(bool(betrayal(record.reasoning, problem.reference, problem.question)) for problem, record in kept)


async def labelled(data: Path, console: Console) -> bool:
    """Precision and recall on gsm8k, by system."""
    rows, problems = read(data / "gsm8k" / "example_model_solutions.jsonl")
    began = monotonic()
    results = await worked(problems)
    table = Table("system", "solutions", "right by label", "kept", "precision", "recall", title=f"gsm8k, {len(rows)} problems")
    kept_right = kept_all = right_all = 0
    for system in sorted({recording.by for problem in problems for recording in problem.recorded}):
        counted = {(kept, label): 0 for kept in (True, False) for label in (True, False)}
        for row, made in zip(rows, results, strict=True):
            kept = next((one for one in made.records if one.made_by == system), None)
            rejected = next((one for one in made.rejects if one.made_by == system), None)
            label = bool(row.fields[system]["is_correct"])  # type: ignore[index, call-overload]
            counted[kept is not None, label] += 1
            if (kept is not None) != label:
                answer = kept.answer if kept else rejected.text.answer if rejected and rejected.text else ""
                console.print("DISAGREES", row.id, system, f"label {label}", repr(answer), made.rejects, markup=False, soft_wrap=True)
        right, kept_count, both = (
            counted[True, True] + counted[False, True],
            counted[True, True] + counted[True, False],
            counted[True, True],
        )
        table.add_row(system, str(len(rows)), str(right), str(kept_count), f"{both / kept_count:.4f}", f"{both / right:.4f}")
        kept_right, kept_all, right_all = kept_right + both, kept_all + kept_count, right_all + right
    precision, recall = kept_right / kept_all, kept_right / right_all
    alike = sum(len(made.records) - len(improved(made, 0.0, None, ()).records) for made in results)
    table.add_row("all", "", str(right_all), str(kept_all), f"{precision:.4f}", f"{recall:.4f}")
    console.print(table)
    console.print(f"{alike} of the {kept_all} repeat another right trace of their problem; {monotonic() - began:.0f} s")
    console.print(f"{refused(problems, results)} of them the gate against hints would refuse")
    return precision == recall == 1


async def gold(data: Path, shuffles: int, console: Console) -> bool:
    """Gold and shuffled solutions of math500."""
    _, problems = read(data / "math500" / "test.jsonl")
    table = Table("solutions", "number", "kept", "of these with the very same answer", "wrong", "s", title="math500")
    began = monotonic()
    results = await worked(problems)
    sound = sum(bool(made.records) for made in results)
    for made in results:
        if not made.records:
            console.print("NOT KEPT", made.rejects[0].id, made.rejects[0].reason, made.rejects[0].detail, markup=False, soft_wrap=True)
    table.add_row("each its own", str(len(problems)), str(sound), "", "", f"{monotonic() - began:.0f}")
    console.print(f"math500: {refused(problems, results)} of the {sound} kept gold solutions the gate against hints would refuse")
    kept_promise = sound == len(problems)
    for seed in range(shuffles):
        began = monotonic()
        order = Random(seed).sample(range(len(problems)), len(problems))
        donors = {order[place - 1]: problems[order[place]] for place in range(len(order))}  # a ring: nobody is his own
        results = await worked([problem.model_copy(update={"recorded": donors[place].recorded}) for place, problem in enumerate(problems)])
        kept = [place for place, made in enumerate(results) if made.records]
        wrong = [place for place in kept if problems[place].reference != donors[place].reference]
        for place in wrong:
            console.print("KEPT", repr(problems[place].reference), repr(donors[place].reference), markup=False, soft_wrap=True)
        row = (len(problems), len(kept), len(kept) - len(wrong), len(wrong))
        table.add_row(f"another's, shuffle {seed}", *map(str, row), f"{monotonic() - began:.0f}")
        kept_promise &= len(wrong) <= MOST_WRONG
    console.print(table)
    return kept_promise


async def measured(options: argparse.Namespace, console: Console) -> bool:
    """Prints the tables, and says whether every promise was kept."""
    return all([await labelled(options.data, console), await gold(options.data, options.shuffles, console)])


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--shuffles", type=int, default=5)
    sys.exit(not asyncio.run(measured(parser.parse_args(), Console(width=140))))


if __name__ == "__main__":
    main()
