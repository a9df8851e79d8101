"""The drawing in the docs is the graph's own."""

from pathlib import Path

from bookwright.graphs.drawing import redrawn

PAGE = Path(__file__).parents[2] / "docs" / "graph.md"


def test_the_drawing_in_the_docs_is_that_of_the_graph_as_it_is_now() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert "retrieve" in page
    assert redrawn(page) == page, "run make docs"
