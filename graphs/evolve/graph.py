"""The graph of one attempt: rewrite, compare, answer, judge, measure, settle."""

from langgraph.graph import END, START, StateGraph

from bookwright.agents.evolve.team import EvolveTeam
from bookwright.graphs.evolve.nodes import EvolveNodes
from bookwright.graphs.evolve.settings import EvolveSettings
from bookwright.graphs.evolve.state import EvolveInput, EvolveOutput, EvolveState
from bookwright.graphs.recipe.paid import SETTLE, onward, paid


def evolve_graph(team: EvolveTeam, settings: EvolveSettings | None = None) -> "StateGraph[EvolveState, None, EvolveInput, EvolveOutput]":
    """The uncompiled graph, so that nodes and edges can be added with LangGraph's own API before `compile()`.

    In: `{"attempt": Attempt}`. Out: `{"made": EvolveYield}`, one record or one reject. ModelError passes through when no call can succeed;
    another failed call makes the attempt a reject, or leaves its difficulty unmeasured.
    """
    nodes = EvolveNodes(team, settings or EvolveSettings())
    graph = StateGraph(EvolveState, input_schema=EvolveInput, output_schema=EvolveOutput)
    graph.add_node("rewrite", paid(nodes.rewrite, "evolver"))
    graph.add_node("compare", paid(nodes.compare, "gain checker"))
    graph.add_node("answer", paid(nodes.answer, "responder"))
    graph.add_node("judge", paid(nodes.judge, "judge"))
    graph.add_node("measure", paid(nodes.measure, "measure"))
    graph.add_node(SETTLE, nodes.settle)
    graph.add_edge(START, "rewrite")
    for step, following in (("rewrite", "compare"), ("compare", "answer"), ("answer", "judge"), ("judge", "measure")):
        graph.add_conditional_edges(step, onward(following), [following, SETTLE])
    graph.add_edge("measure", SETTLE)
    graph.add_edge(SETTLE, END)
    return graph
