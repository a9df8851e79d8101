"""What the wire answers, by the names that LangGraph's clients read (langgraph-sdk, schema.py)."""

import uuid
from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from bookwright.service.serve.assistants.assistant import Assistant
from bookwright.service.serve.entities import Checkpoint, Interrupt, Multitask, Run, RunStatus, Thread, ThreadStatus

BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
NAMESPACE = uuid.UUID("8b1f3f0e-6d0a-4a3e-9d53-0e2f0f3a7b11")


class Problem(BaseModel):
    """Why a request was not met, in one line."""

    detail: str


class ReadyShape(BaseModel):
    """That runs are being worked on, and how many are."""

    status: Literal["ready"] = "ready"
    at_work: int


class FlagsShape(BaseModel):
    """What a client may ask for."""

    assistants: bool = True
    crons: bool = False
    langsmith: bool = False


class InfoShape(BaseModel):
    """What the server is."""

    version: str
    flags: FlagsShape = FlagsShape()


class AssistantShape(BaseModel):
    """An assistant."""

    assistant_id: str
    graph_id: str
    name: str
    description: str
    config: dict[str, Any] = {}
    context: dict[str, Any] = {}
    metadata: dict[str, Any] = {}
    version: int = 1
    created_at: datetime = BEGINNING
    updated_at: datetime = BEGINNING


class SchemasShape(BaseModel):
    """What an assistant takes and gives, as JSON Schemas."""

    graph_id: str
    input_schema: dict[str, Any]
    output_schema: dict[str, Any]
    state_schema: dict[str, Any]
    config_schema: dict[str, Any] = {}
    context_schema: dict[str, Any] = {}


class InterruptShape(BaseModel):
    """What a thread waits for."""

    id: str
    value: dict[str, Any]
    response_schema: dict[str, Any] = {}


class ThreadShape(BaseModel):
    """A thread."""

    thread_id: str
    created_at: datetime
    updated_at: datetime
    metadata: dict[str, Any]
    status: ThreadStatus
    values: dict[str, Any]
    interrupts: dict[str, list[InterruptShape]]


class PlaceShape(BaseModel):
    """Where a state stands in the history of its thread."""

    thread_id: str
    checkpoint_ns: str = ""
    checkpoint_id: str | None = None
    checkpoint_map: dict[str, Any] | None = None


class TaskShape(BaseModel):
    """What was to be done in a state."""

    id: str
    name: str
    path: list[str] = []
    error: str | None = None
    interrupts: list[InterruptShape] = []
    checkpoint: PlaceShape | None = None
    state: dict[str, Any] | None = None
    result: dict[str, Any] | None = None


class StateShape(BaseModel):
    """A state of a thread."""

    values: dict[str, Any]
    next: list[str]
    checkpoint: PlaceShape
    metadata: dict[str, Any]
    created_at: datetime | None
    parent_checkpoint: PlaceShape | None
    tasks: list[TaskShape]
    interrupts: list[InterruptShape] = []


class PlacedShape(BaseModel):
    """Where a state that was written stands: the Python client reads the one, the JavaScript client the other."""

    checkpoint: PlaceShape
    configurable: PlaceShape

    @classmethod
    def at(cls, thread_id: str, checkpoint_id: str | None) -> "PlacedShape":
        """The place of that state."""
        place = PlaceShape(thread_id=thread_id, checkpoint_id=checkpoint_id)
        return cls(checkpoint=place, configurable=place)


class RunShape(BaseModel):
    """A run."""

    run_id: str
    thread_id: str
    assistant_id: str
    created_at: datetime
    updated_at: datetime
    status: RunStatus
    metadata: dict[str, Any]
    multitask_strategy: Multitask
    kwargs: dict[str, Any] = Field(default_factory=dict)


def assistant_id(name: str) -> str:
    """The id of an assistant, always the same for its name."""
    return str(uuid.uuid5(NAMESPACE, name))


def shown_assistant(assistant: Assistant) -> AssistantShape:
    """An assistant as the wire has it."""
    return AssistantShape(
        assistant_id=assistant_id(assistant.name), graph_id=assistant.name, name=assistant.name, description=assistant.description
    )


def shown_interrupts(interrupts: tuple[Interrupt, ...]) -> list[InterruptShape]:
    """Interrupts as the wire has them."""
    return [InterruptShape(**interrupt.model_dump()) for interrupt in interrupts]


def shown_thread(thread: Thread) -> ThreadShape:
    """A thread as the wire has it; its interrupts stand under the id of the task that waits."""
    waiting = {task_id(thread.checkpoint, one.assistant): shown_interrupts((one,)) for one in thread.interrupts if thread.checkpoint}
    return ThreadShape(
        thread_id=thread.id,
        created_at=thread.created,
        updated_at=thread.updated,
        metadata=thread.metadata,
        status=thread.status,
        values=thread.values,
        interrupts=waiting,
    )


def shown_run(run: Run) -> RunShape:
    """A run as the wire has it."""
    return RunShape(
        run_id=run.id,
        thread_id=run.thread,
        assistant_id=assistant_id(run.assistant),
        created_at=run.created,
        updated_at=run.updated,
        status=run.status,
        metadata=run.asked.metadata,
        multitask_strategy=run.asked.multitask,
        kwargs={"input": run.asked.input, "config": run.asked.config, "context": run.asked.context, "error": run.error},
    )


def task_id(checkpoint: str, name: str) -> str:
    """The id of what was to be done in a state, by the assistant of that name."""
    return f"{checkpoint}:{name}"


def place_of(run: Run) -> str:
    """The path of a run."""
    return f"/threads/{run.thread}/runs/{run.id}"


def shown_state(thread: Thread, checkpoint: Checkpoint | None) -> StateShape:
    """A state as the wire has it; that of a new thread where there is no checkpoint."""
    if checkpoint is None:
        place = PlaceShape(thread_id=thread.id)
        return StateShape(values={}, next=[], checkpoint=place, metadata={}, created_at=None, parent_checkpoint=None, tasks=[])
    waiting = shown_interrupts(checkpoint.interrupts)
    return StateShape(
        values=checkpoint.values,
        next=list(checkpoint.next),
        checkpoint=PlaceShape(thread_id=thread.id, checkpoint_id=checkpoint.id),
        metadata=checkpoint.metadata,
        created_at=checkpoint.created,
        parent_checkpoint=PlaceShape(thread_id=thread.id, checkpoint_id=checkpoint.parent) if checkpoint.parent else None,
        tasks=[TaskShape(id=task_id(checkpoint.id, name), name=name, interrupts=waiting) for name in checkpoint.next],
        interrupts=waiting,
    )
