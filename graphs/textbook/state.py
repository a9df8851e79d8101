"""What travels through the textbook graph: ids, plans and drafts, never the text of a document."""

from typing import Annotated, NotRequired

from langgraph.channels import UntrackedValue
from typing_extensions import TypedDict

from bookwright.agents.textbook.items import Term
from bookwright.agents.textbook.plan import Plan, Survey
from bookwright.curation.book.book import Book, Finding
from bookwright.curation.book.records import BookReject, ExerciseRecord, GlossaryRecord, SectionRecord
from bookwright.errors import RunStopped
from bookwright.graphs.textbook.ways import ExerciseWay, Outcome, SectionWay, Silence

AnyRecord = SectionRecord | ExerciseRecord | GlossaryRecord


def together(some: dict[str, Outcome], more: dict[str, Outcome]) -> dict[str, Outcome]:
    """The outcomes of both by the ids of sections: what arrives first makes no difference."""
    return some | more


class TextbookInput(TypedDict):
    """Nothing but, if there is one already, the plan to write by."""

    plan: NotRequired[Plan]


class TextbookState(TextbookInput):
    """`wave` counts the waves that are written; `stop` is what stops the run, and is in no checkpoint."""

    survey: NotRequired[Survey]
    wave: NotRequired[int]
    outcomes: Annotated[dict[str, Outcome], together]
    stop: Annotated[RunStopped | None, UntrackedValue(RunStopped, guard=False)]
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
    """One section of the plan, and the terms that it may take for known."""

    section: str
    plan: Plan
    known: tuple[Term, ...]


class SectionState(SectionInput):
    """A section on its way, then its exercises."""

    way: NotRequired[SectionWay]
    silence: NotRequired[Silence]
    exercises: NotRequired[list[ExerciseWay]]
    unasked: NotRequired[Silence]
    outcomes: NotRequired[dict[str, Outcome]]


class SectionOutput(TypedDict):
    """What became of it, by its id."""

    outcomes: dict[str, Outcome]


class SectionEnd(TypedDict, total=False):
    """What a section hands on to the book: its outcome, or what stopped it."""

    outcomes: dict[str, Outcome]
    stop: RunStopped
