"""The drawings in the docs are the graphs' own."""

from pathlib import Path

from bookwright.graphs.drawing import drawings, redrawn

DOCS = Path(__file__).parents[2] / "docs"


def test_the_drawings_in_the_docs_are_those_of_the_graphs_as_they_are_now() -> None:
    pages = drawings()
    assert "retrieve" in pages["graph.md"][0]
    for name, drawn in pages.items():
        page = (DOCS / name).read_text(encoding="utf-8")
        assert page.count("```mermaid") == len(drawn), name
        assert redrawn(page, drawn) == page, f"{name}: run make docs"
