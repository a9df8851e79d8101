"""Elimination: which evolved drafts gained nothing (Evol-Instruct, Xu et al. 2023, section 3.3, made deterministic)."""

from bookwright.agents.items import Draft
from bookwright.curation.terms import content_terms, words

LONGEST_GROWTH = 40
NEW_TERMS = 2
APOLOGY_WORDS = 80


def no_gain(parent: Draft, child: Draft) -> str | None:
    """Why the child is no gain over its parent; None if it is one.

    A gain asks something else and answers with something more: new evidence, or content that the parent's answer did not have.
    """
    asked, told = content_terms(child.question), content_terms(child.answer)
    if asked == content_terms(parent.question) and told == content_terms(parent.answer):
        return "it asks and answers the same as before"
    if not told:
        return "its answer has no content words"
    if "sorry" in words(child.answer) and len(words(child.answer)) < APOLOGY_WORDS:
        return "it apologises instead of answering"
    if len(words(child.question)) > len(words(parent.question)) + LONGEST_GROWTH:
        return f"its question grew by more than {LONGEST_GROWTH} words"
    new_evidence = any(piece not in parent.evidence for piece in child.evidence)
    if not new_evidence and len(told - content_terms(parent.answer)) < NEW_TERMS:
        return "its answer has nothing that the answer before did not have"
    return None
