"""The run service: threads, runs, their events and uploads, for every façade."""

import asyncio
import re
import shutil
import uuid
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from decimal import Decimal
from itertools import dropwhile
from pathlib import Path
from typing import Any

from bookwright.errors import RequestRefused
from bookwright.service.budget import Budget
from bookwright.service.serve.answers import used_otherwise
from bookwright.service.serve.asked import check_answer, check_input, check_room
from bookwright.service.serve.assistants import assistants
from bookwright.service.serve.assistants.assistant import Assistant, Job
from bookwright.service.serve.background import at_work
from bookwright.service.serve.bells import Bells
from bookwright.service.serve.end import ended
from bookwright.service.serve.entities import THREAD_ID, Asked, Checkpoint, Event, Multitask, Run, RunStatus, Thread, ThreadStatus
from bookwright.service.serve.executor import Executor
from bookwright.service.serve.job import spent
from bookwright.service.serve.principal import Principal, folder_of
from bookwright.service.serve.settings import ServeSettings
from bookwright.service.serve.store import Store
from bookwright.service.serve.sweep import sweep
from bookwright.service.serve.uploads import Uploads
from bookwright.service.serve.webhooks.webhooks import Webhooks


class RunService:
    """All that the façades call. What is another owner's is as what does not exist: RequestRefused with 404.

    Used inside a running event loop, between the beginning and the end of `open`.
    """

    def __init__(self, settings: ServeSettings, store: Store) -> None:
        self.settings, self.store = settings, store
        self.uploads = Uploads(settings, store)
        self.bells = Bells()
        self.webhooks = Webhooks(store.db, settings.webhook_hosts)
        self.executor = Executor(store, settings.at_once, self._job_of, self._heard)
        self._at_work: tuple[asyncio.Task[None], ...] = ()

    @classmethod
    @asynccontextmanager
    async def open(cls, settings: ServeSettings) -> AsyncIterator["RunService"]:
        """The service, with runs being worked on inside the block, for who holds the folder's lock. What is not done then goes on when
        it is opened again."""
        settings.data.mkdir(parents=True, exist_ok=True)
        with closing(Store(settings.data / "server.db")) as store:
            sweep(settings.data, store)
            service = cls(settings, store)
            async with at_work(service.executor.run(), service.webhooks.run()) as service._at_work:
                yield service

    @property
    def is_at_work(self) -> bool:
        """Whether runs are being taken and their ends told."""
        return not any(task.done() for task in self._at_work)

    # assistants

    def assistant(self, name: str) -> Assistant:
        """The assistant of that name; 404 where there is none."""
        found = assistants().get(name)
        if found is None:
            raise RequestRefused(404, f"assistant {name}: there is none; there are {', '.join(assistants())}")
        return found

    # threads

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

    async def drop_thread(self, who: Principal, thread_id: str) -> None:
        """Takes a thread out with all that belongs to it, after its runs were stopped."""
        thread = self.thread(who, thread_id)
        for run in self.store.active(thread.id, who.owner):
            await self.cancel(who, run.id)
        for run in self.store.runs(thread.id, who.owner):
            await self.join(who, run.id)
        self.store.drop_thread(thread.id, who.owner)
        await asyncio.to_thread(shutil.rmtree, self._folder(who.owner, thread.id), ignore_errors=True)

    # runs

    async def start(
        self, who: Principal, assistant: str, asked: Asked, thread_id: str | None = None, idempotency: str | None = None
    ) -> Run:
        """A run that is to be done, on a new thread where none is named. The same request with the same idempotency key gives the same run.

        404 for what does not exist, 409 where the thread is busy and `asked.multitask` rejects, 422 for an input or an answer that does
        not fit, a webhook that may not be called, and a key that came with another request, 402 where the owner's budget is spent, 429
        where too many of their runs wait.
        """
        if before := self._before(who, assistant, asked, thread_id, idempotency):
            return before
        check_input(self.assistant(assistant), asked, who, self.uploads, has_model=self.settings.model is not None)
        check_room(who, self.store.spent(who.owner)[0], self.store.waiting(who.owner), self.settings.waiting)
        if asked.webhook:
            await self.webhooks.check(asked.webhook, who.owner)
        found = self.thread(who, thread_id) if thread_id else None
        if asked.resumes:
            check_answer(self.assistant(assistant), asked, found, self.store.runs(found.id, who.owner) if found else [])
        if found and (active := self.store.active(found.id, who.owner)):
            await self._make_way(who, found, active, asked.multitask)
        if before := self._before(who, assistant, asked, thread_id, idempotency):  # it may have come meanwhile
            return before
        now = datetime.now(UTC)
        with self.store.together():
            thread = found or self.create_thread(who)
            run = Run(
                id=str(uuid.uuid4()),
                thread=thread.id,
                owner=who.owner,
                assistant=assistant,
                created=now,
                updated=now,
                status=RunStatus.PENDING,
                asked=asked,
                budget=who.budget,
            )
            self.store.add_run(run, idempotency or None)
            self.store.add_event(run.id, "metadata", {"run_id": run.id, "thread_id": thread.id, "attempt": 1})
            self.change_thread(who, thread.id, status=ThreadStatus.BUSY)
        self.executor.wake()
        return run

    def run(self, who: Principal, run_id: str, thread_id: str | None = None) -> Run:
        """A run; 404 where there is none, or none on that thread."""
        found = self.store.run(run_id, who.owner)
        if found is None or (thread_id is not None and found.thread != thread_id):
            raise RequestRefused(404, f"run {run_id}: there is none")
        return found

    def runs(self, who: Principal, thread_id: str) -> list[Run]:
        """The runs of a thread, the last first."""
        return self.store.runs(self.thread(who, thread_id).id, who.owner)

    async def cancel(self, who: Principal, run_id: str) -> Run:
        """Has a run stop; what it has done is kept, and the same input on the same thread goes on from there. 409 where it has ended."""
        run = self.run(who, run_id)
        if run.status.ended:
            raise RequestRefused(409, f"run {run_id}: has ended")
        run = run.model_copy(update={"cancelled": True})
        self.store.keep_run(run)
        if run.status is RunStatus.PENDING or not self.executor.stop(run.id):
            cost = spent(self._folder(run.owner, run.thread) / run.assistant)  # of goes before this one
            await self._heard(run, "stopped", {"error": "interrupted", "message": "cancelled before it began", **cost})
        return self.run(who, run_id)

    async def join(self, who: Principal, run_id: str) -> Run:
        """The run when it has ended."""
        with self.bells.at(run_id) as bell:
            while not (run := self.run(who, run_id)).status.ended:
                bell.clear()
                await bell.wait()
        return run

    async def drop_run(self, who: Principal, run_id: str) -> None:
        """Takes a run that has ended out; 409 for one that has not."""
        run = self.run(who, run_id)
        if not run.status.ended:
            raise RequestRefused(409, f"run {run_id}: has not ended; cancel it first")
        self.store.drop_run(run.id)

    async def events(self, who: Principal, run_id: str, after: int = 0) -> AsyncIterator[Event]:
        """The events of a run behind that one, as they come, until the run has ended and all were given."""
        self.run(who, run_id)
        with self.bells.at(run_id) as bell:
            while True:
                bell.clear()
                run = self.store.run(run_id, who.owner)
                for event in self.store.events(run_id, after):
                    after = event.seq
                    yield event
                if run is None or run.status.ended:
                    return
                await bell.wait()

    def history(self, who: Principal, thread_id: str, since: str | None = None, before: str | None = None) -> Iterator[Checkpoint]:
        """The states that a thread was in, the last first, each read when it is asked for: from that one on, and those before that one."""
        return self.store.checkpoints(self.thread(who, thread_id).id, who.owner, since, before)

    def files(self, who: Principal, thread_id: str, assistant: str) -> Path:
        """The run directory of an assistant on a thread; 404 where there is none."""
        folder = self._folder(who.owner, self.thread(who, thread_id).id) / self.assistant(assistant).name
        if not folder.is_dir():
            raise RequestRefused(404, f"thread {thread_id}: {assistant} has made nothing there")
        return folder

    # what is asked

    def _before(self, who: Principal, assistant: str, asked: Asked, thread_id: str | None, idempotency: str | None) -> Run | None:
        """The run that was started by the same request. RequestRefused with 422 where another came under its key."""
        before = self.store.run_by_key(who.owner, idempotency) if idempotency else None
        if before and ((before.assistant, before.asked) != (assistant, asked) or thread_id not in {None, before.thread}):
            raise used_otherwise()
        return before

    async def _make_way(self, who: Principal, thread: Thread, active: list[Run], multitask: Multitask) -> None:
        if multitask is Multitask.REJECT:
            raise RequestRefused(409, f"thread {thread.id}: run {active[0].id} has not ended; wait, or ask with another multitask_strategy")
        if multitask in {Multitask.INTERRUPT, Multitask.ROLLBACK}:
            for run in active:
                await self.cancel(who, run.id)
                await self.join(who, run.id)
                if multitask is Multitask.ROLLBACK:
                    self.store.drop_run(run.id)

    # what is done

    def _folder(self, owner: str, thread_id: str) -> Path:
        return self.settings.data / "threads" / folder_of(owner) / thread_id

    def _job_of(self, run: Run) -> Job:
        first = Run.with_input(dropwhile(lambda one: one.id != run.id, self.store.runs(run.thread, run.owner)))
        asked = (first.asked.input if first else None) or {}
        folder = self._folder(run.owner, run.thread) / run.assistant
        folder.parent.mkdir(parents=True, exist_ok=True)
        return Job(
            assistant=run.assistant,
            input=asked,
            folder=folder,
            uploads=self.uploads.paths(run.owner, [*asked.get("documents", ()), *asked.get("data", ())]),
            model=self.settings.model,
            budget=self._left(run),
            resumes=run.asked.resumes,
            resume=run.asked.resume,
        )

    def _left(self, run: Run) -> Budget | None:
        """What the run's folder may cost in all: the owner's budget without what was spent elsewhere."""
        if run.budget is None or self.settings.model is None:
            return None
        elsewhere, _ = self.store.spent(run.owner, besides=run.place)
        return Budget(amount=Decimal(max(run.budget - elsewhere, 0)), unit="calls")

    async def _heard(self, run: Run, kind: str, data: dict[str, Any]) -> None:
        """Writes down what a job says; the run as it stands on disk tells whether somebody wanted it to stop."""
        found = self.store.run(run.id, run.owner)
        if found is None:  # it was taken out meanwhile
            self.executor.stop(run.id)
            return
        run = found
        with self.store.together():
            if kind == "progress":
                self.store.add_event(run.id, "custom", data)
            elif kind == "stopped" and not run.cancelled:
                self.store.let_go(run.id)  # the server is ending: it goes on when the server is back
            else:
                self._ended(run, kind, data)
        self.bells.ring(run.id)

    def _ended(self, run: Run, kind: str, data: dict[str, Any]) -> None:
        if "calls" in data:
            self.store.keep_spending(run.owner, run.place, data["calls"], data["tokens"])
        who = Principal(owner=run.owner)
        end = ended(run, self.thread(who, run.thread), kind, data)
        self.store.add_event(run.id, end.event, end.data)
        self.store.keep_checkpoint(end.checkpoint, run.owner)
        self.store.keep_run(end.run)
        self.webhooks.promise(end.run)
        status = ThreadStatus.BUSY if self.store.active(run.thread, run.owner) else end.thread_status
        self.change_thread(
            who,
            run.thread,
            status=status,
            values=end.checkpoint.values,
            interrupts=end.checkpoint.interrupts,
            checkpoint=end.checkpoint.id,
        )
