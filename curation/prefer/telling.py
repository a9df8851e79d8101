"""A record of a run as its critique loop is told: its versions in words, and what was found wrong with each."""

from collections.abc import Mapping

from pydantic import JsonValue

from bookwright.agents.items import Critique, Draft, Fault, Verdict
from bookwright.agents.textbook.items import Exercise, SectionDraft
from bookwright.curation.book.records import ExerciseRecord, ExerciseVersion, SectionRecord, SectionVersion
from bookwright.curation.record import Record, Source, Version
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence

KINDS: Mapping[str, type[Record | SectionRecord | ExerciseRecord]] = {
    "qa": Record,
    "section": SectionRecord,
    "exercise": ExerciseRecord,
}
"""The kinds of records whose versions are read."""


class Told(Frozen):
    """A version in words: what it asks, or is to tell of, and what it says; who made it and by which operator, from which version."""

    asks: str
    says: str
    sha256: str
    by: str
    operator: str
    parent: int | None
    evidence: tuple[Evidence, ...]


class Story(Frozen):
    """All versions of a record, and what led to the one that ships, `accepted` by its place. `title` is that of a section."""

    id: str
    title: str = ""
    versions: tuple[Told, ...]
    accepted: int
    critiques: tuple[Critique, ...]
    verdict: Verdict
    prompts: dict[str, str]
    source: Source
    language: str

    def faults_of(self, version: Told) -> tuple[Fault, ...]:
        """What gates and critics found in a version."""
        return tuple(fault for critique in self.critiques if critique.draft_sha256 == version.sha256 for fault in critique.faults)


def story_of(fields: Mapping[str, JsonValue]) -> Story | None:
    """The story of a row of a run; None for a kind of record that has none, or whose shipped text is none of its versions.

    ValidationError for a row that is no record of its kind.
    """
    record_of = KINDS.get(str(fields.get("kind", "qa")))
    if record_of is None:
        return None
    record = record_of.model_validate(fields)
    versions = tuple(_told(version) for version in record.lineage)
    accepted = next((place for place, version in enumerate(versions) if version.sha256 == record.text_sha256), None)
    if accepted is None:
        return None
    return Story(
        id=record.id,
        title=record.title if isinstance(record, SectionRecord) else "",
        versions=versions,
        accepted=accepted,
        critiques=record.critiques,
        verdict=record.verdict,
        prompts=record.prompts,
        source=record.source,
        language=record.language,
    )


def _told(version: Version | SectionVersion | ExerciseVersion) -> Told:
    draft = version.draft
    asks, says = _in_words(draft)
    return Told(
        asks=asks,
        says=says,
        sha256=draft.sha256,
        by=version.by,
        operator=version.operator,
        parent=version.parent,
        evidence=draft.evidence,
    )


def _in_words(draft: Draft | SectionDraft | Exercise) -> tuple[str, str]:
    if isinstance(draft, Draft):
        return draft.question, draft.answer
    if isinstance(draft, SectionDraft):
        return "", draft.text
    solution = " ".join(claim.text for claim in draft.solution)
    return draft.question, solution if draft.answer in solution else f"{solution}\n{draft.answer}".strip()
