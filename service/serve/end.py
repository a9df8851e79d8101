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
    of the thread as they were."""
    waits = kind == "waiting"
    interrupts = (Interrupt(id=uuid.uuid4().hex, value=data["value"], response_schema=data["response_schema"]),) if waits else ()
    values = data["values"] if kind == "finished" else thread.values
    now = datetime.now(UTC)
    checkpoint = Checkpoint(
        id=str(uuid.uuid4()),
        thread=thread.id,
        parent=thread.checkpoint,
        created=now,
        values=values,
        next=(run.assistant,) if waits else (),
        interrupts=interrupts,
        metadata={"run_id": run.id, "assistant_id": run.assistant, "how": kind},
    )
    error = data.get("message", "") if kind == "failed" else ""
    after = run.model_copy(update={"status": RUNS.get(kind, RunStatus.INTERRUPTED), "error": error, "updated": now})
    if waits:
        event, told = "values", values | {INTERRUPT: [interrupt.model_dump(mode="json") for interrupt in interrupts]}
    elif kind == "finished":
        event, told = "values", values
    else:
        event, told = "error", {"error": data["error"], "message": data["message"]}
    return End(event, told, after, checkpoint, THREADS.get(kind, ThreadStatus.IDLE))
