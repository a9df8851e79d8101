"""A thread with its runs as a task: the thread's id is the task's, and how the last run stands is how the task does."""

from collections.abc import Iterator
from typing import Any

from a2a.helpers.proto_helpers import new_data_part, new_text_part
from a2a.types import Artifact, Message, Part, Role, Task, TaskArtifactUpdateEvent, TaskState, TaskStatus, TaskStatusUpdateEvent

from bookwright.service.serve.a2a.protobuf import message_of, to_the_millisecond
from bookwright.service.serve.entities import Event, Run, RunStatus, Thread

CONTEXT = "a2a_context"
ENDED = {
    TaskState.TASK_STATE_COMPLETED,
    TaskState.TASK_STATE_FAILED,
    TaskState.TASK_STATE_CANCELED,
    TaskState.TASK_STATE_REJECTED,
}
STATES = {
    RunStatus.PENDING: TaskState.TASK_STATE_SUBMITTED,
    RunStatus.RUNNING: TaskState.TASK_STATE_WORKING,
    RunStatus.SUCCESS: TaskState.TASK_STATE_COMPLETED,
    RunStatus.ERROR: TaskState.TASK_STATE_FAILED,
}


def state_of(thread: Thread, run: Run) -> TaskState:
    """The state of a thread whose last run is this one."""
    if run.status is RunStatus.INTERRUPTED:
        return TaskState.TASK_STATE_INPUT_REQUIRED if thread.interrupts else TaskState.TASK_STATE_CANCELED
    return STATES[run.status]


def context_of(thread: Thread) -> str:
    """The context that a task belongs to; one of its own where none was named."""
    return str(thread.metadata.get(CONTEXT) or thread.id)


def task_of(thread: Thread, runs: list[Run]) -> Task:
    """The task of a thread with these runs, the last first."""
    return Task(
        id=thread.id,
        context_id=context_of(thread),
        status=status_of(thread, runs[0]),
        artifacts=list(artifacts_of(thread, runs[0])),
        history=[_said(run.asked.said, thread) for run in reversed(runs) if run.asked.said],
    )


def status_of(thread: Thread, run: Run) -> TaskStatus:
    """How it stands, with the question where it waits, and the reason where it failed."""
    state = state_of(thread, run)
    status = TaskStatus(state=state, timestamp=to_the_millisecond(run.updated))
    if state == TaskState.TASK_STATE_INPUT_REQUIRED:
        (interrupt, *_) = thread.interrupts
        question = {"interrupt_id": interrupt.id, "value": interrupt.value, "response_schema": interrupt.response_schema}
        words = "Answer with a data part that fits response_schema."
        parts = [new_text_part(words, media_type="text/plain"), new_data_part(question, media_type="application/json")]
        status.message.CopyFrom(_told(thread, interrupt.id, parts))
    elif run.error:
        status.message.CopyFrom(_told(thread, run.id, [new_text_part(run.error, media_type="text/plain")]))
    return status


def artifacts_of(thread: Thread, run: Run) -> Iterator[Artifact]:
    """What a run gave: its values as data, and a book as text of its own."""
    if run.status is not RunStatus.SUCCESS:
        return
    values: dict[str, Any] = dict(thread.values)
    if "book" in values:
        book = new_text_part(values.pop("book"), media_type="text/markdown")
        yield Artifact(artifact_id=f"{run.id}-book", name="book", parts=[book])
    yield Artifact(artifact_id=run.id, name=run.assistant, parts=[new_data_part(values, media_type="application/json")])


def progress_of(thread: Thread, run: Run, event: Event) -> TaskStatusUpdateEvent:
    """What a run at work says of itself as an update."""
    status = TaskStatus(state=TaskState.TASK_STATE_WORKING, timestamp=to_the_millisecond(run.updated))
    done = f" {event.data['done']} of {event.data['total']}" if event.data["total"] else ""
    words = new_text_part(f"{event.data['stage']}{done} {event.data['words']}".strip(), media_type="text/plain")
    status.message.CopyFrom(_told(thread, f"{run.id}-{event.seq}", [words]))
    return TaskStatusUpdateEvent(task_id=thread.id, context_id=context_of(thread), status=status)


def end_of(thread: Thread, run: Run) -> Iterator[TaskArtifactUpdateEvent | TaskStatusUpdateEvent]:
    """The last updates of a run that has ended: what it gave, then how it stands."""
    for artifact in artifacts_of(thread, run):
        yield TaskArtifactUpdateEvent(task_id=thread.id, context_id=context_of(thread), artifact=artifact, last_chunk=True)
    yield TaskStatusUpdateEvent(task_id=thread.id, context_id=context_of(thread), status=status_of(thread, run))


def _said(said: dict[str, Any], thread: Thread) -> Message:
    message = message_of(said)
    message.task_id, message.context_id = thread.id, context_of(thread)
    return message


def _told(thread: Thread, message_id: str, parts: list[Part]) -> Message:
    return Message(role=Role.ROLE_AGENT, message_id=message_id, task_id=thread.id, context_id=context_of(thread), parts=parts)
