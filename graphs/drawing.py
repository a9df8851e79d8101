"""The graphs as pictures, made from the graphs themselves: `python -m bookwright.graphs.drawing` rewrites docs/graph.md."""

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bookwright.agents.chat import Reply, Request
from bookwright.agents.team import rules_team
from bookwright.agents.textbook.check import Check, Proof, Verification
from bookwright.agents.textbook.team import model_textbook_team
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


def drawings() -> list[str]:
    """The Q&A graph, the textbook graph and the graph of one section as Mermaid diagrams."""
    team, settings = model_textbook_team(Nobody()), TextbookSettings()
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder)) as library:
        graphs = (
            qa_graph(rules_team(), library).compile(),
            textbook_graph(team, library, settings, unchecked).compile(),
            section_graph(team, library, settings, unchecked).compile(),
        )
        return [str(graph.get_graph().draw_mermaid()).strip() for graph in graphs]


async def unchecked(check: Check, _: Sequence[Evidence]) -> Verification:
    """What is said of a check that nobody runs."""
    return Verification(method=check.kind, proof=Proof.UNCHECKED, detail="nothing runs checks here")


def redrawn(page: str) -> str:
    """The page with its Mermaid blocks drawn anew, in their order."""
    pictures = iter(drawings())
    return PICTURE.sub(lambda _: f"```mermaid\n{next(pictures)}\n```", page)


if __name__ == "__main__":
    target = Path("docs/graph.md")
    target.write_text(redrawn(target.read_text(encoding="utf-8")), encoding="utf-8")
