"""The reviser of the rule-based team: one honest repair, or the draft as it was."""

import re

from bookwright.agents.extractive.answer import speaks_of_place
from bookwright.agents.extractive.faults import faults_of
from bookwright.agents.extractive.nouns import is_deictic
from bookwright.agents.extractive.reading import read
from bookwright.agents.extractive.setting import placed, setting_of
from bookwright.agents.items import Claim, Draft, Fault, FaultKind, Revision, Submission
from bookwright.knowledge.evidence import Evidence

LEANS_BACK = re.compile(r"(?:This|These|That|Those|They|It|Its|Such|However|Therefore|Similarly|So|Thus|Instead|But)\b")


class ExtractiveReviser:
    """Revision to draft. A repair counts only if fewer faults are left; otherwise the same draft comes back."""

    maker = "rules"

    async def __call__(self, item: Revision, /) -> Draft:
        return revise(item)


def revise(revision: Revision) -> Draft:
    """The first repair that helps: the sentence before the answer, or the setting before the question."""
    submission = revision.submission
    before = len(faults_of(submission))
    for repaired in (_with_sentence_before(submission, revision.faults), _with_setting(submission, revision.faults)):
        if repaired is not None and len(faults_of(Submission(brief=submission.brief, draft=repaired))) < before:
            return repaired
    return submission.draft


def _with_sentence_before(submission: Submission, faults: tuple[Fault, ...]) -> Draft | None:
    """The draft with the sentence that stands before its first evidence, for an answer that begins with a dangling word."""
    draft = submission.draft
    if not draft.evidence or not any(fault.kind is FaultKind.INCOMPLETE and LEANS_BACK.match(fault.quote) for fault in faults):
        return None
    first = draft.evidence[0]
    for passage in submission.brief.passages:
        if passage.document_id != first.document_id:
            continue
        for block in read(passage):
            for left, right in zip(block.sentences, block.sentences[1:], strict=False):
                if right.start == first.start and not is_deictic(left.text) and not speaks_of_place(left.text):
                    added = Evidence(document_id=first.document_id, start=left.start, end=left.end, quote=left.text)
                    return _prepended(draft, added)
    return None


def _prepended(draft: Draft, added: Evidence) -> Draft:
    shifted = tuple(claim.model_copy(update={"evidence": tuple(index + 1 for index in claim.evidence)}) for claim in draft.claims)
    return draft.model_copy(update={"claims": (Claim(text=added.quote, evidence=(0,)), *shifted), "evidence": (added, *draft.evidence)})


def _with_setting(submission: Submission, faults: tuple[Fault, ...]) -> Draft | None:
    """The draft with the subject matter named in its question, for a question that does not stand alone."""
    if not any(fault.kind is FaultKind.NOT_STANDALONE for fault in faults):
        return None
    question = placed(submission.draft.question, setting_of(submission.brief))
    return submission.draft.model_copy(update={"question": question}) if question != submission.draft.question else None
