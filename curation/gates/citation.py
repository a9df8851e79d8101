"""Citation: the evidence that a claim names has something to do with it."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bookwright.agents.items import Claim, Draft, Fault, FaultKind, Submission
from bookwright.curation.alignment import SENTENCE, is_quoted
from bookwright.curation.gates.numbers import figures, number_words
from bookwright.curation.terms import AT_HAND, content_terms
from bookwright.knowledge.language import is_plainly_english

FEWEST = 3
"""Terms that the answer adds to the question from which on some of them must stand in the evidence."""
RELATED = 0.25
"""The share of them that must."""
FEWEST_BESIDE = 2
"""Terms that what comes after an "and" adds to the question and to what stands before it from which on the evidence must have a term of
it."""
BEGINNING = 5
"""Letters that two words of one family have in common: "regular" and "regulation"."""
CARRIED, CARRIED_ELSEWHERE = 0.4, 0.8
"""Shares of terms: with fewer of what it adds to the question in its evidence, and so many of all of it in another sentence shown, a claim
names the wrong words."""
PARTS = re.compile(r"(?<=[.!?])\s+|;\s+|,\s+(?:and|but|so|because|which|while)\s+")
BESIDE = re.compile(r",\s+(?:and|but|so)\s+([^;,]+)")


def citation(submission: Submission) -> tuple[Fault, ...]:
    """A fault for each claim whose evidence has hardly a name, number or word of what it, or a part of it, says beyond the question.

    The same where another sentence shown says nearly all of the claim and the evidence says little of it: then that one should be named.
    Only where answer and source are in English: words of two languages share nothing and may mean the same.
    """
    draft = submission.draft
    faults = (
        (claim, part) for claim in draft.claims for part in dict.fromkeys((*_unrelated(claim, draft), *_elsewhere(claim, submission)))
    )
    return tuple(
        Fault(
            kind=FaultKind.WRONG_EVIDENCE,
            quote=part,
            reason="the source words named for this have nothing to do with it",
            remedy=f"quote the words that carry it{'' if part == claim.text else ', or leave it out'}",
        )
        for claim, part in faults
        if _is_english(submission)
    )


def _unrelated(claim: Claim, draft: Draft) -> Iterator[str]:
    """The parts of a claim that share nothing with its evidence."""
    evidence = "\n".join(draft.evidence[index].quote for index in claim.evidence)
    if claim.connective or not evidence or is_quoted(claim.text, evidence):
        return
    carried, asked = _substance(evidence), _substance(draft.question)
    for part in dict.fromkeys((claim.text, *PARTS.split(claim.text))):
        said = _substance(part) - asked
        if len(said) >= FEWEST and len(_shared(said, carried)) < RELATED * len(said):
            yield part
            return
    for found in BESIDE.finditer(claim.text):
        said = _substance(found[1])
        added = said - asked - _substance(claim.text[: found.start()])
        if len(added) >= FEWEST_BESIDE and not _shared(said, carried):
            yield found[1]
            return


def _elsewhere(claim: Claim, submission: Submission) -> Iterator[str]:
    """The claim, where its words stand together in a sentence that it does not name."""
    draft, said = submission.draft, _substance(claim.text)
    told = said - _substance(draft.question) or said
    carried = _substance("\n".join(draft.evidence[index].quote for index in claim.evidence))
    if claim.connective or not claim.evidence or len(said) < FEWEST or len(told & carried) >= CARRIED * len(told):
        return
    if any(
        len(said & terms) >= CARRIED_ELSEWHERE * len(said) for passage in submission.brief.passages for terms in _sentences(passage.text)
    ):
        yield claim.text


@lru_cache(AT_HAND)
def _sentences(text: str) -> tuple[frozenset[str], ...]:
    return tuple(map(_substance, SENTENCE.split(text)))


@lru_cache(AT_HAND)
def _substance(text: str) -> frozenset[str]:
    return content_terms(text) | figures(text) | number_words(text)


def _shared(terms: frozenset[str], carried: frozenset[str]) -> set[str]:
    """The terms that the evidence has, in their own form or another."""
    beginnings = {term[:BEGINNING] for term in carried if len(term) >= BEGINNING}
    return {term for term in terms if term in carried or (len(term) >= BEGINNING and term[:BEGINNING] in beginnings)}


def _is_english(submission: Submission) -> bool:
    brief = submission.brief
    return brief.language.startswith("en") and any(_reads_english(passage.text) for passage in brief.passages)


_reads_english = lru_cache(AT_HAND)(is_plainly_english)
