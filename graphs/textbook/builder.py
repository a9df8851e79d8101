"""The textbook graph: survey, plan, review, sections in waves, edit, assemble."""

from langgraph.graph import END, START, StateGraph

from bookwright.agents.textbook.team import TextbookTeam
from bookwright.graphs.textbook.checking import Verify
from bookwright.graphs.textbook.nodes import TextbookNodes, begin, next_wave
from bookwright.graphs.textbook.section import section_graph
from bookwright.graphs.textbook.settings import TextbookSettings
from bookwright.graphs.textbook.state import TextbookInput, TextbookOutput, TextbookState
from bookwright.knowledge.library import Library


def textbook_graph(
    team: TextbookTeam, library: Library, settings: TextbookSettings, verify: Verify
) -> "StateGraph[TextbookState, None, TextbookInput, TextbookOutput]":
    """The uncompiled graph, so that nodes and edges can be added with LangGraph's own API before `compile()`.

    In: `{}`, or `{"plan": Plan}` to write by a plan that there is. Out: `{"book": Book, "records": [...], "rejects": [...]}`, in the order
    of the plan. With `settings.review_plan` it stops with LangGraph's `interrupt`, whose value is the plan as a dict, and goes on with the
    dict that it is resumed with; that takes a checkpointer. The sections of a wave go abreast, `settings.at_once` of them at a
    time, each through the graph of `section_graph`, whose loop ends by the settings' own count of rounds. `verify` runs the checks of
    worked examples and exercises.

    ModelError passes through when no call can succeed, and from the survey and the plan; other failed calls become rejects, and so does a
    section whose role or check breaks. InputError for an empty library and for a plan that cannot be written by.
    """
    section = section_graph(team, library, settings, verify).compile(checkpointer=False)  # many run at once; the ledger keeps their answers
    nodes = TextbookNodes(team, library, settings, section)
    graph = StateGraph(TextbookState, input_schema=TextbookInput, output_schema=TextbookOutput)
    for node in (nodes.survey, nodes.plan, nodes.review, nodes.sections, nodes.edit, nodes.assemble):
        graph.add_node(node.__name__, node)
    graph.add_conditional_edges(START, begin, ["survey", "review"])
    graph.add_edge("survey", "plan")
    graph.add_edge("plan", "review")
    graph.add_conditional_edges("review", next_wave, ["sections", "edit"])
    graph.add_conditional_edges("sections", next_wave, ["sections", "edit"])
    graph.add_edge("edit", "assemble")
    graph.add_edge("assemble", END)
    return graph
