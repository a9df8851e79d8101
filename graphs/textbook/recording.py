"""Records and rejects of the sections and exercises of a book."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bookwright.agents.textbook.plan import Plan, PlannedSection
from bookwright.agents.textbook.team import TextbookTeam
from bookwright.curation.book.book import Entry
from bookwright.curation.book.records import BookReject, ExerciseRecord, GlossaryRecord, SectionRecord, glossary_record
from bookwright.curation.record import Source
from bookwright.graphs.settle import source_of
from bookwright.graphs.textbook.brief import section_of
from bookwright.graphs.textbook.state import AnyRecord
from bookwright.graphs.textbook.ways import ExerciseWay, Outcome, SectionWay, Silence
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.library import Library
from bookwright.knowledge.passage import Passage


def section_id(section: str) -> str:
    """The id of the record of a section."""
    return f"section-{section}"


def exercise_id(section: str, number: int) -> str:
    """The id of the record of a section's exercise, as its examiner counted."""
    return f"exercise-{section}-{number}"


@dataclass(frozen=True)
class Recorder:
    """Writes down what became of each section of a plan: who made it, by which prompts, and where its evidence stands."""

    plan: Plan
    team: TextbookTeam
    library: Library

    def records(self, planned: PlannedSection, outcome: Outcome) -> Iterator[AnyRecord]:
        """The record of the section, if it was accepted, then those of its accepted exercises."""
        if not (outcome.way and outcome.way.accepted):
            return
        chapter = next(chapter for chapter in self.plan.chapters if planned in chapter.sections)
        draft = outcome.way.draft
        yield SectionRecord(
            id=section_id(planned.id),
            **self._of_section(outcome.way, planned),
            chapter=chapter.title,
            case=chapter.case,
            illustrations=draft.illustrations,
            objectives=planned.objectives,
            prerequisites=planned.prerequisites,
            parts=draft.parts,
            terms=draft.terms,
            verifications=outcome.way.verifications,
            passages=planned.passages,
        )
        for number, way in enumerate(outcome.exercises, 1):
            if way.accepted:
                exercise = way.draft
                yield ExerciseRecord(
                    id=exercise_id(planned.id, number),
                    **self._of_exercise(way, planned),
                    objective=exercise.objective,
                    exercise_kind=exercise.kind,
                    level=exercise.level,
                    check=exercise.check,
                    variation_of=exercise.variation_of,
                )

    def terms(self, glossary: Sequence[Entry], records: Sequence[AnyRecord]) -> Iterator[GlossaryRecord]:
        """The records of the glossary's entries, by those of the sections that define them; a term that nothing carries has none."""
        sections = {record.section: record for record in records if isinstance(record, SectionRecord)}
        for number, entry in enumerate((entry for entry in glossary if entry.evidence), 1):
            section = sections[entry.defined_in]
            yield glossary_record(number, entry, section, self._source(section_of(section.section, self.plan), entry.evidence))

    def rejects(self, planned: PlannedSection, outcome: Outcome) -> Iterator[BookReject]:
        """A reject for the section, or for its exercises that were not accepted."""
        if outcome.silence:
            yield self._silent(section_id(planned.id), "section", planned, outcome.silence, "writer")
        if outcome.way and not outcome.way.accepted:
            way = outcome.way
            yield BookReject(
                id=section_id(planned.id),
                kind="section",
                reason=way.reason,
                detail=way.detail,
                **self._of_section(way, planned),
            )
        if outcome.unasked:
            yield self._silent(exercise_id(planned.id, 0), "exercise", planned, outcome.unasked, "examiner")
        for number, one in enumerate(outcome.exercises, 1):
            if not one.accepted:
                yield BookReject(
                    id=exercise_id(planned.id, number),
                    kind="exercise",
                    reason=one.reason,
                    detail=one.detail,
                    **self._of_exercise(one, planned),
                )

    def _of_section(self, way: SectionWay, planned: PlannedSection) -> dict[str, Any]:
        draft = way.draft
        own = {"title": planned.title, "text": draft.text, "claims": draft.claims, "evidence": draft.evidence}
        return own | self._common(way, planned, draft.evidence)

    def _of_exercise(self, way: ExerciseWay, planned: PlannedSection) -> dict[str, Any]:
        exercise = way.draft
        answer = " ".join(claim.text for claim in exercise.solution)
        own = {"question": exercise.question, "answer": answer, "claims": exercise.solution, "evidence": exercise.evidence}
        found = {"verification": way.verification, "solved": way.solved, "mark": way.mark}
        return own | found | self._common(way, planned, exercise.evidence)

    def _common(self, way: SectionWay | ExerciseWay, planned: PlannedSection, evidence: tuple[Evidence, ...]) -> dict[str, Any]:
        return {
            "section": planned.id,
            "specification": self.plan.specification,
            "text_sha256": way.draft.sha256,
            "made_by": way.by,
            "prompts": self.team.prompts(),
            "lineage": way.versions,
            "critiques": way.critiques,
            "verdict": way.verdict,
            "source": self._source(planned, evidence),
            "language": self.plan.specification.language,
            "usage": way.usage,
        }

    def _silent(self, name: str, kind: str, planned: PlannedSection, silence: Silence, seat: str) -> BookReject:
        return BookReject(
            id=name,
            kind=kind,
            reason=silence.reason,
            detail=silence.detail,
            section=planned.id,
            title=planned.title,
            specification=self.plan.specification,
            made_by=self.team.makers()[seat],
            source=self._source(planned, ()),
            language=self.plan.specification.language,
            usage=silence.usage,
        )

    def _source(self, planned: PlannedSection, evidence: tuple[Evidence, ...]) -> Source:
        """Where the first piece of evidence stands, be it beside the section's own passages; without one, where the first of these does."""
        own = [self.library.passage(passage) for passage in planned.passages]
        if not evidence:
            return source_of(own[0], self.library)
        first = evidence[0]
        home = _holder(first, own) or _holder(first, self.library.passages(first.document_id))
        return source_of(home or own[0], self.library)


def _holder(evidence: Evidence, passages: Sequence[Passage]) -> Passage | None:
    """The first passage that has all of the evidence in it."""
    homes = (one for one in passages if one.document_id == evidence.document_id and one.start <= evidence.start and evidence.end <= one.end)
    return next(homes, None)
