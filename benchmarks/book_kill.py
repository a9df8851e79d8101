"""A book killed at random points and gone on with: is it the book of a run that was never killed, and is anything paid for twice?

    python -m benchmarks.book_kill [--kills 20] [--passages 60] [--seed 1]

The endpoint is a scripted teacher on loopback. A kill is a SIGKILL after a random number of answers, or while the files are written.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from random import Random

from tests.endpoint.client import running

from benchmarks.crash.handbook import write_folder
from benchmarks.crash.lives import nursery
from benchmarks.crash.trial import Trial, killed

FILES = (
    "records.jsonl",
    "rejects.jsonl",
    "plan.yaml",
    "book/book.json",
    "book/book.html",
    "book/book.md",
    "book/whole.md",
    "book/book.epub",
)


def main() -> None:
    """Prints what was found, and exits with 1 when a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--passages", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "requests.jsonl") as endpoint, nursery() as lives:
        endpoint.follow(latency=0.05, faulty=0.3)
        source = write_folder(Path(folder) / "source", given.passages, given.seed)
        trial = Trial(Path(folder), ["textbook", source, "--exercises", "3", "--embeddings", "none"], FILES, endpoint, lives)
        life, whole = trial.through("whole", "whole")
        if life.status != 0:
            sys.exit(f"the unkilled run: exit code {life.status}: {life.said[1][-500:]}")
        numbers, wrong = killed(trial, given.kills, whole, Random(given.seed))
    print(f"unkilled: {whole} answers; " + ", ".join(f"{count} {name}" for name, count in numbers.items()))
    print(*(wrong or ["nothing lost, nothing paid for twice, every file the same byte for byte"]), sep="\n")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
