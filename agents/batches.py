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
    def files(self) -> tuple[str, ...]:
        """The files that tell what came of the requests: the answers, then the failures."""
        return tuple(filter(None, (self.output_file_id, self.error_file_id)))

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.status in ENDED


class BatchClient:
    """The calls around a batch. They raise `Declined`, ConnectionError, TimeoutError, or a ValueError-like error for an answer that is not
    of the form, as `CompletionsChat` does; retries and deadlines are the caller's. Use it as `async with`.
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

    async def answers(self, file: str) -> AsyncIterator[tuple[str, Reply | Failure]]:
        """What a file of a batch tells of each request, in the server's own order. A line that cannot be read tells of none."""
        async for line in self._lines(f"/files/{file}/content"):
            if (outcome := outcome_of(line)) is not None:
                yield outcome

    async def _lines(self, path: str) -> AsyncIterator[bytes]:
        """The lines of a file; of one that is larger than any answer, its end alone, which cannot be read."""
        rest = b""
        async for piece in self._pieces("GET", path):
            *whole, rest = (rest + piece).split(b"\n")
            rest = rest if len(rest) <= LARGEST_REPLY else b""
            for line in whole:
                yield line
        yield rest

    async def _whole(self, method: str, path: str, **sent: Any) -> bytes:
        return await _bounded(self._pieces(method, path, **sent))

    async def _pieces(self, method: str, path: str, **sent: Any) -> AsyncIterator[bytes]:
        import aiohttp  # noqa: PLC0415

        try:
            url, proxy = self.address + path, self.endpoint.proxy
            async with self._session.request(method, url, proxy=proxy, allow_redirects=False, **sent) as response:
                if response.status != 200:
                    body = await _bounded(response.content.iter_any())
                    raise Declined(response.status, said(body), response, response.request_info)
                async for piece in response.content.iter_any():
                    yield piece
        except aiohttp.ClientError as error:
            raise ConnectionError(type(error).__name__) from None


def outcome_of(line: bytes) -> tuple[str, Reply | Failure] | None:
    """The name of a request, and its reply or the row of the failure table that it met; None for a line that names no request."""
    try:
        row = orjson.loads(line)
        key, response = str(row["custom_id"]), row.get("response")
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    if not response:
        return key, _unanswered(row.get("error"))
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


async def _bounded(pieces: AsyncIterator[bytes]) -> bytes:
    """The whole of a body, as long as it stays within what any answer can be."""
    whole = bytearray()
    async for piece in pieces:
        whole += piece
        if len(whole) > LARGEST_REPLY:
            raise ValueError("the answer is too large")
    return bytes(whole)


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
