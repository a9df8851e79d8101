"""The reviser of a study guide's sections: it rewords nothing, so it leaves out what is faulty."""

from bookwright.agents.extractive.guide.aside import aside
from bookwright.agents.extractive.guide.faults import ITEMIZED, LED, section_faults
from bookwright.agents.items import Claim, Fault
from bookwright.agents.textbook.items import Part, SectionDraft, SectionRevision, SectionSubmission


class GuideReviser:
    """Revision to draft: without the claims that are objected to, and without those that then lean on nothing."""

    maker = "rules"

    async def __call__(self, item: SectionRevision, /) -> SectionDraft:
        return await aside(revise_section, item)


def revise_section(revision: SectionRevision) -> SectionDraft:
    """The draft without faulty claims; the same draft where no fault quotes words of it. A list with a faulty item goes as a whole, since
    what is left of it may say something else; a fault that quotes a term takes the term out, and no sentence."""
    brief, draft, faults = revision.submission.brief, revision.submission.draft, revision.faults
    while (less := _without(draft, faults)) != draft:
        draft = less
        faults = section_faults(SectionSubmission(brief=brief, draft=draft))
    return draft


def _without(draft: SectionDraft, faults: tuple[Fault, ...]) -> SectionDraft:
    quoted = {fault.quote for fault in faults if fault.quote}
    names = {term.name for term in draft.terms if term.name in quoted}
    quotes = tuple(quoted - names)
    parts: list[Part] = []
    led = False
    for part in draft.parts:
        kept = part if not (led and part.kind in LED) else part.model_copy(update={"claims": (), "exhibit": None})
        claims = tuple(claim for claim in kept.claims if not _is_quoted(claim, quotes))
        if part.kind in ITEMIZED and claims != kept.claims:
            claims = ()
        led = bool(part.claims) and part.claims[-1].text.endswith(":") and part.claims[-1] not in claims
        if claims or (kept.exhibit is not None and not led) or kept.worked is not None:
            parts.append(kept.model_copy(update={"claims": claims}))
    terms = tuple(term for term in draft.terms if term.name not in names and not _is_quoted(term.definition, quotes))
    unlocated = tuple(quote for quote in draft.unlocated if quote not in quotes)
    return _gathered(draft.model_copy(update={"parts": tuple(parts), "terms": terms, "unlocated": unlocated}))


def _is_quoted(claim: Claim, quotes: tuple[str, ...]) -> bool:
    return any(quote in claim.text or claim.text in quote for quote in quotes)


def _gathered(draft: SectionDraft) -> SectionDraft:
    """The draft with only the evidence that is still named, its indices in order."""
    claims = (*draft.claims, *(claim for term in draft.terms for claim in (term.definition,)))
    named = {index for claim in claims for index in claim.evidence} | {part.exhibit.evidence for part in draft.parts if part.exhibit}
    place = {old: new for new, old in enumerate(sorted(named))}

    def moved(claim: Claim) -> Claim:
        return claim.model_copy(update={"evidence": tuple(place[index] for index in claim.evidence)})

    parts = tuple(
        part.model_copy(
            update={
                "claims": tuple(map(moved, part.claims)),
                "exhibit": part.exhibit.model_copy(update={"evidence": place[part.exhibit.evidence]}) if part.exhibit else None,
            }
        )
        for part in draft.parts
    )
    terms = tuple(term.model_copy(update={"definition": moved(term.definition)}) for term in draft.terms)
    evidence = tuple(draft.evidence[index] for index in sorted(named) if index < len(draft.evidence))
    return draft.model_copy(update={"parts": parts, "terms": terms, "evidence": evidence})
