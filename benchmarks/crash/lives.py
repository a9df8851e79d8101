"""Lives of the command line that cost little: a process imports everything once, then forks one child for each life.

The child is a process like any other: it runs the command line's own `main`, has its own session, output files and environment, and
SIGKILL ends it wherever it is. `python -m benchmarks.crash.lives` is the process that forks.
"""

import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parents[2]
QUIET = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "COLUMNS": "200", "LANG": "C.UTF-8"}
WARM = """
bookwright.service.cli bookwright.service.qa bookwright.knowledge.collection bookwright.knowledge.dense bookwright.knowledge.index
chromadb.api.rust chromadb.telemetry.product.posthog aiohttp anyio._backends._asyncio httpcore2 truststore langchain_openai
openai.resources.chat.completions langchain_core.tracers.stdout langchain_core.tracers.run_collector
""".split()
PASSED_ON = ("PATH", "PYTHONPATH", "VIRTUAL_ENV")
HUNG = -999


@dataclass
class Life:
    """One process of the command line."""

    pid: int
    nursery: "Nursery"
    out: Path
    err: Path
    began: float = field(default_factory=time.monotonic)
    status: int | None = None

    def ended(self) -> bool:
        """Whether it has ended by now; `status` is then its exit code, or minus the signal."""
        if self.status is None:
            self.status = self.nursery.ended(self.pid)
        return self.status is not None

    def kill(self) -> None:
        """SIGKILL, and waits until it is gone. A life that ended by itself just before stays as it ended."""
        if not self.ended():
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            while not self.ended():
                time.sleep(0.0005)

    def wait(self, seconds: float) -> int:
        """Its exit code; HUNG, and killed, when it has not ended by then."""
        until = time.monotonic() + seconds
        while not self.ended():
            if time.monotonic() > until:
                self.kill()
                self.status = HUNG
            time.sleep(0.03)
        return self.status if self.status is not None else HUNG

    @property
    def said(self) -> tuple[str, str]:
        """Standard output and standard error."""
        return self.out.read_text("utf-8", "replace"), self.err.read_text("utf-8", "replace")


class Nursery:
    """The process that forks, from the side of who wants lives."""

    def __init__(self, orders: IO[str], answers: IO[str]) -> None:
        self._orders, self._answers, self._one = orders, answers, threading.Lock()

    def start(self, arguments: list[str], folder: Path, name: str, **environment: str) -> Life:
        """A life in `folder`, which is its home too; its output goes to `folder`/name.out and name.err."""
        out, err = folder / f"{name}.out", folder / f"{name}.err"
        variables = {v: os.environ[v] for v in PASSED_ON if v in os.environ} | QUIET | {"HOME": str(folder)} | environment
        order = {"arguments": arguments, "folder": str(folder), "out": str(out), "err": str(err), "environment": variables}
        return Life(int(self._ask(order)), self, out, err)

    def ended(self, pid: int) -> int | None:
        """How a life ended; None while it lives. To be asked until it says so."""
        return json.loads(self._ask({"of": pid}))  # type: ignore[no-any-return]

    def _ask(self, order: dict[str, Any]) -> str:
        with self._one:
            self._orders.write(json.dumps(order) + "\n")
            self._orders.flush()
            return self._answers.readline()


@contextmanager
def nursery() -> Iterator[Nursery]:
    """A nursery of one's own, ended with the block; lives that are still there are killed."""
    command = [sys.executable, "-m", "benchmarks.crash.lives"]
    environment = os.environ | QUIET
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        try:
            assert process.stdout.readline() == "ready\n"
            yield Nursery(process.stdin, process.stdout)
        finally:
            process.stdin.close()
            process.wait(timeout=20)


def main() -> None:
    """Forks as it is told until standard input closes."""
    for name in WARM:
        with suppress(ImportError):
            importlib.import_module(name)
    importlib.import_module("py3langid").rank("a model to load")
    gc.freeze()  # what is shared with the children stays shared
    answers = os.fdopen(os.dup(1), "w")
    alive: set[int] = set()
    _say(answers, "ready")
    for line in sys.stdin:
        order = json.loads(line)
        if "of" not in order:
            alive.add(pid := _born(order))
            _say(answers, str(pid))
            continue
        pid, status = os.waitpid(order["of"], os.WNOHANG)
        alive.discard(pid)
        _say(answers, json.dumps(os.waitstatus_to_exitcode(status) if pid else None))
    for pid in alive:
        os.kill(pid, signal.SIGKILL)


def _say(answers: IO[str], words: str) -> None:
    answers.write(words + "\n")
    answers.flush()


def _born(order: dict[str, Any]) -> int:
    """The child's process id in the parent; in the child, the life, which never returns."""
    if pid := os.fork():
        return pid
    code = 70
    try:
        os.setsid()
        os.chdir(order["folder"])
        os.environ.clear()
        os.environ.update(order["environment"])
        for number, path in ((0, os.devnull), (1, order["out"]), (2, order["err"])):
            flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            os.dup2(os.open(path, flags, 0o644), number)
        os.closerange(3, 256)
        code = _lived(order["arguments"])
    finally:
        os._exit(code)


def _lived(arguments: list[str]) -> int:
    """The exit code that the interpreter would give."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.argv = ["bookwright", *arguments]
    try:
        importlib.import_module("bookwright.service.cli").main(arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(bool(end.code))
    except BaseException:
        sys.excepthook(*sys.exc_info())
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


if __name__ == "__main__":
    main()
