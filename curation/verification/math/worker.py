"""A process beside this one that does algebra: it is kept, for sympy takes a second to load, and ended when a question takes for ever."""

import atexit
import json
import os
import subprocess
import sys
from fractions import Fraction
from threading import Lock, Timer

SECONDS = 10.0
LOADING = 60.0  # the first answer waits for the library to load, on a busy machine for long
COMMAND = (sys.executable, "-m", "bookwright.curation.verification.math.child")


class Worker:
    """Answers one question at a time, from any thread. Its process is begun with the first question and ends with this one."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._lock = Lock()
        self._process: subprocess.Popen[str] | None = None

    def same(self, left: str, right: str, within: Fraction | None = None) -> tuple[bool | None, str]:
        """Whether two texts say the same, to `within`; None, and why, where that could not be found out in time."""
        question = json.dumps({"left": left, "right": right, "within": str(within) if within else None})
        with self._lock:
            if self._process is None:
                self._begin()
                self._ask(json.dumps({"left": "sqrt(2)", "right": "2**(1/2)", "within": None}), LOADING)
            line = self._ask(question, self.seconds)
            if not line.endswith("\n"):
                self._end()
                return None, f"it takes longer than {self.seconds:.0f} s or too much memory"
        answer = json.loads(line)
        return answer["same"], answer["why"]

    def close(self) -> None:
        """Ends the process, if there is one."""
        with self._lock:
            self._end()

    def _begin(self) -> None:
        environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
        self._process = subprocess.Popen(  # noqa: S603 - a fixed command
            COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, encoding="utf-8"
        )
        atexit.register(self.close)

    def _ask(self, question: str, seconds: float) -> str:
        """The line that comes back; empty or cut where the process ended before or was ended for its time."""
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        timer = Timer(seconds, self._process.kill)
        timer.daemon = True
        timer.start()
        try:
            self._process.stdin.write(question + "\n")
            self._process.stdin.flush()
            return self._process.stdout.readline()
        except BrokenPipeError:
            return ""
        finally:
            timer.cancel()

    def _end(self) -> None:
        if self._process is None:
            return
        self._process.kill()
        self._process.communicate()
        self._process = None
        atexit.unregister(self.close)
