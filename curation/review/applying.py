"""A person's edit of a record as a new version of its draft."""

from collections.abc import Iterator

from bookwright.agents.items import Claim, Critique, Decision, Draft, QuestionKind, Verdict
from bookwright.curation.record import Record, Version
from bookwright.curation.review.edit import Edit
from bookwright.curation.review.signed import SignedReview

QUESTION = "question"
OPERATOR = "edit"


def edited_draft(record: Record, edit: Edit) -> Draft:
    """The record's draft with the words of the edit. A claim left empty is gone, with the evidence that none of the others cites."""
    claims = [claim.model_copy(update={"text": text}) for claim, text in zip(record.claims, edit.after.claims, strict=True) if text.strip()]
    cited = sorted({index for claim in claims for index in claim.evidence})
    place = {index: number for number, index in enumerate(cited)}
    return Draft(
        question=edit.after.fields.get(QUESTION, record.question),
        kind=QuestionKind(record.question_kind),
        claims=tuple(_citing(claim, tuple(place[index] for index in claim.evidence)) for claim in claims),
        evidence=tuple(record.evidence[index] for index in cited),
    )


def objections(draft: Draft, critique: Critique) -> Iterator[str]:
    """Why the draft cannot ship, in words."""
    if not draft.claims or not draft.question.strip():
        yield "nothing is left of its question or answer"
    elif not draft.evidence:
        yield "nothing is left that cites evidence"
    for fault in critique.faults:
        yield f"{fault.kind.value.replace('_', ' ')}: {fault.reason}" + (f" (“{fault.quote}”)" if fault.quote else "")


def edited_record(record: Record, draft: Draft, critique: Critique, review: SignedReview) -> Record:
    """The record as its reviewer wrote it: the verdict is theirs and bound to the new text, and what was known of the old text is gone but
    for the lineage."""
    version = Version(draft=draft, operator=OPERATOR, by=review.reviewer, parent=_last_kept(record), why=review.reason)
    return record.model_copy(
        update={
            "question": draft.question,
            "answer": draft.answer,
            "claims": draft.claims,
            "evidence": draft.evidence,
            "verdict": Verdict(
                decision=Decision.ACCEPT, by=review.reviewer, text_sha256=draft.sha256, reasons=(review.reason,) if review.reason else ()
            ),
            "answering": None,
            "text_sha256": draft.sha256,
            "lineage": (*record.lineage, version),
            "critiques": (*record.critiques, critique),
        }
    )


def _citing(claim: Claim, evidence: tuple[int, ...]) -> Claim:
    return claim.model_copy(update={"evidence": evidence})


def _last_kept(record: Record) -> int | None:
    """The version whose text the record had."""
    return next((place for place, version in reversed(list(enumerate(record.lineage))) if version.draft.sha256 == record.text_sha256), None)
