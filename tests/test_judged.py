"""That a record ships what was judged is found out from its row: whatever is changed in it is noticed."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from bookwright.agents.items import Claim, Draft, QuestionKind
from bookwright.agents.prefer.items import Candidate
from bookwright.curation.prefer.records import PreferencePair
from bookwright.knowledge.evidence import Evidence
from tests.judged import drafts_of, unlike_judged

Record = dict[str, Any]
Change = Callable[[Record], object]
PIECES = tuple(Evidence(document_id="d", start=n, end=n + 1, quote=quote) for n, quote in enumerate(("It is kept.", "It is safe.")))
CLAIMS = (Claim(text="A ledger keeps answers.", evidence=(0,)), Claim(text="It is “safe”.\u2028", evidence=(1,)))
DRAFT = Draft(question="What is a ledger?", kind=QuestionKind.FACT, claims=CLAIMS, evidence=PIECES)
FIRST = DRAFT.model_copy(update={"question": "What is it?"})


def answered() -> Record:
    """A question with its answer, as a line of records.jsonl has it, of which a first version was not kept."""
    drafts = [json.loads(one.model_dump_json()) for one in (FIRST, DRAFT)]
    return {
        "id": "r",
        "kind": "qa",
        "question": DRAFT.question,
        "question_kind": "fact",
        "answer": DRAFT.answer,
        "claims": drafts[1]["claims"],
        "evidence": drafts[1]["evidence"],
        "text_sha256": DRAFT.sha256,
        "lineage": [{"draft": draft} for draft in drafts],
    }


def preferred() -> Record:
    """A pair of answers, which no version says alone."""
    pair = PreferencePair(prompt="Name a bird.", chosen="A wren.", rejected="A trout.")
    answers = [Candidate(text=text, by="m") for text in (pair.chosen, pair.rejected)]
    lineage = [{"draft": json.loads(answer.model_dump_json())} for answer in answers]
    return {"id": "p", "kind": "preference", **pair.model_dump(), "margin": 0.5, "text_sha256": pair.sha256, "lineage": lineage}


def defined() -> Record:
    """A term, judged within a text that stands in another record."""
    return {"id": "g", "kind": "glossary", "definition": CLAIMS[0].text, "text_sha256": DRAFT.sha256, "lineage": []}


def found(record: Record) -> list[str]:
    return unlike_judged(record, drafts_of(answered()))


@pytest.mark.parametrize("record", [answered(), preferred(), defined()])
def test_what_was_judged_is_found_in_a_lineage_or_in_the_record_itself(record: Record) -> None:
    assert found(record) == []


@pytest.mark.parametrize(
    ("record", "change"),
    [
        (answered(), lambda row: row.update(answer=row["answer"].replace("keeps", "loses"))),
        (answered(), lambda row: row.update(answer=CLAIMS[0].text)),
        (answered(), lambda row: row.update(question=FIRST.question)),
        (answered(), lambda row: row.update(question_kind="cause")),
        (answered(), lambda row: row["evidence"].pop()),
        (answered(), lambda row: row["lineage"].pop()),
        (answered(), lambda row: row.update(text_sha256=FIRST.sha256)),
        (preferred(), lambda row: row.update(prompt="Name a fish.")),
        (preferred(), lambda row: row.update(chosen=row["rejected"], rejected=row["chosen"])),
        (preferred(), lambda row: row["lineage"].pop()),
        (defined(), lambda row: row.update(definition="A ledger is a book.")),
        (defined(), lambda row: row.update(text_sha256="0" * 64)),
    ],
)
def test_what_ships_otherwise_than_it_was_judged_is_noticed(record: Record, change: Change) -> None:
    change(record)
    assert found(record) != []
