"""Threads and the states that they are in, for the run service."""

import re
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bookwright.errors import RequestRefused
from bookwright.service.serve.assistants import assistants
from bookwright.service.serve.assistants.assistant import Assistant
from bookwright.service.serve.end import INTERRUPT
from bookwright.service.serve.entities import THREAD_ID, Checkpoint, Interrupt, Run, Thread, ThreadStatus
from bookwright.service.serve.principal import Principal, folder_of
from bookwright.service.serve.settings import ServeSettings
from bookwright.service.serve.store import Store

DROPPED = "."
"""What the folder of a thread that is being taken out is called by, with an id behind it; no thread has such a name."""


class Threads:
    """What is another owner's is as what does not exist: RequestRefused with 404."""

    def __init__(self, settings: ServeSettings, store: Store) -> None:
        self.settings, self.store = settings, store

    def assistant(self, name: str) -> Assistant:
        """The assistant of that name; 404 where there is none."""
        found = assistants().get(name)
        if found is None:
            raise RequestRefused(404, f"assistant {name}: there is none; there are {', '.join(assistants())}")
        return found

    def create_thread(self, who: Principal, thread_id: str | None = None, metadata: Mapping[str, Any] | None = None) -> Thread:
        """A new thread. 409 where there is one of that id, 422 for an id that none can have."""
        name = str(thread_id or uuid.uuid4())
        if not re.fullmatch(THREAD_ID, name):
            raise RequestRefused(422, "thread_id: has up to 64 letters, digits, _ and -; give another, or none")
        if self.store.thread(name, who.owner):
            raise RequestRefused(409, f"thread {name}: there is one already; name another, or none")
        now = datetime.now(UTC)
        thread = Thread(id=name, owner=who.owner, created=now, updated=now, metadata=dict(metadata or {}))
        self.store.keep_thread(thread)
        return thread

    def thread(self, who: Principal, thread_id: str) -> Thread:
        """A thread; 404 where there is none."""
        found = self.store.thread(thread_id, who.owner)
        if found is None:
            raise RequestRefused(404, f"thread {thread_id}: there is none")
        return found

    def change_thread(self, who: Principal, thread_id: str, **changed: Any) -> Thread:
        """The thread with these fields changed."""
        thread = self.thread(who, thread_id).model_copy(update={**changed, "updated": datetime.now(UTC)})
        self.store.keep_thread(thread)
        return thread

    def left_by(self, who: Principal, run: Run) -> Thread:
        """The thread with the values that this run gave, whatever was written into it since; as it is, where the run gave none."""
        thread, last = self.thread(who, run.thread), self.store.last_event(run.id)
        if last is None or last.event != "values":
            return thread
        return thread.model_copy(update={"values": {name: value for name, value in last.data.items() if name != INTERRUPT}})

    def put_state(
        self, who: Principal, thread: Thread, values: Mapping[str, Any], metadata: Mapping[str, Any], interrupts: tuple[Interrupt, ...] = ()
    ) -> Thread:
        """The thread with these values, in a state of its own behind the one that it was in, waiting for these."""
        checkpoint = Checkpoint(
            id=str(uuid.uuid4()),
            thread=thread.id,
            parent=thread.checkpoint,
            created=datetime.now(UTC),
            values=dict(values),
            next=tuple(interrupt.assistant for interrupt in interrupts),
            interrupts=interrupts,
            metadata=dict(metadata),
        )
        with self.store.together():
            self.store.keep_checkpoint(checkpoint, who.owner)
            return self.change_thread(who, thread.id, values=checkpoint.values, interrupts=interrupts, checkpoint=checkpoint.id)

    def check_states(self, who: Principal) -> None:
        """RequestRefused with 413 where the states of all their threads take more than is kept for one owner."""
        if self.store.states_bytes(who.owner) > self.settings.states_bytes:
            raise RequestRefused(413, f"the states of your threads have more than {self.settings.states_bytes} bytes; delete threads")

    def withdraw(self, who: Principal, thread: Thread) -> Thread:
        """The thread, waiting for nothing any more."""
        with self.store.together():
            self.put_state(who, thread, thread.values, {"source": "withdrawn"})
            status = ThreadStatus.BUSY if self.store.active(thread.id, who.owner) else ThreadStatus.IDLE
            return self.change_thread(who, thread.id, status=status)

    def history(self, who: Principal, thread_id: str, since: str | None = None, before: str | None = None) -> Iterator[Checkpoint]:
        """The states that a thread was in, the last first, each read when it is asked for: from that one on, and those before that one."""
        return self.store.checkpoints(self.thread(who, thread_id).id, who.owner, since, before)

    def files(self, who: Principal, thread_id: str, assistant: str) -> Path:
        """The run directory of an assistant on a thread; 404 where there is none."""
        folder = self._folder(who.owner, self.thread(who, thread_id).id) / self.assistant(assistant).name
        if not folder.is_dir():
            raise RequestRefused(404, f"thread {thread_id}: {assistant} has made nothing there")
        return folder

    def _folder(self, owner: str, thread_id: str) -> Path:
        return self.settings.data / "threads" / folder_of(owner) / thread_id
