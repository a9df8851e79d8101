"""What an assistant is: a kind of run with a typed input and output, worked on in a process of its own."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from pydantic import BaseModel

from bookwright.knowledge.document import Frozen
from bookwright.service.budget import Budget
from bookwright.service.configuration import ModelChoice
from bookwright.service.progress import Progress
from bookwright.service.serve.assistants.given import Given


class Job(Frozen):
    """One go of a run. `folder` is the thread's own for this assistant; `uploads` are the files of the documents named, by name.

    `budget` is the most that the folder may cost, over all goes. `resume` is what a person answered, and `resumes` says that this is such a
    go.
    """

    assistant: str
    input: dict[str, Any]
    folder: Path
    uploads: Mapping[str, Path]
    model: ModelChoice | None = None
    budget: Budget | None = None
    resumes: bool = False
    resume: Any = None


class Finished(Frozen):
    """The job is done: `values` fit the assistant's output. `calls` and `tokens` are what the run directory has cost in all."""

    values: dict[str, Any]
    calls: int = 0
    tokens: int = 0


class Waiting(Frozen):
    """The job waits for a person: `value` is what is to be looked at, `response_schema` the JSON Schema of an answer."""

    value: dict[str, Any]
    response_schema: dict[str, Any]
    calls: int = 0
    tokens: int = 0


class Assistant(Protocol):
    """A kind of run. `input` and `output` are its schemas."""

    @property
    def name(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def input(self) -> type[Given]: ...
    @property
    def output(self) -> type[BaseModel]: ...

    def work(self, job: Job, progress: Progress) -> Finished | Waiting:
        """Works on the job to its end, in a process of its own. Errors by the tree in `bookwright.errors`."""
        ...

    def check_resume(self, value: Mapping[str, Any], resume: object) -> str:
        """What is wrong with an answer to an interrupt with that value; empty where nothing is."""
        ...
