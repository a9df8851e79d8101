"""What does not fit one page is asked in several."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def paged(items: Sequence[Item], length: Callable[[Item], int], most: int) -> Iterator[tuple[Item, ...]]:
    """The items in order, on as few pages as their lengths allow; one that is longer than a page has it to itself."""
    page: list[Item] = []
    size = 0
    for item in items:
        long = length(item)
        if page and size + long > most:
            yield tuple(page)
            page, size = [], 0
        page.append(item)
        size += long
    if page:
        yield tuple(page)


async def answered(asking: Iterable[Awaitable[Result]]) -> list[Result]:
    """The answers to all pages in their order. Where one fails, the others are waited for, since they are paid for; then it is raised."""
    found = await asyncio.gather(*asking, return_exceptions=True)
    answers = []
    for one in found:
        if isinstance(one, BaseException):
            raise one
        answers.append(one)
    return answers
