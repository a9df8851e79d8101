"""The graphs as pictures, made from the graphs themselves: `python -m bookwright.graphs.drawing` rewrites them in the pages of docs/."""

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from langgraph.graph import StateGraph

from bookwright.agents.chat import Reply, Request
from bookwright.agents.converse.team import model_converse_team
from bookwright.agents.evolve.team import model_evolve_team
from bookwright.agents.instruct.team import Examples, self_instruct_team
from bookwright.agents.label.scheme import Scheme
from bookwright.agents.label.team import label_team
from bookwright.agents.prefer.team import PreferTeam
from bookwright.agents.principles.principle import Principle
from bookwright.agents.principles.team import model_principles_team
from bookwright.agents.reason.team import model_reason_team
from bookwright.agents.rephrase.team import model_rephrase_team
from bookwright.agents.team import rules_team
from bookwright.agents.textbook.check import Check, Proof, Verification
from bookwright.agents.textbook.team import model_textbook_team
from bookwright.curation.instruct.rules import InstructionRules
from bookwright.graphs.converse.graph import converse_graph
from bookwright.graphs.converse.settings import ConverseSettings
from bookwright.graphs.evolve.graph import evolve_graph
from bookwright.graphs.instruct.call import call_graph
from bookwright.graphs.instruct.grounds import Grounds
from bookwright.graphs.instruct.task import task_graph
from bookwright.graphs.label.graph import label_graph
from bookwright.graphs.label.settings import LabelSettings
from bookwright.graphs.prefer.graph import prefer_graph
from bookwright.graphs.prefer.settings import PreferSettings
from bookwright.graphs.principles.graph import principles_graph
from bookwright.graphs.principles.settings import PrinciplesSettings
from bookwright.graphs.qa import qa_graph
from bookwright.graphs.reason.graph import reason_graph
from bookwright.graphs.reason.settings import ReasonSettings
from bookwright.graphs.rephrase.graph import rephrase_graph
from bookwright.graphs.rephrase.settings import RephraseSettings
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
    """The graphs of each page under docs/ as Mermaid diagrams, in their order there."""
    team, settings = model_textbook_team(Nobody()), TextbookSettings()
    tasks, grounds = self_instruct_team(Nobody(), (), Examples()), Grounds(rows={}, sources={}, shown={})
    scheme = Scheme(asks="?", labels={"one": "first", "other": "second"})
    principle = Principle(name="any", critique="what is asked", revision="what is mended")
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder)) as library:
        pages: dict[str, list[StateGraph[Any, None, Any, Any]]] = {
            "graph.md": [
                qa_graph(rules_team(), library),
                textbook_graph(team, library, settings, unchecked),
                section_graph(team, library, settings, unchecked),
            ],
            "recipes/instruct.md": [call_graph(tasks, InstructionRules(), grounds), task_graph(tasks, grounds)],
            "recipes/reason.md": [reason_graph(model_reason_team(Nobody()), ReasonSettings())],
            "recipes/rephrase.md": [rephrase_graph(model_rephrase_team(Nobody()), RephraseSettings())],
            "recipes/converse.md": [converse_graph(model_converse_team(Nobody()), library, ConverseSettings())],
            "recipes/label.md": [label_graph(label_team([Nobody()]), LabelSettings(scheme=scheme))],
            "recipes/prefer.md": [prefer_graph(PreferTeam(), PreferSettings())],
            "recipes/evolve.md": [evolve_graph(model_evolve_team(Nobody()))],
            "recipes/principles.md": [
                principles_graph(model_principles_team(Nobody()), PrinciplesSettings(principles=(principle,))),
            ],
        }
        return {page: [str(graph.compile().get_graph().draw_mermaid()).strip() for graph in graphs] for page, graphs in pages.items()}


async def unchecked(check: Check, _: Sequence[Evidence]) -> Verification:
    """What is said of a check that nobody runs."""
    return Verification(method=check.kind, proof=Proof.UNCHECKED, detail="nothing runs checks here")


def redrawn(page: str, pictures: Sequence[str]) -> str:
    """The page with its Mermaid blocks drawn anew, in their order."""
    waiting = iter(pictures)
    return PICTURE.sub(lambda _: f"```mermaid\n{next(waiting)}\n```", page)


if __name__ == "__main__":
    for name, drawn in drawings().items():
        target = Path("docs") / name
        target.write_text(redrawn(target.read_text(encoding="utf-8"), drawn), encoding="utf-8")
