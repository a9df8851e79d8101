"""Records and rejects: written as JSON and read back as they were; nothing of a record is lost when it is rejected."""

import pytest
from pydantic import ValidationError

from bookwright.agents.chat import Usage
from bookwright.agents.items import Critique, Decision, Fault, FaultKind, Submission, Verdict
from bookwright.agents.principles.items import PrincipledText
from bookwright.curation.recipe import RecipeRecord, RecipeReject, Yield
from bookwright.curation.record import Record, Reject, Source, Version, VersionOf, rejected
from bookwright.knowledge.evidence import Evidence


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


def response(output: str) -> PrincipledText:
    return PrincipledText(instruction="Say it.", output=output)


def recipe_record(judged: str, *versions: str, inside: tuple[str, ...] = ()) -> RecipeRecord[PrincipledText]:
    """A record bound to one text, or with verdicts inside that are bound to others, whose lineage says so many."""
    verdicts = tuple(Verdict(decision=Decision.ACCEPT, by="m", text_sha256=response(one).sha256) for one in inside)
    bound = response(judged).sha256
    return RecipeRecord[PrincipledText](
        id="r",
        kind="response",
        evidence=(Evidence(document_id="d", start=0, end=1, quote="x"),),
        verdict=Verdict(decision=Decision.ACCEPT, by="m", text_sha256=bound, verdicts=verdicts),
        text_sha256=bound,
        made_by="m",
        prompts={},
        lineage=tuple(VersionOf[PrincipledText](draft=response(one), operator="write", by="m") for one in versions),
        source=Source(title="t", path="t"),
        language="en",
        usage=Usage(calls=2),
    )


@pytest.mark.parametrize(
    ("record", "text"),
    [
        (recipe_record("good", "bad", "good", "worse"), "good"),
        (recipe_record("all of it", "bad", "good", "worse", inside=("good",)), "good"),
        (recipe_record("all of it", "one", "other"), None),
    ],
)
def test_the_text_of_a_rejected_record_is_the_version_that_was_judged(record: RecipeRecord[PrincipledText], text: str | None) -> None:
    reject = RecipeReject[PrincipledText].of(record, "duplicate:text")
    assert (reject.text and reject.text.output, reject.usage.calls) == (text, 2)


def test_of_more_records_than_are_wanted_the_first_ship_and_the_others_say_why_not() -> None:
    kind = Yield[RecipeRecord[PrincipledText], RecipeReject[PrincipledText]]
    made = kind(records=tuple(recipe_record(one, one) for one in "abc")).at_most(1, "collation:beyond_count", "1 was wanted")
    assert [record.lineage[0].draft.output for record in made.records] == ["a"]
    assert [(reject.reason, reject.text and reject.text.output) for reject in made.rejects] == [
        ("collation:beyond_count", "b"),
        ("collation:beyond_count", "c"),
    ]
