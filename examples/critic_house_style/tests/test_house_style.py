"""The house style by itself, and in a run of the rule-based team."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

from bookwright_house_style.house_style import HouseStyle

from bookwright.agents.conformance import check_role
from bookwright.agents.items import Brief, Claim, Draft, QuestionKind, Submission


def submission(text: str) -> Submission:
    draft = Draft(question="What is it?", kind=QuestionKind.FACT, claims=(Claim(text=text),), evidence=())
    return Submission(brief=Brief(passages=(), titles={}, language="en"), draft=draft)


def test_it_keeps_what_every_role_promises() -> None:
    report = check_role(HouseStyle, banned=["steel"], longest=5)
    assert report.passed, report.in_words()


def test_banned_words_and_long_sentences_are_faults() -> None:
    critic = HouseStyle(banned=["leverage"], longest=4)
    faults = asyncio.run(critic(submission("We Leverage the valve that is old."))).faults
    assert [(fault.kind.value, fault.quote[:8]) for fault in faults] == [("unclear", "Leverage"), ("length", "We Lever")]
    assert asyncio.run(critic(submission("The valve opens."))).faults == ()


def test_in_a_run_no_record_breaks_the_style(tmp_path: Path) -> None:
    text = (
        "A ledger is a very old file that keeps every paid answer. A reader is a program that opens the ledger. "
        "The reader must close the ledger after 12 hours because an open file can be damaged. "
        "A broker is a process that hands each answer to one reader."
    )
    (tmp_path / "ledger.md").write_text(f"# Ledgers\n\n{text}\n", encoding="utf-8")
    (tmp_path / "team.toml").write_text(
        '[[seats.critics]]\nrole = "rules-critic"\n[[seats.critics]]\nrole = "house-style"\nsettings = { banned = ["very"] }\n',
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "bookwright.service", "qa", "ledger.md", "--out"]
    for out, more in (("plain", []), ("styled", ["--team", "team.toml"])):
        subprocess.run([*command, out, *more], cwd=tmp_path, check=True, capture_output=True)
    plain, styled = (answers(tmp_path / out) for out in ("plain", "styled"))
    assert any("very" in answer for answer in plain)
    assert styled
    assert not any("very" in answer for answer in styled)


def answers(run: Path) -> list[str]:
    return [json.loads(line)["answer"] for line in (run / "records.jsonl").read_text(encoding="utf-8").splitlines()]
