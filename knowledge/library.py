"""The library: the documents a person gave, cut into passages, and found again by meaning and by words."""

import threading
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from bookwright.errors import InputError
from bookwright.knowledge.chunker import CHUNKER_VERSION, chunk
from bookwright.knowledge.document import Document, Frozen, Imprint
from bookwright.knowledge.lock import OwnerLock
from bookwright.knowledge.passage import Hit, Passage
from bookwright.knowledge.settings import LibrarySettings
from bookwright.knowledge.store import Store
from bookwright.knowledge.vectors import VectorIndex

if TYPE_CHECKING:
    from chromadb import Collection
    from langchain_core.embeddings import Embeddings

    from bookwright.knowledge.index import Index
    from bookwright.knowledge.neighbours import Neighbours


WRITABLE = "change its permissions, or copy it to where you may write"
# Read from the store once while they are asked for again and again.
DOCUMENTS_AT_HAND, PASSAGES_AT_HAND = 32, 4096


class Change(Frozen):
    """How many paths were new, as before, given another document, or taken away."""

    added: int = 0
    unchanged: int = 0
    replaced: int = 0
    removed: int = 0


class Library:
    """A directory that one process owns while it is open.

    Reading and searching are safe from several threads at once; a change is for one thread, while no other searches. Indexes are built at
    the first search after a change, and adding what is already there is no change.
    """

    def __init__(self, directory: Path, settings: LibrarySettings | None, embeddings: "Embeddings | None", lock: OwnerLock) -> None:
        self.directory = directory
        self._embeddings = embeddings
        self._lock = lock
        self._store = Store(directory / "library.db")
        self.settings = settings or self._kept_settings()
        self._vectors = VectorIndex(directory / "chroma")
        self._built: tuple[int, Index, Neighbours] | None = None  # and the change after which they were
        self._changes = 0
        self._building = threading.Lock()
        self._document = lru_cache(maxsize=DOCUMENTS_AT_HAND)(self._store.document)
        self._passage = lru_cache(maxsize=PASSAGES_AT_HAND)(self._store.passage)
        self._imprints: dict[str, Imprint] = {}

    @classmethod
    def open(cls, directory: Path, settings: LibrarySettings | None = None, embeddings: "Embeddings | None" = None) -> Self:
        """Opens the library in `directory`, which is made if it is missing.

        Without `settings` those that it was last opened with hold. `embeddings`, any LangChain one, goes before the settings'.
        LibraryLocked if another process has it open; InputError if what lies there is not a library, or may not be written.
        """
        lock = OwnerLock(directory)
        try:
            directory.mkdir(parents=True, exist_ok=True)
            lock.acquire()
            library = cls(directory, settings, embeddings, lock)
            library._recut()
            library._keep_settings()
        except OSError as error:
            lock.release()
            raise InputError(f"{directory}: cannot be opened for writing ({error.strerror or error}); {WRITABLE}") from error
        except BaseException:
            lock.release()
            raise
        return library

    def close(self) -> None:
        """Closes the files and lets go of the lock; harmless if done before."""
        self._vectors.close()
        self._store.close()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def add(self, documents: Iterable[Document]) -> Change:
        """Puts each document at its path, one transaction each. A text found at several paths is one document, under the first of them."""
        counts = {"added": 0, "unchanged": 0, "replaced": 0}
        for document in documents:
            before = self._store.source(document.path)
            if before == document:
                counts["unchanged"] += 1
                continue
            counts["replaced" if before else "added"] += 1
            with self._store.transaction():
                self._store.put_source(document)
                self._refresh(document.id)
                if before and before.id != document.id:
                    self._refresh(before.id)
            self._changed()
        return Change(**counts)

    def add_collection(self, collection: "Collection") -> Change:
        """Adds the texts of a Chroma collection: a document for each `source` in its metadata, or for each record without one.

        A document's path is `chroma/COLLECTION/SOURCE`, or the record's id in place of the source; see `collection.documents_of`.
        """
        from bookwright.knowledge.collection import documents_of  # noqa: PLC0415  guesses languages, which takes a while to load

        return self.add(documents_of(collection))

    def remove(self, path: str) -> Change:
        """Takes away what stands at `path`, and its passages if the text stands nowhere else."""
        before = self._store.source(path)
        if before is None:
            return Change()
        with self._store.transaction():
            self._store.drop_source(path)
            self._refresh(before.id)
        self._changed()
        return Change(removed=1)

    def keep_only(self, paths: Iterable[str]) -> Change:
        """Takes away whatever stands at any other path."""
        wanted = set(paths)
        return Change(removed=sum(self.remove(path).removed for path in self._store.paths() if path not in wanted))

    def documents(self) -> list[Document]:
        """Every document once, in the order of their paths."""
        return list(self.each_document())

    def each_document(self) -> Iterator[Document]:
        """As `documents`, read one at a time."""
        return self._store.documents()

    def document(self, document_id: str) -> Document:
        """The document of that id; InputError if there is none."""
        document = self._document(document_id)
        if document is None:
            raise InputError(f"{self.directory}: no document {document_id}")
        return document

    def imprint(self, document_id: str) -> Imprint:
        """Title, path, language and licence of a document, kept in memory; InputError if there is none."""
        imprint = self._imprints.get(document_id)
        if imprint is None:
            document = self.document(document_id)
            imprint = Imprint(title=document.title, path=document.path, language=document.language, licence=document.licence)
            self._imprints[document_id] = imprint
        return imprint

    def passages(self, document_id: str | None = None) -> list[Passage]:
        """The passages of one document or of all, in canonical order: by the document's path, then by offset."""
        return self._store.passages(document_id)

    def each_passage(self) -> Iterator[Passage]:
        """As `passages` of all documents, read one at a time."""
        return self._store.each_passage()

    def passage(self, passage_id: str) -> Passage:
        """The passage of that id; InputError if there is none."""
        passage = self._passage(passage_id)
        if passage is None:
            raise InputError(f"{self.directory}: no passage {passage_id}")
        return passage

    def search(self, query: str, k: int = 5, exclude: Container[str] = (), language: str | None = None) -> list[Hit]:
        """The best `k` passages for `query`, best first, without those whose id is in `exclude`.

        `language` keeps to documents in that language; without it every document is searched.
        """
        hits = []
        for match in self._current()[0].search(query, k, exclude, language):
            passage = self._passage(match.passage_id)
            if passage is not None:
                hits.append(Hit(passage=passage, score=match.score, lexical=match.lexical, dense=match.dense))
        return hits

    def beside(self, passage_id: str, count: int) -> list[str]:
        """The ids of at most `count` passages that help to understand this one.

        The passage before it in its own section, which may hold what its first words lean on, then what a search in its language finds.
        """
        return self._current()[1].beside(self.passage(passage_id).id, count)

    def beside_at_hand(self, passage_id: str, count: int) -> list[str] | None:
        """What `beside` gives, where that is known without a search; it never waits."""
        built = self._built
        return built[2].at_hand(passage_id, count) if built and built[0] == self._changes else None

    def _current(self) -> tuple["Index", "Neighbours"]:
        from bookwright.knowledge.dense import Rooms  # noqa: PLC0415  their imports cost a second, which only a search should pay
        from bookwright.knowledge.entry import entry_of  # noqa: PLC0415
        from bookwright.knowledge.index import build  # noqa: PLC0415
        from bookwright.knowledge.neighbours import Neighbours  # noqa: PLC0415

        with self._building:
            changes = self._changes
            if self._built is None or self._built[0] != changes:
                languages = {document.id: document.language for document in self._store.documents()}
                passages = self._store.passages()
                entries = [entry_of(passage, languages[passage.document_id]) for passage in passages]
                index = build(entries, self.settings, self._embeddings, Rooms(self._store, self._vectors, self.directory))
                self._built = changes, index, Neighbours(index, passages, languages, self.passage)
            return self._built[1:]

    def _changed(self) -> None:
        self._changes += 1
        self._document.cache_clear()
        self._passage.cache_clear()
        self._imprints.clear()

    def _refresh(self, document_id: str) -> None:
        """Cuts the document again, if its text is still at some path, and keeps the passages that come out the same."""
        document = self._store.document(document_id)
        passages = chunk(document, self.settings.chunk) if document else []
        if passages != self._store.passages(document_id):
            self._store.replace_passages(document_id, passages)

    def _kept_settings(self) -> LibrarySettings:
        kept = self._store.note("settings")
        return LibrarySettings.model_validate_json(kept) if kept else LibrarySettings()

    def _keep_settings(self) -> None:
        """Writes down the settings, without the key, where they are not those kept."""
        settings = self.settings.model_dump_json(exclude={"embeddings_key"})
        if self._store.note("settings") != settings:
            with self._store.transaction():
                self._store.put_note("settings", settings)

    def _recut(self) -> None:
        """Cuts every document again if the settings or the chunker are not those of the passages kept."""
        cut = f"{CHUNKER_VERSION} {self.settings.chunk.model_dump_json()}"
        if self._store.note("cut") == cut:
            return
        with self._store.transaction():
            for document in self._store.documents():
                self._refresh(document.id)
            self._store.put_note("cut", cut)
