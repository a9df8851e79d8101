"""Invented cases: what may stand in an illustration beside the rules that it applies."""

import re
from collections.abc import Iterator
from itertools import takewhile

from bookwright.agents.items import Fault, FaultKind
from bookwright.agents.textbook.items import Part, SectionDraft
from bookwright.curation.book.customary import customary
from bookwright.curation.book.workings import given, underived

SUPPOSED = re.compile(r"^\W*(?:if|had|were|suppose|supposing|imagine|assume|what if)\b", re.IGNORECASE)
"""How an English sentence begins that sets other figures to see what becomes of them."""


def scene_of(part: Part, case: str) -> str:
    """What is given in an illustration: the case of its chapter, and the connective sentences before the first that applies a rule."""
    return " ".join((case, *(claim.text for claim in takewhile(lambda claim: claim.connective, part.claims))))


def case_faults(part: Part, draft: SectionDraft, case: str) -> Iterator[Fault]:
    """An illustration that applies no rule of the source, and its sentences with figures that are neither given nor supposed nor the
    source's nor follow from these."""
    if not any(claim.evidence for claim in part.claims):
        yield Fault(
            kind=FaultKind.EVIDENCE_MISSING,
            quote=part.claims[0].text if part.claims else part.title,
            reason="no sentence of this illustration applies a rule of the source",
            remedy="apply a rule to the case and quote the rule, or leave the illustration out",
        )
    own = given(scene_of(part, case)) | customary(*(claim.text for claim in part.claims))
    sourced = given(*(piece.quote for piece in draft.evidence))
    for claim in part.claims:
        if not SUPPOSED.search(claim.text) and (new := underived(claim.text, own | sourced, own)):
            yield Fault(
                kind=FaultKind.NUMBER_MISMATCH,
                quote=claim.text,
                reason=f"{', '.join(sorted(new))} is neither of the case nor of the source, and does not follow from the figures beside it",
                remedy="write out how it is reckoned, or set it where the case is told",
            )
        own = own | given(claim.text)
