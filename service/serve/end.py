"""How a run ends: what its last event says, and the state that its thread is in then."""

import uuid
from datetime import UTC, datetime
from typing import Any, NamedTuple

from bookwright.service.serve.entities import Checkpoint, Interrupt, Run, RunStatus, Thread, ThreadStatus

INTERRUPT = "__interrupt__"
RUNS = {"finished": RunStatus.SUCCESS, "failed": RunStatus.ERROR}
THREADS = {"waiting": ThreadStatus.INTERRUPTED, "failed": ThreadStatus.ERROR}


class End(NamedTuple):
    """The last event of a run, the run and the state of its thread as they are after it."""

    event: str
    data: dict[str, Any]
    run: Run
    checkpoint: Checkpoint
    thread_status: ThreadStatus


def ended(run: Run, thread: Thread, kind: str, data: dict[str, Any]) -> End:
    """The end of a run whose job said "finished", "waiting", "stopped" or "failed", with its data. What was not finished leaves the values
    of the thread as they were, and open what the thread waited for: the question that the run was to answer, or one that it never came
    to put aside."""
    interrupts = _asked(run, thread, kind, data)
    values = data["values"] if kind == "finished" else thread.values
    now = datetime.now(UTC)
    checkpoint = Checkpoint(
        id=str(uuid.uuid4()),
        thread=thread.id,
        parent=thread.checkpoint,
        created=now,
        values=values,
        next=tuple(interrupt.assistant for interrupt in interrupts),
        interrupts=interrupts,
        metadata={"run_id": run.id, "assistant_id": run.assistant, "how": kind},
    )
    error = data.get("message", "") if kind == "failed" else ""
    after = run.model_copy(update={"status": RUNS.get(kind, RunStatus.INTERRUPTED), "error": error, "updated": now})
    if kind == "waiting":
        shown = [interrupt.model_dump(mode="json", exclude={"run", "assistant"}) for interrupt in interrupts]
        event, told = "values", values | {INTERRUPT: shown}
    elif kind == "finished":
        event, told = "values", values
    else:
        event, told = "error", {"error": data["error"], "message": data["message"]}
    status = THREADS.get(kind, ThreadStatus.INTERRUPTED if interrupts else ThreadStatus.IDLE)
    return End(event, told, after, checkpoint, status)


def _asked(run: Run, thread: Thread, kind: str, data: dict[str, Any]) -> tuple[Interrupt, ...]:
    """What the thread waits for after the run."""
    if kind == "waiting":
        question = Interrupt(
            id=uuid.uuid4().hex, run=run.id, assistant=run.assistant, value=data["value"], response_schema=data["response_schema"]
        )
        return (question,)
    if kind == "finished":
        return ()
    if run.answers:
        return (run.answers,)
    return thread.interrupts if run.attempt == 0 else ()
