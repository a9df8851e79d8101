"""Summing up: a sentence of a summary rests on the sentences of its section that it relates, and so on their evidence."""

from collections.abc import Sequence

from bookwright.agents.items import Claim
from bookwright.agents.textbook.items import Part, PartKind, SectionDraft
from bookwright.curation.terms import content_terms

MOST = 5
"""Sentences that one sentence of a summary may rest on."""
FEWEST = 2
"""Terms that it shares with each of them, or with the first alone where they would else not carry it."""
CARRIED = 0.5
"""The share of its terms that they must have together; the rest are the words that relate them."""


def summed_up(draft: SectionDraft) -> SectionDraft:
    """The draft in which each sentence of a summary that names no words of a source, and is not connective, has the evidence of those
    sentences before it that say it together. One that they do not carry stays without."""
    told: list[Claim] = []
    parts: list[Part] = []
    for part in draft.parts:
        summed = _summed(part, told) if part.kind is PartKind.SUMMARY else part
        told += (claim for claim in (*part.claims, *(part.worked.steps if part.worked else ())) if claim.evidence)
        parts.append(summed)
    return draft.model_copy(update={"parts": tuple(parts)}) if tuple(parts) != draft.parts else draft


def _summed(part: Part, told: Sequence[Claim]) -> Part:
    claims = tuple(claim if claim.evidence or claim.connective else _resting(claim, told) for claim in part.claims)
    return part.model_copy(update={"claims": claims})


def _resting(claim: Claim, told: Sequence[Claim]) -> Claim:
    """The claim with the evidence of the fewest sentences that have most of its terms, the earliest of those that have as many."""
    wanted = content_terms(claim.text)
    left = set(wanted)
    taken: list[Claim] = []
    while left and len(taken) < MOST:
        best = max(told, key=lambda one: len(left & content_terms(one.text)), default=None)
        shared = len(left & content_terms(best.text)) if best else 0
        lacks_some = taken and len(left) > (1 - CARRIED) * len(wanted)
        if best is None or shared < (1 if lacks_some else min(FEWEST, len(wanted))):
            break
        taken.append(best)
        left -= content_terms(best.text)
    if not taken or len(left) > (1 - CARRIED) * len(wanted):
        return claim
    return claim.model_copy(update={"evidence": tuple(dict.fromkeys(index for one in taken for index in one.evidence))})
