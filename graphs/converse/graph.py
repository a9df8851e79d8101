"""The graph of a dialogue: outline; ask, reply and seek for every turn; criticise and revise, judge, settle."""

from typing import Any

from langgraph.graph import START, StateGraph

from bookwright.agents.converse.items import Dialogue
from bookwright.agents.converse.team import ConverseTeam
from bookwright.curation.converse.gates import inspected
from bookwright.curation.record import VersionOf
from bookwright.graphs.converse.nodes import ConverseNodes, after_asking, after_outline, after_replying, after_seeking
from bookwright.graphs.converse.settings import ConverseSettings
from bookwright.graphs.converse.state import ConverseState
from bookwright.graphs.grounded.loop import GroundedLoop
from bookwright.graphs.history import History
from bookwright.knowledge.library import Library


def converse_graph(team: ConverseTeam, library: Library, settings: ConverseSettings) -> "StateGraph[ConverseState, None, Any, Any]":
    """The uncompiled graph, so that nodes and edges can be added with LangGraph's own API before `compile()`.

    In: `{"item": Conversation, "source": Source}`. Out: `{"made": DialogueYield}` among the state, one record or one reject. ModelError
    passes through when no call can succeed; another failed call makes a reject.
    """
    loop = GroundedLoop(team, version=VersionOf[Dialogue], way=History[Dialogue], inspect=inspected, rounds=settings.rounds)
    nodes = ConverseNodes(team, library, settings, loop)
    graph = StateGraph(ConverseState)
    graph.add_node("outline", nodes.outline)
    graph.add_node("ask", nodes.ask)
    graph.add_node("reply", nodes.reply)
    graph.add_node("seek", nodes.seek)
    graph.add_node("settle", nodes.settle)
    graph.add_edge(START, "outline")
    graph.add_conditional_edges("outline", after_outline, ["ask", "settle"])
    graph.add_conditional_edges("ask", after_asking, ["reply", "settle"])
    graph.add_conditional_edges("reply", after_replying, ["seek", "settle"])
    graph.add_conditional_edges("seek", after_seeking, ["ask", "critique", "settle"])
    loop.put_into(graph)
    return graph
