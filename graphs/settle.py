"""What becomes of the lineages at the end: a record or a reject each."""

from typing import Any

from bookwright.agents.items import Brief
from bookwright.agents.team import Team
from bookwright.curation.record import Record, Reject, Source
from bookwright.graphs.lineage import Lineage
from bookwright.graphs.state import QAState
from bookwright.knowledge.library import Library
from bookwright.knowledge.passage import Passage


def settle(state: QAState, brief: Brief, team: Team, library: Library) -> tuple[list[Record], list[Reject]]:
    """Records and rejects in the order in which the writer wrote them; a brief on which nothing was written is one reject."""
    unit = state.get("passage_id") or brief.passages[0].id
    source = source_of(brief.passages[0], library)
    if not state["lineages"]:
        silence = state["silence"]
        nothing = Reject(
            id=unit,
            reason=silence.reason,
            detail=silence.detail,
            usage=silence.usage,
            made_by=team.makers()["writer"],
            source=source,
            passage_id=unit,
            language=brief.language,
            specification=brief.specification,
        )
        return [], [nothing]
    records, rejects = [], []
    for number, lineage in enumerate(state["lineages"], 1):
        common = _common(lineage, brief, team) | {"id": f"{unit}-{number}", "passage_id": unit, "source": source}
        if lineage.verdict and lineage.accepted:
            records.append(Record(**common, verdict=lineage.verdict, question_kind=lineage.draft.kind))
        else:
            rejects.append(Reject(**common, verdict=lineage.verdict, reason=lineage.reason or "judge:missing", detail=lineage.detail))
    return records, rejects


def source_of(passage: Passage, library: Library) -> Source:
    """Where a passage stands."""
    imprint = library.imprint(passage.document_id)
    return Source(title=imprint.title, path=imprint.path, licence=imprint.licence, headings=passage.headings, page=passage.page)


def _common(lineage: Lineage, brief: Brief, team: Team) -> dict[str, Any]:
    draft = lineage.draft
    return {
        "question": draft.question,
        "answer": draft.answer,
        "claims": draft.claims,
        "evidence": draft.evidence,
        "text_sha256": draft.sha256,
        "made_by": lineage.by,
        "prompts": team.prompts(),
        "lineage": lineage.versions,
        "critiques": lineage.critiques,
        "answering": lineage.answering,
        "extras": lineage.extras,
        "language": brief.language,
        "specification": brief.specification,
        "usage": lineage.usage,
    }
