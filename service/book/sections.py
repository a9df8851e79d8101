"""From the sections of a book to what their pages show."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from bookwright.agents.items import Claim
from bookwright.agents.textbook.check import Verification
from bookwright.agents.textbook.items import ExerciseKind, Exhibit, ExhibitKind, Part, SectionDraft, WorkedExample
from bookwright.curation.book.book import Book, Section, SetExercise
from bookwright.curation.book.glossary import documents_of
from bookwright.knowledge.document import BlockKind
from bookwright.knowledge.evidence import Evidence
from bookwright.service.book.terms import Terms
from bookwright.service.book.view import (
    ChapterView,
    Citation,
    ExerciseView,
    ExhibitView,
    Link,
    ObjectiveView,
    PartView,
    SectionView,
    Sentence,
    WorkedView,
)
from bookwright.service.book.words import EXERCISES, checked


@dataclass(frozen=True)
class Binding:
    """What is the same for all sections: the citations, the terms with their anchors, where each section is by its id, and the home
    of the terms that have their meaning in one document alone, by its id."""

    citations: Mapping[Evidence, Citation]
    terms: Mapping[str, str]
    links: Mapping[str, Link]
    homes: Mapping[str, str]

    def link(self, section: str) -> Link:
        """The section of that id; words that lead nowhere where it is not in the book."""
        return self.links.get(section, Link(section))

    def terms_in(self, documents: Set[str]) -> dict[str, str]:
        """The terms that mean something in a section on these documents."""
        return {name: anchor for name, anchor in self.terms.items() if name not in self.homes or self.homes[name] in documents}


def section_links(book: Book) -> dict[str, Link]:
    """Number and title of every section by its id, with its anchor. Those that are missing have neither anchor nor number: a number of the
    plan would be that of another section here."""
    links = {missing.id: Link(f"“{missing.title}” (not in this book)") for missing in book.missing}
    for chapter, place, section in _placed(book):
        links[section.id] = Link(f"{section.number} {section.title}", f"section-{chapter}-{place}")
    return links


def chapters_of(book: Book, binding: Binding) -> tuple[ChapterView, ...]:
    """The chapters as they are shown."""
    shown = {section.id: _section(section, (chapter, place), book, binding) for chapter, place, section in _placed(book)}
    return tuple(
        ChapterView(
            anchor=f"chapter-{place}",
            number=chapter.number,
            title=chapter.title,
            case=chapter.case,
            sections=tuple(shown[section.id] for section in chapter.sections),
        )
        for place, chapter in enumerate(book.chapters, 1)
    )


def _placed(book: Book) -> list[tuple[int, int, Section]]:
    """Every section with the place of its chapter and its own in it."""
    return [(at, place, section) for at, chapter in enumerate(book.chapters, 1) for place, section in enumerate(chapter.sections, 1)]


def _section(section: Section, at: tuple[int, int], book: Book, binding: Binding) -> SectionView:
    draft, terms = section.draft, Terms(binding.terms_in(documents_of(section)))
    verifications = list(section.verifications)
    parts = []
    for part in draft.parts:
        verification = verifications.pop(0) if part.worked and verifications else None
        parts.append(_part(part, draft, verification, terms, binding))
    aims = {objective.id: objective.text for objective in section.objectives}
    name = f"{at[0]}-{at[1]}"
    return SectionView(
        anchor=f"section-{name}",
        number=section.number,
        title=section.title,
        objectives=tuple(ObjectiveView(objective.bloom, objective.text) for objective in section.objectives),
        prerequisites=tuple(map(binding.link, section.prerequisites)),
        parts=tuple(parts),
        terms=tuple(Link(entry.name, binding.terms[entry.name]) for entry in book.glossary if entry.defined_in == section.id),
        exercises=tuple(
            _exercise(posed, f"{name}-{place}", f"{section.number}.{place}", aims, binding)
            for place, posed in enumerate(section.exercises, 1)
        ),
    )


def _part(part: Part, draft: SectionDraft, verification: Verification | None, terms: Terms, binding: Binding) -> PartView:
    evidence = draft.evidence
    return PartView(
        kind=part.kind,
        invented=draft.is_invented(part),
        title=part.title,
        sentences=_sentences(part.claims, evidence, terms, binding),
        exhibit=exhibit_of(part.exhibit, binding.citations[evidence[part.exhibit.evidence]]) if part.exhibit else None,
        worked=_worked(part.worked, evidence, verification, terms, binding) if part.worked else None,
    )


def _worked(
    worked: WorkedExample, evidence: Sequence[Evidence], verification: Verification | None, terms: Terms, binding: Binding
) -> WorkedView:
    steps = _sentences(worked.steps, evidence, terms, binding)
    return WorkedView(worked.problem, steps, worked.answer, checked(verification, worked.check) if verification else None)


def _exercise(posed: SetExercise, name: str, number: str, aims: Mapping[str, str], binding: Binding) -> ExerciseView:
    exercise = posed.exercise
    solution = _sentences(exercise.solution, exercise.evidence, Terms({}), binding)
    how = checked(posed.verification, exercise.check)  # a program that only proves a figure is no part of what a reader is to learn
    return ExerciseView(
        anchor=f"exercise-{name}",
        number=number,
        tags=tuple(dict.fromkeys((exercise.level.value, EXERCISES[exercise.kind]))),
        objective=aims.get(exercise.objective, ""),
        question=exercise.question,
        solution=solution,
        checked=how if exercise.kind is ExerciseKind.CODE else replace(how, program="", prints=""),
    )


def _sentences(claims: Sequence[Claim], evidence: Sequence[Evidence], terms: Terms, binding: Binding) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(terms.linked(claim.text), tuple(dict.fromkeys(binding.citations[evidence[index]] for index in claim.evidence)))
        for claim in claims
    )


def exhibit_of(exhibit: Exhibit, citation: Citation) -> ExhibitView:
    """An exhibit as it is shown. Of a table, the first row is the head where the words begin with the table itself."""
    caption = exhibit.caption or f"From “{citation.document.title}”"
    if exhibit.kind is not ExhibitKind.TABLE:
        return ExhibitView(exhibit.kind, caption, citation, citation.quote)
    rows = [tuple(line.split(" | ")) for line in citation.quote.splitlines() if line.strip()]
    width = max(map(len, rows), default=0)
    rows = [row + ("",) * (width - len(row)) for row in rows]
    start = citation.start
    begins = any(span.kind is BlockKind.TABLE and span.start == start for span in citation.document.spans) and len(rows) > 1
    head, body = (rows[0], rows[1:]) if begins else ((), rows)
    return ExhibitView(exhibit.kind, caption, citation, citation.quote, head, tuple(body))
