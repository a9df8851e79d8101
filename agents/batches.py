"""The batch endpoint of an OpenAI-compatible server: files of requests up, files of answers down, at the batch price."""

import io
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any, Self

import orjson

from bookwright.agents.chat import Reply, Request
from bookwright.agents.completions import CONNECT_SECONDS, LARGEST_REPLY, CompletionsChat, Declined, Endpoint, reply_of, said
from bookwright.agents.failures import Failure, FailureKind, failure_of
from bookwright.knowledge.document import Frozen

ROUTE = "/v1/chat/completions"
WINDOW = "24h"
LISTED = 100
READ_SECONDS = 120.0
ENDED = frozenset({"completed", "failed", "expired", "cancelled"})


class Counts(Frozen):
    """How many requests a batch holds, and how many of them are done."""

    total: int = 0
    completed: int = 0
    failed: int = 0


class BatchState(Frozen):
    """What the server says of a batch. `input_file_id` tells whose it is when its id was never heard; `problem` is why all of it failed."""

    id: str
    status: str
    input_file_id: str = ""
    output_file_id: str | None = None
    error_file_id: str | None = None
    counts: Counts = Counts()
    problem: str = ""

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.status in ENDED


class BatchClient:
    """The calls around a batch. They raise `Declined`, ConnectionError, TimeoutError, or a ValueError-like error for an answer that is not
    of the form, as `CompletionsChat` does; retries are the caller's. Use it as `async with`.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.address = endpoint.address
        self._chat = CompletionsChat(endpoint)
        self._session: Any = None

    async def __aenter__(self) -> Self:
        import aiohttp  # noqa: PLC0415 - a fifth of a second to import

        self._session = aiohttp.ClientSession(
            headers=self.endpoint.sent_headers(),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS, sock_read=READ_SECONDS),
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    def line(self, key: str, request: Request) -> bytes:
        """One request of an input file: the body that the live call would post, under the name by which its answer is known again."""
        body = orjson.Fragment(self._chat.body(request))
        return orjson.dumps({"custom_id": key, "method": "POST", "url": ROUTE, "body": body}, option=orjson.OPT_APPEND_NEWLINE)

    async def upload(self, lines: Sequence[bytes]) -> str:
        """Puts an input file on the server; its id."""
        import aiohttp  # noqa: PLC0415

        form = aiohttp.FormData()
        form.add_field("purpose", "batch")
        form.add_field("file", io.BytesIO(b"".join(lines)), filename="requests.jsonl", content_type="application/jsonl")
        return str(_object(await self._whole("POST", "/files", data=form))["id"])

    async def create(self, file: str) -> BatchState:
        """Begins a batch over an input file."""
        return _state(await self._whole("POST", "/batches", json={"input_file_id": file, "endpoint": ROUTE, "completion_window": WINDOW}))

    async def look(self, batch: str) -> BatchState:
        """How a batch stands."""
        return _state(await self._whole("GET", f"/batches/{batch}"))

    async def find(self, file: str) -> BatchState | None:
        """The batch that was begun over an input file, if there is one."""
        after = ""
        while True:
            page = _object(await self._whole("GET", f"/batches?limit={LISTED}{after}"))
            for row in page["data"]:
                if row.get("input_file_id") == file:
                    return _state(row)
            if not page.get("has_more") or not page["data"]:
                return None
            after = f"&after={page['data'][-1]['id']}"

    async def answers(self, state: BatchState) -> AsyncIterator[tuple[str, Reply | Failure]]:
        """What came of each request, in the server's own order: from the output file, then from the error file."""
        for file in filter(None, (state.output_file_id, state.error_file_id)):
            async for line in self._lines(f"/files/{file}/content"):
                yield outcome_of(orjson.loads(line))

    async def _lines(self, path: str) -> AsyncIterator[bytes]:
        rest = b""
        async for piece in self._pieces("GET", path):
            *whole, rest = (rest + piece).split(b"\n")
            if len(rest) > LARGEST_REPLY:
                raise ValueError("a line is too large")
            for line in whole:
                if line.strip():
                    yield line
        if rest.strip():
            yield rest

    async def _whole(self, method: str, path: str, **sent: Any) -> bytes:
        return b"".join([piece async for piece in self._pieces(method, path, **sent)])

    async def _pieces(self, method: str, path: str, **sent: Any) -> AsyncIterator[bytes]:
        import aiohttp  # noqa: PLC0415

        try:
            url, proxy = self.address + path, self.endpoint.proxy
            async with self._session.request(method, url, proxy=proxy, allow_redirects=False, **sent) as response:
                if response.status != 200:
                    raise Declined(response.status, said(await response.read()), response, response.request_info)
                async for piece in response.content.iter_any():
                    yield piece
        except aiohttp.ClientError as error:
            raise ConnectionError(type(error).__name__) from None


def outcome_of(line: dict[str, Any]) -> tuple[str, Reply | Failure]:
    """The name of a request, and its reply or the row of the failure table that it met."""
    key, response = str(line["custom_id"]), line.get("response")
    if not response:
        return key, _unanswered(line.get("error"))
    try:
        if response["status_code"] != 200:
            raise Declined(int(response["status_code"]), response.get("body"), None, None)
        return key, reply_of(response["body"])
    except Exception as error:
        failure = failure_of(error)
        if failure is None:
            raise
        return key, failure


def unanswered(status: str) -> Failure:
    """The failure of a request of which an ended batch says nothing."""
    kind = FailureKind.TIMEOUT if status == "expired" else FailureKind.SERVER
    return Failure(kind=kind, message=f"the batch ended ({status}) without an answer to it")


def split(lines: Sequence[tuple[str, bytes]], most: int, most_bytes: int) -> Iterator[list[tuple[str, bytes]]]:
    """The lines in order, in as few files as the limits of one file allow."""
    file: list[tuple[str, bytes]] = []
    size = 0
    for key, line in lines:
        if file and (len(file) == most or size + len(line) > most_bytes):
            yield file
            file, size = [], 0
        file.append((key, line))
        size += len(line)
    if file:
        yield file


def _unanswered(error: Any) -> Failure:
    code = error.get("code") if isinstance(error, dict) else None
    return unanswered("expired" if code == "batch_expired" else str(code or "no reason given"))


def _state(answer: bytes | dict[str, Any]) -> BatchState:
    row = _object(answer) if isinstance(answer, bytes) else answer
    problems = (row.get("errors") or {}).get("data") or []
    return BatchState(
        id=row["id"],
        status=row["status"],
        input_file_id=row.get("input_file_id") or "",
        output_file_id=row.get("output_file_id"),
        error_file_id=row.get("error_file_id"),
        counts=Counts(**{name: (row.get("request_counts") or {}).get(name) or 0 for name in Counts.model_fields}),
        problem="; ".join(str(problem.get("message")) for problem in problems[:1]),
    )


def _object(answer: bytes) -> dict[str, Any]:
    found = orjson.loads(answer)
    if not isinstance(found, dict):
        raise ValueError("the answer is no object")
    return found
