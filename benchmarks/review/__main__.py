"""A whole review in a browser by keyboard alone, a run full of attacks, and what axe finds: `make look-review`.

It makes a run by rules from a folder of documents, serves its review page and that of a hostile run, and ends with 1 where a decision was
not kept, an attack did anything, the page asked for something elsewhere, or axe objects gravely.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.service.review.hostile import hostile_run

from benchmarks.book.__main__ import BROWSERS, GRAVE, missing

SCRIPT = Path(__file__).with_name("look.cjs")
BOOKWRIGHT = (sys.executable, "-m", "bookwright.service")
SAMPLE = "12"
PICTURES = {"desk-light-evidence.png": "review.png", "tablet-light-evidence.png": "review-tablet.png"}


@contextmanager
def served(run: Path, *options: str) -> Iterator[str]:
    """The address of the review page of a run."""
    command = [*BOOKWRIGHT, "review", str(run), "--reviewer", "ann", "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            if "http" not in line:
                raise SystemExit(f"the page of {run} did not open")
            yield line.split()[-1]
        finally:
            process.terminate()


def faults(told: dict[str, Any], runs: dict[str, Path]) -> list[str]:
    """What is wrong with what was seen."""
    found = [f"asks for {address}" for address in told["requests"]] + [f"console: {message}" for message in told["console"]]
    found += [f"an attack opened a dialog: {words}" for words in told["dialogs"]]
    for name, page in told["pages"].items():
        found += [
            f"{name}: {one['id']} ({one['impact']}), {one['count']} times: {one['first']}"
            for one in page["violations"]
            if one["impact"] in GRAVE
        ]
        found += [f"{name}: scrolls sideways"] if page["scrolls sideways"] else []
        found += [f"{name}: hard to hit: {element}" for element in page["small"]]
    for name in ("attacked", "attacked without a policy"):
        found += [f"{name}: {element}" for element in told[name]["found"]]
        found += [f"{name}: {told[name]['scripts']} scripts, not 2"] if told[name]["scripts"] != 2 else []
    for name, run in runs.items():
        found += [f"{name}: {fault}" for fault in _unkept(told[name], run)]
    return found


def _unkept(seen: dict[str, Any], run: Path) -> Iterator[str]:
    """Which key did not do its work, and which decision is not on disk."""
    for key in ("help", "back", "lit", "unreasoned", "finished"):
        if not seen[key]:
            yield f"keys: {key} failed"
    lines = [json.loads(line) for line in (run / "reviews" / "ann.jsonl").read_text(encoding="utf-8").splitlines()]
    kept = {
        "accept": sum(line["decision"] == "accept" for line in lines),
        "edit": sum(line["edited"] is not None for line in lines),
        "reject": sum(line["decision"] == "reject" and line["edited"] is None for line in lines),
    }
    for how, count in kept.items():
        if count != seen[how]:
            yield f"{how}: pressed {seen[how]} times, kept {count} times"
    if len({line["id"] for line in lines}) != len(lines):
        yield "an item was decided twice"


def main() -> int:
    """Reviews, looks and tells."""
    parser = argparse.ArgumentParser(description="Reviews a run in a browser by keyboard alone.")
    parser.add_argument("--documents", default="examples/documents")
    parser.add_argument("--out", type=Path, default=Path("runs/look-review"))
    parser.add_argument("--pictures", type=Path, help="A folder to put the two screenshots of the docs into.")
    options = parser.parse_args()
    node, browser = shutil.which("node"), next(filter(None, map(shutil.which, BROWSERS)), None)
    if lack := missing(node, browser):
        print(f"Not looked at: {lack}.")
        return 0
    shutil.rmtree(options.out, ignore_errors=True)
    options.out.mkdir(parents=True)
    run, hostile = options.out / "sessions", hostile_run(options.out / "hostile")
    subprocess.run([*BOOKWRIGHT, "qa", options.documents, "--out", str(run), "--limit", "40"], check=True, stdout=subprocess.DEVNULL)
    with served(run, "--sample", SAMPLE) as address, served(hostile) as attacked:
        command = [str(node), str(SCRIPT), address, attacked, str(options.out), str(browser)]
        seen = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False, env=os.environ)
    if seen.returncode:
        print("FAULT the review was not ended; what the browser said stands above")
        return 1
    told = json.loads(seen.stdout)
    for name, page in told["pages"].items():
        print(f"{name:24} axe: {len(page['violations'])} violations of {page['rules']} rules")
    for name in ("review", "hostile review"):
        seen_by_keys = told[name]
        counts = ", ".join(f"{seen_by_keys[how]} {how}" for how in ("accept", "reject", "edit"))
        print(f"{name}: by keys alone {counts}; {seen_by_keys['count']}")
    attacks = told["attacked"]
    print(f"attacks: {attacks['pages']} records, {len(attacks['found'])} did anything; {attacks['scripts']} scripts, both ours")
    print(f"requests elsewhere: {len(told['requests'])}; messages in the console: {len(told['console'])}; pictures in {options.out}")
    if options.pictures:
        for seen_as, name in PICTURES.items():
            shutil.copyfile(options.out / seen_as, options.pictures / name)
    for fault in (found := faults(told, {"review": run, "hostile review": hostile})):
        print(f"FAULT {fault}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
