"""What travels through the textbook graph: ids, plans and drafts, never the text of a document."""

from typing import NotRequired

from typing_extensions import TypedDict

from bookwright.agents.textbook.items import Conflict, Term
from bookwright.agents.textbook.plan import Plan, Survey
from bookwright.curation.book.book import Book, Finding
from bookwright.curation.book.records import BookReject, ExerciseRecord, GlossaryRecord, SectionRecord
from bookwright.graphs.textbook.ways import ExerciseWay, Outcome, SectionWay, Silence
from bookwright.knowledge.evidence import Evidence

AnyRecord = SectionRecord | ExerciseRecord | GlossaryRecord


class TextbookInput(TypedDict):
    """Nothing but, if there is one already, the plan to write by."""

    plan: NotRequired[Plan]


class TextbookState(TextbookInput):
    """`wave` counts the waves that are written, `outcomes` are what became of their sections, by id."""

    survey: NotRequired[Survey]
    wave: NotRequired[int]
    outcomes: NotRequired[dict[str, Outcome]]
    conflicts: NotRequired[tuple[Conflict, ...]]
    findings: NotRequired[list[Finding]]
    book: NotRequired[Book]
    records: NotRequired[list[AnyRecord]]
    rejects: NotRequired[list[BookReject]]


class TextbookOutput(TypedDict):
    """What came of it."""

    book: Book
    records: list[AnyRecord]
    rejects: list[BookReject]


class SectionInput(TypedDict):
    """One section of the plan, the terms that it may take for known, where sources contradict each other, and the rules of its passages
    that no section before it rests on."""

    section: str
    plan: Plan
    known: tuple[Term, ...]
    conflicts: tuple[Conflict, ...]
    rules: tuple[Evidence, ...]


class SectionState(SectionInput):
    """A section on its way, then its exercises."""

    way: NotRequired[SectionWay]
    silence: NotRequired[Silence]
    exercises: NotRequired[list[ExerciseWay]]
    unasked: NotRequired[Silence]
    outcome: NotRequired[Outcome]


class SectionOutput(TypedDict):
    """What became of it."""

    outcome: Outcome
