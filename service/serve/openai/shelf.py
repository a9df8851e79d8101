"""The libraries of the owners: each has what they uploaded, read when it is first asked about."""

import asyncio
import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from weakref import WeakValueDictionary

from bookwright.errors import InputError, RequestRefused
from bookwright.knowledge.document import Document
from bookwright.knowledge.library import Library
from bookwright.knowledge.reader import read_documents
from bookwright.knowledge.settings import LibrarySettings
from bookwright.knowledge.sniff import kind_by_name
from bookwright.knowledge.sources import SourceFile
from bookwright.service.serve.openai.answer import Found, Origin
from bookwright.service.serve.principal import Principal, folder_of
from bookwright.service.serve.uploads import Uploads

MOST_OPEN = 16
PASSAGES = 6
READ = "read.json"

Result = TypeVar("Result")


class Shelf:
    """One owner's library. Its methods are for one thread at a time."""

    def __init__(self, folder: Path) -> None:
        self._library = Library.open(folder, LibrarySettings())
        self._list = folder / READ
        self._read: set[str] = set(json.loads(self._list.read_text(encoding="utf-8"))) if self._list.exists() else set()

    def keep(self, files: list[SourceFile]) -> None:
        """Reads the files that are new and takes out those that are gone. One that cannot be read is left out and not tried again."""
        names = {file.name for file in files}
        if names == self._read:
            return
        new = [file for file in files if file.name not in self._read]
        for _, document in read_documents(new) if new else ():
            if isinstance(document, Document):
                self._library.add([document])
        self._library.keep_only(names)
        half = self._list.with_suffix(".new")
        half.write_text(json.dumps(sorted(names)), encoding="utf-8")
        half.replace(self._list)
        self._read = names

    def search(self, question: str) -> Found:
        """The best passages for a question."""
        hits = self._library.search(question, PASSAGES) if self._library.documents() else []
        ids = dict.fromkeys(hit.passage.document_id for hit in hits)
        origins = {document_id: _origin(self._library.imprint(document_id).path) for document_id in ids}
        language = self._library.imprint(hits[0].passage.document_id).language if hits else "en"
        return Found(passages=tuple(hit.passage for hit in hits), origins=origins, language=language)

    def text(self, text_id: str) -> str:
        """The text of the document with that hash. InputError where there is none."""
        return self._library.document(text_id).text

    def close(self) -> None:
        """Lets go of the library."""
        self._library.close()


class Shelves:
    """The shelves of all owners in the server's folder, those asked about last kept open."""

    def __init__(self, data: Path, uploads: Uploads) -> None:
        self._folder, self._uploads = data / "libraries", uploads
        self._open: dict[str, Shelf] = {}
        self._opening = threading.Lock()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def search(self, who: Principal, question: str) -> Found:
        """The best passages of that owner's documents for a question."""
        return await self._with(who, lambda shelf: shelf.search(question))

    async def text(self, who: Principal, text_id: str) -> str:
        """A text of that owner's documents, which offsets count the characters of; 404 where there is none."""
        try:
            return await self._with(who, lambda shelf: shelf.text(text_id))
        except InputError:
            raise RequestRefused(404, f"text {text_id}: there is none") from None

    def close(self) -> None:
        """Lets go of all libraries."""
        while self._open:
            self._open.popitem()[1].close()

    async def _with(self, who: Principal, wanted: Callable[[Shelf], Result]) -> Result:
        turn = self._turns.setdefault(who.owner, asyncio.Lock())
        async with turn:
            return await asyncio.to_thread(self._work, who.owner, self._files(who), wanted)

    def _work(self, owner: str, files: list[SourceFile], wanted: Callable[[Shelf], Result]) -> Result:
        """One thread at a time is in here for an owner. A shelf in use is not among the open ones, so that nobody else closes it."""
        with self._opening:
            shelf = self._open.pop(owner, None)
        shelf = shelf or Shelf(self._folder / folder_of(owner))
        try:
            shelf.keep(files)
            return wanted(shelf)
        finally:
            with self._opening:
                self._open[owner] = shelf  # the last asked about stands last
                while len(self._open) > MOST_OPEN:
                    self._open.pop(next(iter(self._open))).close()

    def _files(self, who: Principal) -> list[SourceFile]:
        """The owner's documents, each named by the id of its upload and its own name; data files are no documents."""
        uploads = [upload for upload in self._uploads.all_of(who) if kind_by_name(upload.name)]
        paths = self._uploads.paths(who.owner, [upload.id for upload in uploads])
        return [SourceFile(paths[upload.id], f"{upload.id}/{upload.name}") for upload in uploads]


def _origin(path: str) -> Origin:
    document_id, _, name = path.partition("/")
    return Origin(document_id=document_id, name=name)
