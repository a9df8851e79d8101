"""Whether what a run is asked fits its assistant, what its thread waits for, and its owner's limits. RequestRefused where it does not."""

from collections.abc import Sequence

from pydantic import ValidationError

from bookwright.errors import RequestRefused
from bookwright.service.serve.assistants.assistant import Assistant
from bookwright.service.serve.entities import Asked, Run, Thread
from bookwright.service.serve.principal import Principal
from bookwright.service.serve.uploads import Uploads


def check_input(assistant: Assistant, asked: Asked, who: Principal, uploads: Uploads, *, has_model: bool) -> None:
    """RequestRefused with 422 for no input, or one that does not fit or cannot be worked on; with 404 for uploads that are not there."""
    if asked.input is None:
        if not asked.resumes:
            raise RequestRefused(422, "input: is missing; give one, or an answer as command.resume (null: as it stands)")
        return
    try:
        given = assistant.input.model_validate(asked.input)
    except ValidationError as error:
        fault = error.errors()[0]
        place = ": ".join(("input", ".".join(map(str, fault["loc"]))))
        raise RequestRefused(422, f"{place}: {fault['msg'].removeprefix('Value error, ')}") from None
    names = {upload_id: uploads.upload(who, upload_id).name for upload_id in given.uploads}
    if wrong := given.objection(names, has_model=has_model):
        raise RequestRefused(422, f"input: {wrong}")


def check_room(who: Principal, spent: int, waiting: int, most_waiting: int) -> None:
    """RequestRefused with 402 where the budget of `who` is spent (calls), with 429 where so many of their runs wait already."""
    if who.budget is not None and spent >= who.budget:
        raise RequestRefused(402, f"the budget of {who.budget} calls is spent")
    if waiting >= most_waiting:
        raise RequestRefused(429, f"{most_waiting} runs wait already; let some end first")


def check_answer(assistant: Assistant, asked: Asked, thread: Thread | None, runs: Sequence[Run]) -> None:
    """RequestRefused with 422 for an answer that does not fit what the thread waits for. Its `runs` come the last first."""
    first = Run.with_input(runs)
    if thread is None or first is None or not thread.interrupts:
        raise RequestRefused(422, f"command.resume: {f'thread {thread.id}' if thread else 'a new thread'} waits for nothing")
    if first.assistant != assistant.name:
        raise RequestRefused(422, f"command.resume: it is {first.assistant} that waits, not {assistant.name}")
    if wrong := assistant.check_resume(thread.interrupts[0].value, asked.resume):
        raise RequestRefused(422, f"command.resume: {wrong}")
