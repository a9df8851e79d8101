"""What the loopback server says: the honest answer of every seat, worked out once for each body and from then on looked up."""

import json
from collections.abc import Callable
from typing import Any

from tests.endpoint.envelope import envelope
from tests.endpoint.honest import SEATS, answer
from tests.endpoint.plan import Plan
from tests.endpoint.reading import read

FIXED = {"question": "What is stated?", "answer": "As stated in the passage.", "score": 5, "reason": "as stated"}


class Answers:
    """Whole HTTP responses by the bytes of the request's body; a body that differs in one byte is another request."""

    def __init__(self) -> None:
        self.missed = 0
        self._plan, self._silent = Plan(), False
        self._kept: dict[str, dict[bytes, bytes]] = {}
        self.known: dict[bytes, bytes] = {}
        self.follow({})

    def follow(self, wanted: dict[str, Any]) -> None:
        """Takes the shares of the plan, and `silent`, by which the writer finds nothing to write. What is known of other plans is kept."""
        self._silent = bool(wanted.get("silent"))
        self._plan = Plan(faulty=wanted.get("faulty", 0.0), evolving=wanted.get("evolving", 0.0))
        self.known = self._kept.setdefault(f"{self._silent} {self._plan.model_dump_json()}", {})
        self.missed = 0

    def work_out(self, body: bytes) -> bytes:
        """The response to a body that was not seen before."""
        self.missed += 1
        asked = read(json.loads(body))
        said: Callable[[], dict[str, Any]] = (lambda: answer(asked, self._plan)) if asked.seat in SEATS else (lambda: FIXED)
        honest = {"drafts": []} if self._silent and asked.seat == "Written" else said()
        text = json.dumps(honest, ensure_ascii=False)
        self.known[body] = response(json.dumps(envelope(asked, text, 0), ensure_ascii=False).encode())
        return self.known[body]


def response(content: bytes, status: str = "200 OK") -> bytes:
    """A whole HTTP/1.1 response."""
    return f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content
