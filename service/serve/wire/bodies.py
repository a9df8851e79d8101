"""What the wire is asked. Fields that other servers know and that change nothing here are taken and left."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bookwright.service.serve.entities import THREAD_ID, Asked, Multitask, ThreadStatus

Json = dict[str, Any]
Mode = Literal["values", "updates", "custom", "messages", "messages-tuple", "events", "debug", "tasks", "checkpoints"]
"""What LangGraph's clients know; runs here have values, updates and custom events, and nothing to tell in the others."""
MOST = 1000


def _example(**fields: Any) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [fields]})


class Body(BaseModel):
    """A request's body."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Command(Body):
    """A command to a thread that waits: the answer of a person, or answers by the id of the interrupt. null is one too: as it stands."""

    resume: Any = None
    update: Json | None = None
    goto: Any = None

    @property
    def answer(self) -> Any:
        """The answer: an empty one for null, and None where there is none."""
        if "resume" not in self.model_fields_set:
            return None
        answer = _only(self.resume)
        return {} if answer is None else answer


class RunBody(Body):
    """A run that is asked for."""

    model_config = _example(assistant_id="qa", input={"documents": ["c6f2b1f0-5d0e-4a52-9d1b-8d9d3a1c7a10"], "count": 20})

    assistant_id: str = Field(min_length=1, max_length=64)
    input: Json | None = None
    command: Command | None = None
    metadata: Json | None = None
    config: Json | None = None
    context: Json | None = None
    stream_mode: Mode | list[Mode] = "values"
    stream_resumable: bool = True
    multitask_strategy: Multitask = Multitask.ENQUEUE
    webhook: str | None = Field(default=None, max_length=2000)
    if_not_exists: Literal["create", "reject"] = "reject"
    on_disconnect: Literal["cancel", "continue"] = "continue"
    on_completion: Literal["keep", "delete"] = "keep"

    @model_validator(mode="after")
    def _is_no_update(self) -> "RunBody":
        if self.command and (self.command.update or self.command.goto):
            raise ValueError("command: update and goto are not known here; give resume")
        if self.on_completion == "delete":
            raise ValueError("on_completion: delete is not known here; delete the thread, which Content-Location names")
        return self

    @property
    def asked(self) -> Asked:
        """The request as the run service takes it."""
        modes = (self.stream_mode,) if isinstance(self.stream_mode, str) else tuple(self.stream_mode)
        return Asked(
            input=self.input,
            resume=self.command.answer if self.command else None,
            metadata=self.metadata or {},
            config=self.config or {},
            context=self.context or {},
            stream_mode=modes,
            multitask=self.multitask_strategy,
            webhook=self.webhook,
        )


def _only(resume: Any) -> Any:
    """The answer itself, where answers are given by the id of the interrupt and there is one."""
    by_id = isinstance(resume, dict) and len(resume) == 1 and all(len(key) == 32 and key.isalnum() for key in resume)
    return next(iter(resume.values())) if by_id else resume


class ThreadBody(Body):
    """A thread that is asked for."""

    model_config = _example(metadata={"course": "security"})

    thread_id: str | None = Field(default=None, pattern=f"^{THREAD_ID}$")
    metadata: Json | None = None
    if_exists: Literal["raise", "do_nothing"] = "raise"


class ThreadPatch(Body):
    """What is added to the metadata of a thread."""

    model_config = _example(metadata={"course": "security"})

    metadata: Json = {}


class ThreadSearch(Body):
    """Which threads are looked for, and in which order."""

    model_config = _example(status="interrupted", limit=10)

    metadata: Json | None = None
    values: Json | None = None
    ids: list[str] | None = None
    status: ThreadStatus | None = None
    sort_by: Literal["thread_id", "status", "created_at", "updated_at", "state_updated_at"] | None = None
    sort_order: Literal["asc", "desc"] | None = None
    limit: int = Field(default=10, ge=1, le=MOST)
    offset: int = Field(default=0, ge=0)


class AssistantSearch(Body):
    """Which assistants are looked for."""

    model_config = _example(graph_id="qa")

    graph_id: str | None = None
    name: str | None = None
    limit: int = Field(default=10, ge=1, le=MOST)
    offset: int = Field(default=0, ge=0)


class Place(Body):
    """A state of a thread."""

    checkpoint_id: str | None = None


def _plain(place: object) -> object:
    """The state itself, where it comes as its id alone or as the config of a runnable (as `before` of a history does)."""
    if isinstance(place, str):
        return {"checkpoint_id": place}
    return place.get("configurable", place) if isinstance(place, dict) else place


AnyPlace = Annotated[Place, BeforeValidator(_plain, json_schema_input_type=str | Place)]


class StateBody(Body):
    """The state that is looked for."""

    model_config = _example(checkpoint={"checkpoint_id": None})

    checkpoint: AnyPlace = Place()


class StateUpdate(Body):
    """Values to be written into the state of a thread: into the last one, or into the one named."""

    model_config = _example(values={"note": "looked at"})

    values: Json | None = None
    as_node: str | None = None
    checkpoint: AnyPlace | None = None
    checkpoint_id: str | None = None

    @property
    def at(self) -> str | None:
        """The id of the state that is written into."""
        return self.checkpoint_id or (self.checkpoint.checkpoint_id if self.checkpoint else None)


class HistoryBody(Body):
    """Which states are looked for: those before one, from one on, with this in their metadata."""

    model_config = _example(limit=10)

    limit: int = Field(default=10, ge=1, le=MOST)
    before: AnyPlace | None = None
    checkpoint: AnyPlace | None = None
    metadata: Json | None = None


class CancelBody(Body):
    """Which runs are to stop."""

    model_config = _example(status="pending")

    thread_id: str | None = None
    run_ids: list[str] | None = None
    status: Literal["pending", "running", "all"] | None = None
