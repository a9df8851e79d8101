"""Stages in the Q&A graph: roles of the user's own between its steps, whose fields travel in the record under their names."""

from collections.abc import Sequence
from typing import Any

from langgraph.graph import StateGraph

from bookwright.agents.chat import tally
from bookwright.agents.failures import HOPELESS
from bookwright.agents.items import Draft, Submission
from bookwright.agents.role import maker, prompt_sha256
from bookwright.agents.seating import Stage
from bookwright.agents.stage import Accepted, Place
from bookwright.curation.gates import inspect, without
from bookwright.curation.record import Record, Reject, Version, rejected
from bookwright.errors import ModelError
from bookwright.graphs.abreast import abreast
from bookwright.graphs.brief import brief_of
from bookwright.graphs.extras import extra_of
from bookwright.graphs.insertion import Step, insert_after, insert_before
from bookwright.graphs.lineage import Lineage
from bookwright.graphs.settings import QASettings
from bookwright.graphs.state import QAInput, QAOutput, QAState
from bookwright.graphs.step import taken
from bookwright.knowledge.library import Library

QAGraph = StateGraph[QAState, None, QAInput, QAOutput]


def staged_graph(graph: QAGraph, stages: Sequence[Stage], library: Library, settings: QASettings) -> QAGraph:
    """The graph with every stage at its place; several at one place run in their order."""
    last: dict[Place, str] = {Place.AFTER_WRITER: "write", Place.AFTER_ACCEPT: "settle"}
    for stage in stages:
        name = f"stage {stage.name}"
        if stage.place is Place.BEFORE_JUDGE:
            insert_before(graph, "judge", name, _on_drafts(stage, library, settings))
            continue
        step = _on_records(stage) if stage.place is Place.AFTER_ACCEPT else _on_drafts(stage, library, settings)
        insert_after(graph, last[stage.place], name, step)
        last[stage.place] = name
    return graph


def _on_drafts(stage: Stage, library: Library, settings: QASettings) -> Step:
    """Shows the stage every draft that is under way. Another draft is a new version, which passes the gates; what else it gives is kept
    beside the draft. A failed call rejects the draft."""

    async def step(state: QAState) -> dict[str, object]:
        brief = brief_of(state["shown"], library, settings)

        async def seen(lineage: Lineage) -> Lineage:
            result = await stage.role(Submission(brief=brief, draft=lineage.draft))
            if not isinstance(result, Draft):
                return lineage.model_copy(update={"extras": lineage.extras | {stage.name: extra_of(result)}})
            if result.sha256 == lineage.draft.sha256:
                return lineage
            version = Version(draft=result, operator=stage.name, by=maker(stage.role), parent=lineage.current)
            return lineage.followed_by(version, inspect(Submission(brief=brief, draft=result), without(settings.without_gates)))

        under_way = [lineage for lineage in state["lineages"] if lineage.under_way]
        after = dict(zip(map(id, under_way), await abreast(taken(one, seen, stage.name) for one in under_way), strict=True))
        return {"lineages": [after.get(id(lineage), lineage) for lineage in state["lineages"]]}

    return step


def _on_records(stage: Stage) -> Step:
    """Shows the stage every record. A failed call makes it a reject: a record without what was asked for is none."""

    async def step(state: QAState) -> dict[str, object]:
        ended = await abreast(_added(stage, record) for record in state["records"])
        return {
            "records": [one for one in ended if isinstance(one, Record)],
            "rejects": [*state["rejects"], *(one for one in ended if isinstance(one, Reject))],
        }

    return step


async def _added(stage: Stage, record: Record) -> Record | Reject:
    texts = {"question": record.question, "answer": record.answer}
    item = Accepted(id=record.id, kind=record.kind, language=record.language, texts=texts, evidence=record.evidence)
    with tally() as usage:
        try:
            result = await stage.role(item)
        except ModelError as error:
            if error.kind in HOPELESS:
                raise
            spent = record.model_copy(update={"usage": record.usage.plus(usage)})
            return rejected(spent, f"{stage.name}:{error.kind}", str(error))
    return record.model_copy(update=added(stage, record, result) | {"usage": record.usage.plus(usage)})


def added(stage: Stage, record: Any, result: Any) -> dict[str, object]:
    """What changes in a record of any kind by a stage: its fields under its name, and the prompt that it worked from."""
    sha = prompt_sha256(stage.role)
    prompts = {**record.prompts, stage.name: sha} if sha else record.prompts
    return {"extras": {**record.extras, stage.name: extra_of(result)}, "prompts": prompts}
