"""From the SOURCEs of a command to a library that holds just them."""

import importlib
import re
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from bookwright.errors import DocumentError, InputError
from bookwright.knowledge.collection import read_collection
from bookwright.knowledge.document import Document, Frozen
from bookwright.knowledge.library import Library
from bookwright.knowledge.reader import read_documents
from bookwright.knowledge.sources import list_files
from bookwright.service.progress import Progress

COLLECTION_PREFIX = "chroma:"
SPDX = re.compile(r"[A-Za-z0-9.+()-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+()-]+)*")


class Intake(Frozen):
    """What was read, what was not and why, in seconds."""

    documents: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...]
    seconds: float


def check_sources(sources: Sequence[str], licence: str | None) -> None:
    """InputError for a SOURCE that cannot be used or a licence that is none, before anything is made on disk."""
    if licence is not None and not SPDX.fullmatch(licence):
        raise InputError(f"--licence {licence}: is no SPDX expression; write it like CC-BY-4.0 or MIT OR Apache-2.0")
    if files := [Path(source) for source in sources if not source.startswith(COLLECTION_PREFIX)]:
        list_files(files)


def take_in(sources: Sequence[str], library: Library, licence: str | None, progress: Progress) -> Intake:
    """Reads every SOURCE into the library and takes out what is no longer among them.

    A SOURCE is a file, a folder, or `chroma:DIRECTORY/COLLECTION`. InputError when nothing at all can be read.
    """
    start = time.monotonic()
    collections = [source for source in sources if source.startswith(COLLECTION_PREFIX)]
    files = list_files([Path(source) for source in sources if source not in collections]) if len(collections) < len(sources) else []
    progress.stage("Reading", len(files) + len(collections))
    _load_ahead("chromadb")
    kept: dict[str, str] = {}
    skipped: list[tuple[str, str]] = []
    seen: dict[str, str] = {}

    def keep(document: Document) -> None:
        library.add([document])
        kept[document.path] = document.id

    for file, result in read_documents(files, licence=licence):
        if isinstance(result, DocumentError):
            skipped.append((file.name, result.reason))
            progress.note(f"skipped {result}")
        elif result.id in seen:
            skipped.append((file.name, f"has the same text as {seen[result.id]}"))
        else:
            seen[result.id] = file.name
            keep(result)
        progress.step()
    for source in collections:
        for document in read_collection(source.removeprefix(COLLECTION_PREFIX), licence):
            keep(document)
        progress.step()
    if not kept:
        raise InputError("nothing could be read: " + "; ".join(f"{name} {reason}" for name, reason in skipped[:3]))
    library.keep_only(kept)
    return Intake(documents=tuple(kept.values()), skipped=tuple(skipped), seconds=time.monotonic() - start)


def _load_ahead(module: str) -> None:
    """Imports what will be needed next, while this process waits for the parsers."""
    threading.Thread(target=importlib.import_module, args=(module,), daemon=True).start()
