"""What comes of reviews: numbers, a jury, edits in the run, and files for other tools; as a user meets them."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bookwright.agents.items import Decision
from bookwright.curation.jury import read_jury
from bookwright.curation.review.edit import Edit, Wording
from bookwright.curation.review.row import Row
from bookwright.curation.review.signed import SignedReview
from bookwright.errors import InputError
from bookwright.service import calibrate
from bookwright.service.review import results
from bookwright.service.review.files import add_review, file_of
from bookwright.service.review.sampling import Asked, rows_of_run, sample_of
from tests.promises import broken_promises, rows
from tests.service.conftest import Command

Told = Callable[..., str]


@pytest.fixture
def told(rules_run: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Told:
    """Runs the command on the run and gives what it printed."""
    monkeypatch.setenv("COLUMNS", "200")

    def run(*, apply: bool = False, tool: str | None = None) -> str:
        results.run(rules_run, 0.5, apply=apply, tool=tool)
        return capsys.readouterr().out

    return run


def decide(run: Path, item: str, decision: Decision, reviewer: str = "ann", after: Wording | None = None) -> None:
    """Reviews an item as it stands."""
    row = next(row for row in rows_of_run(run) if row.id == item)
    edited = Edit(before=row.wording, after=after) if after else None
    add_review(
        run,
        SignedReview(id=item, decision=decision, reason="so", at=datetime.now(UTC), reviewer=reviewer, text_sha256=row.hash, edited=edited),
    )


def records(run: Path) -> list[Row]:
    return [row for row in rows_of_run(run) if row.shipped]


def reworded(row: Row, question: str | None = None, claim: str | None = None) -> Wording:
    """The words of a record with another question, or another first claim."""
    before = row.wording
    return Wording(fields={"question": question or before.fields["question"]}, claims=(claim or before.claims[0], *before.claims[1:]))


def test_precision_and_agreement_are_those_of_the_decisions(rules_run: Path, told: Told) -> None:
    items = [item.id for item in sample_of(rules_run, Asked()).items]
    for place, item in enumerate(items):
        decide(rules_run, item, Decision.REJECT if place == 0 else Decision.ACCEPT)
        decide(rules_run, item, Decision.ACCEPT, "ben")
    shown = told()
    # the first is left out, for ann and ben are even on it; all the others are accepted
    assert f"Left out, for their reviewers are even: {items[0]}" in shown
    assert "100.0%" in shown
    assert f"{len(items)} of {len(items)} reviewed by ann ({len(items)}), ben ({len(items)})" in shown
    assert "ann and ben" in shown
    assert "ann and judge rules" in shown
    assert "Krippendorff's alpha of 2 reviewers" in shown


def test_a_review_of_an_earlier_text_says_nothing_of_this_one(rules_run: Path, told: Told) -> None:
    sample_of(rules_run, Asked())
    first, second, *_ = records(rules_run)
    decide(rules_run, second.id, Decision.ACCEPT)
    stale = SignedReview(id=first.id, decision=Decision.REJECT, at=datetime.now(UTC), reviewer="ann", text_sha256="0")
    add_review(rules_run, stale)
    assert "1 of 3 reviewed" in told()


def test_an_edit_that_no_gate_objects_to_ships_with_its_reviewers_verdict(rules_run: Path, told: Told) -> None:
    sample_of(rules_run, Asked())
    row = records(rules_run)[0]
    question = f"Can you tell {row.wording.fields['question'][0].lower()}{row.wording.fields['question'][1:]}"
    decide(rules_run, row.id, Decision.REJECT, after=reworded(row, question=question))
    assert f"{row.id}: edited by ann, as version {len(row.lineage)}" in told(apply=True)
    assert broken_promises(rules_run) == []
    record = next(one for one in rows(rules_run, "records.jsonl") if one["id"] == row.id)
    assert record["question"] == question
    assert (record["verdict"]["by"], record["verdict"]["reasons"]) == ("ann", ["so"])
    assert record["text_sha256"] != row.text_sha256
    version = record["lineage"][-1]
    assert (version["operator"], version["by"], version["why"], version["parent"]) == ("edit", "ann", "so", len(row.lineage) - 1)
    assert record["critiques"][-1]["draft_sha256"] == record["text_sha256"]
    assert f"{row.id}: has its edit already" in told(apply=True)


def test_an_edit_that_a_gate_objects_to_is_refused_in_words_and_changes_nothing(rules_run: Path, told: Told) -> None:
    sample_of(rules_run, Asked())
    row, before = records(rules_run)[0], (rules_run / "records.jsonl").read_bytes()
    decide(rules_run, row.id, Decision.REJECT, after=reworded(row, claim=f"{row.wording.claims[0]} It lasts 77 days."))
    shown = told(apply=True)
    assert f"{row.id}: is refused: number mismatch: " in shown
    assert (rules_run / "records.jsonl").read_bytes() == before


def test_two_edits_that_differ_are_left_to_the_reviewers(rules_run: Path, told: Told) -> None:
    sample_of(rules_run, Asked())
    row = records(rules_run)[0]
    decide(rules_run, row.id, Decision.REJECT, "ann", reworded(row, question="What is a cookie?"))
    decide(rules_run, row.id, Decision.REJECT, "ben", reworded(row, question="What is a session?"))
    assert f"{row.id}: was edited differently by ann, ben; let them agree on one" in told(apply=True)


def test_edits_become_pairs_and_the_tools_get_their_files(rules_run: Path, told: Told) -> None:
    sample_of(rules_run, Asked())
    row = records(rules_run)[0]
    decide(rules_run, row.id, Decision.REJECT, after=reworded(row, claim="It is otherwise."))
    assert "1 edit, as preference pairs" in told(tool="argilla")
    (pair,) = rows(rules_run, "reviews/pairs.jsonl")
    assert (pair["id"], pair["prompt"], pair["of"]) == (row.id, row.wording.fields["question"], "answer")
    made = json.loads((rules_run / "reviews" / "argilla.json").read_text(encoding="utf-8"))
    assert {one["id"] for one in made} == {one.id for one in records(rules_run)}
    told(tool="label-studio")
    tasks = json.loads((rules_run / "reviews" / "label-studio.json").read_text(encoding="utf-8"))
    assert len(tasks) == len(made)
    assert 'toName="record"' in (rules_run / "reviews" / "label-studio.xml").read_text(encoding="utf-8")


def test_calibrate_reads_the_file_of_a_reviewer(rules_run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sample_of(rules_run, Asked())
    for row in records(rules_run):
        decide(rules_run, row.id, Decision.REJECT)
        decide(rules_run, row.id, Decision.ACCEPT)
    monkeypatch.setattr(calibrate, "FEWEST", 1)
    calibrate.run(rules_run, file_of(rules_run, "ann"), 0.5)
    (judge,) = read_jury(rules_run / "jury.json").calibrations
    assert (judge.judge, judge.accuracy.hits, judge.accuracy.of) == ("rules", 3, 3)


def test_a_run_that_nobody_reviewed_is_told_how_to_begin(rules_run: Path) -> None:
    with pytest.raises(InputError, match="nothing was reviewed in it; begin with: bookwright review"):
        results.run(rules_run, 0.5, apply=False, tool=None)


def test_the_commands_say_what_is_wrong_in_one_line(bookwright: Command, rules_run: Path, tmp_path: Path) -> None:
    for arguments, words in (
        (("reviews", "nowhere"), "nowhere: is no run"),
        (("review", "nowhere"), "nowhere: is no run"),
        (("review", rules_run, "--by", "size"), "--by size: is unknown"),
        (("review", rules_run, "--reviewer", "a/b"), '--reviewer "a/b": is no name'),
    ):
        done = bookwright(*arguments)
        assert done.returncode == 2
        assert done.stderr.startswith(f"bookwright: {words}")
        assert len(done.stderr.splitlines()) == 1
