"""The graphs as pictures, made from the graphs themselves: `python -m bookwright.graphs.drawing` rewrites the pages that show them."""

import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from langgraph.graph.state import CompiledStateGraph

from bookwright.agents.chat import Reply, Request
from bookwright.agents.instruct.team import Examples, self_instruct_team
from bookwright.agents.team import rules_team
from bookwright.agents.textbook.check import Check, Proof, Verification
from bookwright.agents.textbook.team import model_textbook_team
from bookwright.curation.instruct.rules import InstructionRules
from bookwright.graphs.instruct.call import call_graph
from bookwright.graphs.instruct.grounds import Grounds
from bookwright.graphs.instruct.task import task_graph
from bookwright.graphs.qa import qa_graph
from bookwright.graphs.textbook.builder import textbook_graph
from bookwright.graphs.textbook.section import section_graph
from bookwright.graphs.textbook.settings import TextbookSettings
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.library import Library

PICTURE = re.compile(r"```mermaid\n.*?```", re.DOTALL)


class Nobody:
    """A chat for seats that are drawn and never asked."""

    name = "nobody"

    async def ask(self, request: Request) -> Reply:
        """Never called."""
        raise NotImplementedError(request.schema_name)


def the_graphs() -> list[str]:
    """The Q&A graph, the textbook graph and the graph of one section as Mermaid diagrams."""
    team, settings = model_textbook_team(Nobody()), TextbookSettings()
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder)) as library:
        graphs = (
            qa_graph(rules_team(), library).compile(),
            textbook_graph(team, library, settings, unchecked).compile(),
            section_graph(team, library, settings, unchecked).compile(),
        )
        return [_drawn(graph) for graph in graphs]


def of_instruct() -> list[str]:
    """The graphs of a call and of a task as Mermaid diagrams."""
    team = self_instruct_team(Nobody(), (), Examples())
    grounds = Grounds(rows={}, sources={}, shown={})
    return [_drawn(call_graph(team, InstructionRules(), grounds).compile()), _drawn(task_graph(team, grounds).compile())]


PAGES: dict[str, Callable[[], list[str]]] = {"docs/graph.md": the_graphs, "docs/recipes/instruct.md": of_instruct}
"""What each page shows, in its order."""


async def unchecked(check: Check, _: Sequence[Evidence]) -> Verification:
    """What is said of a check that nobody runs."""
    return Verification(method=check.kind, proof=Proof.UNCHECKED, detail="nothing runs checks here")


def redrawn(page: str, drawings: Callable[[], list[str]]) -> str:
    """The page with its Mermaid blocks drawn anew, in their order."""
    pictures = iter(drawings())
    return PICTURE.sub(lambda _: f"```mermaid\n{next(pictures)}\n```", page)


def _drawn(graph: CompiledStateGraph[Any, Any, Any, Any]) -> str:
    return str(graph.get_graph().draw_mermaid()).strip()


if __name__ == "__main__":
    for target, drawings in PAGES.items():
        Path(target).write_text(redrawn(Path(target).read_text(encoding="utf-8"), drawings), encoding="utf-8")
