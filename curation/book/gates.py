"""Gates of sections and exercises: those of `curation.gates` that hold a claim against its evidence, and those that only a book needs.

That words of a claim stand in its evidence is asked of what a section tells, not of steps that apply a rule to a case: those say it in the
words of the case, and critics hold them against the passages.

A fault here costs nothing to find. Where a problem has figures of its own, its check stands in for the gates of numbers and units.
"""

from collections.abc import Iterator, Sequence, Set

from bookwright.agents.items import Claim, Draft, Fault, FaultKind, QuestionKind, Submission
from bookwright.agents.textbook.items import (
    Exercise,
    ExerciseKind,
    ExerciseSubmission,
    PartKind,
    SectionDraft,
    SectionSubmission,
    WorkedExample,
)
from bookwright.agents.textbook.page import grounds
from bookwright.curation.book.customary import customary
from bookwright.curation.book.unsourced import headed, unchecked, underived_steps, unproved
from bookwright.curation.book.workings import Value, given, value_of
from bookwright.curation.gates import Gate
from bookwright.curation.gates.address import address
from bookwright.curation.gates.citation import citation
from bookwright.curation.gates.direction import direction
from bookwright.curation.gates.language import language
from bookwright.curation.gates.names import names
from bookwright.curation.gates.negation import negation
from bookwright.curation.gates.numbers import figures, numbers
from bookwright.curation.gates.prompt_leak import prompt_leak
from bookwright.curation.gates.standalone import standalone
from bookwright.curation.gates.truncation import truncation
from bookwright.curation.gates.units import units
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.words import count_words

SENSE: tuple[Gate, ...] = (negation, direction, names)
FIGURES: tuple[Gate, ...] = (numbers, units)
FORM: tuple[Gate, ...] = (truncation, prompt_leak, address, language)
LONGER, ALLOWED = 2, 200
"""A section may have so many times the words wanted, and so many more."""
CONNECTIVE_SHARE = 0.5
FEWEST = 6
"""Sentences from which on the share of connective ones counts."""
DENYING = frozenset({ExerciseKind.FIND_ERROR, ExerciseKind.UNANSWERABLE})
"""Kinds whose question or solution says, on purpose, what the source does not."""


def section_faults(submission: SectionSubmission) -> tuple[Fault, ...]:
    """All that the gates find in a section."""
    draft = submission.draft
    definitions = tuple(term.definition for term in draft.terms)
    told = [claim for claim in (*(claim for part in draft.parts for claim in part.claims), *definitions) if claim.evidence]
    return (
        *_lost(draft.unlocated),
        *_bare(draft.claims),
        *_undefined(definitions),
        *_connective(submission),
        *_through((*SENSE, citation, *FIGURES, *FORM), _as_draft(told, submission, "")),
        *(fault for part in draft.parts if part.worked for fault in _worked(part.worked, submission)),
        *_one_sided(submission),
        *_empty(draft),
        *headed(submission),
        *_terms(submission),
        *_length(submission),
    )


def exercise_faults(submission: ExerciseSubmission) -> tuple[Fault, ...]:
    """All that the gates find in an exercise."""
    exercise = submission.exercise
    gates = FORM if exercise.kind in DENYING else (standalone, *SENSE, *FORM)
    carried = tuple(claim for claim in exercise.solution if claim.evidence)
    steps = [step.text for step in exercise.solution]
    common = customary(exercise.question, *steps)
    own = given(exercise.question) | common
    known = own | given(*(piece.quote for piece in (*exercise.evidence, *submission.draft.evidence)))
    shown = Submission(
        brief=grounds(submission.brief),
        draft=Draft(question=exercise.question, kind=QuestionKind.FACT, claims=carried, evidence=exercise.evidence),
    )
    return (
        *_lost(exercise.unlocated),
        *_bare(exercise.solution),
        *(() if exercise.evidence else (_unfounded(exercise),)),
        *(underived_steps(steps, exercise.check, known, own) if exercise.check else _uncarried(exercise, common)),
        *_through(gates, shown),
        *_through(FIGURES, _of_figures(shown, () if exercise.check else carried, common)),
        *unproved(exercise.answer, exercise.check, known),
    )


def _of_figures(shown: Submission, claims: Sequence[Claim], common: Set[Value]) -> Submission:
    """The claims whose figures must be the source's: those that have none of the question's, which is free to make up its own, and none
    that everybody knows."""
    own = figures(shown.draft.question)
    plain = tuple(claim for claim in claims if not figures(claim.text) & own and not _has_of(common, claim.text))
    return shown.model_copy(update={"draft": shown.draft.model_copy(update={"question": "", "claims": plain})})


def _as_draft(claims: Sequence[Claim], submission: SectionSubmission, question: str) -> Submission:
    """Claims of a section as the gates of questions and answers see them."""
    draft = Draft(question=question, kind=QuestionKind.FACT, claims=tuple(claims), evidence=submission.draft.evidence)
    return Submission(brief=grounds(submission.brief), draft=draft)


def _through(gates: Sequence[Gate], submission: Submission) -> tuple[Fault, ...]:
    """What the gates find; a fault of the whole names its first sentence."""
    if not submission.draft.claims:
        return ()
    first = submission.draft.claims[0].text
    return tuple(fault if fault.quote else fault.model_copy(update={"quote": first}) for gate in gates for fault in gate(submission))


def _lost(unlocated: Sequence[str]) -> Iterator[Fault]:
    for quote in unlocated:
        yield Fault(
            kind=FaultKind.EVIDENCE_MISSING,
            quote=quote,
            reason="these words were given as a quote and stand in no passage",
            remedy="copy the words of the passage exactly, or choose others that carry the sentence",
        )


def _bare(claims: Sequence[Claim]) -> Iterator[Fault]:
    for claim in claims:
        if not claim.evidence and not claim.connective:
            yield _without(claim, "this sentence names no words of the source that are found there")


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
    """Connective sentences with figures, and too many of them; the steps of worked examples are looked at by themselves."""
    claims = [claim for part in submission.draft.parts for claim in part.claims]
    bridges = [claim for claim in claims if claim.connective]
    for claim in bridges:
        if figures(claim.text):
            yield _without(claim, "this sentence is marked connective and has a figure")
    if len(claims) >= FEWEST and len(bridges) > CONNECTIVE_SHARE * len(claims):
        yield Fault(
            kind=FaultKind.TRIVIAL,
            quote=bridges[-1].text,
            reason=f"{len(bridges)} of {len(claims)} sentences are connective: they lead over or address the reader and state nothing",
            remedy="leave out those that lead to nothing, and say more of what the passages say",
        )


def _worked(worked: WorkedExample, submission: SectionSubmission) -> Iterator[Fault]:
    """The steps that name evidence, against it; without a check there can be no new figures."""
    steps = tuple(step for step in worked.steps if step.evidence)
    told = [step.text for step in worked.steps]
    common = customary(worked.problem, *told)
    yield from _through((*SENSE, *FORM), _as_draft(steps, submission, worked.problem))
    own = given(worked.problem) | common
    sourced = own | given(*(piece.quote for piece in submission.draft.evidence))
    if worked.check:
        yield from underived_steps(told, worked.check, sourced, own)
    else:
        plain = tuple(step for step in steps if not _has_of(common, step.text))
        yield from _through(FIGURES, _as_draft(plain, submission, worked.problem))
        known = figures(worked.problem) | {f for evidence in submission.draft.evidence for f in figures(evidence.quote)}
        for step in worked.steps:
            if step not in plain and (new := _new(step.text, known, common)):
                yield unchecked(step.text, new)
    yield from unproved(worked.answer, worked.check, sourced)


def _uncarried(exercise: Exercise, common: Set[Value]) -> Iterator[Fault]:
    """Steps with figures that neither the question, whose figures are its own, nor the evidence nor everybody has, where nothing checks
    them."""
    own = figures(exercise.question)
    known = own | {f for evidence in exercise.evidence for f in figures(evidence.quote)}
    for claim in exercise.solution:
        of_the_case = not claim.evidence or figures(claim.text) & own or _has_of(common, claim.text)
        if of_the_case and (new := _new(claim.text, known, common)):
            yield unchecked(claim.text, new)


def _has_of(common: Set[Value], text: str) -> bool:
    """Whether a text has one of the figures that everybody knows."""
    return any(value_of(figure) in common for figure in figures(text))


def _new(text: str, known: Set[str], common: Set[Value]) -> frozenset[str]:
    """The figures of a text that are neither known nor such as everybody knows."""
    return frozenset(figure for figure in figures(text) - known if value_of(figure) not in common)


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
