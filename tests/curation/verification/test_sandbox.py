"""The sandbox runs a program to its end or to its limits, and says how it ended; a lock that cannot be closed means that nothing is run."""

import asyncio
import os
from pathlib import Path

import pytest

from bookwright.curation.verification import sandbox
from bookwright.curation.verification.sandbox import End, Limits, NoSandbox, run
from bookwright.curation.verification.sandbox.seccomp import AARCH64, X86_64, Machine, filter_for

SHORT = Limits(seconds=1)


async def test_a_program_prints_and_finishes() -> None:
    outcome = await run("print(sum(range(10)))\nprint('ä')")

    assert (outcome.end, outcome.printed) == (End.FINISHED, "45\nä\n")


async def test_the_standard_library_is_there() -> None:
    modules = (
        "bisect collections copy csv datetime decimal enum fractions functools hashlib heapq itertools json math operator random re "
        "sqlite3 statistics string struct textwrap typing unicodedata zlib zoneinfo"
    ).split()

    outcome = await run("".join(f"import {module}\n" for module in modules))

    assert outcome.end is End.FINISHED, outcome.said


async def test_a_program_may_have_threads() -> None:
    pool = "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(4) as pool:\n    "

    assert (await run(f"{pool}print(sum(pool.map(abs, range(-9, 0))))")).printed == "45\n"


async def test_what_goes_wrong_is_said_with_its_line() -> None:
    outcome = await run("x = 1\nassert x == 2, 'one is not two'")

    assert outcome.end is End.RAISED
    assert outcome.complaint == "AssertionError: one is not two"
    assert "line 2" in outcome.said


@pytest.mark.parametrize(
    ("program", "end"),
    [
        ("raise SystemExit", End.LEFT),
        ("raise SystemExit(1)", End.RAISED),
        ("import os\nos._exit(0)", End.DIED),
        ("import ctypes\nctypes.string_at(0)", End.DIED),
        ("def f(n):\n    return f(n + 1)\nf(0)", End.RAISED),
        ("input()", End.RAISED),
        ("print('x' * 10**7)", End.FLOODED),
        ("import sys\nwhile True:\n    sys.stderr.write('x' * 1000)", End.FLOODED),
    ],
)
async def test_how_a_program_ended_is_known(program: str, end: End) -> None:
    outcome = await run(program)

    assert outcome.end is end
    assert len(outcome.printed) < 200_000


BUSY = (
    "while True: pass",
    "import signal\nfor n in {2, 6, 15, 24}:\n    signal.signal(n, signal.SIG_IGN)\nwhile True: pass",
    "x = 10 ** 10 ** 8",
    "import os\nos.close(1)\nos.close(2)\nwhile True: pass",
)
WAITING = ("import time\ntime.sleep(60)", "import threading\nthreading.Thread(target=threading.Event().wait).start()")


async def test_no_program_outlives_its_time() -> None:
    outcomes = await asyncio.gather(*(run(f"import os\nprint(os.getpid(), flush=True)\n{program}", SHORT) for program in (*BUSY, *WAITING)))

    assert [outcome.end for outcome in outcomes] == [End.OUT_OF_TIME] * len(BUSY) + [End.OVERDUE] * len(WAITING)
    assert not any(map(_is_alive, (int(outcome.printed) for outcome in outcomes)))


async def test_a_program_that_is_kept_waiting_has_its_processor_time_all_the_same() -> None:
    assert (await run("import time\ntime.sleep(1.5)\nprint(7)", SHORT)).printed == "7\n"


def _is_alive(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


async def test_many_at_once_have_each_their_own_time() -> None:
    outcomes = await asyncio.gather(*(run(f"print({n})") for n in range(8)))

    assert [outcome.printed for outcome in outcomes] == [f"{n}\n" for n in range(8)]


async def test_a_run_that_is_cancelled_leaves_no_process() -> None:
    task = asyncio.create_task(run("import time\ntime.sleep(60)"))
    await asyncio.sleep(0.5)
    began = _cells()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    assert began
    assert _cells() == []


def _cells() -> list[str]:
    return [path.name for path in Path("/proc").iterdir() if path.name.isdigit() and _is_cell(path)]


def _is_cell(process: Path) -> bool:
    """Whether a process is a cell that this one has begun."""
    try:
        parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
        return parent == str(os.getpid()) and b"sandbox/cell.py" in (process / "cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_it_runs_in_a_thread_with_a_loop_of_its_own() -> None:
    async def both() -> list[str]:
        return await asyncio.gather(*(asyncio.to_thread(lambda: asyncio.run(run("print(7)")).printed) for _ in range(2)))

    assert asyncio.run(both()) == ["7\n", "7\n"]


async def test_a_set_prints_in_the_same_order_every_time() -> None:
    program = "print({'a', 'b', 'c', 'd', 'e', 'f'})"

    assert (await run(program)).printed == (await run(program)).printed


async def test_without_a_filter_for_the_processor_nothing_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "riscv64")

    with pytest.raises(NoSandbox, match="x86_64"):
        await run("print('ran')")


@pytest.mark.parametrize(
    ("fault", "complaint"),
    [
        ("CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 1444, 1445, 1446", "no Landlock"),
        ("FILTER = 99", "refuses prctl 22"),
        ("CAPSET = dict.fromkeys(CAPSET, 9999)", "capabilities"),
    ],
)
async def test_where_a_layer_is_missing_nothing_is_run(fault: str, complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cell with one constant changed meets the kernel as it would one that lacks the layer."""
    monkeypatch.setattr(sandbox, "COMMAND", (*sandbox.COMMAND[:-1], _cell_with(fault, tmp_path)))

    with pytest.raises(NoSandbox, match=complaint):
        await run("open('/proc/self/status')\nprint('ran')")


def _cell_with(fault: str, folder: Path) -> str:
    cell = folder / "cell.py"
    source = Path(sandbox.COMMAND[-1]).read_text()
    cell.write_text(source.replace('if __name__ == "__main__":', f'{fault}\nif __name__ == "__main__":'))
    return str(cell)


@pytest.mark.parametrize("machine", [X86_64, AARCH64], ids=["x86_64", "aarch64"])
def test_a_filter_fits_into_the_kernel_and_names_no_call_twice(machine: Machine) -> None:
    assert len(filter_for(machine)) % 8 == 0
    assert len(filter_for(machine)) // 8 < 4096
    numbers = [*machine.free.values(), *machine.bound, *machine.missing]
    assert len(numbers) == len(set(numbers))
