"""The graph of a prompt: answer, rank, pair."""

from typing import Literal

from langgraph.graph import END, START, StateGraph

from bookwright.agents.chat import tally
from bookwright.agents.prefer.team import PreferTeam
from bookwright.curation.prefer.grounding import inspected
from bookwright.errors import ModelError
from bookwright.graphs.attempt import attempt
from bookwright.graphs.prefer.answering import answers_to, kept, why_unranked
from bookwright.graphs.prefer.judging import compared, rated
from bookwright.graphs.prefer.settings import PreferSettings
from bookwright.graphs.prefer.settling import settled_prompt
from bookwright.graphs.prefer.state import PreferInput, PreferOutput, PreferState


def prefer_graph(team: PreferTeam, settings: PreferSettings) -> "StateGraph[PreferState, None, PreferInput, PreferOutput]":
    """The uncompiled graph, so that nodes and edges can be added with LangGraph's own API before `compile()`.

    In: `{"item": Prompted, "source": Source}`. Out: `{"made": PreferenceYield}`, one record or one reject. ModelError passes through when
    no call can succeed; another failed answer is one answer less, and a failed judgement makes the prompt a reject, for a ranking that
    misses a word is none.
    """

    async def answer(state: PreferState) -> dict[str, object]:
        with tally() as usage:
            versions = await answers_to(state["item"], team)
        critiques = tuple(inspected(candidate, state["item"]) for candidate in kept(versions))
        found: dict[str, object] = {"versions": versions, "critiques": critiques, "usage": usage}
        unranked = why_unranked(versions, critiques)
        return found | {"failed": unranked} if unranked else found

    async def rank(state: PreferState) -> dict[str, object]:
        item, answers = state["item"], kept(state["versions"])
        with tally() as usage:
            contests = await attempt(compared(item, answers, team.comparers))
            ratings = await attempt(rated(item, answers, team.raters))
        spent = state["usage"].plus(usage)
        for said in (contests, ratings):
            if isinstance(said, ModelError):
                return {"failed": (f"judge:{said.kind}", str(said)), "usage": spent}
        return {"contests": contests, "ratings": ratings, "usage": spent}

    async def pair(state: PreferState) -> dict[str, object]:
        return {"made": settled_prompt(state, team, settings)}

    graph = StateGraph(PreferState, input_schema=PreferInput, output_schema=PreferOutput)
    graph.add_node("answer", answer)
    graph.add_node("rank", rank)
    graph.add_node("pair", pair)
    graph.add_edge(START, "answer")
    graph.add_conditional_edges("answer", after_answers)
    graph.add_edge("rank", "pair")
    graph.add_edge("pair", END)
    return graph


def after_answers(state: PreferState) -> Literal["rank", "pair"]:
    """Where there is something to rank, it is ranked."""
    return "pair" if "failed" in state else "rank"
