"""The graphs as pictures, made from the graphs themselves: `python -m bookwright.graphs.drawing` rewrites docs/graph.md."""

import re
import tempfile
from pathlib import Path

from bookwright.agents.team import rules_team
from bookwright.graphs.qa import qa_graph
from bookwright.knowledge.library import Library

PICTURE = re.compile(r"```mermaid\n.*?```", re.DOTALL)


def drawing() -> str:
    """The Q&A graph as a Mermaid diagram."""
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder)) as library:
        return str(qa_graph(rules_team(), library).compile().get_graph().draw_mermaid()).strip()


def redrawn(page: str) -> str:
    """The page with its Mermaid block drawn anew."""
    return PICTURE.sub(lambda _: f"```mermaid\n{drawing()}\n```", page)


if __name__ == "__main__":
    target = Path("docs/graph.md")
    target.write_text(redrawn(target.read_text(encoding="utf-8")), encoding="utf-8")
