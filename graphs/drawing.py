"""The graphs as pictures, made from the graphs themselves: `python -m bookwright.graphs.drawing` rewrites their pages in docs/."""

import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from bookwright.agents.chat import Reply, Request
from bookwright.agents.label.scheme import Scheme
from bookwright.agents.label.team import label_team
from bookwright.agents.team import rules_team
from bookwright.agents.textbook.check import Check, Proof, Verification
from bookwright.agents.textbook.team import model_textbook_team
from bookwright.graphs.label.graph import label_graph
from bookwright.graphs.label.settings import LabelSettings
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


def drawings() -> dict[str, list[str]]:
    """The graphs on each page of docs/, in their order there, as Mermaid diagrams."""
    team, settings = model_textbook_team(Nobody()), TextbookSettings()
    scheme = Scheme(asks="?", labels={"one": "first", "other": "second"})
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder)) as library:
        pages = {
            "graph.md": (
                qa_graph(rules_team(), library).compile(),
                textbook_graph(team, library, settings, unchecked).compile(),
                section_graph(team, library, settings, unchecked).compile(),
            ),
            "recipes/label.md": (label_graph(label_team([Nobody()]), LabelSettings(scheme=scheme)).compile(),),
        }
        return {page: [str(graph.get_graph().draw_mermaid()).strip() for graph in graphs] for page, graphs in pages.items()}


async def unchecked(check: Check, _: Sequence[Evidence]) -> Verification:
    """What is said of a check that nobody runs."""
    return Verification(method=check.kind, proof=Proof.UNCHECKED, detail="nothing runs checks here")


def redrawn(page: str, drawn: Iterable[str]) -> str:
    """The page with its Mermaid blocks drawn anew, in their order."""
    pictures = iter(drawn)
    return PICTURE.sub(lambda _: f"```mermaid\n{next(pictures)}\n```", page)


if __name__ == "__main__":
    for name, drawn in drawings().items():
        target = Path("docs", name)
        target.write_text(redrawn(target.read_text(encoding="utf-8"), drawn), encoding="utf-8")
