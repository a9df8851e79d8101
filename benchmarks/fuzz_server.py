"""Asks a server everything that its OpenAPI allows, and much that it does not, and holds every answer against it.

    python -m benchmarks.fuzz_server [--examples 30] [--seed 1]

A real server without a model: fitting and unfitting requests to every route (Hypothesis by way of schemathesis), half of them with ids of a
thread, a run, a state and a document that there are, and some that begin runs. No answer may be a server error, or one of whose status,
content type, headers or body the OpenAPI does not tell.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
from tests.service.serve.fuzzing import Fuzzing, Tried

from benchmarks.server.errands import document
from benchmarks.server.process import Server, keys_of
from benchmarks.server.verdict import errors_of

OWNER, KEYS = "ada", 10
"""So many keys in turn, for each may ask so often a minute."""


def things(http: httpx.Client) -> tuple[dict[str, str], str]:
    """A thread whose run waits for a person, by the names of path parameters, and a document for other runs."""
    documents = [http.post("/documents", params={"name": f"{n}.md"}, content=document(n, 1).encode()).json()["document_id"] for n in (0, 1)]
    asked = {"assistant_id": "qa", "input": {"documents": documents[:1], "review": 1}}
    run: dict[str, Any] = http.post("/runs", json=asked).json()
    http.get(f"/threads/{run['thread_id']}/runs/{run['run_id']}/join", timeout=120)
    state = http.get(f"/threads/{run['thread_id']}/state").json()
    ids = {"thread_id": run["thread_id"], "run_id": run["run_id"], "checkpoint_id": state["checkpoint"]["checkpoint_id"]}
    named = {"assistant_id": "qa", "assistant": "qa", "path": "records.jsonl", "model": "bookwright"}
    return {**ids, **named, "document_id": documents[0]}, documents[1]


def tried(folder: Path, examples: int, seed: int) -> tuple[Tried, list[str]]:
    """What was tried, and what the server's log calls an error."""
    keys = [keys_of(folder / "data", [OWNER])[OWNER] for _ in range(KEYS)]
    server = Server(folder / "data", folder / "homes")
    server.begin("fuzz")
    asyncio.run(server.answers())
    headers = [{"Authorization": f"Bearer {key}"} for key in keys]
    try:
        with httpx.Client(base_url=server.url, headers=headers[0]) as http:
            ids, extra = things(http)
            openapi = http.get("/openapi.json").json()
        found = Fuzzing(server.url, openapi, headers, ids, (extra,)).run(examples, seed)
    finally:
        code = server.end()
    return found, errors_of(folder / "data" / "log.jsonl") + ([f"told to end, the server ends with {code}"] if code else [])


def main() -> None:
    """Prints a row for each route, and exits with 1 when an answer was not one that the OpenAPI tells of."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=int, default=30, help="of fitting and of unfitting requests to each route")
    parser.add_argument("--seed", type=int, default=1, help="0 gives the same requests each time")
    given = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        found, errors = tried(Path(folder), given.examples, given.seed)
    for route, counted in found.statuses.items():
        print(f"| {route} | {', '.join(f'{status}: {count}' for status, count in sorted(counted.items()))} |")
    every: Counter[int] = sum(found.statuses.values(), Counter())
    print(f"\n{found.cases} cases on {len(found.statuses)} routes in {time.monotonic() - began:.0f} s: {dict(sorted(every.items()))}")
    print(f"{len(found.wrong)} answers that the OpenAPI does not tell of, {len(errors)} errors in the log")
    print(*(found.wrong + errors)[:40], sep="\n")
    sys.exit(bool(found.wrong or errors))


if __name__ == "__main__":
    main()
