"""The graph of rephrasing: write, criticise and revise, judge, settle."""

from dataclasses import dataclass
from typing import Any, NotRequired

from langgraph.graph import START, StateGraph

from bookwright.agents.chat import Usage, tally
from bookwright.agents.failures import HOPELESS
from bookwright.agents.grounded import Submitted
from bookwright.agents.rephrase.items import Rephrased, Rephrasing
from bookwright.agents.rephrase.team import RephraseTeam
from bookwright.agents.role import maker
from bookwright.curation.record import Source, VersionOf
from bookwright.curation.rephrase.gates import coverage_of, inspected, measures_of
from bookwright.curation.rephrase.records import RephraseRecord, RephraseReject, RephraseYield
from bookwright.errors import ModelError
from bookwright.graphs.grounded.loop import GroundedLoop, LoopState
from bookwright.graphs.history import History
from bookwright.graphs.rephrase.settings import RephraseSettings
from bookwright.knowledge.evidence import Evidence


class RephraseState(LoopState):
    """The item and where its passage stands; then the text's way, or why there is none; then what it came to."""

    source: Source
    silence: NotRequired[tuple[str, str, Usage]]
    made: NotRequired[RephraseYield]


@dataclass(frozen=True)
class RephraseNodes:
    """The steps that are this recipe's own: who writes, and who is named in the records."""

    team: RephraseTeam
    loop: GroundedLoop[Rephrasing, Rephrased]

    async def write(self, state: RephraseState) -> dict[str, object]:
        """Asks for the text; a passage that holds nothing to be told is done."""
        item: Rephrasing = state["item"]
        with tally() as usage:
            try:
                text = await self.team.rephraser(item)
            except ModelError as error:
                if error.kind in HOPELESS:
                    raise
                return {"silence": (f"rephraser:{error.kind}", str(error), usage)}
        if not text.parts:
            return {"silence": ("rephraser:nothing", "the passage holds nothing to be told again", usage)}
        return {"way": self.loop.begun(item, text, maker(self.team.rephraser), usage)}

    async def settle(self, state: RephraseState) -> dict[str, object]:
        """Makes a record or a reject of what came through."""
        item: Rephrasing = state["item"]
        common = self._common(item, state["source"])
        if "way" not in state:
            reason, detail, usage = state["silence"]
            whole = whole_of(item)
            silent = RephraseReject(
                **common, reason=reason, detail=detail, usage=usage, evidence=(whole,), made_by=maker(self.team.rephraser)
            )
            return {"made": RephraseYield(rejects=(silent,))}
        way: History[Rephrased] = state["way"]
        submission = Submitted(item=item, text=way.draft)
        common |= {
            "claims": way.draft.claims,
            "evidence": way.draft.evidence,
            "text_sha256": way.draft.sha256,
            "made_by": way.by,
            "lineage": way.versions,
            "critiques": way.critiques,
            "usage": way.usage,
            "coverage": coverage_of(submission),
            "measures": measures_of(submission),
        }
        if way.accepted and way.verdict:
            told: dict[str, Any] = {
                "text": way.draft.text,
                "parts": way.draft.parts,
                "source_text": item.passage.text,
                "whole": whole_of(item),
            }
            return {"made": RephraseYield(records=(RephraseRecord(**common, **told, verdict=way.verdict),))}
        reject = RephraseReject(**common, reason=way.reason, detail=way.detail, text=way.draft, verdict=way.verdict)
        return {"made": RephraseYield(rejects=(reject,))}

    def _common(self, item: Rephrasing, source: Source) -> dict[str, Any]:
        return {
            "id": item.id,
            "style": item.style,
            "passage_id": item.passage.id,
            "prompts": self.team.prompts(),
            "source": source,
            "language": item.language,
            "specification": item.specification,
        }


def rephrase_graph(team: RephraseTeam, settings: RephraseSettings) -> "StateGraph[RephraseState, None, Any, Any]":
    """The uncompiled graph, so that nodes and edges can be added with LangGraph's own API before `compile()`.

    In: `{"item": Rephrasing, "source": Source}`. Out: `{"made": RephraseYield}` among the state, one record or one reject. ModelError
    passes through when no call can succeed; another failed call makes a reject.
    """
    loop = GroundedLoop(team, version=VersionOf[Rephrased], way=History[Rephrased], inspect=inspected, rounds=settings.rounds)
    nodes = RephraseNodes(team, loop)
    graph = StateGraph(RephraseState)
    graph.add_node("write", nodes.write)
    graph.add_node("settle", nodes.settle)
    graph.add_edge(START, "write")
    graph.add_conditional_edges("write", after_writing, ["critique", "settle"])
    loop.put_into(graph)
    return graph


def after_writing(state: RephraseState) -> str:
    """What was not written is done."""
    return "critique" if "way" in state else "settle"


def whole_of(item: Rephrasing) -> Evidence:
    """The passage itself as evidence."""
    passage = item.passage
    return Evidence(document_id=passage.document_id, start=passage.start, end=passage.end, quote=passage.text)
