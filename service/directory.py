"""The run directory: its files, who owns it, and how they are written."""

import json
import os
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from bookwright.errors import RunError
from bookwright.knowledge.document import Document
from bookwright.knowledge.lock import PART, OwnerLock

FORMAT, PLAN = 2, "plan.yaml"
WRITERS, AT_HAND = 8, 64
TEXT = re.compile(r"[0-9a-f]{64}\.txt")
BEGUN = {"owner.lock", "owner.json", PART, "run.json.part"}
"""What a run leaves that was killed before it had a run.json."""


class RunDirectory:
    """RUN on disk. Owned by one process from `open` to `close`; LibraryLocked names the holder, RunError says why it cannot be used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.library = path / "library"
        self.ledger = path / "ledger.db"
        self.log = path / "log.jsonl"
        self._lock = OwnerLock(path)

    @classmethod
    def open(cls, path: Path, kind: str = "qa") -> "RunDirectory":
        """Takes the directory: a new or empty one, or that of an earlier run of this kind and format. Anything else is refused and not
        touched."""
        try:
            if path.exists() and not path.is_dir():
                raise RunError(f"{path}: is a file; name a folder with --out")
            path.mkdir(parents=True, exist_ok=True)
            _check(path, kind)
            run = cls(path)
            run._lock.acquire()
            if not (path / "run.json").exists():
                run.write_json("run.json", {"format": FORMAT, "kind": kind, "status": "new"})
        except OSError as error:
            raise RunError(f"{path}: {error.strerror}; name another folder with --out") from None
        return run

    @property
    def state(self) -> dict[str, Any]:
        """What run.json says. Its `status` is "new", "running", "writing", "stopped" or "finished"."""
        return read_state(self.path)

    @property
    def paid(self) -> int:
        """How many paid answers run.json counts over all goes."""
        return int(self.state.get("paid", {}).get("calls", 0))

    def tell(self, **work: object) -> None:
        """Says what the go at work is about, for `run status`: run.json may be that of a finished go until this one is finished too."""
        try:
            self._lock.tell(**work)
        except OSError as error:
            raise RunError(f"{self.path}: {error.strerror}; make room, then give the same command again") from None

    def close(self) -> None:
        """Lets go of the directory."""
        self._lock.release()

    def write_json(self, name: str, value: dict[str, Any]) -> None:
        """Writes a JSON file whole or not at all."""
        self._write(name, json.dumps(value, indent=2, ensure_ascii=False, default=str) + "\n")

    def write_text(self, name: str, text: str) -> None:
        """Writes a text file whole or not at all."""
        self._write(name, text)

    def write_documents(self, documents: Iterable[Document]) -> None:
        """Adds the canonical texts that documents/ does not hold yet."""
        folder = self.path / "documents"
        folder.mkdir(exist_ok=True)
        missing = (document for document in documents if not (folder / f"{document.id}.txt").exists())
        with ThreadPoolExecutor(WRITERS) as writers:  # each file waits for the disk
            while some := list(islice(missing, AT_HAND)):
                list(writers.map(lambda document: self._write(f"documents/{document.id}.txt", document.text), some))

    def drop_documents(self, document_ids: Iterable[str]) -> None:
        """Takes every other text out of documents/."""
        wanted = {f"{document_id}.txt" for document_id in document_ids}
        for path in (self.path / "documents").iterdir():
            if path.name not in wanted and TEXT.fullmatch(path.name):
                path.unlink()

    @contextmanager
    def written(self, name: str) -> Iterator[TextIO]:
        """A file that takes its name when the block ends well: whole or not at all."""
        final, part = self.path / name, self.path / f"{name}.part"
        try:
            with part.open("w", encoding="utf-8", newline="") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(final)
        except OSError as error:
            raise RunError(f"{final}: {error.strerror}; make room, then give the same command again") from None

    def _write(self, name: str, text: str) -> None:
        with self.written(name) as file:
            file.write(text)


def read_state(path: Path, kind: str | None = None) -> dict[str, Any]:
    """What run.json says. RunError where there is none, where it is damaged, where it is of another format, or not of the kind wanted."""
    state = path / "run.json"
    try:
        found = json.loads(state.read_text(encoding="utf-8"))
        of_format = found.get("format")
    except (FileNotFoundError, NotADirectoryError):
        raise RunError(f"{path}: is no run; name the directory that was given as --out") from None
    except OSError as error:
        raise RunError(f"{state}: {error.strerror}; make it readable") from None
    except (ValueError, AttributeError):
        raise RunError(f"{state}: is damaged; remove the folder or name another with --out") from None
    if of_format != FORMAT:
        raise RunError(f"{path}: is a run of format {of_format}, this version writes {FORMAT}; name another folder with --out")
    made = found.get("kind", "qa")
    if kind is not None and made != kind:
        raise RunError(f"{path}: is a run of {made}, not a run of {kind}; name another folder")
    return dict(found)


def _check(path: Path, kind: str) -> None:
    """RunError unless the folder is empty or a run of this kind and format."""
    if (path / "run.json").exists():
        read_state(path, kind)
    elif any(entry.name not in BEGUN for entry in path.iterdir()):
        raise RunError(f"{path}: holds files that are no run; name a new or empty folder with --out")
