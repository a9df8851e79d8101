"""Whether what a run is asked fits its assistant, what its thread waits for, and its owner's limits. RequestRefused where it does not."""

from pydantic import ValidationError

from bookwright.errors import RequestRefused
from bookwright.service.serve.assistants.assistant import Assistant
from bookwright.service.serve.entities import Asked, Interrupt, Thread
from bookwright.service.serve.principal import Principal
from bookwright.service.serve.uploads import Uploads

SECONDS_TO_WAIT = 10


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
    """RequestRefused with 402 where the budget of `who` is spent (calls), with 429 where more than so many of their runs would wait."""
    if who.budget is not None and spent >= who.budget:
        raise RequestRefused(402, f"the budget of {who.budget} calls is spent")
    if waiting > most_waiting:
        raise RequestRefused(429, f"{most_waiting} runs wait already; let some end first", SECONDS_TO_WAIT)


def question_of(assistant: Assistant, thread: Thread | None) -> Interrupt:
    """The question that an answer for that assistant answers. RequestRefused with 422 where the thread waits for none."""
    if thread is None or not thread.interrupts:
        raise RequestRefused(422, f"command.resume: {f'thread {thread.id}' if thread else 'a new thread'} waits for nothing")
    (question, *_) = thread.interrupts
    if question.assistant != assistant.name:
        raise RequestRefused(422, f"command.resume: it is {question.assistant} that waits, not {assistant.name}")
    return question


def check_answer(assistant: Assistant, asked: Asked, question: Interrupt) -> None:
    """RequestRefused with 422 for an answer that does not fit the question. One with a long plan takes its time to read."""
    if wrong := assistant.check_resume(question.value, asked.resume):
        raise RequestRefused(422, f"command.resume: {wrong}")
