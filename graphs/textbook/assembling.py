"""From the outcomes of sections to a book, its records and its rejects, in the order of the plan."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bookwright.agents.role import maker
from bookwright.agents.textbook.check import Proof, Verification
from bookwright.agents.textbook.plan import Plan, PlannedSection
from bookwright.agents.textbook.team import TextbookTeam
from bookwright.curation.book.book import Book, Chapter, Entry, Finding, Missing, Section, SetExercise
from bookwright.curation.book.consistency import inconsistencies
from bookwright.curation.book.coverage import coverage_of
from bookwright.curation.book.glossary import glossary_of
from bookwright.curation.book.index_entries import index_of
from bookwright.curation.book.records import BookReject
from bookwright.graphs.textbook.recording import Recorder, exercise_id
from bookwright.graphs.textbook.serving import served
from bookwright.graphs.textbook.state import AnyRecord
from bookwright.graphs.textbook.ways import ExerciseWay, Outcome
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.library import Library
from bookwright.knowledge.passage import Passage

RULES = "rules"
AGAIN = "selection:asked_before"


def assembled(
    plan: Plan,
    outcomes: Mapping[str, Outcome],
    findings: Sequence[Finding],
    team: TextbookTeam,
    library: Library,
    *,
    rules: Sequence[Evidence],
) -> tuple[Book, list[AnyRecord], list[BookReject]]:
    """The book with its sections numbered anew, the records of sections each followed by those of its exercises, then those of its terms,
    and the rejects. `findings` are the editor's; the checks over the whole book add theirs, and what no section cites is told, the `rules`
    among it."""
    outcomes = _asked_once(plan, outcomes)
    guide = maker(team.writer) == RULES
    plan = served(plan, outcomes) if guide else plan
    chapters = tuple(_chapters(plan, outcomes))
    sections = [section for chapter in chapters for section in chapter.sections]
    passages = library.passages()
    rested_on = {name for section in plan.sections for name in section.passages}
    glossary = glossary_of(sections)
    book = Book(
        title=plan.title,
        about=plan.about,
        guide=guide,
        specification=plan.specification,
        chapters=chapters,
        glossary=glossary,
        index=index_of(sections, glossary, [passage for passage in passages if passage.id in rested_on]),
        missing=tuple(_missing(section, outcomes[section.id]) for section in plan.sections if not outcomes[section.id].draft),
        findings=tuple(findings),
        unused=plan.unused,
        documents=_documents(sections, glossary, passages),
        makers=team.makers(),
    )
    coverage = coverage_of(book, plan, passages, rules)
    left_out = {"unused": coverage.unused, "untold": coverage.untold}
    book = book.model_copy(update={**left_out, "findings": (*inconsistencies(book), *findings)})
    recorder = Recorder(plan, team, library)
    records = [record for section in plan.sections for record in recorder.records(section, outcomes[section.id])]
    records += recorder.terms(glossary, records)
    rejects = [reject for section in plan.sections for reject in recorder.rejects(section, outcomes[section.id])]
    return book, records, rejects


def _asked_once(plan: Plan, outcomes: Mapping[str, Outcome]) -> dict[str, Outcome]:
    """The outcomes with every exercise rejected that asks, of the same words of a source or in all the same words, what one before it in
    the book asks."""
    asked: set[str] = set()
    found: dict[str, Outcome] = {}
    for section in plan.sections:
        outcome, ways = outcomes[section.id], []
        for way in outcome.exercises:
            keys = _keys(way) if way.accepted and outcome.draft else set()
            ways.append(way.model_copy(update={"reason": AGAIN, "detail": "an earlier section has this question"}) if keys & asked else way)
            asked |= keys
        found[section.id] = outcome.model_copy(update={"exercises": tuple(ways)})
    return found


def _keys(way: ExerciseWay) -> set[str]:
    """What two exercises that are the same share: the question, or its last part with the answer."""
    question = way.draft.question.casefold()
    return {question, f"{question.rsplit(', ', 1)[-1]} {' '.join(step.text for step in way.draft.solution).casefold()}"}


def _chapters(plan: Plan, outcomes: Mapping[str, Outcome]) -> Iterator[Chapter]:
    """The chapters of which at least one section was accepted, numbered without gaps."""
    number = 0
    for planned in plan.chapters:
        accepted = [(section, outcomes[section.id]) for section in planned.sections if outcomes[section.id].draft]
        if accepted:
            number += 1
            sections = (_section(section, outcome, f"{number}.{place}") for place, (section, outcome) in enumerate(accepted, 1))
            yield Chapter(number=number, title=planned.title, case=planned.case, sections=tuple(sections))


def _section(planned: PlannedSection, outcome: Outcome, number: str) -> Section:
    assert outcome.way
    return Section(
        id=planned.id,
        number=number,
        title=planned.title,
        objectives=planned.objectives,
        prerequisites=planned.prerequisites,
        draft=outcome.way.draft,
        verifications=outcome.way.verifications,
        exercises=tuple(
            SetExercise(id=exercise_id(planned.id, place), exercise=way.draft, verification=_verification(way))
            for place, way in enumerate(outcome.exercises, 1)
            if way.accepted
        ),
        made_by=outcome.way.by,
    )


def _documents(sections: Iterable[Section], glossary: Iterable[Entry], passages: Iterable[Passage]) -> tuple[str, ...]:
    """The documents that sections, exercises and glossary cite, in the library's order."""
    cited = {piece.document_id for entry in glossary for piece in entry.evidence}
    for section in sections:
        cited |= {piece.document_id for piece in section.draft.evidence}
        cited |= {piece.document_id for one in section.exercises for piece in one.exercise.evidence}
    return tuple(document for document in dict.fromkeys(passage.document_id for passage in passages) if document in cited)


def _missing(planned: PlannedSection, outcome: Outcome) -> Missing:
    ended = outcome.way or outcome.silence
    assert ended
    return Missing(id=planned.id, title=planned.title, reason=ended.reason, detail=ended.detail)


def _verification(way: ExerciseWay) -> Verification:
    return way.verification or Verification(method="none", proof=Proof.UNCHECKED)
