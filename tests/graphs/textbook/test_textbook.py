"""The textbook graph, always through the compiled graph, with models played by the scripted endpoint."""

from pathlib import Path
from typing import Any

from bookwright.agents.textbook.team import model_textbook_team
from bookwright.graphs.textbook.builder import textbook_graph
from bookwright.graphs.textbook.settings import TextbookSettings
from bookwright.knowledge.library import Library
from tests.endpoint.client import Endpoint
from tests.graphs.textbook.conftest import asking, whole_numbers


async def made(endpoint: Endpoint, library: Library, path: Path, **settings: Any) -> dict[str, Any]:
    """What the graph makes of the library."""
    async with asking(endpoint, path) as chat:
        graph = textbook_graph(model_textbook_team(chat), library, TextbookSettings(**settings), whole_numbers).compile()
        return await graph.ainvoke({})


async def test_a_folder_of_documents_becomes_a_book(endpoint: Endpoint, library: Library, tmp_path: Path) -> None:
    out = await made(endpoint, library, tmp_path / "ledger.db")
    book = out["book"]
    assert [section.number for section in book.sections] == ["1.1", "1.2", "2.1"]
