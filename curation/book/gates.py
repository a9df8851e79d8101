"""Gates of sections and exercises: those of `curation.gates` that hold a claim against its evidence, and those that only a book needs.

A fault here costs nothing to find. Where a problem has figures of its own, its check stands in for the gates of numbers and units.
"""

from collections.abc import Iterator, Sequence

from bookwright.agents.items import Claim, Draft, Fault, FaultKind, QuestionKind, Submission
from bookwright.agents.textbook.items import (
    Exercise,
    ExerciseKind,
    ExerciseSubmission,
    PartKind,
    SectionDraft,
    SectionSubmission,
)
from bookwright.agents.textbook.page import grounds
from bookwright.curation.book.customary import customary
from bookwright.curation.book.holding import FIGURES, FORM, SENSE, as_draft, through, unrelated
from bookwright.curation.book.reckoning import (
    illustration_faults,
    miscalculated,
    of_the_source,
    solution_faults,
    summary_faults,
    worked_faults,
)
from bookwright.curation.book.unsourced import headed
from bookwright.curation.book.workings import given, unfounded
from bookwright.curation.gates.standalone import standalone
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.words import count_words

LONGER, ALLOWED = 2, 200
"""A section may have so many times the words wanted, and so many more."""
CONNECTIVE_SHARE = 0.5
FEWEST = 6
"""Sentences from which on the share of connective ones counts."""
DENYING = frozenset({ExerciseKind.FIND_ERROR, ExerciseKind.UNANSWERABLE})
"""Kinds whose question or solution says, on purpose, what the source does not."""
RECKONED = frozenset({PartKind.ILLUSTRATION, PartKind.SUMMARY})
"""Parts whose figures may be those of an invented case."""
UNNAMED = "this sentence names no words of the source that are found there"
UNTOLD = "this sentence of a summary says what no sentences of the section say, and names no words of the source"


def section_faults(submission: SectionSubmission) -> tuple[Fault, ...]:
    """All that the gates find in a section."""
    draft, case = submission.draft, submission.brief.case
    definitions = tuple(term.definition for term in draft.terms)
    told = [claim for part in draft.parts if part.kind is not PartKind.ILLUSTRATION for claim in part.claims if claim.evidence]
    stated = [claim for part in draft.parts if part.kind not in RECKONED for claim in part.claims if claim.evidence]
    carried = [claim for claim in definitions if claim.evidence]
    return (
        *_lost(draft.unlocated),
        *_bare(draft),
        *_undefined(definitions),
        *_connective(submission),
        *through((*SENSE, unrelated, *FORM), as_draft([*told, *carried], submission, case)),
        *through(FIGURES, as_draft([*stated, *carried], submission)),
        *summary_faults(submission),
        *(fault for part in draft.parts if part.kind is PartKind.ILLUSTRATION for fault in illustration_faults(part, submission)),
        *(fault for part in draft.parts if part.worked for fault in worked_faults(part.worked, submission)),
        *_one_sided(submission),
        *_empty(draft),
        *headed(submission),
        *_terms(submission),
        *_length(submission),
    )


def exercise_faults(submission: ExerciseSubmission) -> tuple[Fault, ...]:
    """All that the gates find in an exercise."""
    exercise = submission.exercise
    is_denying = exercise.kind in DENYING
    carried = tuple(claim for claim in exercise.solution if claim.evidence)
    common = customary(exercise.question, *(step.text for step in exercise.solution))
    own = given(exercise.question) | common
    known = own | given(*(piece.quote for piece in (*exercise.evidence, *submission.draft.evidence)))
    shown = Submission(
        brief=grounds(submission.brief),
        draft=Draft(question=exercise.question, kind=QuestionKind.FACT, claims=carried, evidence=exercise.evidence),
    )
    sourced = () if exercise.check else of_the_source(carried, exercise.question, common)
    unasked = shown.model_copy(update={"draft": shown.draft.model_copy(update={"question": "", "claims": sourced})})
    return (
        *_lost(exercise.unlocated),
        *_without_evidence(exercise.solution),
        *(() if exercise.evidence else (_unfounded(exercise),)),
        *_unwanted(submission),
        *solution_faults(exercise, common, known, own),
        *(() if is_denying else miscalculated([claim.text for claim in exercise.solution])),
        *through(FORM if is_denying else (standalone, *SENSE, *FORM), shown),
        *through(FIGURES, unasked),
    )


def _unwanted(submission: ExerciseSubmission) -> Iterator[Fault]:
    """An exercise on what the sources leave open, where the book is to have none."""
    exercise = submission.exercise
    if exercise.kind is ExerciseKind.UNANSWERABLE and not submission.brief.specification.unanswerable:
        yield Fault(
            kind=FaultKind.NOT_ANSWERED,
            quote=exercise.question,
            reason="this book is to have no exercise on what its sources leave open",
            remedy="ask something that the section decides, as an exercise of another kind",
        )


def _lost(unlocated: Sequence[str]) -> Iterator[Fault]:
    for quote in unlocated:
        yield Fault(
            kind=FaultKind.EVIDENCE_MISSING,
            quote=quote,
            reason="these words were given as a quote and stand in no passage",
            remedy="copy the words of the passage exactly, or choose others that carry the sentence",
        )


def _bare(draft: SectionDraft) -> Iterator[Fault]:
    """Sentences that state something and rest on nothing; those of a summary would rest on sentences of the section."""
    for part in draft.parts:
        yield from _without_evidence(part.claims, UNTOLD if part.kind is PartKind.SUMMARY else UNNAMED)
        yield from _without_evidence(part.worked.steps if part.worked else ())


def _without_evidence(claims: Sequence[Claim], reason: str = UNNAMED) -> Iterator[Fault]:
    return (_without(claim, reason) for claim in claims if not claim.evidence and not claim.connective)


def _undefined(definitions: Sequence[Claim]) -> Iterator[Fault]:
    for claim in definitions:
        if not claim.evidence:
            yield _without(claim, "this definition names no words of the source that are found there")


def _one_sided(submission: SectionSubmission) -> Iterator[Fault]:
    """Sentences that rest on one side of a conflict between sources, in a section that does not tell the other."""
    draft = submission.draft
    for conflict in submission.brief.conflicts:
        for told, untold in ((conflict.one, conflict.other), (conflict.other, conflict.one)):
            on_it = next((claim for claim in draft.claims if _rests_on(claim, told, draft)), None)
            if on_it and not any(_rests_on(claim, untold, draft) for claim in draft.claims):
                yield Fault(
                    kind=FaultKind.CONTRADICTED,
                    quote=on_it.text,
                    reason=f"another source says otherwise ({conflict.reason}): {untold.quote}",
                    remedy="tell both sides in a part of kind conflict, each with its own quote and its source by name",
                )


def _rests_on(claim: Claim, place: Evidence, draft: SectionDraft) -> bool:
    """Whether evidence of the claim shares a character with that place."""
    cited = (draft.evidence[index] for index in claim.evidence)
    return any(one.document_id == place.document_id and one.start < place.end and place.start < one.end for one in cited)


def _connective(submission: SectionSubmission) -> Iterator[Fault]:
    """Connective sentences with figures, in an opening with others than those of the case, and too many of them; illustrations and the
    steps of worked examples are looked at by themselves."""
    parts = [part for part in submission.draft.parts if part.kind is not PartKind.ILLUSTRATION]
    claims = [claim for part in parts for claim in part.claims]
    bridges = [claim for claim in claims if claim.connective]
    for part in parts:
        lent = given(submission.brief.case) if part.kind is PartKind.HOOK else frozenset()
        for claim in part.claims:
            if claim.connective and unfounded(claim.text, lent):
                yield _without(claim, "this sentence is marked connective and has a figure")
    if len(claims) >= FEWEST and len(bridges) > CONNECTIVE_SHARE * len(claims):
        yield Fault(
            kind=FaultKind.TRIVIAL,
            quote=bridges[-1].text,
            reason=f"{len(bridges)} of {len(claims)} sentences are connective: they lead over or address the reader and state nothing",
            remedy="leave out those that lead to nothing, and say more of what the passages say",
        )


def _unfounded(exercise: Exercise) -> Fault:
    return Fault(kind=FaultKind.EVIDENCE_MISSING, quote=exercise.question, reason="no sentence of the solution rests on the source")


def _empty(draft: SectionDraft) -> Iterator[Fault]:
    """Parts that are to show something and show nothing, since its words were not found."""
    for part in draft.parts:
        if part.kind is PartKind.EXHIBIT and part.exhibit is None:
            quote = part.title or (part.claims[0].text if part.claims else "")
            reason = "this part is to show something of the source, and its words stand in no passage"
            remedy = "quote the first line … the last line of it, or leave the part out"
            yield Fault(kind=FaultKind.EVIDENCE_MISSING, quote=quote, reason=reason, remedy=remedy)


def _terms(submission: SectionSubmission) -> Iterator[Fault]:
    """Terms that the section does not use."""
    draft = submission.draft
    text = " ".join([claim.text for claim in draft.claims] + [part.title for part in draft.parts]).casefold()
    for term in draft.terms:
        if term.name.casefold() not in text:
            yield Fault(
                kind=FaultKind.UNEXPLAINED,
                quote=term.name,
                reason="the section defines this term and never uses it",
                remedy="name the term where the section explains it, in the same words, or leave it out",
            )


def _length(submission: SectionSubmission) -> Iterator[Fault]:
    wanted, claims = submission.brief.plan.words, submission.draft.claims
    found = sum(count_words(claim.text) for claim in claims)
    if not any(claim.evidence for claim in claims):
        quote = claims[0].text if claims else submission.brief.plan.title
        yield Fault(kind=FaultKind.EVIDENCE_MISSING, quote=quote, reason="no sentence of the section rests on the source")
    elif found > LONGER * wanted + ALLOWED:
        reason = f"the section has {found} words where {wanted} are wanted"
        yield Fault(kind=FaultKind.LENGTH, quote=claims[-1].text, reason=reason, remedy="leave out what the objectives do not need")


def _without(claim: Claim, reason: str) -> Fault:
    remedy = "quote the words that carry it, or leave it out"
    return Fault(kind=FaultKind.EVIDENCE_MISSING, quote=claim.text, reason=reason, remedy=remedy)
