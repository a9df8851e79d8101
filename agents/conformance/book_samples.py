"""Items for the suite: those that the seats of a textbook take."""

from collections.abc import Callable
from typing import Any

from bookwright.agents.conformance.text import evidence_of, passage_of, shown_fact
from bookwright.agents.items import Claim, Fault, FaultKind
from bookwright.agents.textbook.items import (
    Exercise,
    ExerciseBrief,
    ExerciseKind,
    ExerciseRevision,
    ExerciseSubmission,
    Manuscript,
    Marking,
    Part,
    PartKind,
    Problem,
    SectionBrief,
    SectionDraft,
    SectionRevision,
    SectionSubmission,
    Solved,
)
from bookwright.agents.textbook.plan import Bloom, Cluster, Inventory, Objective, Plan, PlanBrief, PlannedSection, Survey, Topic
from bookwright.agents.textbook.specification import Specification

TITLE = "The plant"


def _plan(text: str) -> PlannedSection:
    """The id of the objective is what the suite's chat will name."""
    objective = Objective(id=shown_fact(text), text="name the pressure at which a valve opens", bloom=Bloom.REMEMBER)
    return PlannedSection(id="1.1", title="Valves", objectives=(objective,), passages=(passage_of(text).id,))


def _brief(text: str) -> SectionBrief:
    passage = passage_of(text)
    return SectionBrief(
        plan=_plan(text),
        specification=Specification(),
        passages=(passage,),
        titles={passage.document_id: TITLE},
        path=(TITLE, "Parts", "Valves"),
    )


def _draft(text: str) -> SectionDraft:
    """The text goes on in a title, as in the draft of a writer who was led astray by it."""
    claim = Claim(text=shown_fact(text), evidence=(0,))
    return SectionDraft(section="1.1", parts=(Part(kind=PartKind.CONCEPT, title=text, claims=(claim,)),), evidence=(evidence_of(text),))


def _submission(text: str) -> SectionSubmission:
    return SectionSubmission(brief=_brief(text), draft=_draft(text))


def _revision(text: str) -> SectionRevision:
    fault = Fault(kind=FaultKind.UNCLEAR, quote=shown_fact(text), reason=f"it leaves open which valve is meant: {text}")
    return SectionRevision(submission=_submission(text), faults=(fault,))


def _exercise(text: str) -> Exercise:
    return Exercise(
        kind=ExerciseKind.RECALL,
        objective=shown_fact(text),
        level=Bloom.REMEMBER,
        question=f"At what pressure does the valve open of which it is said: {text}",
        solution=(Claim(text=shown_fact(text), evidence=(0,)),),
        evidence=(evidence_of(text),),
    )


def _exercise_submission(text: str) -> ExerciseSubmission:
    return ExerciseSubmission(brief=_brief(text), draft=_draft(text), exercise=_exercise(text))


def _exercise_revision(text: str) -> ExerciseRevision:
    fault = Fault(kind=FaultKind.UNCLEAR, quote=shown_fact(text), reason=f"it leaves open which valve is meant: {text}")
    return ExerciseRevision(submission=_exercise_submission(text), faults=(fault,))


def _problem(text: str) -> Problem:
    passage = passage_of(text)
    question = _exercise(text).question
    return Problem(question=question, kind=ExerciseKind.RECALL, passages=(passage,), titles={passage.document_id: TITLE}, language="en")


def _inventory(text: str) -> Inventory:
    passage = passage_of(text)
    cluster = Cluster(
        id="c1", document_id=passage.document_id, passages=(passage.id,), headings=(("Valves",),), gist=(text,), words=passage.prose_words
    )
    return Inventory(clusters=(cluster,), titles={passage.document_id: TITLE}, specification=Specification())


def _plan_brief(text: str) -> PlanBrief:
    survey = Survey(topics=(Topic(id="t1", title="Valves", passages=(passage_of(text).id,)),))
    return PlanBrief(survey=survey, inventory=_inventory(text))


def _planned(_: PlanBrief) -> dict[str, Any]:
    """A plan of one section, which takes none for known."""
    objective = {"bloom": "remember", "text": "name the pressure at which a valve opens"}
    section = {"title": "Valves", "question": "When does it open?", "clusters": [1], "objectives": [objective], "after": [], "words": 100}
    chapter = {"title": "Parts", "thread": "how valves open", "case": "Ada opens 3 valves.", "sections": [section]}
    return {"progression": "one step", "title": TITLE, "about": "valves", "chapters": [chapter]}


BOOK_REPLIES: dict[Any, Callable[[Any], dict[str, Any]]] = {(PlanBrief, Plan): _planned}
"""What a good model would reply, by what the role takes and gives, where the smallest reply that fits the schema cannot be used."""

BOOK_SAMPLES: dict[Any, Callable[[str], Any]] = {
    SectionBrief: _brief,
    SectionSubmission: _submission,
    SectionRevision: _revision,
    ExerciseRevision: _exercise_revision,
    ExerciseBrief: lambda text: ExerciseBrief(brief=_brief(text), draft=_draft(text), wanted=1),
    ExerciseSubmission: _exercise_submission,
    Problem: _problem,
    Marking: lambda text: Marking(exercise=_exercise(text), solved=Solved(answer=text)),
    Manuscript: lambda text: Manuscript(sections=(("1.1", "Valves", _draft(text)),), language="en"),
    Inventory: _inventory,
    PlanBrief: _plan_brief,
}
