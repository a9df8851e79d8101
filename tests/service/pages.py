"""A report as a reader of its page finds it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import html

from bookwright.service.report import run as make_report


class Page:
    """The page of a run."""

    def __init__(self, run: Path) -> None:
        self.source = (run / "report" / "report.html").read_text(encoding="utf-8")
        self.tree = html.fromstring(self.source)

    def words(self, section: str) -> str:
        (found,) = self.tree.xpath(f"//section[@id='{section}']")
        return " ".join(found.text_content().split())


def reported(run: Path) -> Page:
    make_report(run)
    return Page(run)


def records(run: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (run / "records.jsonl").read_text(encoding="utf-8").splitlines()]


def rewrite(run: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Changes every record of a run."""
    found = records(run)
    for record in found:
        change(record)
    (run / "records.jsonl").write_text("".join(json.dumps(record) + "\n" for record in found), encoding="utf-8")
