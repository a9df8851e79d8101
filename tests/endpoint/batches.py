"""The batch endpoint: files go up, batches are begun over them, and each line is answered as a call of its own would be.

POST /v1/files, GET /v1/files/{id}/content
POST /v1/batches, GET /v1/batches, GET /v1/batches/{id}, POST /v1/batches/{id}/cancel
PUT  /control/batches       a new BatchPlan; nothing is counted anew
"""

import json
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from aiohttp import web

from tests.endpoint.plan import BatchPlan, Behaviour
from tests.endpoint.wire import ILL_WAYS, REFUSALS, reset

LineAnswer = Callable[[bytes, Mapping[str, str]], tuple[Behaviour | None, str]]


@dataclass
class Batch:
    """A batch as the server keeps it."""

    input_file: str
    lines: list[dict[str, Any]]
    headers: Mapping[str, str]
    id: str = field(default_factory=lambda: f"batch_{uuid4().hex[:12]}")
    status: str = "in_progress"
    looks: int = 0
    files: dict[str, str] = field(default_factory=dict)
    done: int = 0
    created: int = field(default_factory=lambda: int(time.time()))

    def as_json(self) -> dict[str, Any]:
        """The batch object."""
        refused = {"data": [{"code": "token_limit_exceeded", "message": "Enqueued token limit reached"}]}
        return {
            "id": self.id,
            "object": "batch",
            "endpoint": "/v1/chat/completions",
            "completion_window": "24h",
            "created_at": self.created,
            "input_file_id": self.input_file,
            "status": self.status,
            "errors": refused if self.status == "failed" else None,
            "output_file_id": self.files.get("output"),
            "error_file_id": self.files.get("error"),
            "request_counts": {"total": len(self.lines), "completed": self.done, "failed": 0},
        }


class Batches:
    """The files, the batches and their routes. `answer` answers the body of one line by the plan of the moment."""

    def __init__(self, answer: LineAnswer) -> None:
        self.plan = BatchPlan()
        self.answer = answer
        self.files: dict[str, bytes] = {}
        self.batches: dict[str, Batch] = {}
        self.lost = 0

    def add_to(self, router: web.UrlDispatcher) -> None:
        """Adds the routes."""
        router.add_post("/v1/files", self.upload)
        router.add_get("/v1/files/{id}/content", self.content)
        router.add_post("/v1/batches", self.create)
        router.add_get("/v1/batches", self.list)
        router.add_get("/v1/batches/{id}", self.look)
        router.add_post("/v1/batches/{id}/cancel", self.cancel)
        router.add_put("/control/batches", self.set_plan)

    def follow(self, plan: BatchPlan) -> None:
        """Sets the plan."""
        self.plan, self.lost = plan, 0

    async def set_plan(self, request: web.Request) -> web.Response:
        """Takes a plan as JSON."""
        self.follow(BatchPlan.model_validate_json(await request.read()))
        return web.json_response({})

    async def upload(self, request: web.Request) -> web.Response:
        """Takes a file in a form."""
        form = await request.post()
        part = form["file"]
        if form.get("purpose") != "batch" or not isinstance(part, web.FileField):
            return _refusal(400, "a file for the purpose batch was expected")
        return web.json_response({"id": self._stored(part.file.read()), "object": "file", "purpose": "batch"})

    async def content(self, request: web.Request) -> web.Response:
        """A file as it is."""
        content = self.files.get(request.match_info["id"])
        return _refusal(404, "No such file") if content is None else web.Response(body=content)

    async def create(self, request: web.Request) -> web.StreamResponse:
        """Begins a batch; by plan the connection breaks before the client hears of it."""
        asked = json.loads(await request.read())
        if asked["input_file_id"] not in self.files or asked["endpoint"] != "/v1/chat/completions" or asked["completion_window"] != "24h":
            return _refusal(400, "Invalid batch")
        lines = [json.loads(line) for line in self.files[asked["input_file_id"]].splitlines()]
        batch = Batch(asked["input_file_id"], lines, dict(request.headers))
        self.batches[batch.id] = batch
        if self.lost < self.plan.lost:
            self.lost += 1
            return reset(request)
        return web.json_response(batch.as_json())

    async def look(self, request: web.Request) -> web.Response:
        """The batch as it stands, which may end with this look."""
        batch = self.batches.get(request.match_info["id"])
        if batch is None:
            return _refusal(404, "No such batch")
        batch.looks += 1
        if batch.status == "in_progress" and batch.looks > self.plan.looks:
            self._end(batch, self.plan.ends)
        return web.json_response(batch.as_json())

    async def list(self, request: web.Request) -> web.Response:
        """A page of batches, the newest first."""
        newest = list(self.batches.values())[::-1]
        ids = [batch.id for batch in newest]
        after = request.query.get("after")
        start = ids.index(after) + 1 if after else 0
        page = newest[start : start + int(request.query.get("limit", "20"))]
        return web.json_response({"data": [batch.as_json() for batch in page], "has_more": start + len(page) < len(newest)})

    async def cancel(self, request: web.Request) -> web.Response:
        """Ends a batch before its time."""
        batch = self.batches[request.match_info["id"]]
        self._end(batch, "cancelled")
        return web.json_response(batch.as_json())

    def _end(self, batch: Batch, status: str) -> None:
        batch.status = status
        if status == "failed":
            return
        answered = batch.lines if status == "completed" else batch.lines[: int(len(batch.lines) * self.plan.share)]
        outputs = [self._answered(batch, line) for line in answered]
        batch.done = len(answered)
        if status == "expired":
            error = {"code": "batch_expired", "message": "This request could not be executed before the completion window expired."}
            outputs += [_line(line["custom_id"], None, error) for line in batch.lines[len(answered) :]]
        random.Random(batch.id).shuffle(outputs)
        good = [output for output in outputs if output["response"] and output["response"]["status_code"] == 200]
        bad = [output for output in outputs if output not in good]
        for name, rows in (("output", good), ("error", bad)):
            if rows:
                batch.files[name] = self._stored("".join(json.dumps(row) + "\n" for row in rows).encode())

    def _answered(self, batch: Batch, line: dict[str, Any]) -> dict[str, Any]:
        raw = json.dumps(line["body"], separators=(",", ":"), ensure_ascii=False).encode()
        behaviour, whole = self.answer(raw, batch.headers)
        if behaviour in REFUSALS:
            refusal = REFUSALS[behaviour]
            error = {"error": {"message": refusal.message, "type": refusal.code, "param": None, "code": refusal.code}}
            return _line(line["custom_id"], {"status_code": refusal.status, "body": error})
        if behaviour in ILL_WAYS:
            return _line(line["custom_id"], None, {"code": "internal_error", "message": "The request broke"})
        return _line(line["custom_id"], {"status_code": 200, "body": json.loads(whole)})

    def _stored(self, content: bytes) -> str:
        name = f"file-{uuid4().hex[:12]}"
        self.files[name] = content
        return name


def _line(key: str, response: dict[str, Any] | None, error: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"id": f"batch_req_{uuid4().hex[:8]}", "custom_id": key, "response": response, "error": error}


def _refusal(status: int, message: str) -> web.Response:
    return web.json_response({"error": {"message": message, "type": "invalid_request_error", "param": None, "code": None}}, status=status)
