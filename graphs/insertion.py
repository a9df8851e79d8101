"""Putting a node of one's own before or after any node of a graph that is not compiled yet.

LangGraph's own `add_node` and `add_edge` can add what runs beside a node or after the last one. To stand between two nodes, what led from
one to the other has to lead through the new one; these two functions do that, for edges, for conditional edges, and for nodes that say
themselves where to go (`routed` in `graphs.qa`).
"""

from collections.abc import Callable
from typing import Any, Protocol

from langgraph.graph import StateGraph
from langgraph.types import Command

from bookwright.errors import InputError

Graph = StateGraph[Any, Any, Any, Any]


class Step(Protocol):
    """A node: from the state to what changes in it."""

    async def __call__(self, state: Any) -> dict[str, object]: ...


class RoutedStep(Protocol):
    """A node that says itself where to go from it."""

    async def __call__(self, state: Any) -> Command[str]: ...


Route = Callable[[Any], str]


def routed(node: Step, route: Route) -> RoutedStep:
    """The node, and where to go from there, said with what changes: a conditional edge would have the state put together again for it and
    be asked in a thread. The route is asked with the changes in place of what was there, so this is for states without reducers."""

    async def step(state: Any) -> Command[str]:
        changed = await node(state)
        return Command(update=changed, goto=route({**state, **changed}))

    step.node, step.route = node, route  # type: ignore[attr-defined] # so that another node can be put before or after it
    return step


def insert_after(graph: Graph, node: str, name: str, step: Step) -> None:
    """Puts `step` under `name` after a node: it runs whenever the node has run, and goes on to wherever the node would have gone.

    InputError where the graph has no such node, or has one of that name.
    """
    _check(graph, node, name)
    if found := _routed(graph, node):
        inner, route = found
        ends = _ends(graph, node)
        _replace(graph, node, inner)
        graph.add_node(name, routed(step, route), destinations=ends)
    else:
        graph.add_node(name, step)
        for edge in [edge for edge in graph.edges if edge[0] == node]:
            graph.edges.discard(edge)
            graph.add_edge(name, edge[1])
        if node in graph.branches:
            graph.branches[name] = graph.branches.pop(node)
    graph.add_edge(node, name)


def insert_before(graph: Graph, node: str, name: str, step: Step) -> None:
    """Puts `step` under `name` before a node: whatever led to the node leads to it, and from there to the node.

    InputError where the graph has no such node, or has one of that name, and where conditional edges leave their ends open.
    """
    _check(graph, node, name)
    if open_ended := next((start for start, led in graph.branches.items() if any(branch.ends is None for branch in led.values())), None):
        raise InputError(f"{open_ended}: has conditional edges that do not say where they lead; give add_conditional_edges its path_map")
    for edge in [edge for edge in graph.edges if edge[1] == node]:
        graph.edges.discard(edge)
        graph.edges.add((edge[0], name))
    for branches in graph.branches.values():
        for key, branch in branches.items():
            if branch.ends and node in branch.ends.values():
                turned = {label: name if end == node else end for label, end in branch.ends.items()}
                branches[key] = branch._replace(ends=turned)
    for other in list(graph.nodes):
        if (found := _routed(graph, other)) and node in _ends(graph, other):
            inner, route = found
            ends = tuple(name if end == node else end for end in _ends(graph, other))
            _replace(graph, other, routed(inner, _turned(route, node, name)), ends)
    graph.add_node(name, step)
    graph.add_edge(name, node)


def _turned(route: Route, node: str, name: str) -> Route:
    def turned(state: Any) -> str:
        end = route(state)
        return name if end == node else end

    return turned


def _check(graph: Graph, node: str, name: str) -> None:
    if node not in graph.nodes:
        raise InputError(f"{node}: is no node of this graph; it has {', '.join(graph.nodes)}")
    if name in graph.nodes:
        raise InputError(f"{name}: the graph has a node of that name already; choose another")


def _routed(graph: Graph, node: str) -> tuple[Step, Route] | None:
    """What a node does and where it goes from there, where it says so itself."""
    step: Any = getattr(graph.nodes[node].runnable, "afunc", None)
    return (step.node, step.route) if hasattr(step, "route") else None


def _ends(graph: Graph, node: str) -> tuple[str, ...]:
    """Where a node that says so itself may go."""
    return tuple(graph.nodes[node].ends or ())


def _replace(graph: Graph, node: str, step: Any, ends: tuple[str, ...] | None = None) -> None:
    """Another step under the same name; edges stay."""
    del graph.nodes[node]
    graph.add_node(node, step, destinations=ends)
