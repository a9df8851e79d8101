"""A completion under an idempotency key is made once: whoever asks again, because no answer came, gets the same and pays nothing."""

import sqlite3
from collections.abc import Awaitable, Callable

from bookwright.errors import RequestRefused
from bookwright.knowledge.document import Frozen
from bookwright.service.serve.answers import Answers
from bookwright.service.serve.openai.shapes import Completion
from bookwright.service.serve.principal import Principal


class Made(Frozen):
    """A completion, and the pieces in which a stream gives its content."""

    completion: Completion
    pieces: tuple[str, ...]


class Once:
    """The completions of a day, in the server's database."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._answers = Answers(db)
        self._making: set[tuple[str, str]] = set()

    async def made(self, who: Principal, key: str | None, request: str, make: Callable[[], Awaitable[Made]]) -> Made:
        """What was made for this request under this key, else what is made now. `request` is a hash of it.

        RequestRefused with 409 while the first of its kind is being answered, and with 422 where another request came under the key.
        """
        if not key:
            return await make()
        place = (who.owner, f"completion:{key}")
        if before := self._answers.find(*place, request):
            return Made.model_validate_json(before)
        if place in self._making:
            raise RequestRefused(409, "idempotency key: its first request is still being answered; ask again later")
        self._making.add(place)
        try:
            made = await make()
            self._answers.keep(*place, request, made.model_dump_json())
        finally:
            self._making.discard(place)
        return made
