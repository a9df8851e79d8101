"""The ledger's pages on batches: which are out, and where each of their requests stands."""

import time
from collections.abc import Sequence

from bookwright.agents.chat import Reply
from bookwright.agents.failures import error_of
from bookwright.errors import ModelError
from bookwright.knowledge.document import Frozen
from bookwright.service.ledger import Ledger, Row, answered, failed
from bookwright.service.ledger_reader import BATCH

NOTE = "INSERT INTO batches VALUES (?, '', ?, ?, ?, 0)"
NAME = "UPDATE batches SET id = ? WHERE file = ?"
COLLECTED = "UPDATE batches SET collected = 1 WHERE file = ?"
DROP = "DELETE FROM batches WHERE file = ?"
OUT = "SELECT file, id, address, model FROM batches WHERE NOT collected ORDER BY at, file"
STANDING = "SELECT key, role, attempt, file, kind, message FROM batched"
PLACE = "INSERT OR REPLACE INTO batched VALUES (?, ?, ?, ?, ?, ?)"
ANSWERED = "DELETE FROM batched WHERE key = ?"
NOT_OUT = "DELETE FROM batched WHERE file = ''"


class OutBatch(Frozen):
    """A batch whose answers are not collected yet. Without an `id` it was about to be begun over `file` when the process ended."""

    file: str
    id: str
    address: str
    model: str


class Batched(Frozen):
    """A request without an answer that has been in a batch: in that of `file` now, given up with an error, or else to be asked again."""

    key: str
    role: str
    attempt: int
    file: str = ""
    kind: str = ""
    message: str = ""

    @property
    def given_up(self) -> ModelError | None:
        """The error that the request ended with; it stands until the run is finished."""
        return error_of(self.kind, self.message) if self.kind else None


class BatchBook:
    """Reads and writes these pages. Everything is committed when a call returns."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.standing = {request.key: request for request in ledger.reader.items(Batched, STANDING)}

    def out(self) -> list[OutBatch]:
        """The batches that are not collected, the oldest first."""
        return self._ledger.reader.items(OutBatch, OUT)

    def requests_of(self, batch: OutBatch) -> list[Batched]:
        """The requests that a batch still owes an answer."""
        return [request for request in self.standing.values() if request.file == batch.file]

    def attempts(self, key: str) -> int:
        """In how many batches a request has been."""
        return self.standing[key].attempt if key in self.standing else 0

    async def note(self, batch: OutBatch, requests: Sequence[Batched]) -> None:
        """Writes down what is about to be begun, before it is."""
        await self._ledger.keep((NOTE, (batch.file, batch.address, batch.model, time.time())), *map(_placed, requests))
        self._stand(requests)

    async def name(self, batch: OutBatch, known_as: str) -> OutBatch:
        """Adds the id under which the server began it."""
        await self._ledger.keep((NAME, (known_as, batch.file)))
        return batch.model_copy(update={"id": known_as})

    async def drop(self, batch: OutBatch) -> None:
        """Takes back what was never begun."""
        free = [request.model_copy(update={"file": "", "attempt": request.attempt - 1}) for request in self.requests_of(batch)]
        await self._ledger.keep((DROP, (batch.file,)), *map(_placed, free))
        self._stand(free)

    async def keep(
        self,
        batch: OutBatch,
        answers: Sequence[tuple[Batched, Reply]],
        unanswered: Sequence[Batched],
        spoilt: Sequence[tuple[Batched, Reply]] = (),
    ) -> None:
        """Keeps what came of some requests of a batch: answers, where the others stand now, and what spoilt answers have cost.

        A spoilt answer stands under a name that no request has: it is on the account and answers nothing.
        """
        rows: list[Row] = []
        for request, reply in answers:
            rows += (*answered(request.key, batch.model, reply, request.role, BATCH), (ANSWERED, (request.key,)))
        for request, reply in spoilt:
            rows.append(answered(f"{request.key} in {batch.file}", batch.model, reply, request.role, BATCH)[0])
        for request in unanswered:
            rows.append(_placed(request))
            if error := request.given_up:
                rows.append(failed(request.key, batch.model, request.role, error))
        await self._ledger.keep(*rows)
        self._stand(unanswered)
        for request, _ in answers:
            del self.standing[request.key]

    async def collected(self, batch: OutBatch) -> None:
        """Closes the page of a batch."""
        await self._ledger.keep((COLLECTED, (batch.file,)))

    async def forget(self) -> None:
        """Gives every request that is in no batch its attempts anew."""
        await self._ledger.keep((NOT_OUT, ()))
        self.standing = {key: request for key, request in self.standing.items() if request.file}

    def _stand(self, requests: Sequence[Batched]) -> None:
        self.standing.update((request.key, request) for request in requests)


def _placed(request: Batched) -> Row:
    return PLACE, (request.key, request.role, request.attempt, request.file, request.kind, request.message)
