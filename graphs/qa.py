"""The Q&A graph: retrieve, write, evolve, criticise and revise, judge, answer, settle."""

from functools import partial, wraps
from typing import Protocol

import structlog
from langgraph.graph import END, START, StateGraph

from bookwright.agents.role import maker
from bookwright.agents.team import Team
from bookwright.curation.jury.seats import seats_of
from bookwright.graphs.insertion import routed
from bookwright.graphs.nodes import QANodes
from bookwright.graphs.routing import after_critique, after_judging, after_writing
from bookwright.graphs.settings import QASettings
from bookwright.graphs.state import QAInput, QAOutput, QAState
from bookwright.knowledge.library import Library


class Node(Protocol):
    """A step of the graph."""

    async def __call__(self, state: QAState) -> dict[str, object]: ...


def qa_graph(team: Team, library: Library, settings: QASettings | None = None) -> "StateGraph[QAState, None, QAInput, QAOutput]":
    """The uncompiled graph, so that nodes and edges can be added with LangGraph's own API before `compile()`; `graphs.insertion` puts
    a node between two of them.

    In: `{"passage_id": ...}` or `{"topic": ...}`. Out: `{"records": [Record], "rejects": [Reject]}`. The loop of critique and revision
    ends by the settings' own count of rounds. ModelError passes through when no call can succeed; other failed calls become rejects.
    InputError at once where the settings' jury would never decide on the votes of the team's judges.
    """
    settings = settings or QASettings()
    if settings.jury:
        seats_of(settings.jury, [maker(judge) for judge in team.judges])
    nodes = QANodes(team, library, settings)
    graph = StateGraph(QAState, input_schema=QAInput, output_schema=QAOutput)
    graph.add_node("retrieve", in_round(nodes.retrieve))
    graph.add_node("write", routed(in_round(nodes.write), after_writing), destinations=("evolve", "settle"))
    graph.add_node("evolve", in_round(nodes.evolve))
    graph.add_node(
        "critique", routed(in_round(nodes.critique), partial(after_critique, settings=settings)), destinations=("revise", "judge")
    )
    graph.add_node("revise", in_round(nodes.revise))
    graph.add_node(
        "judge", routed(in_round(nodes.judge), partial(after_judging, answering=bool(team.answerers))), destinations=("answer", "settle")
    )
    graph.add_node("answer", in_round(nodes.answer))
    graph.add_node("settle", in_round(nodes.settle))
    graph.add_edge(START, "retrieve")
    graph.add_edge("retrieve", "write")
    graph.add_edge("evolve", "critique")
    graph.add_edge("revise", "critique")
    graph.add_edge("answer", "settle")
    graph.add_edge("settle", END)
    return graph


def in_round(node: Node) -> Node:
    """The node, with `round` bound for the log: how many rounds of revision were made before it."""

    @wraps(node)
    async def step(state: QAState) -> dict[str, object]:
        made = max((lineage.rounds for lineage in state.get("lineages", ())), default=0)
        with structlog.contextvars.bound_contextvars(round=made):
            return await node(state)

    return step
