"""The graph of reasoning: reason, verify, rationalise where nothing is right, judge where judges reward, settle."""

from typing import Literal

from langgraph.graph import END, START, StateGraph

from bookwright.agents.reason.team import ReasonTeam
from bookwright.curation.reason.reward import Reward
from bookwright.graphs.reason.nodes import ReasonNodes
from bookwright.graphs.reason.settings import ReasonSettings
from bookwright.graphs.reason.settle import settled
from bookwright.graphs.reason.state import ReasonInput, ReasonOutput, ReasonState

Next = Literal["rationalise", "judge", "settle"]


def reason_graph(team: ReasonTeam, settings: ReasonSettings) -> "StateGraph[ReasonState, None, ReasonInput, ReasonOutput]":
    """The uncompiled graph, so that nodes and edges can be added with LangGraph's own API before `compile()`.

    In: `{"item": Problem, "source": Source}`. Out: `{"made": ReasonYield}`, a record for each right trace, a reject for each other.
    ModelError passes through when no call can succeed.
    """
    nodes = ReasonNodes(team, settings)

    async def settle(state: ReasonState) -> dict[str, object]:
        return {"made": settled(state["item"], state["source"], state.get("tried", ()), team, settings)}

    def after_verify(state: ReasonState) -> Next:
        tried = state.get("tried", ())
        if team.rationaliser and settings.hints and wants_a_hint(state):
            return "rationalise"
        return "judge" if settings.reward is Reward.JUDGE and any(one.is_right for one in tried) else "settle"

    graph = StateGraph(ReasonState, input_schema=ReasonInput, output_schema=ReasonOutput)
    graph.add_node("reason", nodes.reason)
    graph.add_node("verify", nodes.verify)
    graph.add_node("rationalise", nodes.rationalise)
    graph.add_node("judge", nodes.judge)
    graph.add_node("settle", settle)
    graph.add_edge(START, "reason")
    graph.add_edge("reason", "verify")
    graph.add_conditional_edges("verify", after_verify)
    graph.add_edge("rationalise", "verify")
    graph.add_edge("judge", "settle")
    graph.add_edge("settle", END)
    return graph


def wants_a_hint(state: ReasonState) -> bool:
    """Whether somebody answered, nobody rightly, no hint was given yet, and there is an answer to give as one."""
    tried = state.get("tried", ())
    answered = any(one.trace is not None for one in tried)
    return bool(state["item"].reference) and answered and not any(one.is_right or one.rationalised for one in tried)
