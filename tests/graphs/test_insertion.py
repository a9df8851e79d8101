"""A node of the user's own between two nodes of any graph."""

from typing import Any

import pytest
from langgraph.graph import END, START, StateGraph
from typing_extensions import TypedDict

from bookwright.errors import InputError
from bookwright.graphs.insertion import insert_after, insert_before, routed
from bookwright.graphs.qa import qa_graph
from bookwright.knowledge.library import Library
from tests.graphs.conftest import Seats, fault


class Way(TypedDict):
    """The nodes that were passed, in their order."""

    passed: list[str]


def node(name: str) -> Any:
    async def step(state: Way) -> dict[str, object]:
        return {"passed": [*state["passed"], name]}

    return step


def graph_of() -> Any:
    """a, which goes to b by itself; b, which goes to c or d by a condition; both end."""
    graph = StateGraph(Way)
    graph.add_node("a", routed(node("a"), lambda state: "b" if "a" in state["passed"] else "d"), destinations=("b", "d"))
    for name in "bcd":
        graph.add_node(name, node(name))
    graph.add_edge(START, "a")
    graph.add_conditional_edges("b", lambda state: len(state["passed"]) > 5, {True: "c", False: "d"})
    graph.add_edge("c", END)
    graph.add_edge("d", END)
    return graph


async def passed(graph: Any) -> str:
    return "".join((await graph.compile().ainvoke({"passed": []}))["passed"])


@pytest.mark.parametrize(
    ("insert", "at", "way"),
    [
        (insert_after, "a", "axbd"),
        (insert_after, "b", "abxd"),
        (insert_after, "d", "abdx"),
        (insert_after, "c", "abd"),
        (insert_before, "a", "xabd"),
        (insert_before, "b", "axbd"),
        (insert_before, "d", "abxd"),
        (insert_before, "c", "abd"),
    ],
)
async def test_the_way_leads_through_the_new_node_and_on_as_before(insert: Any, at: str, way: str) -> None:
    assert await passed(graph_of()) == "abd"
    graph = graph_of()
    insert(graph, at, "x", node("x"))
    assert await passed(graph) == way


async def test_several_are_put_one_after_the_other() -> None:
    graph = graph_of()
    insert_after(graph, "a", "x", node("x"))
    insert_after(graph, "x", "y", node("y"))
    insert_before(graph, "b", "z", node("z"))
    assert await passed(graph) == "axyzbd"


async def test_a_node_between_writing_and_judging_sees_every_draft_and_the_loop_goes_on(library: Library) -> None:
    (passage,) = library.passages()
    plain = Seats(criticise=lambda item: (fault(),) if "exactly" not in item.draft.question else ())
    seats = Seats(
        criticise=plain.criticise, revise=lambda r: r.submission.draft.model_copy(update={"question": "What exactly is a ledger?"})
    )
    graph = qa_graph(seats.team(), library)
    seen: list[list[str]] = []

    async def look(state: Any) -> dict[str, object]:
        seen.append([lineage.draft.question for lineage in state["lineages"]])
        return {}

    insert_after(graph, "write", "look after writing", look)
    insert_before(graph, "judge", "look before judging", look)
    made = await graph.compile().ainvoke({"passage_id": passage.id})
    assert seen == [["What is a ledger of paid answers?"], ["What exactly is a ledger?"]]
    assert seats.asked == ["writer", "evolver", "critic", "reviser", "critic", "judge"]
    assert [record.question for record in made["records"]] == ["What exactly is a ledger?"]
    drawn = graph.compile().get_graph()
    edges = {(edge.source, edge.target) for edge in drawn.edges}
    assert {("write", "look after writing"), ("look after writing", "evolve"), ("look before judging", "judge")} <= edges
    assert ("critique", "judge") not in edges


def test_a_node_that_is_not_there_or_a_name_that_is_taken_gets_a_line() -> None:
    with pytest.raises(InputError, match="e: is no node of this graph; it has a, b, c, d"):
        insert_after(graph_of(), "e", "x", node("x"))
    with pytest.raises(InputError, match="b: the graph has a node of that name already"):
        insert_before(graph_of(), "a", "b", node("b"))


def test_conditional_edges_that_do_not_say_where_they_lead_get_a_line() -> None:
    graph = StateGraph(Way)
    for name in "ab":
        graph.add_node(name, node(name))
    graph.add_edge(START, "a")
    graph.add_conditional_edges("a", lambda state: "b" if state["passed"] else END)
    with pytest.raises(InputError, match="a: has conditional edges that do not say where they lead"):
        insert_before(graph, "b", "mine", node("mine"))
