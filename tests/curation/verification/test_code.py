"""A program is run, and what it prints or asserts is the check; one that works nothing out proves nothing."""

import pytest

from bookwright.agents.textbook.check import CodeCheck, Proof
from bookwright.curation.verification import verify
from bookwright.curation.verification.code import verify_code
from bookwright.curation.verification.sandbox import Limits

DOUBLE = "def double(n):\n    return n + n\n"


@pytest.mark.parametrize(
    ("source", "prints"),
    [
        (f"{DOUBLE}print(double(4))", "8"),
        (f"{DOUBLE}print(double(4))", "8\n\n"),
        ("for n in range(3):\n    print(n, end=' \\n')", "0\n1\n2"),
        (f"{DOUBLE}assert double(4) == 8", ""),
        (f"{DOUBLE}def test():\n    assert double(4) == 8\n\nif __name__ == '__main__':\n    test()", ""),
        (f"{DOUBLE}if double(4) != 8:\n    raise ValueError", ""),
        (f"{DOUBLE}print(double(4))\nraise SystemExit", "8"),
        ("import re\nprint(re.sub('\\d', 'x', '1'))", "x"),
        ("import sys\nsys.stdout.write(str(2 + 3))", "5"),
    ],
)
async def test_a_sound_program_holds(source: str, prints: str) -> None:
    assert (await verify(CodeCheck(source=source, prints=prints), ())).proof is Proof.HOLDS


@pytest.mark.parametrize(
    ("source", "prints", "why"),
    [
        (f"{DOUBLE}print(double(4))", "9", "line 1 of what it prints is “8”, not “9”"),
        (f"{DOUBLE}print(double(4))", "8\n9", "line 2 of what it prints is missing, not “9”"),
        (f"{DOUBLE}print(double(4))\nprint(1)", "8", "line 2 of what it prints is “1”, not missing"),
        (f"{DOUBLE}assert double(4) == 9", "", "AssertionError"),
        ("print(1 / 0)", "0", "ZeroDivisionError"),
        ("print(1", "1", "no program"),
        ("while True:\n    print(2 + 3, flush=True)", "5", "prints without end"),
        ("n = 1\nwhile n:\n    n += 1\nprint(n)", "5", "does not end"),
        ("x = [0] * 10**9\nprint(len(x))", "1000000000", "MemoryError"),
    ],
)
async def test_a_wrong_program_fails_and_it_is_said_why(source: str, prints: str, why: str) -> None:
    verification = await verify_code(CodeCheck(source=source, prints=prints), Limits(seconds=2))

    assert verification.proof is Proof.FAILS
    assert why in verification.detail


@pytest.mark.parametrize(
    ("source", "prints", "why"),
    [
        ("print('8')", "8", "prints nothing that it has worked out"),
        ("answer = 8\nprint(f'{answer}')", "8", "prints nothing"),
        (f"{DOUBLE}print(8)", "8", "prints nothing"),
        (DOUBLE, "", "asserts nothing"),
        ("answer = 8\nassert answer == 8", "", "asserts nothing"),
        (f"{DOUBLE}def test():\n    assert double(4) == 8", "", "asserts nothing"),
        (f"{DOUBLE}import sys\nsys.exit()\nassert double(4) == 9", "", "ends itself"),
        ("#" * 200_000, "", "longer than"),
        ("import numpy\nprint(numpy.array([1]))", "[1]", "numpy"),
        ("print(open('data.txt').read())", "1", "data.txt"),
        ("import socket\nprint(socket.socket())", "1", "PermissionError"),
    ],
)
async def test_a_program_that_shows_nothing_or_needs_more_than_there_is_stays_unchecked(source: str, prints: str, why: str) -> None:
    verification = await verify(CodeCheck(source=source, prints=prints), ())

    assert verification.proof is Proof.UNCHECKED
    assert why in verification.detail


async def test_a_program_that_waits_for_ever_is_neither_right_nor_wrong() -> None:
    check = CodeCheck(source="import time\nprint(2 + 3, flush=True)\ntime.sleep(60)", prints="5")

    verification = await verify_code(check, Limits(seconds=1))

    assert verification.proof is Proof.UNCHECKED
    assert "by the clock" in verification.detail


async def test_where_there_is_no_sandbox_the_program_is_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")

    verification = await verify(CodeCheck(source="print(2 + 3)", prints="5"), ())

    assert verification.proof is Proof.UNCHECKED
    assert verification.detail.startswith("no sandbox on this system: ")
