"""The graph of one row: respond, criticise and revise by one principle after the other, judge, compare, settle."""

from langgraph.graph import END, START, StateGraph

from bookwright.agents.principles.team import PrinciplesTeam
from bookwright.graphs.principles.nodes import PrinciplesNodes
from bookwright.graphs.principles.settings import PrinciplesSettings
from bookwright.graphs.principles.state import PrinciplesInput, PrinciplesOutput, PrinciplesState
from bookwright.graphs.recipe.paid import SETTLE, onward, paid


def principles_graph(
    team: PrinciplesTeam, settings: PrinciplesSettings
) -> "StateGraph[PrinciplesState, None, PrinciplesInput, PrinciplesOutput]":
    """The uncompiled graph, so that nodes and edges can be added with LangGraph's own API before `compile()`.

    In: `{"row": Row}`. Out: `{"made": PrinciplesYield}`, one record or one reject. The loop ends by the settings' own count of steps.
    ModelError passes through when no call can succeed; another failed call makes the row a reject, for a chain has no gaps.
    """
    nodes = PrinciplesNodes(team, settings)

    def after_critique(state: PrinciplesState) -> str:
        """To the reviser where the critic objects, else on."""
        return "revise" if "ended" not in state and state["objection"].objects else after_step(state)

    def after_step(state: PrinciplesState) -> str:
        """To the next critique, or to the judges after the last."""
        return onward("critique" if state["step"] < settings.steps else "judge")(state)

    graph = StateGraph(PrinciplesState, input_schema=PrinciplesInput, output_schema=PrinciplesOutput)
    graph.add_node("respond", paid(nodes.respond, "responder"))
    graph.add_node("critique", paid(nodes.critique, "critic"))
    graph.add_node("revise", paid(nodes.revise, "reviser"))
    graph.add_node("judge", paid(nodes.judge, "judge"))
    graph.add_node("compare", paid(nodes.compare, "comparer"))
    graph.add_node(SETTLE, nodes.settle)
    graph.add_edge(START, "respond")
    graph.add_conditional_edges("respond", onward("critique"), ["critique", SETTLE])
    graph.add_conditional_edges("critique", after_critique, ["revise", "critique", "judge", SETTLE])
    graph.add_conditional_edges("revise", after_step, ["critique", "judge", SETTLE])
    graph.add_conditional_edges("judge", onward("compare"), ["compare", SETTLE])
    graph.add_edge("compare", SETTLE)
    graph.add_edge(SETTLE, END)
    return graph
