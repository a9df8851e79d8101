"""The items of rephrasing: every piece in every style, or in some that its own id draws."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bookwright.agents.rephrase.style import Style
from bookwright.graphs.rephrase.recipe import RephraseRecipe
from bookwright.graphs.rephrase.settings import RephraseSettings
from bookwright.knowledge.document import Block, BlockKind, Parsed, compose
from bookwright.knowledge.library import Library
from bookwright.knowledge.settings import LibrarySettings
from tests.graphs.rephrase.test_graph import team_of

SENTENCE = "The keeper of ledger {} writes down number {} before anybody has seen what stands in it."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Eight documents of one passage each."""
    with Library.open(tmp_path / "library", LibrarySettings(embeddings="none")) as library:
        for place in range(8):
            text = " ".join(SENTENCE.format(place, number) for number in range(4))
            parsed = Parsed(media_type="text/plain", blocks=(Block(kind=BlockKind.PARAGRAPH, text=text),))
            library.add([compose(parsed, f"{place}.md", "en")])
        yield library


def recipe(library: Library, **settings: object) -> RephraseRecipe:
    def nobody(_: object) -> None:
        raise AssertionError

    return RephraseRecipe(team_of(nobody), library, RephraseSettings(**settings), library.passages())  # type: ignore[arg-type]


def test_every_piece_is_told_in_every_style_in_the_order_of_the_settings(library: Library) -> None:
    items = recipe(library, styles=(Style.WIKI, Style.EASY)).items()
    assert [item.style for item in items] == [Style.WIKI, Style.EASY] * 8
    assert len({item.id for item in items}) == 16


def test_a_style_for_each_piece_is_drawn_by_its_id_and_not_by_the_order(library: Library) -> None:
    drawn = {item.passage.id: item.style for item in recipe(library, per_passage=1).items()}
    backwards = {item.passage.id: item.style for item in recipe(library, per_passage=1, styles=tuple(reversed(Style))).items()}
    assert drawn == backwards
    assert len(drawn) == 8
    assert len(set(drawn.values())) > 1


def test_items_are_given_once(library: Library) -> None:
    made = recipe(library)
    assert len(made.items()) == 8 * len(Style)
    assert made.items() == []
