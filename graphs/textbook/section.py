"""The graph of one section: write, criticise and revise, prune, judge; then its exercises: examine, solve, appraise and mend, choose."""

from functools import partial

from langgraph.graph import END, START, StateGraph

from bookwright.agents.textbook.team import TextbookTeam
from bookwright.graphs.textbook.checking import Verify
from bookwright.graphs.textbook.exercise_nodes import ExerciseNodes
from bookwright.graphs.textbook.routing import after_appraising, after_critique, after_examining, after_judging, after_writing
from bookwright.graphs.textbook.section_nodes import SectionNodes
from bookwright.graphs.textbook.settings import TextbookSettings
from bookwright.graphs.textbook.state import SectionInput, SectionOutput, SectionState
from bookwright.knowledge.library import Library


def section_graph(
    team: TextbookTeam, library: Library, settings: TextbookSettings, verify: Verify
) -> "StateGraph[SectionState, None, SectionInput, SectionOutput]":
    """The uncompiled graph of one section. In: its id, the plan and the terms known. Out: its `Outcome`."""
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
        exercise.choose,
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
    if team.exercise_reviser:
        graph.add_node("mend", exercise.mend)
        graph.add_conditional_edges("appraise", partial(after_appraising, settings=settings), ["mend", "choose"])
        graph.add_edge("mend", "solve")
    else:
        graph.add_edge("appraise", "choose")
    graph.add_edge("choose", "settle")
    graph.add_edge("settle", END)
    return graph
