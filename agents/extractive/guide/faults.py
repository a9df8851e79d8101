"""What is wrong with a section of a guide, as far as rules can tell; each fault quotes a whole claim."""

from collections.abc import Iterator
from itertools import zip_longest

from bookwright.agents.extractive.guide.soundness import is_of_an_example, is_whole, leans, points_elsewhere
from bookwright.agents.extractive.guide.source import holder, setting_in
from bookwright.agents.extractive.guide.unit import as_statement
from bookwright.agents.items import Claim, Fault, FaultKind
from bookwright.agents.textbook.items import Part, PartKind, SectionSubmission

ITEMIZED = (PartKind.PROCEDURE, PartKind.LIST)
LED = (*ITEMIZED, PartKind.EXHIBIT)
GAP = 2


def section_faults(submission: SectionSubmission) -> tuple[Fault, ...]:
    """Every fault of the draft: of what carries its claims, of its sentences one by one, and of what they lean on."""
    draft = submission.draft
    if not draft.claims and not any(part.exhibit for part in draft.parts):
        return (Fault(kind=FaultKind.INCOMPLETE, quote="", reason="The section says nothing."),)
    unlocated = (
        Fault(kind=FaultKind.EVIDENCE_MISSING, quote=quote, reason="The quote does not stand in the passages.") for quote in draft.unlocated
    )
    return (*unlocated, *_of_evidence(submission), *_of_sentences(submission))


def _of_evidence(submission: SectionSubmission) -> Iterator[Fault]:
    """Claims that are not the words of their evidence, and evidence that stands in no passage."""
    draft = submission.draft
    for claim in (*draft.claims, *(term.definition for term in draft.terms)):
        quotes = [draft.evidence[index] for index in claim.evidence if index < len(draft.evidence)]
        if not quotes or any(holder(submission.brief, quote) is None for quote in quotes):
            yield Fault(kind=FaultKind.EVIDENCE_MISSING, quote=claim.text, reason="No passage has its words at the place it names.")
        elif claim.text != " ".join(quote.quote for quote in quotes):
            yield Fault(kind=FaultKind.UNSUPPORTED, quote=claim.text, reason="The sentence is not its source, word for word.")


def _of_sentences(submission: SectionSubmission) -> Iterator[Fault]:
    """Sentences that are not whole, point elsewhere, lean on what is not told, or are told twice."""
    setting = setting_in(submission.brief)
    told: set[str] = set()
    # What sources say against each other stands side by side, whatever leads to it there, and may stand above too.
    parts = [part for part in submission.draft.parts if part.kind is not PartKind.CONFLICT]
    for part, following in zip_longest(parts, parts[1:]):
        for at, claim in enumerate(part.claims):
            if claim.text in told:
                yield Fault(kind=FaultKind.DUPLICATE, quote=claim.text, reason="The section says it twice.")
            told.add(claim.text)
            if part.kind in ITEMIZED:
                continue
            leads = claim.text.endswith(":") and at + 1 == len(part.claims) and following is not None and following.kind in LED
            said = as_statement(claim.text) if leads else claim.text
            if not is_whole(said):
                yield Fault(kind=FaultKind.INCOMPLETE, quote=claim.text, reason="It is no complete sentence.")
            elif words := points_elsewhere(said):
                yield Fault(kind=FaultKind.NOT_STANDALONE, quote=claim.text, reason=f"“{words}” points at something that is not shown.")
            elif is_of_an_example(said, setting):
                yield Fault(kind=FaultKind.NOT_STANDALONE, quote=claim.text, reason="It speaks of a name that an example makes up.")
            elif (words := leans(said, setting.known)) and not _follows(part, at, submission):
                yield Fault(kind=FaultKind.NOT_STANDALONE, quote=claim.text, reason=f"“{words}” leans on a sentence that is not told.")


def _follows(part: Part, at: int, submission: SectionSubmission) -> bool:
    """Whether the claim before is the sentence before in the source."""
    return (
        at > 0
        and _ends(part.claims[at - 1], submission) <= _starts(part.claims[at], submission) <= _ends(part.claims[at - 1], submission) + GAP
    )


def _starts(claim: Claim, submission: SectionSubmission) -> int:
    return min((submission.draft.evidence[index].start for index in claim.evidence), default=-1)


def _ends(claim: Claim, submission: SectionSubmission) -> int:
    return max((submission.draft.evidence[index].end for index in claim.evidence), default=-1)
