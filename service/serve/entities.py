"""What the server keeps: threads, their runs, the events of a run, and uploaded documents."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import Field

from bookwright.knowledge.document import Frozen

THREAD_ID = r"[A-Za-z0-9_-]{1,64}"
"""What a thread may be named; its folder has the same name."""


class RunStatus(StrEnum):
    """How a run stands, by the names that LangGraph's clients know. "interrupted" waits for a person, or was cancelled."""

    PENDING = "pending"
    RUNNING = "running"
    SUCCESS = "success"
    ERROR = "error"
    INTERRUPTED = "interrupted"

    @property
    def ended(self) -> bool:
        """Whether nothing more comes of the run itself."""
        return self not in {RunStatus.PENDING, RunStatus.RUNNING}


class ThreadStatus(StrEnum):
    """How a thread stands."""

    IDLE = "idle"
    BUSY = "busy"
    INTERRUPTED = "interrupted"
    ERROR = "error"


class Multitask(StrEnum):
    """What becomes of a new run where the thread has one that has not ended."""

    REJECT = "reject"
    ENQUEUE = "enqueue"
    INTERRUPT = "interrupt"
    ROLLBACK = "rollback"


class Interrupt(Frozen):
    """What a run waits for: a question with its data, and the JSON Schema of an answer. `run` is the one that asks, of `assistant`."""

    id: str
    run: str = ""
    assistant: str = ""
    value: dict[str, Any]
    response_schema: dict[str, Any] = Field(default_factory=dict)


class Thread(Frozen):
    """A conversation of runs over one state. `values` is what its last run gave; with `interrupts` it waits for a person."""

    id: str
    owner: str
    created: datetime
    updated: datetime
    status: ThreadStatus = ThreadStatus.IDLE
    metadata: dict[str, Any] = Field(default_factory=dict)
    values: dict[str, Any] = Field(default_factory=dict)
    interrupts: tuple[Interrupt, ...] = ()
    checkpoint: str | None = None


class Checkpoint(Frozen):
    """A state that a thread was in. `next` names what was to be done then: the assistant, or nothing."""

    id: str
    thread: str
    parent: str | None
    created: datetime
    values: dict[str, Any]
    next: tuple[str, ...] = ()
    interrupts: tuple[Interrupt, ...] = ()
    metadata: dict[str, Any] = Field(default_factory=dict)


class Asked(Frozen):
    """What a run was asked: an input, or the answer to an interrupt. `context` and `config` are given back and change nothing; `webhook`
    is told of its end; `said` is the message of a protocol that it came with."""

    input: dict[str, Any] | None = None
    resume: Any = None
    metadata: dict[str, Any] = Field(default_factory=dict)
    config: dict[str, Any] = Field(default_factory=dict)
    context: dict[str, Any] = Field(default_factory=dict)
    stream_mode: tuple[str, ...] = ("values",)
    multitask: Multitask = Multitask.ENQUEUE
    webhook: str | None = None
    said: dict[str, Any] | None = None

    @property
    def resumes(self) -> bool:
        """Whether it answers an interrupt."""
        return self.input is None and self.resume is not None


class Run(Frozen):
    """One run of an assistant on a thread. `attempt` counts the goes that were begun, `deaths` those whose process died; `error` says why
    it failed. `input` is what it works on: its own, or that of the run whose question it `answers`. `place` is where its cost is counted:
    the runs of one assistant on one thread share a folder, whose ledger tells what it has cost in all. `budget` is what all runs of its
    owner may cost, in calls."""

    id: str
    thread: str
    owner: str
    assistant: str
    created: datetime
    updated: datetime
    status: RunStatus
    asked: Asked
    place: str = ""
    input: dict[str, Any] = Field(default_factory=dict)
    answers: Interrupt | None = None
    attempt: int = 0
    deaths: int = 0
    error: str = ""
    cancelled: bool = False
    budget: int | None = None


class Event(Frozen):
    """One event of a run. `seq` counts from 1 within the run and is the id that a stream goes on after."""

    seq: int
    event: str
    data: Any


class Upload(Frozen):
    """A document that was uploaded; its bytes stand in the server's folder under its id."""

    id: str
    owner: str
    name: str
    media_type: str
    size: int
    created: datetime
