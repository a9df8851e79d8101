"""Records and rejects: written as JSON and read back as they were; nothing of a record is lost when it is rejected."""

import pytest
from pydantic import ValidationError

from bookwright.agents.chat import Usage
from bookwright.agents.items import Critique, Decision, Fault, FaultKind, Submission, Verdict
from bookwright.curation.record import Record, Reject, Source, Version, rejected


@pytest.fixture
def record(sound: Submission) -> Record:
    draft = sound.draft
    fault = Fault(kind=FaultKind.UNCLEAR, quote="limited", reason="“how?”\n", remedy="say")
    verdict = Verdict(decision=Decision.ACCEPT, scores={"clarity": 5}, reasons=("clarity: é",), by="m", text_sha256=draft.sha256)
    return Record(
        id="r1",
        question=draft.question,
        question_kind=draft.kind,
        answer=draft.answer,
        claims=draft.claims,
        evidence=draft.evidence,
        verdict=verdict,
        text_sha256=draft.sha256,
        made_by="m",
        prompts={"writer": "0" * 64},
        lineage=(
            Version(draft=draft, operator="write", by="m"),
            Version(draft=draft, operator="deepen", by="m", parent=0, kept=False, why="x"),
        ),
        critiques=(Critique(draft_sha256=draft.sha256, by="gates", faults=(fault,)),),
        source=Source(title="Halden", path="a/ü.md", headings=("One", "Two"), page=3),
        passage_id="p",
        language="en",
        usage=Usage(calls=5, input_tokens=100, output_tokens=9),
    )


def test_a_record_is_read_back_as_it_was_written(record: Record) -> None:
    line = record.model_dump_json()
    assert "\n" not in line
    assert Record.model_validate_json(line) == record


def test_a_reject_is_read_back_as_it_was_written(record: Record) -> None:
    reject = rejected(record, "duplicate:question", "repeats r0")
    assert Reject.model_validate_json(reject.model_dump_json()) == reject


def test_a_rejected_record_keeps_all_but_its_question_kind(record: Record) -> None:
    reject = rejected(record, "duplicate:question", "repeats r0")
    assert (reject.reason, reject.detail) == ("duplicate:question", "repeats r0")
    assert {name for name in Record.model_fields if getattr(reject, name, None) != getattr(record, name)} == {"question_kind"}


def test_an_unknown_field_is_refused(record: Record) -> None:
    with pytest.raises(ValidationError):
        Record.model_validate_json(record.model_dump_json()[:-1] + ',"score":1}')


def test_a_record_cannot_be_changed(record: Record) -> None:
    with pytest.raises(ValidationError):
        record.answer = "No."
