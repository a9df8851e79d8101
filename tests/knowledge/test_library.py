"""The library: documents go in, passages come out, and nothing is torn or stale."""

import errno
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bookwright.errors import InputError, LibraryLocked
from bookwright.knowledge.chunker import ChunkSettings
from bookwright.knowledge.document import Block, BlockKind, Document, Parsed, compose
from bookwright.knowledge.library import WRITABLE, Change, Library
from bookwright.knowledge.lock import OwnerLock
from bookwright.knowledge.settings import LibrarySettings

WORDS_ONLY = LibrarySettings(embeddings="none")
TOPICS = {
    "glaciers": "A glacier is a body of dense ice that moves under its own weight.",
    "bees": "Honey bees tell their hive where flowers are by dancing.",
    "bridges": "A suspension bridge hangs its deck from cables on two towers.",
    "bread": "Sourdough rises because wild yeast ferments the sugars of the flour.",
    "locks": "A canal lock lifts boats between stretches of water of different levels.",
}


def document(path: str, *paragraphs: str, language: str = "en") -> Document:
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in paragraphs)
    return compose(Parsed(media_type="text/plain", blocks=blocks), path, language)


def shelf() -> list[Document]:
    return [document(f"{name}.txt", text) for name, text in TOPICS.items()]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", WORDS_ONLY) as opened:
        yield opened


def test_adding_the_same_again_changes_nothing(library: Library) -> None:
    assert library.add(shelf()) == Change(added=5)
    before = library.passages()
    assert library.add(reversed(shelf())) == Change(unchanged=5)
    assert library.passages() == before


def test_passages_come_by_path_and_place(library: Library) -> None:
    library.add(reversed(shelf()))
    assert [p.text for p in library.passages()] == [TOPICS[name] for name in sorted(TOPICS)]
    assert list(library.each_passage()) == library.passages()
    assert [d.path for d in library.documents()] == [f"{name}.txt" for name in sorted(TOPICS)]


def test_another_text_at_a_path_replaces_the_old_one_and_its_passages(library: Library) -> None:
    library.add(shelf())
    old = library.search("honey bees")[0].passage
    assert library.add([document("bees.txt", "Bumblebees nest in the ground.")]) == Change(replaced=1)
    assert not [hit for hit in library.search("honey") if "Honey" in hit.passage.text]
    with pytest.raises(InputError, match=old.id):
        library.passage(old.id)
    with pytest.raises(InputError, match=old.document_id):
        library.document(old.document_id)


def test_one_text_at_two_paths_is_one_document_until_both_are_gone(library: Library) -> None:
    assert library.add([document("b.txt", TOPICS["bread"]), document("a.txt", TOPICS["bread"])]) == Change(added=2)
    (only,) = library.documents()
    assert only.path == "a.txt"
    assert len(library.passages()) == 1
    assert library.remove("a.txt") == Change(removed=1)
    assert [d.path for d in library.documents()] == ["b.txt"]
    assert len(library.passages()) == 1
    library.remove("b.txt")
    assert library.passages() == []
    assert library.remove("b.txt") == Change()


def test_what_is_no_longer_among_the_sources_goes(library: Library) -> None:
    library.add(shelf())
    assert library.keep_only(["bees.txt", "never.txt"]) == Change(removed=4)
    assert [d.path for d in library.documents()] == ["bees.txt"]


def test_a_document_and_a_passage_are_found_by_their_names(library: Library) -> None:
    library.add(shelf())
    passage = library.passages()[0]
    assert library.passage(passage.id) == passage
    assert library.document(passage.document_id).text[passage.start : passage.end] == passage.text
    assert library.passages(passage.document_id) == [passage]


def test_search_finds_by_words_best_first_and_leaves_out_what_it_is_told_to(library: Library) -> None:
    library.add(shelf())
    first, *others = library.search("how does a canal lock lift boats")
    assert first.passage.text == TOPICS["locks"]
    assert first.score == first.lexical == 1
    assert all(first.score >= hit.score > 0 for hit in others)
    assert first.passage not in [hit.passage for hit in library.search("how does a canal lock lift boats", exclude={first.passage.id})]
    assert len(library.search("a bridge of ice and bread for bees in water", k=2)) == 2


@pytest.mark.parametrize("query", ["", "???", "zyzzyva", "the of and"])
def test_a_query_that_has_nothing_in_common_finds_nothing(library: Library, query: str) -> None:
    library.add(shelf())
    assert library.search(query) == []


def test_an_empty_library_answers(library: Library) -> None:
    assert library.search("anything") == []
    assert library.documents() == []
    assert library.passages() == []


def test_a_library_of_one_passage_finds_it(library: Library) -> None:
    library.add([document("only.txt", TOPICS["bees"])])
    assert [hit.score for hit in library.search("bees")] == [1]


def test_a_search_can_keep_to_a_language(library: Library) -> None:
    library.add([*shelf(), document("eis.txt", "Ein Gletscher ist eine Masse aus Eis, die talwärts fließt.", language="de-AT")])
    assert {hit.passage.text[:3] for hit in library.search("Gletscher aus Eis", language="de")} == {"Ein"}
    assert library.search("Gletscher aus Eis", language="fr") == []
    assert library.search("Gletscher aus Eis")[0].passage.text.startswith("Ein")
    assert library.search("a glacier of dense ice")[0].passage.text == TOPICS["glaciers"]


def test_other_settings_cut_the_documents_again(tmp_path: Path) -> None:
    long = document("long.txt", " ".join(f"Sentence number {number} stands here." for number in range(100)))
    with Library.open(tmp_path) as library:
        library.add([long])
        few = len(library.passages())
    with Library.open(tmp_path, LibrarySettings(chunk=ChunkSettings(passage_chars=300))) as library:
        assert len(library.passages()) > 2 * few
    with Library.open(tmp_path, LibrarySettings()) as library:
        assert len(library.passages()) == few


def test_a_second_opening_is_refused_with_the_name_of_the_holder(library: Library) -> None:
    with pytest.raises(LibraryLocked, match=f"process {os.getpid()} "):
        Library.open(library.directory)


def test_a_file_that_is_no_library_is_refused_and_not_touched(tmp_path: Path) -> None:
    (tmp_path / "library.db").write_bytes(b"something else entirely, and long enough to be taken for a page" * 20)
    with pytest.raises(InputError, match="not a library"):
        Library.open(tmp_path)
    assert (tmp_path / "library.db").read_bytes().startswith(b"something else")


def test_a_library_of_a_later_format_is_refused(tmp_path: Path) -> None:
    Library.open(tmp_path).close()
    with sqlite3.connect(tmp_path / "library.db") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(InputError, match="format 99"):
        Library.open(tmp_path)


def test_threads_may_read_and_search_at_once(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library, ThreadPoolExecutor(8) as pool:
        library.add(shelf())
        expected = library.search("dancing honey bees")
        assert all(hits == expected for hits in pool.map(lambda _: library.search("dancing honey bees"), range(60)))
        assert all(passages == library.passages() for passages in pool.map(lambda _: library.passages(), range(60)))


KILLED = """
import sys
from pathlib import Path
from bookwright.knowledge.document import Block, BlockKind, Parsed, compose
from bookwright.knowledge.library import Library

def documents():
    for number in range(100_000):
        text = " ".join(f"Page {number} says {word} of {number * word}." for word in range(400))
        yield compose(Parsed(media_type="text/plain", blocks=(Block(kind=BlockKind.PARAGRAPH, text=text),)), f"{number:06}.txt", "en")
        print(number, flush=True)

library = Library.open(Path(sys.argv[1]))
library.add([next(documents())])
library.search("page")
library.add(documents())
"""


def test_a_kill_while_adding_leaves_whole_documents(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        while process.stdout.readline() != "20\n":
            assert process.poll() is None
        process.send_signal(signal.SIGKILL)
    with Library.open(tmp_path) as library:
        documents = library.documents()
        assert len(documents) >= 20
        for kept in documents:
            passages = library.passages(kept.id)
            held = {place for p in passages for place in range(p.start, p.end)}
            assert held == set(range(len(kept.text)))
        assert library.search("page 17 says 3")[0].passage.text.count("Page 17 says") > 0


def test_a_library_opened_without_settings_keeps_those_it_was_made_with(tmp_path: Path) -> None:
    settings = LibrarySettings(chunk=ChunkSettings(passage_chars=300), embeddings="none")
    with Library.open(tmp_path, settings):
        pass
    with Library.open(tmp_path) as library:
        assert library.settings == settings


def test_a_library_that_may_not_be_written_is_an_input_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: OwnerLock) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    with monkeypatch.context() as patched:
        patched.setattr(OwnerLock, "acquire", refuse)
        with pytest.raises(InputError) as caught:
            Library.open(tmp_path)
    assert str(caught.value) == f"{tmp_path}: cannot be opened for writing (Read-only file system); {WRITABLE}"
    Library.open(tmp_path).close()


def test_a_file_in_the_place_of_a_library_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("Text.", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be opened for writing"):
        Library.open(tmp_path / "file")
