"""Preference pairs from edits, and what annotation tools are given."""

from datetime import UTC, datetime

from bookwright.agents.items import Decision
from bookwright.curation.review.edit import Edit, Wording
from bookwright.curation.review.export import argilla, label_studio
from bookwright.curation.review.pairs import pairs_of
from bookwright.curation.review.row import Row
from bookwright.curation.review.signed import SignedReview

BEFORE = Wording(fields={"question": "What is it?"}, claims=("It is a thing.", "It is old."))


def review(reviewer: str, decision: Decision = Decision.REJECT, after: Wording | None = None) -> SignedReview:
    edited = Edit(before=BEFORE, after=after) if after else None
    return SignedReview(
        id="one", decision=decision, reason="why", at=datetime(2026, 1, 1, tzinfo=UTC), reviewer=reviewer, text_sha256="0", edited=edited
    )


def test_an_edited_answer_is_chosen_over_the_original_to_the_same_question() -> None:
    after = Wording(fields=BEFORE.fields, claims=("It is a stone.", ""))
    (pair,) = pairs_of([review("ann", after=after), review("ben")])
    assert (pair.of, pair.prompt) == ("answer", "What is it?")
    assert (pair.chosen, pair.rejected) == ("It is a stone.", "It is a thing. It is old.")
    assert (pair.reviewer, pair.reason) == ("ann", "why")


def test_with_another_question_the_whole_texts_are_the_pair() -> None:
    (pair,) = pairs_of([review("ann", after=Wording(fields={"question": "What is a stone?"}, claims=BEFORE.claims))])
    assert (pair.of, pair.prompt) == ("record", "")
    assert pair.chosen == "What is a stone?\n\nIt is a thing. It is old."
    assert pair.rejected == "What is it?\n\nIt is a thing. It is old."


def test_the_tools_get_the_words_the_evidence_and_every_reviewers_decision() -> None:
    evidence = {"document_id": "0", "start": 0, "end": 5, "quote": "Stone"}
    row = Row.model_validate({"id": "one", "question": "What is it?", "answer": "A stone.", "evidence": [evidence]})
    reviews = {"ben": {"one": review("ben")}, "ann": {"one": review("ann", Decision.ACCEPT)}}
    (record,) = argilla([row], reviews)
    assert record["fields"] == {"record": "What is it?\n\nA stone.", "evidence": "Stone"}
    assert record["suggestions"]["decision"] == {"value": "accept", "agent": "ann"}
    assert (record["metadata"]["review_ann"], record["metadata"]["review_ben"]) == ("accept", "reject")
    (task,) = label_studio([row], reviews)
    assert task["data"]["record"] == "What is it?\n\nA stone."
    assert [made["model_version"] for made in task["predictions"]] == ["ann", "ben"]
    assert task["predictions"][1]["result"][0]["value"] == {"choices": ["reject"]}
    assert argilla([row], {})[0]["suggestions"] == {}
