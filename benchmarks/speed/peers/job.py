"""The job that every generator is given: a file of rows, one call each. Standard library only; run by each generator's own interpreter."""

import argparse
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ASK = "Write a question on the passage, and its answer, as a JSON object.\n\n"
MODEL = "scripted"


@dataclass(frozen=True)
class Job:
    """Where to ask, what about, how many calls at once, and a folder that is thrown away afterwards."""

    url: str
    rows: list[dict[str, str]]
    at_once: int
    folder: Path


def given_job() -> Job:
    """The job from the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--rows", type=Path, required=True, help='one {"text": ...} a line')
    parser.add_argument("--at-once", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.rows.read_text(encoding="utf-8").splitlines()]
    return Job(given.url, rows, given.at_once, given.folder)


def report(answers: Iterable[object]) -> None:
    """Says how many answers are the object that was asked for."""
    print("\n" + json.dumps({"valid": sum(map(_is_valid, answers))}), flush=True)


def _is_valid(answer: object) -> bool:
    try:
        return "question" in json.loads(str(answer))
    except ValueError:
        return False
