"""Evidence located: every claim names words that stand in the source."""

from bookwright.agents.items import Claim, Fault, FaultKind, Submission
from bookwright.curation.gates.negation import CUE_TOKENS
from bookwright.curation.terms import content_terms, stem, tokens
from bookwright.knowledge.evidence import NUMBER

BRIDGING = frozenset(
    stem(word)
    for word in """answer yes reason case way kind type form sort step part condition exception difference example thing point situation
    possibility option rule requirement consequence effect result purpose distinction aspect factor cause element feature stage task side
    two three four five six seven eight several many first second third last next main other various different separate distinct certain
    general simple important necessary true once order turn addition contrast comparison however therefore thus moreover hence finally
    instead follow hold apply depend differ vary exist consist work happen occur matter distinguish""".split()
)
"""What sentences say that lead over to others."""
SUBJECT = 2
"""Words of the question that a bridge may name its subject by."""


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
        elif claim.connective and _states_a_fact(claim.text, draft.question):
            faults.append(_bare(claim, "this sentence is marked connective and states a fact"))
    if not any(claim.evidence for claim in draft.claims):
        faults.append(Fault(kind=FaultKind.EVIDENCE_MISSING, quote=draft.answer, reason="no sentence of the answer rests on the source"))
    return tuple(faults)


def _bare(claim: Claim, reason: str) -> Fault:
    return Fault(kind=FaultKind.EVIDENCE_MISSING, quote=claim.text, reason=reason, remedy="quote the words that carry it, or leave it out")


def _states_a_fact(sentence: str, question: str) -> bool:
    """A bridge has no number and no "not", some word that bridges, and beside such words only one or two of the question's.

    Whatever else it said would be said without a source.
    """
    if NUMBER.search(sentence) or CUE_TOKENS & tokens(sentence):
        return True
    said = content_terms(sentence)
    subject = said - BRIDGING
    return bool(subject - content_terms(question)) or len(subject) > SUBJECT or (bool(said) and subject == said)
