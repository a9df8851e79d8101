"""A server's folder with two owners, one of whom has everything that an owner can have; made without running anything."""

import shutil
import uuid
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bookwright.service.serve.access import Keys
from bookwright.service.serve.entities import Asked, Checkpoint, Interrupt, Run, RunStatus, Thread, ThreadStatus, Upload
from bookwright.service.serve.principal import folder_of
from bookwright.service.serve.store import Store
from tests.promises import rows
from tests.service.conftest import PROSE

ADA, BOB = "ada", "bob"


@dataclass(frozen=True)
class Ids:
    """What names the things of an owner: a thread with its run, state and question, a document, and the hash of its text."""

    thread_id: str
    run_id: str
    checkpoint_id: str
    interrupt_id: str
    document_id: str
    text_id: str

    @classmethod
    def of_nothing(cls) -> "Ids":
        """Ids that nothing has."""
        return cls(*(str(uuid.uuid4()) for _ in range(5)), uuid.uuid4().hex * 2)

    def replaced(self, text: str, others: "Ids") -> str:
        """A text with the ids of others where these stand."""
        for name, value in vars(self).items():
            text = text.replace(value, getattr(others, name))
        return text


@dataclass(frozen=True)
class House:
    """The folder, the keys, and what Ada has."""

    data: Path
    keys: dict[str, str]
    ids: Ids

    def headers(self, owner: str) -> dict[str, str]:
        """With what an owner asks."""
        return {"Authorization": f"Bearer {self.keys[owner]}"}


def built(data: Path, run: Path) -> House:
    """A folder in which Ada's one run, with that run directory, waits for a person."""
    data.mkdir(parents=True)
    text_id = next((run / "documents").glob("*.txt")).stem
    ids = Ids(*(str(uuid.uuid4()) for _ in range(5)), text_id)
    shutil.copytree(run, data / "threads" / folder_of(ADA) / ids.thread_id / "qa")
    (data / "uploads" / ids.document_id).mkdir(parents=True)
    (data / "uploads" / ids.document_id / "sessions.md").write_text(PROSE, encoding="utf-8")
    now, records = datetime.now(UTC), rows(run, "records.jsonl")
    interrupt = Interrupt(id=ids.interrupt_id, run=ids.run_id, assistant="qa", value={"kind": "review", "records": records[:1]})
    states = {"values": {"records": records}, "interrupts": (interrupt,)}
    thread = Thread(
        id=ids.thread_id, owner=ADA, created=now, updated=now, status=ThreadStatus.INTERRUPTED, checkpoint=ids.checkpoint_id, **states
    )
    checkpoint = Checkpoint(id=ids.checkpoint_id, thread=ids.thread_id, parent=None, created=now, next=("qa",), **states)
    asked = Asked(input={"documents": [ids.document_id], "review": 1})
    ended = {"created": now, "updated": now, "status": RunStatus.INTERRUPTED, "asked": asked}
    upload = Upload(id=ids.document_id, owner=ADA, name="sessions.md", media_type="text/markdown", size=len(PROSE), created=now)
    keys = {owner: Keys(data).add(owner)[1] for owner in (ADA, BOB)}
    with closing(Store(data / "server.db")) as store:
        store.keep_thread(thread)
        store.keep_checkpoint(checkpoint, ADA)
        store.add_run(Run(id=ids.run_id, thread=ids.thread_id, owner=ADA, assistant="qa", **ended))
        store.add_event(ids.run_id, "values", thread.values)
        store.keep_upload(upload)
    return House(data, keys, ids)
