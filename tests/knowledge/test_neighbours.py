"""Neighbours: worked out for many passages at once, and the same as a search for each would find."""

from pathlib import Path

import pytest

from bookwright.errors import InputError
from bookwright.knowledge.chunker import ChunkSettings
from bookwright.knowledge.document import Block, BlockKind, Document, Parsed, compose
from bookwright.knowledge.library import Library
from bookwright.knowledge.neighbours import query_of
from bookwright.knowledge.passage import Passage
from bookwright.knowledge.settings import LibrarySettings

THINGS = "glacier bridge hive canal lock flour tower cable valley boat".split()
SMALL = ChunkSettings(passage_chars=200)


def document(path: str, language: str) -> Document:
    blocks = [Block(kind=BlockKind.HEADING, text=f"The {THINGS[len(path)]}", level=1)]
    for number in range(40):
        first, second, third = (THINGS[(number * step + len(path)) % len(THINGS)] for step in (1, 3, 7))
        text = (
            f"A {first} of {number} years stands beside the {second} that a {third} leads to. The {second} is older than any {first} here."
        )
        blocks.append(Block(kind=BlockKind.PARAGRAPH, text=text))
    return compose(Parsed(media_type="text/plain", blocks=tuple(blocks)), path, language)


def one_by_one(library: Library, passage: Passage, count: int) -> list[str]:
    own = library.passages(passage.document_id)
    before = [other.id for other in own if other.headings == passage.headings and other.start < passage.start][-1:]
    language = library.document(passage.document_id).language
    hits = library.search(query_of(passage), count, {passage.id, *before}, language)
    return [*before, *(hit.passage.id for hit in hits)][:count]


def scores_of(library: Library, passage: Passage) -> dict[str, float]:
    """The score of every passage, since those that are alike but for the last bits of a float may come in either order."""
    hits = library.search(query_of(passage), 500, (), library.document(passage.document_id).language)
    return {hit.passage.id: hit.score for hit in hits}


@pytest.mark.parametrize("embeddings", ["fitted", "none"])
def test_the_neighbours_are_those_that_a_search_for_each_passage_finds(tmp_path: Path, embeddings: str) -> None:
    with Library.open(tmp_path, LibrarySettings(chunk=SMALL, embeddings=embeddings)) as library:
        library.add([document("a.txt", "en"), document("bc.txt", "en-GB"), document("d.txt", "de"), document("efg.txt", "fr")])
        passages = library.passages()
        assert len(passages) > 100
        for count in (3, 5, 1):
            for passage in passages[::7]:
                found, expected = library.beside(passage.id, count), one_by_one(library, passage, count)
                scores = scores_of(library, passage)
                assert [scores.get(other, 0) for other in found] == pytest.approx([scores.get(other, 0) for other in expected], abs=2e-6)


def test_a_change_is_seen(tmp_path: Path) -> None:
    with Library.open(tmp_path, LibrarySettings(chunk=SMALL)) as library:
        library.add([document("a.txt", "en"), document("bc.txt", "en")])
        passage = library.passages(library.documents()[0].id)[0]
        gone = {p.id for p in library.passages(library.documents()[1].id)}
        assert gone & set(library.beside(passage.id, 20))
        library.remove("bc.txt")
        assert not gone & set(library.beside(passage.id, 20))
        with pytest.raises(InputError, match="no passage"):
            library.beside(gone.pop(), 3)


def test_the_imprint_is_the_documents(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add([document("a.txt", "en")])
        (kept,) = library.documents()
        imprint = library.imprint(kept.id)
        assert (imprint.title, imprint.path, imprint.language, imprint.licence) == (kept.title, kept.path, kept.language, kept.licence)
