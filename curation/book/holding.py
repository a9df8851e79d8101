"""Holding sentences of a book against their evidence, by the gates of questions and answers."""

from collections.abc import Sequence

from bookwright.agents.items import Claim, Draft, Fault, QuestionKind, Submission
from bookwright.agents.textbook.items import SectionSubmission
from bookwright.agents.textbook.page import grounds
from bookwright.curation.gates import Gate
from bookwright.curation.gates.address import address
from bookwright.curation.gates.citation import citation
from bookwright.curation.gates.direction import direction
from bookwright.curation.gates.language import language
from bookwright.curation.gates.names import names
from bookwright.curation.gates.negation import negation
from bookwright.curation.gates.numbers import numbers
from bookwright.curation.gates.prompt_leak import prompt_leak
from bookwright.curation.gates.truncation import truncation
from bookwright.curation.gates.units import units
from bookwright.curation.terms import content_terms

SENSE: tuple[Gate, ...] = (negation, direction, names)
FIGURES: tuple[Gate, ...] = (numbers, units)
FORM: tuple[Gate, ...] = (truncation, prompt_leak, address, language)


def as_draft(claims: Sequence[Claim], submission: SectionSubmission, lent: str = "") -> Submission:
    """Claims of a section as the gates see them. `lent` is what they may name without a source: a problem, or an invented case."""
    draft = Draft(question=lent, kind=QuestionKind.FACT, claims=tuple(claims), evidence=submission.draft.evidence)
    return Submission(brief=grounds(submission.brief), draft=draft)


def through(gates: Sequence[Gate], submission: Submission) -> tuple[Fault, ...]:
    """What the gates find; a fault of the whole names its first sentence."""
    if not submission.draft.claims:
        return ()
    first = submission.draft.claims[0].text
    return tuple(fault if fault.quote else fault.model_copy(update={"quote": first}) for gate in gates for fault in gate(submission))


def unrelated(submission: Submission) -> tuple[Fault, ...]:
    """What the gate of citations finds, but for what shares a word of substance with its evidence: a short answer says a thing in the words
    of its source, an explanation in words of its own."""
    draft = submission.draft
    evidence = {claim.text: content_terms(" ".join(draft.evidence[index].quote for index in claim.evidence)) for claim in draft.claims}
    return tuple(
        fault
        for fault in citation(submission)
        if not any(content_terms(fault.quote) & terms for text, terms in evidence.items() if fault.quote in text)
    )
