"""The report of runs that are not as they should be: empty, unfinished, damaged."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bookwright.errors import InputError
from bookwright.service.report import run as make_report
from tests.service.conftest import Command
from tests.service.pages import Page, rewrite

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'


def test_a_run_without_records_has_a_page(bookwright: Command, rules_run: Path) -> None:
    (rules_run / "records.jsonl").write_text("", encoding="utf-8")
    done = bookwright("report", "run")
    assert done.returncode == 0, done.stderr
    assert "0 records" in done.stdout
    assert "Nothing is held against any record" in Page(rules_run).words("look")


def test_a_run_that_is_not_finished_says_so(bookwright: Command, tmp_path: Path) -> None:
    run = tmp_path / "run"
    run.mkdir()
    (run / "run.json").write_text(json.dumps({"format": 2, "status": "stopped", "command": "bookwright qa x --out run"}), encoding="utf-8")
    done = bookwright("report", "run")
    assert done.returncode == 0, done.stderr
    assert "was stopped before its end" in done.stdout
    (banner,) = Page(run).tree.xpath("//p[@class='banner']")
    assert "was stopped before its end" in banner.text_content()
    assert "give the same command again: bookwright qa x --out run" in banner.text_content()


@pytest.mark.parametrize(
    ("file", "content", "words"),
    [
        ("run.json", None, "is no run"),
        ("run.json", b"{", "is damaged"),
        ("run.json", b'{"format": 2, "status": "finished", "counts": []}', "counts"),
        ("run.json", b'{"format": 2, "status": "finished", "settings": 3}', "run.json"),
        ("records.jsonl", None, "records.jsonl: is not there"),
        ("records.jsonl", b'{"id": 1}\n', "records.jsonl: line 1"),
        ("rejects.jsonl", None, "rejects.jsonl: is not there"),
        ("rejects.jsonl", b"{}\n", "rejects.jsonl: line 1"),
        ("selftest.json", b"{}", "selftest.json: is no self-test"),
        ("jury.json", b"{}", "jury.json"),
        ("ledger.db", b"no database at all" * 99, "ledger"),
        ("report", b"", "report"),
    ],
)
def test_missing_and_damaged_files_get_one_line(rules_run: Path, file: str, content: bytes | None, words: str) -> None:
    if content is None:
        (rules_run / file).unlink()
    else:
        (rules_run / file).write_bytes(content)
    with pytest.raises(InputError, match=re.escape(words)) as refused:
        make_report(rules_run)
    assert "\n" not in str(refused.value)


def test_a_claim_that_names_evidence_which_is_not_there_gets_one_line_and_exit_code_2(bookwright: Command, rules_run: Path) -> None:
    def spoil(record: dict[str, Any]) -> None:
        record["claims"][0]["evidence"] = [9]

    rewrite(rules_run, spoil)
    done = bookwright("report", "run")
    assert done.returncode == 2
    assert "line 1: a claim names evidence that is not there" in done.stderr
    assert "Traceback" not in done.stderr
