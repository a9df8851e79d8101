"""Evidence located: every claim names words that stand in the source."""

from bookwright.agents.items import Claim, Fault, FaultKind, Submission
from bookwright.curation.terms import content_terms
from bookwright.knowledge.evidence import NUMBER

CONNECTIVE_TERMS = 6


def located(submission: Submission) -> tuple[Fault, ...]:
    """Faults for quotes that stand nowhere in the passages, claims without evidence, and connectives that state facts."""
    draft = submission.draft
    faults = [
        Fault(
            kind=FaultKind.EVIDENCE_MISSING,
            quote=quote,
            reason="these words were given as a quote and stand in no passage",
            remedy="copy the words of the passage exactly, or choose others that carry the sentence",
        )
        for quote in draft.unlocated
    ]
    for claim in draft.claims:
        if not claim.evidence and not claim.connective:
            faults.append(_bare(claim, "this sentence names no words of the source that are found there"))
        elif claim.connective and _states_a_fact(claim.text):
            faults.append(_bare(claim, "this sentence is marked connective and states a fact"))
    if not any(claim.evidence for claim in draft.claims):
        faults.append(Fault(kind=FaultKind.EVIDENCE_MISSING, quote=draft.answer, reason="no sentence of the answer rests on the source"))
    return tuple(faults)


def _bare(claim: Claim, reason: str) -> Fault:
    return Fault(kind=FaultKind.EVIDENCE_MISSING, quote=claim.text, reason=reason, remedy="quote the words that carry it, or leave it out")


def _states_a_fact(sentence: str) -> bool:
    """A bridge has few content words and no number."""
    return bool(NUMBER.search(sentence)) or len(content_terms(sentence)) > CONNECTIVE_TERMS
