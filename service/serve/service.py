"""The run service: runs on threads, their events and uploads, for every façade."""

import asyncio
import shutil
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing, suppress
from datetime import UTC, datetime
from typing import Any

from bookwright.errors import RequestRefused
from bookwright.service.serve.answers import used_otherwise
from bookwright.service.serve.asked import check_answer, check_input, check_room, question_of
from bookwright.service.serve.assistants.assistant import Job
from bookwright.service.serve.background import at_work
from bookwright.service.serve.bells import Bells
from bookwright.service.serve.end import ended
from bookwright.service.serve.entities import Asked, Event, Interrupt, Multitask, Run, RunStatus, Thread, ThreadStatus
from bookwright.service.serve.executor import Executor
from bookwright.service.serve.folder import made_folder
from bookwright.service.serve.job import spent
from bookwright.service.serve.jobs import job_of
from bookwright.service.serve.principal import Principal
from bookwright.service.serve.reports import Reports
from bookwright.service.serve.settings import ServeSettings
from bookwright.service.serve.store import Store
from bookwright.service.serve.sweep import sweep
from bookwright.service.serve.threads import DROPPED, Threads
from bookwright.service.serve.uploads import Uploads
from bookwright.service.serve.webhooks.webhooks import Webhooks

STATES_AT_ONCE = 20


class RunService(Threads):
    """All that the façades call. What is another owner's is as what does not exist: RequestRefused with 404.

    Used inside a running event loop, between the beginning and the end of `open`.
    """

    def __init__(self, settings: ServeSettings, store: Store) -> None:
        super().__init__(settings, store)
        self.uploads = Uploads(settings, store)
        self.bells, self.reports = Bells(), Reports()
        self.webhooks = Webhooks(store.db, settings.webhook_hosts)
        self.executor = Executor(store, settings.at_once, self._job_of, self._heard)
        self._at_work: tuple[asyncio.Task[None], ...] = ()

    @classmethod
    @asynccontextmanager
    async def open(cls, settings: ServeSettings) -> AsyncIterator["RunService"]:
        """The service, with runs being worked on inside the block, for who holds the folder's lock. What is not done then goes on when
        it is opened again."""
        with closing(Store(made_folder(settings.data) / "server.db")) as store:
            sweep(settings.data, store)
            service = cls(settings, store)
            async with at_work(service.executor.run(), service.webhooks.run()) as service._at_work:
                yield service

    @property
    def is_at_work(self) -> bool:
        """Whether runs are being taken and their ends told."""
        return not any(task.done() for task in self._at_work)

    # threads

    async def drop_thread(self, who: Principal, thread_id: str) -> None:
        """Takes a thread out with all that belongs to it, after its runs were stopped."""
        thread = self.thread(who, thread_id)
        while (active := self.store.active(thread.id, who.owner)) or self.store.drop_states(thread.id, who.owner, STATES_AT_ONCE):
            await self._stopped(who, active)
            await asyncio.sleep(0)  # many states take long, and others ask meanwhile
        runs, folder = self.store.runs(thread.id, who.owner), self._folder(who.owner, thread.id)
        self.store.drop_thread(thread.id, who.owner)
        for run in runs:
            self.bells.ring(run.id)
        dropped = folder.with_name(f"{DROPPED}{uuid.uuid4().hex}")  # a thread of the same name may be begun at once
        with suppress(FileNotFoundError):
            folder.rename(dropped)
        await asyncio.to_thread(shutil.rmtree, dropped, ignore_errors=True)

    # runs

    async def start(
        self,
        who: Principal,
        assistant: str,
        asked: Asked,
        thread_id: str | None = None,
        idempotency: str | None = None,
        *,
        creates: bool = False,
    ) -> Run:
        """A run that is to be done, on a new thread where none is named. The same request with the same idempotency key gives the same run.

        404 for what does not exist (with `creates`, the thread is made), 409 where the thread is busy and `asked.multitask` rejects or an
        answer would have to wait, 422 for an input or an answer that does not fit, a webhook that may not be called, and a key that came
        with another request, 402 where the owner's budget is spent, 429 where too many of their runs wait.
        """
        if before := self._before(who, assistant, asked, thread_id, idempotency):
            return before
        await self._check(who, assistant, asked)
        found = self._found(who, thread_id, creates=creates)
        question = question_of(self.assistant(assistant), found) if asked.resumes else None
        if question:
            await asyncio.to_thread(check_answer, self.assistant(assistant), asked, question)
        if found and (active := self.store.active(found.id, who.owner)):
            await self._make_way(who, found, active, asked)
        if before := self._before(who, assistant, asked, thread_id, idempotency):  # it may have come meanwhile
            return before
        with self.store.together():
            self._check_room(who, 1)
            thread = self._found(who, thread_id, creates=creates) or self.create_thread(who, thread_id)
            run = self._added(who, assistant, asked, thread, answers=question, key=idempotency)
        self.executor.wake()
        return run

    async def start_all(self, who: Principal, asked: Sequence[tuple[str, Asked]]) -> list[Run]:
        """Runs that are to be done, each of an assistant on a thread of its own: all of them, or none where one is refused."""
        for assistant, one in asked:
            await self._check(who, assistant, one)
            if one.resumes:
                question_of(self.assistant(assistant), None)
        with self.store.together():
            self._check_room(who, len(asked))
            runs = [self._added(who, assistant, one, self.create_thread(who)) for assistant, one in asked]
        self.executor.wake()
        return runs

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
        """The run when it has ended. ServerStopping where the server ends before."""
        with self.bells.at(run_id) as bell:
            while not (run := self.run(who, run_id)).status.ended:
                await self.bells.rung(bell)
        return run

    async def drop_run(self, who: Principal, run_id: str) -> None:
        """Takes a run that has ended out, and what it asked; 409 for one that has not ended."""
        run = self.run(who, run_id)
        if not run.status.ended:
            raise RequestRefused(409, f"run {run_id}: has not ended; cancel it first")
        thread = self.thread(who, run.thread)
        if any(one.answers and one.answers.run == run.id for one in self.store.active(thread.id, who.owner)):
            raise RequestRefused(409, f"run {run_id}: is being answered; cancel the answer first")
        with self.store.together():
            if any(interrupt.run == run.id for interrupt in thread.interrupts):
                self.withdraw(who, thread)
            self.store.drop_run(run.id)
        self.bells.ring(run.id)

    async def events(self, who: Principal, run_id: str, after: int = 0) -> AsyncIterator[Event]:
        """The events of a run behind that one, as they come, until the run has ended and all were given. ServerStopping where the server
        ends before."""
        self.run(who, run_id)
        with self.bells.at(run_id) as bell:
            while True:
                run = self.store.run(run_id, who.owner)
                for event in self.store.events(run_id, after):
                    after = event.seq
                    yield event
                if run is None or run.status.ended:
                    return
                await self.bells.rung(bell)

    # what is asked

    def _before(self, who: Principal, assistant: str, asked: Asked, thread_id: str | None, idempotency: str | None) -> Run | None:
        """The run that was started by the same request. RequestRefused with 422 where another came under its key."""
        before = self.store.run_by_key(who.owner, idempotency) if idempotency else None
        if before and ((before.assistant, before.asked) != (assistant, asked) or thread_id not in {None, before.thread}):
            raise used_otherwise()
        return before

    async def _check(self, who: Principal, assistant: str, asked: Asked) -> None:
        check_input(self.assistant(assistant), asked, who, self.uploads, has_model=self.settings.model is not None)
        self._check_room(who, 1)
        if asked.webhook:
            await self.webhooks.check(asked.webhook, who.owner)

    def _check_room(self, who: Principal, wanted: int) -> None:
        self.check_states(who)
        check_room(who, self.store.spent(who.owner)[0], self.store.waiting(who.owner) + wanted, self.settings.waiting)

    def _found(self, who: Principal, thread_id: str | None, *, creates: bool) -> Thread | None:
        """The thread of that id; None for one that is to be made."""
        if thread_id is None or (creates and not self.store.thread(thread_id, who.owner)):
            return None
        return self.thread(who, thread_id)

    async def _make_way(self, who: Principal, thread: Thread, active: list[Run], asked: Asked) -> None:
        if asked.multitask is Multitask.REJECT:
            raise RequestRefused(409, f"thread {thread.id}: run {active[0].id} has not ended; wait, or ask with another multitask_strategy")
        if asked.multitask in {Multitask.INTERRUPT, Multitask.ROLLBACK}:
            await self._stopped(who, active)
            for run in active if asked.multitask is Multitask.ROLLBACK else ():
                self.store.drop_run(run.id)
        elif asked.resumes:  # what is under way may put the question aside
            raise RequestRefused(409, f"thread {thread.id}: run {active[0].id} has not ended; answer when it has")

    async def _stopped(self, who: Principal, runs: list[Run]) -> None:
        """Returns when all of them have ended; those that wait in line are stopped first, lest they begin."""
        for run in reversed(runs):
            with suppress(RequestRefused):  # it has ended, or was taken out
                await self.cancel(who, run.id)
        for run in runs:
            with suppress(RequestRefused):
                await self.join(who, run.id)

    def _added(
        self, who: Principal, assistant: str, asked: Asked, thread: Thread, *, answers: Interrupt | None = None, key: str | None = None
    ) -> Run:
        """The run, written down with its first event. A question that it answers is taken: it is answered once."""
        if answers and answers not in thread.interrupts:
            raise RequestRefused(422, f"command.resume: thread {thread.id} waits for nothing any more that this answers")
        now = datetime.now(UTC)
        run = Run(
            id=str(uuid.uuid4()),
            thread=thread.id,
            owner=who.owner,
            assistant=assistant,
            created=now,
            updated=now,
            status=RunStatus.PENDING,
            asked=asked,
            place=f"{thread.id}/{thread.created.isoformat()}/{assistant}",  # another thread of the same name is another place
            input=(self.run(who, answers.run).input if answers else asked.input) or {},
            answers=answers,
            budget=who.budget,
        )
        self.store.add_run(run, key or None)
        self.store.add_event(run.id, "metadata", {"run_id": run.id, "thread_id": thread.id, "attempt": 1})
        self.change_thread(who, thread.id, status=ThreadStatus.BUSY, interrupts=() if answers else thread.interrupts)
        return run

    # what is done

    def _job_of(self, run: Run) -> Job:
        folder = self._folder(run.owner, run.thread) / run.assistant
        folder.parent.mkdir(parents=True, exist_ok=True)
        return job_of(run, folder, self.settings, self.store, self.uploads)

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
