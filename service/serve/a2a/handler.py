"""The protocol's operations over the run service. The SDK's own executor is not used: it forgets tasks at work when the server ends."""

import json
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from typing import Any

from a2a.server.context import ServerCallContext
from a2a.server.events.event_queue import Event
from a2a.server.request_handlers.request_handler import RequestHandler, validate_request_params
from a2a.types import (
    AgentCard,
    CancelTaskRequest,
    GetTaskRequest,
    ListTasksRequest,
    ListTasksResponse,
    Message,
    SendMessageConfiguration,
    SendMessageRequest,
    SubscribeToTaskRequest,
    Task,
    TaskState,
)
from a2a.utils.errors import (
    ContentTypeNotSupportedError,
    ExtendedAgentCardNotConfiguredError,
    InternalError,
    InvalidParamsError,
    InvalidRequestError,
    PushNotificationNotSupportedError,
    TaskNotCancelableError,
    TaskNotFoundError,
    UnsupportedOperationError,
)
from a2a.utils.input_mode_validator import validate_input_modes
from a2a.utils.task import apply_history_length, validate_history_length

from bookwright.errors import RequestRefused, ServerStopping
from bookwright.knowledge.document import text_sha256
from bookwright.service.serve.a2a.card import OUTPUTS, card_of
from bookwright.service.serve.a2a.listing import listed
from bookwright.service.serve.a2a.messages import answer_of, input_of, kept_files, request_of
from bookwright.service.serve.a2a.protobuf import plain
from bookwright.service.serve.a2a.tasks import CONTEXT, ENDED, context_of, end_of, progress_of, state_of, task_of
from bookwright.service.serve.access import Authenticate
from bookwright.service.serve.entities import Asked, Run, Thread
from bookwright.service.serve.principal import Principal
from bookwright.service.serve.service import RunService

KINDS = dict.fromkeys((404, 413, 415, 422), InvalidParamsError) | {503: InternalError}
"""The errors of the protocol by the status of a refusal, where it is more than an invalid request."""


@contextmanager
def refusals_told() -> Iterator[None]:
    """A refusal of the run service as an error of the protocol."""
    try:
        yield
    except RequestRefused as refused:
        raise KINDS.get(refused.status, InvalidRequestError)(str(refused)) from None


class Handler(RequestHandler):
    """Every operation looks at the key of its own request: a task of another owner is one that does not exist."""

    def __init__(self, service: RunService, authenticate: Authenticate) -> None:
        self._service, self._authenticate = service, authenticate

    @validate_request_params
    async def on_message_send(self, params: SendMessageRequest, context: ServerCallContext) -> Task | Message:
        """The task when it has ended or waits; as it is at once where that is asked."""
        who = self._who(context)
        run = await self._begun(who, params)
        if not params.configuration.return_immediately:
            await self._ended(who, run)
        return apply_history_length(self._task(who, run.thread), params.configuration)

    @validate_request_params
    async def on_message_send_stream(self, params: SendMessageRequest, context: ServerCallContext) -> AsyncGenerator[Event, None]:
        """The task, and all that comes of it until it has ended or waits."""
        who = self._who(context)
        run = await self._begun(who, params)
        async for event in self._stream(who, run.thread, params.configuration):
            yield event

    @validate_request_params
    async def on_subscribe_to_task(self, params: SubscribeToTaskRequest, context: ServerCallContext) -> AsyncGenerator[Event, None]:
        """The task as it stands, and all that comes of it from now on."""
        who = self._who(context)
        thread, (run, *_) = self._found(who, params.id)
        if state_of(thread, run) in ENDED:
            raise UnsupportedOperationError(f"task {thread.id}: has ended; nothing more comes of it")
        async for event in self._stream(who, thread.id, None):
            yield event

    @validate_request_params
    async def on_get_task(self, params: GetTaskRequest, context: ServerCallContext) -> Task | None:
        """The task as it stands."""
        validate_history_length(params)
        return apply_history_length(self._task(self._who(context), params.id), params)

    @validate_request_params
    async def on_list_tasks(self, params: ListTasksRequest, context: ServerCallContext) -> ListTasksResponse:
        """The owner's tasks."""
        who = self._who(context)
        threads = self._service.store.threads(who.owner)
        rows = [(thread, self._service.store.runs(thread.id, thread.owner)) for thread in threads]
        return listed([row for row in rows if row[1]], params, lambda run: self._service.left_by(who, run))

    @validate_request_params
    async def on_cancel_task(self, params: CancelTaskRequest, context: ServerCallContext) -> Task | None:
        """The task when it has stopped. What it has done is kept."""
        who = self._who(context)
        thread, (run, *_) = self._found(who, params.id)
        if state_of(thread, run) in ENDED:
            raise TaskNotCancelableError(f"task {thread.id}: has ended")
        if thread.interrupts and run.status.ended:
            self._service.withdraw(who, thread)
        else:
            await self._service.cancel(who, run.id)
            await self._ended(who, run)
        return self._task(who, thread.id)

    def _who(self, context: ServerCallContext) -> Principal:
        return self._authenticate(context.state["headers"])

    def _found(self, who: Principal, task_id: str) -> tuple[Thread, list[Run]]:
        try:
            thread, runs = self._service.thread(who, task_id), self._service.runs(who, task_id)
        except RequestRefused:
            raise TaskNotFoundError from None
        if not runs:
            raise TaskNotFoundError
        return thread, runs

    async def _ended(self, who: Principal, run: Run) -> None:
        with refusals_told():
            await self._service.join(who, run.id)

    def _task(self, who: Principal, task_id: str) -> Task:
        _, runs = self._found(who, task_id)
        return task_of(self._service.left_by(who, runs[0]), runs)

    async def _stream(self, who: Principal, thread_id: str, shown: SendMessageConfiguration | None) -> AsyncGenerator[Event, None]:
        """The task first; the events before it are told by it. Where the server ends, the stream does: a client subscribes again."""
        thread, (run, *_) = self._found(who, thread_id)
        seen = max((event.seq for event in self._service.store.events(run.id)), default=0)
        yield apply_history_length(self._task(who, thread_id), shown)
        if run.status.ended:
            return
        try:
            async for event in self._service.events(who, run.id, seen):
                if event.event == "custom":
                    yield progress_of(thread, run, event)
        except ServerStopping:
            return
        for update in end_of(self._service.left_by(who, run), self._service.run(who, run.id)):
            yield update

    async def _begun(self, who: Principal, params: SendMessageRequest) -> Run:
        """The run that a message starts or goes on with. The same message sent twice starts one."""
        message, asked = params.message, params.configuration
        if asked.HasField("task_push_notification_config"):
            raise PushNotificationNotSupportedError
        validate_history_length(asked)
        validate_input_modes(message, card_of("", keys=False))
        if asked.accepted_output_modes and not {"*/*", *OUTPUTS} & set(asked.accepted_output_modes):
            raise ContentTypeNotSupportedError(f"accepted_output_modes: what is made is {' and '.join(OUTPUTS)}")
        try:
            said = plain(message)
        except ValueError as error:
            raise InvalidParamsError(f"message: {error}") from None
        # some clients number their messages anew each time, so the words must be the same, too
        key = f"a2a:{message.message_id}:{text_sha256(json.dumps(said, sort_keys=True))}"
        if before := self._service.store.run_by_key(who.owner, key):
            return before
        with refusals_told():
            if message.task_id:
                return await self._gone_on(who, message, said, key)
            request = request_of(message)
            takes = self._service.assistant(request.assistant).input.model_fields
            try:
                async with kept_files(self._service.uploads, who, request.files) as ids:
                    given = Asked(input=input_of(request, ids, takes), said=said)
                    run = await self._service.start(who, request.assistant, given, idempotency=key)
            except RequestRefused:
                if before := self._service.store.run_by_key(who.owner, key):  # it came twice at once, with its files each time
                    return before
                raise
            if message.context_id:
                self._service.change_thread(who, run.thread, metadata={CONTEXT: message.context_id})
            return run

    async def _gone_on(self, who: Principal, message: Message, said: dict[str, Any], key: str) -> Run:
        thread, (last, *_) = self._found(who, message.task_id)
        if message.context_id and message.context_id != context_of(thread):
            raise InvalidParamsError(f"context_id: task {thread.id} belongs to another context")
        state = state_of(thread, last)
        if state != TaskState.TASK_STATE_INPUT_REQUIRED:
            raise UnsupportedOperationError(f"task {thread.id}: is {TaskState.Name(state)} and takes no message")
        answer = answer_of(message, thread.interrupts[0].value)
        return await self._service.start(who, last.assistant, Asked(resume=answer, said=said), thread.id, key)

    async def _no_push(self, params: Any, context: ServerCallContext) -> Any:  # noqa: ARG002 - the protocol's signature
        """Not offered: clients listen, or ask."""
        raise PushNotificationNotSupportedError

    on_create_task_push_notification_config = _no_push
    on_get_task_push_notification_config = _no_push
    on_list_task_push_notification_configs = _no_push
    on_delete_task_push_notification_config = _no_push

    async def on_get_extended_agent_card(self, params: Any, context: ServerCallContext) -> AgentCard:  # noqa: ARG002
        """There is none: the public card has all."""
        raise ExtendedAgentCardNotConfiguredError
