"""Taking out of a section what nobody could mend."""

from collections.abc import Sequence

from bookwright.agents.items import Fault
from bookwright.agents.textbook.items import Part, PartKind, SectionDraft
from bookwright.agents.textbook.mending import settled
from bookwright.knowledge.evidence import squeezed

KEPT = 0.6
"""The share of its sourced sentences that a section must keep, or it is no longer the section that was written."""
FEWEST = 3
LONG = 20
"""Letters from which on a text that stands within a fault's words is meant by them; a shorter one is only named in passing."""


def pruned(draft: SectionDraft, faults: Sequence[Fault]) -> SectionDraft | None:
    """The draft without the sentences, worked examples and terms that the faults name words of, and without parts in which then nothing
    is sourced. None where a fault names nothing that could be taken out, or too little would be left."""
    quotes = [squeezed(fault.quote) for fault in faults if fault.quote not in draft.unlocated]
    if not all(any(_named(said, [quote]) for said in _said(draft)) for quote in quotes):
        return None
    parts = tuple(part for part in (_part(part, quotes) for part in draft.parts) if _teaches(part))
    terms = tuple(term for term in draft.terms if not _named(term.name, quotes) and not _named(term.definition.text, quotes))
    left = settled(draft.model_copy(update={"parts": parts, "terms": terms, "unlocated": ()}))
    before, now = _sourced(draft), _sourced(left)
    return left if now >= max(FEWEST, KEPT * before) and left != draft else None


def _said(draft: SectionDraft) -> list[str]:
    """Each thing that can be taken out."""
    worked = [text for part in draft.parts if part.worked for text in (part.worked.problem, part.worked.answer)]
    terms = [text for term in draft.terms for text in (term.name, term.definition.text)]
    return [*(claim.text for claim in draft.claims), *worked, *terms]


def _part(part: Part, quotes: Sequence[str]) -> Part:
    claims = tuple(claim for claim in part.claims if not _named(claim.text, quotes))
    worked = part.worked
    if worked and any(_named(text, quotes) for text in (worked.problem, *(step.text for step in worked.steps), worked.answer)):
        worked = None
    return part.model_copy(update={"claims": claims, "worked": worked})


def _teaches(part: Part) -> bool:
    """Whether something of a part is left that its kind is for; an opening may state nothing, and what leads to a problem leads nowhere
    without it."""
    if part.kind is PartKind.WORKED_EXAMPLE:
        return part.worked is not None
    carried = any(claim.evidence for claim in part.claims) or part.worked or part.exhibit
    return bool(carried or (part.kind is PartKind.HOOK and part.claims))


def _named(text: str, quotes: Sequence[str]) -> bool:
    """Whether a fault names words of the text, or words that reach over the whole of it."""
    said = squeezed(text)
    return any(quote in said or (len(said) >= LONG and said in quote) for quote in quotes)


def _sourced(draft: SectionDraft) -> int:
    return sum(bool(claim.evidence) for claim in draft.claims)
