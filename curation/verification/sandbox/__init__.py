"""A sandbox: runs a Python program that nobody has read, without network, files, other processes or anything of this process.

Three layers, each of which the kernel enforces without rights of the super-user and without user namespaces: Landlock for files, a seccomp
filter for everything else, resource limits. Where one is missing no program is run.
"""

import asyncio
import json
import os
import platform
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from pathlib import Path
from signal import SIGKILL
from weakref import WeakKeyDictionary

from bookwright.curation.verification.sandbox import cell
from bookwright.curation.verification.sandbox.outcome import End, Limits, NoSandbox, Outcome
from bookwright.curation.verification.sandbox.seccomp import MACHINES, filter_for

__all__ = ["End", "Limits", "NoSandbox", "Outcome", "run"]

COMMAND = (sys.executable, "-P", "-s", "-S", "-B", "-X", "utf8", str(Path(cell.__file__)))
ENVIRONMENT = {"PYTHONHASHSEED": "0"}  # a set prints in the same order every time
ENDS = {cell.FINISHED: End.FINISHED, cell.RAISED: End.RAISED, cell.LEFT: End.LEFT, -SIGKILL: End.OUT_OF_TIME}
CHUNK = 1 << 14

_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


async def run(source: str, limits: Limits | None = None) -> Outcome:
    """Runs a program to its end or to its limits; one at a time for each processor, so that each has its full time.

    Raises NoSandbox where the system has not every layer.
    """
    limits = limits or Limits()
    job = _job(source, limits)
    turn = _turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(os.cpu_count() or 1))
    async with turn:
        process = await asyncio.create_subprocess_exec(
            *COMMAND, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=ENVIRONMENT, cwd="/", start_new_session=True
        )
        try:
            return await _watched(process, job, limits)
        finally:
            await _ended(process)


def _job(source: str, limits: Limits) -> bytes:
    """What the cell reads, with the filter for this machine."""
    machine = MACHINES.get(platform.machine()) if sys.platform == "linux" and sys.maxsize > 1 << 32 else None
    if machine is None:
        raise NoSandbox(f"programs are run only on Linux with a 64-bit {' or '.join(MACHINES)} processor")
    job = {"source": source, "filter": filter_for(machine).hex(), "seconds": limits.seconds, "bytes": limits.megabytes << 20}
    return json.dumps(job).encode()


async def _watched(process: Process, job: bytes, limits: Limits) -> Outcome:
    """The outcome of a program that has been started, at the latest when its time is up or its output too long."""
    assert process.stdin
    process.stdin.write(job)
    process.stdin.close()
    printed, said = bytearray(), bytearray()
    try:
        async with asyncio.timeout(limits.clock):
            await asyncio.gather(
                *(_read(process, stream, into, limits.output) for stream, into in zip(_streams(process), (printed, said), strict=True))
            )
            end = ENDS.get(await process.wait(), End.DIED)
    except TimeoutError:
        end = End.OVERDUE
    if process.returncode == cell.UNLOCKED:
        raise NoSandbox(_text(said).strip())
    if max(len(printed), len(said)) > limits.output:
        end = End.FLOODED
    return Outcome(end=end, printed=_text(printed), said=_text(said))


async def _read(process: Process, stream: asyncio.StreamReader, into: bytearray, most: int) -> None:
    """Reads to the end of a stream; a program that writes more than `most` bytes is ended at once."""
    while chunk := await stream.read(CHUNK):
        into += chunk
        if len(into) > most:
            _kill(process)
            break


async def _ended(process: Process) -> None:
    """The process is gone and its pipes are empty, so that nothing of it is left open."""
    _kill(process)
    for stream in _streams(process):
        await stream.read()
    await process.wait()


def _streams(process: Process) -> tuple[asyncio.StreamReader, asyncio.StreamReader]:
    assert process.stdout
    assert process.stderr
    return process.stdout, process.stderr


def _kill(process: Process) -> None:
    with suppress(ProcessLookupError):
        process.kill()


def _text(output: bytearray) -> str:
    return output.decode(errors="replace")
