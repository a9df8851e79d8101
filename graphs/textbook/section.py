"""The graph of one section: write, criticise and revise, prune, judge; then its exercises: examine, solve, appraise."""

from functools import partial
from typing import TYPE_CHECKING, Protocol

from langgraph.config import get_stream_writer
from langgraph.graph import END, START, StateGraph

from bookwright.agents.textbook.team import TextbookTeam
from bookwright.errors import RunStopped
from bookwright.graphs.textbook.checking import Verify
from bookwright.graphs.textbook.exercise_nodes import ExerciseNodes
from bookwright.graphs.textbook.routing import after_critique, after_examining, after_judging, after_writing
from bookwright.graphs.textbook.section_nodes import SectionNodes
from bookwright.graphs.textbook.settings import TextbookSettings
from bookwright.graphs.textbook.state import SectionEnd, SectionInput, SectionOutput, SectionState
from bookwright.knowledge.library import Library

if TYPE_CHECKING:
    from langgraph.graph.state import CompiledStateGraph


def section_graph(
    team: TextbookTeam, library: Library, settings: TextbookSettings, verify: Verify
) -> "StateGraph[SectionState, None, SectionInput, SectionOutput]":
    """The uncompiled graph of one section. In: its id, the plan and the terms known. Out: its `Outcome` by its id."""
    section = SectionNodes(team, library, settings, verify)
    exercise = ExerciseNodes(team, library, settings, verify)
    graph = StateGraph(SectionState, input_schema=SectionInput, output_schema=SectionOutput)
    for node in (
        section.write,
        section.critique,
        section.revise,
        section.prune,
        section.judge,
        exercise.examine,
        exercise.solve,
        exercise.appraise,
    ):
        graph.add_node(node.__name__, node)
    graph.add_node("settle", section.settle)
    graph.add_edge(START, "write")
    graph.add_conditional_edges("write", after_writing, ["critique", "settle"])
    graph.add_conditional_edges("critique", partial(after_critique, settings=settings), ["revise", "prune", "judge"])
    graph.add_edge("revise", "critique")
    graph.add_edge("prune", "critique")
    graph.add_conditional_edges("judge", partial(after_judging, settings=settings), ["examine", "settle"])
    graph.add_conditional_edges("examine", after_examining, ["solve", "settle"])
    graph.add_edge("solve", "appraise")
    graph.add_edge("appraise", "settle")
    graph.add_edge("settle", END)
    return graph


class SectionStep(Protocol):
    """A section as a step of the book's graph."""

    async def __call__(self, state: SectionState) -> SectionEnd: ...


def to_its_end(graph: "CompiledStateGraph[SectionState, None, SectionInput, SectionOutput]") -> SectionStep:
    """The graph of a section as a step of the book's, which tells of its outcome on the stream "custom".

    LangGraph cancels what is under way beside a step that fails. When the run is stopped nothing more is begun, but the calls of other
    sections are being paid for; so the stop is handed on as news, and raised when all sections of the wave have come to their end.
    """

    async def section(state: SectionState) -> SectionEnd:
        try:
            made = await graph.ainvoke(state)
        except RunStopped as stop:
            return {"stop": stop}
        get_stream_writer()(made["outcomes"])
        return {"outcomes": made["outcomes"]}

    return section
