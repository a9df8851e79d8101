"""The drawings in the docs are the graphs' own."""

from pathlib import Path

import pytest

from bookwright.graphs.drawing import drawings, redrawn

DOCS = Path(__file__).parents[2] / "docs"
DRAWINGS = drawings()


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_drawings_on_a_page_are_those_of_the_graphs_as_they_are_now(name: str) -> None:
    page = (DOCS / name).read_text(encoding="utf-8")
    assert page.count("```mermaid") == len(DRAWINGS[name])
    assert redrawn(page, DRAWINGS[name]) == page, "run make docs"
