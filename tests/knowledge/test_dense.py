"""Search by meaning: the library with embeddings and a real Chroma database."""

import shutil
from pathlib import Path

import chromadb
import pytest
from chromadb.config import Settings
from langchain_core.embeddings import Embeddings

from bookwright.errors import ModelUnreachable
from bookwright.knowledge.document import Block, BlockKind, Document, Parsed, compose
from bookwright.knowledge.library import Library
from bookwright.knowledge.settings import LibrarySettings

COLOURS = ("red", "green", "blue", "yellow", "white", "black")


def documents(colours: tuple[str, ...] = COLOURS, language: str = "en") -> list[Document]:
    return [
        compose(
            Parsed(media_type="text/plain", blocks=(Block(kind=BlockKind.PARAGRAPH, text=f"The {c} door and {c} wall."),)),
            f"{c}.txt",
            language,
        )
        for c in colours
    ]


class Palette(Embeddings):
    """Knows a colour by its first letter, and counts what it is asked."""

    model = "palette-1"

    def __init__(self, dimensions: int = 8) -> None:
        self.dimensions = dimensions
        self.asked: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.asked += texts
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        hue = next((place for place, colour in enumerate(COLOURS, 1) if colour in text or f"{colour[0]}-ish" in text), 0)
        return [1.0 if place == hue else 0.1 for place in range(self.dimensions)]


def collections(directory: Path) -> dict[str, int]:
    client = chromadb.PersistentClient(path=str(directory / "chroma"), settings=Settings(anonymized_telemetry=False))
    counts = {collection.name: collection.count() for collection in client.list_collections()}
    client.close()
    return counts


def best(library: Library, query: str) -> str:
    return library.search(query, k=1)[0].passage.text


def test_the_fitted_channel_finds_what_no_whole_word_matches(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add(documents())
        (hit, *_) = library.search("yellowish")
        assert hit.passage.text == "The yellow door and yellow wall."
        assert (hit.lexical, hit.dense) == (0, 1)


def test_meaning_alone_words_alone_or_both(tmp_path: Path) -> None:
    found = {}
    for weight in (0.0, None, 1.0):
        with Library.open(tmp_path, LibrarySettings(dense_weight=weight), Palette()) as library:
            library.add(documents())
            found[weight] = {hit.passage.text.split()[1]: hit.score for hit in library.search("b-ish red", k=6)}
    assert max(found[0.0], key=found[0.0].__getitem__) == "red"
    assert found[None]["red"] == 1
    assert found[1.0]["red"] == 1


def test_another_process_finds_the_same(tmp_path: Path) -> None:
    with Library.open(tmp_path / "a") as library:
        library.add(documents())
        first = library.search("a greenish wall", k=6)
        assert library.search("a greenish wall", k=6) == first
    with Library.open(tmp_path / "a") as library:
        assert library.search("a greenish wall", k=6) == first
    with Library.open(tmp_path / "b") as library:
        library.add(reversed(documents()))
        assert library.search("a greenish wall", k=6) == first


def test_given_embeddings_are_asked_once_for_each_passage_and_again_for_none(tmp_path: Path) -> None:
    palette = Palette()
    with Library.open(tmp_path, embeddings=palette) as library:
        library.add(documents())
        assert best(library, "something y-ish") == "The yellow door and yellow wall."
        library.add([*documents(), *documents(("grey",))])
        library.search("b-ish")
        library.remove("red.txt")
        library.search("b-ish")
    with Library.open(tmp_path, embeddings=palette) as library:
        assert best(library, "something y-ish") == "The yellow door and yellow wall."
    assert sorted(palette.asked) == sorted(d.text for d in (*documents(), *documents(("grey",))))


def test_a_model_of_another_size_under_the_same_name_embeds_everything_anew(tmp_path: Path) -> None:
    with Library.open(tmp_path, embeddings=Palette()) as library:
        library.add(documents())
        library.search("b-ish")
    other = Palette(dimensions=12)
    with Library.open(tmp_path, embeddings=other) as library:
        library.add(documents(("grey",)))
        assert best(library, "something y-ish") == "The yellow door and yellow wall."
        assert len(library.passages()) == 7
    assert len(other.asked) >= 7


@pytest.mark.parametrize("damage", ["lost", "overwritten", "without its graph"])
def test_chroma_is_built_anew_from_the_store(tmp_path: Path, damage: str) -> None:
    palette = Palette()
    with Library.open(tmp_path, embeddings=palette) as library:
        library.add([*documents(), *documents(("rot", "weiß", "gelb"), language="de")])
        before = library.search("something y-ish", k=6)
    if damage == "lost":
        shutil.rmtree(tmp_path / "chroma")
    elif damage == "without its graph":
        for graph in (entry for entry in (tmp_path / "chroma").iterdir() if entry.is_dir()):
            shutil.rmtree(graph)
    else:
        (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(b"not a database" * 1000)
    with Library.open(tmp_path, embeddings=palette) as library:
        assert library.search("something y-ish", k=6) == before
    assert len(palette.asked) == len(COLOURS) + 3


def test_a_process_that_a_damaged_graph_ended_is_the_last_one_so(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add([*documents(), *documents(("rot", "weiß", "gelb"), language="de")])
        before = library.search("yellowish")
    for graph in (tmp_path / "chroma").rglob("data_level0.bin"):
        graph.write_bytes(b"damaged")
    (tmp_path / "chroma.opening").touch()
    with Library.open(tmp_path) as library:
        assert library.search("yellowish") == before
    assert not (tmp_path / "chroma.opening").exists()


def test_a_lost_or_damaged_model_is_fitted_anew(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add(documents())
        before = library.search("yellowish")
    (tmp_path / "fitted-english.npz").write_bytes(b"PK nothing")
    with Library.open(tmp_path) as library:
        assert library.search("yellowish") == before


def test_chroma_holds_what_the_library_holds(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add([*documents(), *documents(("rot", "weiß", "gelb"), language="de")])
        library.search("rot")
    assert sorted(collections(tmp_path).values()) == [3, 6]
    with Library.open(tmp_path) as library:
        library.keep_only(f"{colour}.txt" for colour in COLOURS[1:])
        library.search("green")
    assert list(collections(tmp_path).values()) == [5]


def test_a_library_without_embeddings_never_opens_chroma(tmp_path: Path) -> None:
    with Library.open(tmp_path, LibrarySettings(embeddings="none")) as library:
        library.add(documents())
        assert best(library, "yellow door") == "The yellow door and yellow wall."
    assert not (tmp_path / "chroma").exists()


def test_too_few_passages_to_fit_on_are_found_by_their_words(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add(documents(COLOURS[:2]))
        assert best(library, "green door") == "The green door and green wall."


def test_embeddings_that_fail_say_whose_they_are(tmp_path: Path) -> None:
    class Broken(Palette):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            raise ConnectionError("no route")

    class Ragged(Palette):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [[1.0] * (place + 1) for place in range(len(texts))]

    for kind, words in ((Broken, "no route"), (Ragged, "not one row of numbers")):
        with Library.open(tmp_path, embeddings=kind()) as library:
            library.add(documents())
            with pytest.raises(ModelUnreachable, match=rf"{kind.__name__}:palette-1.*{words}"):
                library.search("red")


@pytest.mark.parametrize("name", ["", "openai:", "minilm"])
def test_embeddings_that_are_not_known_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="is none of"):
        LibrarySettings(embeddings=name)
