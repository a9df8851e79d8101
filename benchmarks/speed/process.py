"""The processes of a measurement: the server, started once, and the clients, each timed from its start to its end."""

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any
from urllib.request import Request, urlopen

ROOT = Path(__file__).parents[2]
LONGEST = 900.0


@dataclass(frozen=True)
class Load:
    """How many calls at once, how many seconds each takes, and the core that the client must do with, if it must."""

    at_once: int
    latency: float
    core: int | None = None


@dataclass(frozen=True)
class Timed:
    """One run of one client. `start` is from its start to its first call, `span` from the first call to the last answer.

    `steady` is calls a second between the answer a tenth from the start and the answer a tenth from the end. `cpu` is the seconds of the
    client and of its own processes, starting included.
    """

    calls: int
    wall: float
    start: float
    span: float
    steady: float
    cpu: float
    most_at_once: int
    missed: int
    valid: int | None = None

    @property
    def rate(self) -> float:
        """Calls a second over the whole span."""
        return self.calls / self.span


def middle(runs: Sequence[Timed]) -> Timed:
    """The median of every figure; what must not hide behind a median is the worst."""
    figures = ("calls", "wall", "start", "span", "steady", "cpu")
    valid = [run.valid for run in runs if run.valid is not None]
    return Timed(
        **{name: median(getattr(run, name) for run in runs) for name in figures},
        most_at_once=max(run.most_at_once for run in runs),
        missed=max(run.missed for run in runs),
        valid=min(valid) if valid else None,
    )


def pinned(core: int | None) -> list[str]:
    """What goes before a command that is to have one core for itself, by its place among those allowed; nothing where that cannot be."""
    cores = sorted(os.sched_getaffinity(0))
    return ["taskset", "-c", str(cores[core])] if core is not None and core < len(cores) and shutil.which("taskset") else []


def environment() -> dict[str, str]:
    """This process's own, with the repository and no proxy; a key is what some clients will not start without."""
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return {**kept, "PYTHONPATH": path, "NO_PROXY": "*", "OPENAI_API_KEY": "none"}


@dataclass
class Loopback:
    """The running server."""

    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def follow(self, **wanted: Any) -> None:
        """Sets the latency and what the answers are like; counts begin anew."""
        self._ask("PUT", "/control", json.dumps(wanted).encode())

    def served(self) -> dict[str, Any]:
        """Counts and times since then."""
        counts: dict[str, Any] = json.loads(self._ask("GET", "/served"))
        return counts

    def keep_bodies(self, file: Path) -> int:
        """Writes the bodies asked since then to a file, one a line; how many."""
        bodies = self._ask("GET", "/bodies")
        file.write_bytes(bodies + b"\n")
        return bodies.count(b"\n") + 1

    def _ask(self, method: str, path: str, body: bytes | None = None) -> bytes:
        with urlopen(Request(f"http://127.0.0.1:{self.port}{path}", data=body, method=method), timeout=60) as response:
            content: bytes = response.read()
            return content


@contextmanager
def loopback(core: int | None = None) -> Iterator[Loopback]:
    """A server of one's own, ended with the block. It and the clients may open as many files as the system lets them."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    command = [*pinned(core), sys.executable, "-m", "benchmarks.speed.server", "--leash"]
    with subprocess.Popen(command, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        try:
            yield Loopback(int(process.stdout.readline()))
        finally:
            process.stdin.close()
            process.wait(timeout=60)


@dataclass(frozen=True)
class Client:
    """A command, the variables that it needs, and the folder in which it works."""

    command: Sequence[str]
    variables: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None


def timed(server: Loopback, client: Client, load: Load, plan: Mapping[str, Any]) -> Timed:
    """Runs a client. The last line of its output may say `{"valid": rows}`. RuntimeError with its last words when it fails."""
    server.follow(latency=load.latency, **plan)
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(
        [*pinned(load.core), *client.command],
        env={**environment(), **client.variables},
        cwd=client.folder,
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    wall, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    served = server.served()
    if done.returncode or not served["sent"]:
        raise RuntimeError(f"{' '.join(client.command)}: exit {done.returncode}, {served['sent']} answers\n{done.stderr[-2000:]}")
    between = served["ninetieth"] - served["tenth"]
    return Timed(
        calls=served["sent"],
        wall=wall,
        start=served["first"] - begun,
        span=served["last"] - served["first"],
        steady=served["between"] / between if between else 0.0,
        cpu=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        most_at_once=served["most_at_once"],
        missed=served["missed"],
        valid=_valid(done.stdout),
    )


def _valid(output: str) -> int | None:
    last = output.strip().rpartition("\n")[2]
    return int(json.loads(last)["valid"]) if last.startswith('{"valid"') else None
