"""Every recipe against a server that misbehaves, and killed and gone on with: are its promises kept, and is anything paid for twice?

    python -m benchmarks.recipes [--kills 6] [--only instruct,label] [--seed 1]

The inputs are those of examples/, the endpoint is scripted and on loopback. First every recipe runs while requests meet twelve
misbehaviours at first sight, and the same command is given again to an honest server. Then it is killed by SIGKILL after random numbers of
answers, and gone on with.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from random import Random

from tests.endpoint.client import Endpoint, running
from tests.endpoint.plan import Behaviour, Rule
from tests.promises import broken_promises, rows

from benchmarks.crash.lives import nursery
from benchmarks.crash.trial import Trial, killed

EXAMPLES = Path(__file__).parents[1] / "examples"
INPUTS = EXAMPLES / "recipes"
DOCUMENTS = EXAMPLES / "documents" / "prometheus-metric-types.md"
# Difficulty is measured by several answers to the same words, which the server cannot tell from one asked for again: it is left out.
COMMANDS: dict[str, list[str | Path]] = {
    "instruct": ["instruct", INPUTS / "instruct/seeds.jsonl", "--rounds", "2", "--calls", "3"],
    "evolve": ["evolve", INPUTS / "evolve/tasks.jsonl", "--rounds", "2", "--measure", "0"],
    "prefer": ["prefer", INPUTS / "prefer/prompts.jsonl", "--answers", "3"],
    "principles": ["principles", INPUTS / "principles/tasks.jsonl", "--steps", "3"],
    "reason": ["reason", INPUTS / "reason/problems.jsonl", "--traces", "3", "--rounds", "2", "--thresholds", "0,0.5"],
    "rephrase": ["rephrase", DOCUMENTS, "--per-passage", "2"],
    "label": ["label", INPUTS / "label/texts.jsonl", "--scheme", INPUTS / "label/scheme.toml"],
    "converse": ["converse", DOCUMENTS, "--turns", "3-4"],
}
FILES = ("records.jsonl", "rejects.jsonl")
BROKEN = "server_error bad_gateway rate_limit reset cut_body html empty_content length refusal bad_json cut_json wrong_schema"
MISBEHAVIOURS = tuple(map(Behaviour, BROKEN.split()))


def misbehaved(trial: Trial, endpoint: Endpoint) -> tuple[str, list[str]]:
    """A run against misbehaviours, then the same command to an honest server; the numbers, and what is wrong."""
    share = 1 / len(MISBEHAVIOURS)
    met = tuple(Rule(behaviour=one, sights=(1,), share=share * (place + 1)) for place, one in enumerate(MISBEHAVIOURS))
    endpoint.follow(*met)
    first, sent = trial.through("misbehaved", "misbehaved")
    wrong = [] if first.status in {0, 4} else [f"against misbehaviours: exit code {first.status}: {first.said[1][-300:]}"]
    endpoint.follow()
    again, more = trial.through("misbehaved", "again")
    if again.status != 0:
        wrong.append(f"to an honest server: exit code {again.status}: {again.said[1][-300:]}")
    run = trial.folder / "misbehaved"
    if not (run / "records.jsonl").exists():
        return "-", wrong
    wrong += broken_promises(run)
    return f"{len(rows(run, 'records.jsonl'))} records, {len(rows(run, 'rejects.jsonl'))} rejects of {sent} and {more} answers", wrong


def main() -> None:
    """Prints a Markdown table, and exits with 1 when a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--only", default=",".join(COMMANDS))
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print("| recipe | records, rejects | against twelve misbehaviours, then honest | kills | answers unkilled, killed | wrong |")
    print("|---|---|---|---:|---|---:|")
    failed = False
    for name in given.only.split(","):
        with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "requests.jsonl") as endpoint, nursery() as lives:
            line, wrong = tried(name, Trial(Path(folder), COMMANDS[name], FILES, endpoint, lives), given.kills, given.seed)
        print(f"| {name} | {line} | {len(wrong)} |", flush=True)
        print(*wrong, sep="\n", end="\n" if wrong else "")
        failed |= bool(wrong)
    sys.exit(failed)


def tried(name: str, trial: Trial, kills: int, seed: int) -> tuple[str, list[str]]:
    """One recipe: the cells of its row, and what is wrong."""
    told, wrong = misbehaved(trial, trial.endpoint)
    trial.endpoint.follow(latency=0.05)
    life, whole = trial.through("whole", "whole")
    if life.status != 0:
        return f"- | {told} | 0 | -", [*wrong, f"{name}: the unkilled run: exit code {life.status}: {life.said[1][-500:]}"]
    run = trial.folder / "whole"
    numbers, found = killed(trial, kills, whole, Random(seed))
    counts = f"{len(rows(run, 'records.jsonl'))}, {len(rows(run, 'rejects.jsonl'))}"
    return f"{counts} | {told} | {numbers['kills']} | {whole}, {numbers['answers sent']}", wrong + found


if __name__ == "__main__":
    main()
