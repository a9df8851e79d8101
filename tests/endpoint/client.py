"""The endpoint from a test's side: started, told its plan, asked what it served."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from tests.endpoint.plan import BatchPlan, Behaviour, Plan, Rule

ROOT = Path(__file__).parents[2]


@dataclass
class Endpoint:
    """A running endpoint. `url` is what a client takes as base URL."""

    port: int
    log_path: Path
    _read_from: int = field(default=0, repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def follow(self, *rules: Rule, **settings: Any) -> None:
        """Sets the plan: the rules, and the plan's other fields by name. Counts and `log` begin anew."""
        self._call("PUT", "/control/plan", Plan(rules=rules, **settings).model_dump_json().encode())
        self._read_from = self.log_path.stat().st_size

    def misbehave(self, behaviour: Behaviour, **conditions: Any) -> None:
        """Sets a plan of one rule."""
        self.follow(Rule(behaviour=behaviour, **conditions))

    def treat_batches(self, **plan: Any) -> None:
        """Says what becomes of batches from now on, by the fields of a BatchPlan; counts and `log` go on."""
        self._call("PUT", "/control/batches", BatchPlan(**plan).model_dump_json().encode())

    def served(self) -> dict[str, Any]:
        """`asked`, `sent`, `most_at_once` and `seats` since the plan was set."""
        counts: dict[str, Any] = json.loads(self._call("GET", "/control/served"))
        return counts

    def log(self) -> list[dict[str, Any]]:
        """The lines written since the plan was set, "asked" and "sent"."""
        with self.log_path.open("rb") as file:
            file.seek(self._read_from)
            return [json.loads(line) for line in file]

    def answered(self, status: int = 200) -> Counter[str]:
        """How often each request was answered with this status since the plan was set."""
        return Counter(line["body"] for line in self.log() if line["event"] == "sent" and line["status"] == status)

    def paid_twice(self) -> list[str]:
        """The requests that were answered in full more than once."""
        return [body for body, times in self.answered().items() if times > 1]

    def _call(self, method: str, path: str, body: bytes | None = None) -> bytes:
        with urlopen(Request(f"http://127.0.0.1:{self.port}{path}", data=body, method=method), timeout=10) as response:
            content: bytes = response.read()
            return content


@contextmanager
def running(log_path: Path, *options: str) -> Iterator[Endpoint]:
    """An endpoint of one's own, in its own process, ended with the block."""
    command = [sys.executable, "-m", "tests.endpoint.server", "--port", "0", "--log", str(log_path), "--leash", *options]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        try:
            yield Endpoint(port=int(process.stdout.readline()), log_path=log_path)
        finally:
            process.stdin.close()
            process.wait(timeout=10)
