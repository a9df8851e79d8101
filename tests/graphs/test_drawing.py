"""The drawings in the docs are the graphs' own."""

from pathlib import Path

import pytest

from bookwright.graphs.drawing import PAGES, redrawn

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", PAGES)
def test_the_drawings_of_a_page_are_those_of_the_graphs_as_they_are_now(name: str) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    assert "```mermaid" in page
    assert redrawn(page, PAGES[name]) == page, "run make docs"
