"""Every way in which a model's endpoint can fail, in every seat: what becomes of the run.

    python -m benchmarks.faults

The scripted endpoint always answers one seat (writer, evolver, critic, reviser, judge, answerer, matcher) in one of 36 bad ways, 252 runs
in all. Each must end as `benchmarks.crash.expected` says: records, rejects that name the seat and the cause, or one clear line and exit
code 2. No request is sent more often than its kind of failure allows, the client waits for no answer longer than its deadline and a
second, and no empty, cut or unfit answer gets into a record. Where the failure was no answer, the same command with honest answers then
ends with the records of an honest run.

Then 400 records are wanted of an endpoint that cuts a tenth of its answers short and answers another tenth with HTTP 500, the first time
that it is asked. At the end every byte of the run directories and of what was printed is searched for the key, for a header, and for the
sentences of the system prompts, while the endpoint's error messages repeat the key.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue

from tests.endpoint.client import running
from tests.endpoint.plan import Behaviour, Rule

from benchmarks.crash.canaries import leaks, system_prompts
from benchmarks.crash.case import Bench, Case, texts
from benchmarks.crash.expected import SEATS
from benchmarks.crash.handbook import write_collection
from benchmarks.crash.lives import Nursery, nursery

Pair = tuple[Behaviour, str]


def matrix(folder: Path, pairs: Sequence[Pair], lives: Nursery, *, slots: int, again: bool) -> list[Case]:
    """A case for each pair, some at a time, each with an endpoint of its own."""
    free: SimpleQueue[Bench] = SimpleQueue()
    prompts = system_prompts()
    with ExitStack() as stack, ThreadPoolExecutor(slots) as pool:
        for number in range(slots):
            place = folder / f"slot-{number}"
            source = write_collection(place / "source", 1, 7)
            endpoint = stack.enter_context(running(place / "requests.jsonl"))
            free.put(Bench(place, source, endpoint, lives))
        first = free.get()
        reference = first.reference()
        free.put(first)

        def take(pair: Pair) -> Case:
            bench = free.get()
            try:
                return bench.case(*pair, reference, prompts, again=again)
            finally:
                free.put(bench)

        return list(pool.map(take, pairs))


def mixed(folder: Path, wanted: int, lives: Nursery) -> Iterator[str]:
    """What is wrong with `wanted` records of an endpoint that fails a fifth of the time, beside those of an honest one."""
    passages = wanted // 2
    source = write_collection(folder / "source", passages, 8)
    found = []
    with running(folder / "requests.jsonl") as endpoint:
        for name, rules in (
            ("honest", ()),
            (
                "failing",
                (
                    Rule(behaviour=Behaviour.CUT_JSON, share=0.1, sights=(1,)),
                    Rule(behaviour=Behaviour.SERVER_ERROR, share=0.2, sights=(1,)),
                ),
            ),
        ):
            place = folder / name
            place.mkdir()
            endpoint.follow(*rules, faulty=0.3, evolving=0.5)
            arguments = ["qa", source, "--out", "run", "--model", "scripted", "--base-url", endpoint.url]
            arguments += ["--count", str(wanted), "--embeddings", "none"]
            life = lives.start(arguments, place, name, BOOKWRIGHT_API_KEY="x")
            if life.wait(1200) != 0:
                yield f"{name}: exit code {life.status}: {life.said[1][-300:]}"
                return
            found.append(texts(place / "run"))
            sent = [line for line in endpoint.log() if line["event"] == "sent"]
            cut, failed = (sum(line["behaviour"] == kind for line in sent) for kind in (Behaviour.CUT_JSON, Behaviour.SERVER_ERROR))
            print(f"{name}: {len(found[-1])} of {wanted} records, {len(sent)} answers, {cut} cut, {failed} HTTP 500")
    if len(found[1]) != wanted or found[0] != found[1]:
        others = len(set(found[0].items()) - set(found[1].items()))
        yield f"{len(found[1])} of {wanted} records, {others} others than from honest answers"


def table(cases: Sequence[Case]) -> str:
    """A line for each behaviour, a column for each seat; what breaks a promise is in bold."""
    lines = [
        "| the endpoint's answer | " + " | ".join(SEATS.values()) + " | sent at most | longest wait |",
        "|---" * (len(SEATS) + 1) + "|---:|---:|",
    ]
    for behaviour in dict.fromkeys(case.behaviour for case in cases):
        row = {case.seat: case for case in cases if case.behaviour is behaviour}
        shown = [(f"**{row[seat].came}**" if row[seat].wrong else row[seat].came) if seat in row else "" for seat in SEATS]
        asked, waited = max(case.asked for case in row.values()), max(case.slowest for case in row.values())
        lines.append(f"| {behaviour} | " + " | ".join(shown) + f" | {asked} | {waited:.1f} s |")
    return "\n".join(lines)


def main() -> None:
    """Runs all, prints the table, and exits with 1 when a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=400, help="of the endpoint that fails a fifth of the time")
    parser.add_argument("--behaviours", nargs="*", type=Behaviour, default=list(Behaviour))
    parser.add_argument("--slots", type=int, default=6, help="runs at a time")
    parser.add_argument("--keep", type=Path, help="a folder for the runs that break a promise, to look at them afterwards")
    given = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as temporary, nursery() as lives:
        base = (given.keep or Path(temporary)).resolve()
        pairs = [(behaviour, seat) for behaviour in given.behaviours for seat in SEATS]
        cases = matrix(base / "matrix", pairs, lives, slots=given.slots, again=True)
        (base / "mixed").mkdir(parents=True)
        wrong = list(mixed(base / "mixed", given.records, lives)) if given.records else []
        leaked = [leak for case in cases for leak in case.leaked] + leaks(base / "mixed", system_prompts())
    print(table(cases))
    broken = [f"{case.behaviour} {SEATS[case.seat]}: {fault}" for case in cases for fault in case.wrong]
    print(f"\n{len(cases)} runs, {len(broken)} broken promises, {len(leaked)} leaks, {time.monotonic() - began:.0f} s")
    print(*broken, *wrong, *leaked[:40], sep="\n")
    sys.exit(bool(broken or wrong or leaked))


if __name__ == "__main__":
    main()
