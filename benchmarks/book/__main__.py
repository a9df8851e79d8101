"""Looks at a book in Chromium: accessibility by axe, requests, what each citation shows, at desk and phone width in light and dark.

    python -m benchmarks.book [--book BOOK.html] [--out FOLDER]

Without a book, it is the one of the tests. Chromium, node and the node packages puppeteer-core and axe-core (under NODE_PATH) are needed;
where one is missing, a line says so and nothing is looked at. Ends with 1 where something is wrong. FOLDER has the screenshots and a PDF.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.service.book.sample import documents, sample_book

from bookwright.service.book.write import write_book

SCRIPT = Path(__file__).with_name("look.cjs")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PACKAGES = "require.resolve('puppeteer-core'); require.resolve('axe-core')"
GRAVE = ("serious", "critical")


def missing(node: str | None, browser: str | None) -> str:
    """What there is none of; empty where all is there."""
    if browser is None:
        return f"no browser ({', '.join(BROWSERS)})"
    if node is None:
        return "no node"
    found = subprocess.run([node, "-e", PACKAGES], capture_output=True, check=False)
    return (
        ""
        if found.returncode == 0
        else "no puppeteer-core and axe-core (npm install them somewhere, and name its node_modules in NODE_PATH)"
    )


def faults(told: dict[str, Any]) -> list[str]:
    """What is wrong with what was seen."""
    found = [f"asks for {address}" for address in told["requests"]] + [f"console: {message}" for message in told["console"]]
    for name, page in told["pages"].items():
        found += [
            f"{name}: {violation['id']} ({violation['impact']}), {violation['count']} times: {violation['first']}"
            for violation in (*page["violations"], *page["violations with a source open"])
            if violation["impact"] in GRAVE
        ]
        found += [f"{name}: {anchor} shows other words" for anchor in page["wrong"]]
        found += [f"{name}: scrolls sideways"] if page["scrolls sideways"] else []
    return found + [f"under its own policy: {anchor} shows other words" for anchor in told["policy"]["wrong"]]


def main() -> int:
    """Looks and tells."""
    parser = argparse.ArgumentParser(description="Looks at a book in a browser.")
    parser.add_argument("--book", type=Path)
    parser.add_argument("--out", type=Path, default=Path("runs/look"))
    options = parser.parse_args()
    node, browser = shutil.which("node"), next(filter(None, map(shutil.which, BROWSERS)), None)
    if lack := missing(node, browser):
        print(f"Not looked at: {lack}.")
        return 0
    options.out.mkdir(parents=True, exist_ok=True)
    book = options.book or write_book(options.out / "book", sample_book(), documents())[0]
    command = [str(node), str(SCRIPT), str(book.resolve()), str(options.out), str(browser)]
    seen = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=os.environ)
    told = json.loads(seen.stdout)
    for name, page in told["pages"].items():
        counts = f"{len(page['violations']) + len(page['violations with a source open'])} violations of {page['rules']} rules"
        print(f"{name:12} axe: {counts}; citations pressed: {page['pressed']}, wrong: {len(page['wrong'])}")
    print(f"requests: {len(told['requests'])}; messages in the console: {len(told['console'])}; pictures in {options.out}")
    for fault in (found := faults(told)):
        print(f"FAULT {fault}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
