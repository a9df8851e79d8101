"""The reports of runs, each made when it is asked for."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL
from contextlib import suppress
from pathlib import Path

from bookwright.errors import RequestRefused, RunError
from bookwright.service.directory import read_state
from bookwright.service.serve.job import NICENESS

BOOK = "textbook"


class Reports:
    """Makes reports, one at a time, each by the command in a process of its own."""

    def __init__(self) -> None:
        self._one = asyncio.Lock()

    async def make(self, folder: Path) -> None:
        """Writes the report of the run in that folder, where there is none or one that is older than the run.

        RequestRefused with 404 for a book, which has none, and with 409 for a run that is not far enough to tell of.
        """
        try:
            kind = read_state(folder).get("kind")
        except RunError:
            raise RequestRefused(409, f"{folder.name}: the run has only begun; ask again later") from None
        if kind == BOOK:
            raise RequestRefused(404, f"{folder.name}: a book has no report; there is book/book.html")
        async with self._one:
            if not _is_older(folder / "report/report.html", folder / "run.json") or await _made(folder):
                return
        raise RequestRefused(409, f"{folder.name}: there is nothing yet to report on; ask again when the run has ended")


def _is_older(report: Path, state: Path) -> bool:
    return not report.exists() or report.stat().st_mtime_ns < state.stat().st_mtime_ns


async def _made(folder: Path) -> bool:
    """Whether the command could make it. It is given the run's name alone: where the server keeps it is no business of its readers."""
    command = (sys.executable, "-P", "-m", "bookwright.service", "report", folder.name)
    process = await asyncio.create_subprocess_exec(*command, cwd=folder.parent, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL)
    with suppress(ProcessLookupError):
        os.setpriority(os.PRIO_PROCESS, process.pid, NICENESS)
    try:
        return await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
