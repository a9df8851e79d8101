"""Clusters: all passages of a library, those that lie together in one cluster of a size to be named."""

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bookwright.agents.textbook.specification import Specification
from bookwright.curation.book.clusters import MOST, inventory_of
from bookwright.knowledge.document import Block, BlockKind, Parsed, compose
from bookwright.knowledge.library import Library
from tests.curation.book.conftest import document

WORDS = "reactor coolant pump valve rod core shield steam turbine loop operator test power heat pressure".split()


def prose(words: int, seed: int = 0) -> str:
    """So many words in sentences of twelve."""
    said = [f"{WORDS[(seed + 7 * number) % len(WORDS)]}{(seed * 31 + number) % 97}" for number in range(words)]
    return " ".join(" ".join(said[start : start + 12]).capitalize() + "." for start in range(0, words, 12))


def test_short_neighbours_under_one_heading_are_one_cluster_and_long_chapters_are_several(library: Library) -> None:
    blocks = [(1, "Guide"), (2, "Cooling"), (3, "Pumps"), prose(120, 1), (3, "Valves"), prose(120, 2), (2, "Power"), prose(1450, 3)]
    library.add([document("guide.md", *blocks)])
    inventory = inventory_of(library, Specification(), about="Reactors")
    assert [cluster.words // 10 for cluster in inventory.clusters] == [24, 145]
    assert [path[-1] for path in inventory.clusters[0].headings] == ["Pumps", "Valves"]
    assert inventory.about == "Reactors"


def test_documents_do_not_share_a_cluster(library: Library) -> None:
    library.add([document("a.md", prose(60, 1)), document("b.md", prose(60, 2))])
    assert [cluster.words for cluster in inventory_of(library, Specification()).clusters] == [60, 60]


def test_the_gist_is_what_the_cluster_says_most_in_its_own_words(library: Library) -> None:
    central = "The coolant pump keeps the coolant of the reactor moving through the core."
    library.add(
        [
            document(
                "guide.md",
                f"{central} A coolant pump moves coolant through the reactor core at all times.",
                "Nobody was in the garden on that Tuesday evening.",
                "Every valve of the loop is tested by an operator before the coolant is warm.",
                "When the pump stops, the coolant in the core heats up quickly. The core of the reactor needs coolant from the pump.",
            )
        ]
    )
    (cluster,) = inventory_of(library, Specification()).clusters
    assert central in cluster.gist
    assert not any("garden" in sentence for sentence in cluster.gist)
    text = library.documents()[0].text
    assert all(sentence in text for sentence in cluster.gist)


def test_what_another_document_says_in_the_same_words_is_kept_once_and_reported(library: Library) -> None:
    library.add([document("a.md", (1, "Pumps"), prose(80, 1)), document("b.md", prose(80, 2))])
    library.add([document("c.md", prose(80, 1))])
    inventory = inventory_of(library, Specification())
    (unused,) = inventory.unused
    assert library.passage(unused.passage_id).document_id == library.documents()[2].id
    assert unused.why.startswith("says the same as A › Pumps, characters ")


def test_what_contradicts_another_document_is_kept(library: Library) -> None:
    said = (
        "The Halden reactor of the institute must not run above {} MW in any of its tests, since its cooling loop was never tested further."
    )
    library.add([document("a.md", said.format(25)), document("b.md", said.format(30))])
    assert inventory_of(library, Specification()).unused == ()


def test_tables_and_code_alone_make_clusters_without_a_gist(library: Library) -> None:
    blocks = (Block(kind=BlockKind.CODE, text="let x = 5;"), Block(kind=BlockKind.TABLE, text="a | b\n1 | 2"))
    library.add([compose(Parsed(media_type="text/markdown", blocks=blocks), "code.md", "en")])
    (cluster,) = inventory_of(library, Specification()).clusters
    assert (cluster.words, cluster.gist) == (0, ())


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 3), st.integers(20, 700)), min_size=1, max_size=8))
def test_every_passage_stands_in_one_cluster_in_reading_order(library: Library, shape: list[tuple[int, int]]) -> None:
    blocks = [block for number, (level, words) in enumerate(shape) for block in ((level, f"Heading {number}"), prose(words, number))]
    library.keep_only([])
    library.add([document("guide.md", *blocks)])
    inventory = inventory_of(library, Specification())
    passages = [passage_id for cluster in inventory.clusters for passage_id in cluster.passages]
    assert passages == [passage.id for passage in library.passages()]
    assert all(cluster.words <= MOST for cluster in inventory.clusters)
    assert all(one.id != other.id for one, other in pairwise(inventory.clusters))
    assert inventory == inventory_of(library, Specification())
