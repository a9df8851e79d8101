"""Listing tasks: which are meant, in which order, and a page of them (A2A 1.0, section 3.1.4)."""

from collections.abc import Callable

from a2a.types import ListTasksRequest, ListTasksResponse, Task, TaskState
from a2a.utils.errors import InvalidParamsError
from a2a.utils.task import (
    ListTasksCursor,
    apply_history_length,
    decode_list_tasks_cursor,
    encode_list_tasks_cursor,
    validate_history_length,
    validate_page_size,
)

from bookwright.service.serve.a2a.protobuf import nanoseconds
from bookwright.service.serve.a2a.tasks import context_of, state_of, task_of
from bookwright.service.serve.entities import Run, Thread

DEFAULT_PAGE = 50

Row = tuple[Thread, list[Run]]


def listed(rows: list[Row], params: ListTasksRequest, whole: Callable[[Run], Thread]) -> ListTasksResponse:
    """The page of tasks that is asked for, the one that changed last first. Every thread comes with its runs, the last first; `whole` gives
    it with the values of its last run."""
    size = params.page_size if params.HasField("page_size") else DEFAULT_PAGE
    validate_page_size(size)
    validate_history_length(params)
    if params.status and params.status not in TaskState.values():
        raise InvalidParamsError("status: is no state of a task")
    meant = sorted((row for row in rows if _is_meant(row, params)), key=_place, reverse=True)
    start = _after(params.page_token)
    left = [row for row in meant if start is None or _place(row) < start]
    page = left[:size]
    more = len(left) > len(page)
    return ListTasksResponse(
        tasks=[_shown(task_of(whole(runs[0]), runs), params) for _, runs in page],
        next_page_token=encode_list_tasks_cursor(ListTasksCursor(_place(page[-1])[0], _place(page[-1])[1])) if more else "",
        page_size=len(page),
        total_size=len(meant),
    )


def _place(row: Row) -> tuple[int, str]:
    thread, (last, *_) = row
    return nanoseconds(last.updated), thread.id


def _after(page_token: str) -> tuple[int, str] | None:
    if not page_token:
        return None
    cursor = decode_list_tasks_cursor(page_token)
    if cursor is None or cursor.timestamp_ns is None:
        raise InvalidParamsError("page_token: is none that was given")
    return cursor.timestamp_ns, cursor.task_id


def _is_meant(row: Row, params: ListTasksRequest) -> bool:
    thread, (last, *_) = row
    tests: list[Callable[[], bool]] = [
        lambda: not params.context_id or context_of(thread) == params.context_id,
        lambda: not params.status or state_of(thread, last) == params.status,
        lambda: not params.HasField("status_timestamp_after") or _place(row)[0] >= params.status_timestamp_after.ToNanoseconds(),
    ]
    return all(test() for test in tests)


def _shown(task: Task, params: ListTasksRequest) -> Task:
    if not params.include_artifacts:
        task.ClearField("artifacts")
    return apply_history_length(task, params)
