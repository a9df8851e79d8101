"""A record of a run as its critique loop is told: its versions in words, and what was found wrong with each."""

from collections.abc import Mapping

from pydantic import JsonValue

from bookwright.agents.items import Critique, Fault, Verdict
from bookwright.curation.prefer.kinds import KINDS
from bookwright.curation.record import Source, place_judged
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence


class Told(Frozen):
    """A version in words: what it asks, empty where it answers nothing, and what it says; who made it and by which operator, from which
    version; and what was found wrong with it."""

    asks: str
    says: str
    sha256: str
    by: str
    operator: str
    parent: int | None
    evidence: tuple[Evidence, ...]
    faults: tuple[Fault, ...]


class Story(Frozen):
    """All versions of a record, and what led to the one that ships, `accepted` by its place.

    `task` is what whoever wrote them had to do, `shown` what from, where that is not their evidence. `generation` is none where the
    record does not say.
    """

    task: str
    shown: tuple[Evidence, ...]
    versions: tuple[Told, ...]
    accepted: int
    critiques: tuple[Critique, ...]
    verdict: Verdict
    prompts: dict[str, str]
    source: Source
    language: str
    generation: int | None


def story_of(fields: Mapping[str, JsonValue]) -> Story | None:
    """The story of a row of a run; None for a kind of record that has none, or whose shipped text is none of its versions.

    ValidationError for a row that is no record of its kind.
    """
    kind = KINDS.get(str(fields.get("kind", "qa")))
    if kind is None:
        return None
    record = kind.record.model_validate(fields)
    accepted = place_judged(record.lineage, record.text_sha256, record.verdict)
    if accepted is None:
        return None
    versions = []
    for place, version in enumerate(record.lineage):
        asks, says = kind.words(version.draft)
        versions.append(
            Told(
                asks=asks,
                says=says,
                sha256=version.draft.sha256,
                by=version.by,
                operator=version.operator,
                parent=version.parent,
                evidence=getattr(version.draft, "evidence", ()),
                faults=kind.faults(record, place),
            )
        )
    return Story(
        task=kind.task(record),
        shown=kind.shown(record),
        versions=tuple(versions),
        accepted=accepted,
        critiques=record.critiques,
        verdict=record.verdict,
        prompts=record.prompts,
        source=record.source,
        language=record.language,
        generation=getattr(record, "generation", None),
    )
