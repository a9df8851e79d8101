"""The ledger: an answer is committed when keeping it returns, and stays whatever happens to the process."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bookwright.agents.chat import Reply
from bookwright.errors import RunError
from bookwright.service.ledger import Ledger

PAGE_IN_LOG = 4096 + 24
WRITER = """
import asyncio, sys
from pathlib import Path
from bookwright.agents.chat import Reply
from bookwright.errors import RunError
from bookwright.service.ledger import Ledger

async def main():
    ledger = Ledger(Path(sys.argv[1]))
    async def keep(lane):
        for number in range(100_000):
            key = f"{lane}-{number}"
            await ledger.keep_answer(key, "m", Reply(text=key + "x" * int(sys.argv[2])))
            print(key, flush=True)
    try:
        await asyncio.gather(*(keep(lane) for lane in range(4)))
    except RunError as error:
        print("RunError", error, flush=True)
    await ledger.close()

asyncio.run(main())
"""


def answers_in(path: Path) -> dict[str, str]:
    """What another process reads."""
    with sqlite3.connect(path) as connection:
        found = dict(connection.execute("SELECT key, reply FROM answers"))
    connection.close()
    return found


class TestLedger:
    async def test_an_answer_is_committed_when_keeping_returns(self, ledger: Ledger, path: Path) -> None:
        await ledger.keep_answer("k", "m", Reply(text="é\n“x”", input_tokens=3))
        assert Reply.model_validate_json(answers_in(path)["k"]) == Reply(text="é\n“x”", input_tokens=3)

    async def test_an_answer_comes_back_as_it_was(self, ledger: Ledger) -> None:
        reply = Reply(text="{", finish_reason="length", input_tokens=3, output_tokens=4)
        await ledger.keep_answer("k", "m", reply)
        assert ledger.reader.answer("k") == reply
        assert ledger.reader.answer("other") is None

    async def test_the_first_answer_under_a_key_stays(self, ledger: Ledger) -> None:
        await ledger.keep_answer("k", "m", Reply(text="first"))
        await ledger.keep_answer("k", "m", Reply(text="second"))
        assert ledger.reader.answer("k") == Reply(text="first")

    async def test_the_last_outcome_of_a_passage_under_its_terms_stays(self, ledger: Ledger) -> None:
        await ledger.keep_outcome("p", "terms", "one")
        await ledger.keep_outcome("p", "terms", "two")
        assert ledger.reader.outcome("p", "terms") == "two"
        assert ledger.reader.outcome("p", "other terms") is None

    async def test_two_hundred_at_once_share_a_few_commits(self, ledger: Ledger, path: Path) -> None:
        log = path.with_name("ledger.db-wal")
        before = log.stat().st_size
        await asyncio.gather(*(ledger.keep_answer(f"k{number}", "m", Reply(text="x")) for number in range(200)))
        assert len(answers_in(path)) == 200
        assert (log.stat().st_size - before) / PAGE_IN_LOG < 60

    async def test_a_keeper_that_is_cancelled_has_its_answer_kept_all_the_same(self, ledger: Ledger) -> None:
        task = asyncio.create_task(ledger.keep_answer("k", "m", Reply(text="paid")))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        async with asyncio.timeout(5):
            await ledger.keep_answer("later", "m", Reply(text=""))
        assert ledger.reader.answer("k") == Reply(text="paid")

    async def test_closing_commits_what_waits(self, path: Path) -> None:
        ledger = Ledger(path)
        keeping = asyncio.gather(*(ledger.keep_answer(f"k{number}", "m", Reply(text="x")) for number in range(20)))
        await asyncio.sleep(0)
        await ledger.close()
        await keeping
        assert len(answers_in(path)) == 20

    async def test_a_second_opening_finds_what_the_first_kept(self, path: Path) -> None:
        for number in range(2):
            ledger = Ledger(path)
            await ledger.keep_answer(f"k{number}", "m", Reply(text="x"))
            await ledger.close()
        assert set(answers_in(path)) == {"k0", "k1"}


class TestTrouble:
    async def test_a_commit_has_reached_the_disk_when_keeping_returns(self, ledger: Ledger) -> None:
        full = 2
        kept = ledger._thread.submit(lambda: ledger._connection.execute("PRAGMA synchronous").fetchone()).result()
        assert kept == (full,)

    @pytest.mark.parametrize("unwritable", ["a lone \ud800 surrogate", 2**70])
    async def test_what_cannot_be_written_is_a_run_error_and_nothing_after_it_waits(self, ledger: Ledger, unwritable: object) -> None:
        async with asyncio.timeout(5):
            first = asyncio.create_task(ledger.keep(("SELECT ?", (unwritable,))))
            await asyncio.sleep(0)
            second = asyncio.create_task(ledger.keep_answer("k", "m", Reply(text="paid")))
            with pytest.raises(RunError, match=r"Error while writing; give the same command again$"):
                await first
            await second
        assert ledger.reader.answer("k") == Reply(text="paid")

    async def test_when_committing_is_given_up_nobody_waits_for_it(self, ledger: Ledger) -> None:
        keeping = [asyncio.create_task(ledger.keep_answer("k", "m", Reply(text="")))]
        await asyncio.sleep(0)
        await asyncio.sleep(0)  # the commit has taken the first batch and waits for its thread
        keeping.append(asyncio.create_task(ledger.keep_answer("later", "m", Reply(text=""))))
        await asyncio.sleep(0)
        assert ledger._committing
        ledger._committing.cancel()
        async with asyncio.timeout(5):
            ends = await asyncio.gather(*keeping, return_exceptions=True)
        assert [type(end) for end in ends] == [RunError, RunError]

    def test_an_answer_kept_is_there_after_kill_9(self, path: Path) -> None:
        with writing(path, size=10) as process:
            assert process.stdout
            kept = [process.stdout.readline().strip() for _ in range(400)]
            process.send_signal(signal.SIGKILL)
            kept += [line.strip() for line in process.stdout if line.endswith("\n")]
        found = answers_in(path)
        assert len(kept) >= 400
        assert set(kept) <= set(found)
        assert len(found) <= len(kept) + 4
        assert integrity(path) == "ok"

    def test_a_full_disk_is_one_line_and_costs_no_answer_that_was_kept(self, path: Path) -> None:
        with writing(path, size=2000, limit=1_000_000) as process:
            assert process.stdout
            *kept, last = process.stdout.read().splitlines()
        assert last.startswith(f"RunError {path}: ")
        assert "rollback" not in last
        assert last.endswith("; free the disk, then give the same command again")
        assert len(kept) > 100
        assert set(kept) <= set(answers_in(path))
        assert integrity(path) == "ok"

    @pytest.mark.parametrize("trouble", ["no folder", "read-only folder", "a folder", "a text", "half a database"])
    async def test_what_cannot_be_opened_is_a_run_error_in_one_line(self, path: Path, trouble: str) -> None:
        path = troubled(path, trouble)
        with pytest.raises(RunError) as caught:
            Ledger(path)
        assert str(caught.value).startswith(f"{path}: ")
        assert "\n" not in str(caught.value)

    async def test_a_file_of_another_form_is_a_run_error_when_read(self, path: Path) -> None:
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE answers (id TEXT)")
        connection.close()
        ledger = Ledger(path)
        with pytest.raises(RunError, match="no such column"):
            ledger.reader.answer("k")
        with pytest.raises(RunError):
            await ledger.keep_answer("k", "m", Reply(text=""))
        await ledger.close()


def writing(path: Path, size: int, limit: int | None = None) -> "subprocess.Popen[str]":
    """A process that keeps answers of this size, printing each key once it is kept; `limit` is the largest file it may write."""

    def confine() -> None:
        import resource

        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, "-c", WRITER, str(path), str(size)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=path.parent, preexec_fn=confine)  # noqa: PLW1509


def troubled(path: Path, trouble: str) -> Path:
    """A path at which no ledger can be opened."""
    match trouble:
        case "no folder":
            return path.parent / "none" / "ledger.db"
        case "read-only folder":
            path.parent.chmod(0o555)
            return Path("/proc/ledger.db") if os.geteuid() == 0 else path  # root may write anywhere else
        case "a folder":
            path.mkdir()
        case "a text":
            path.write_bytes(b"no database at all " * 500)
        case "half a database":
            path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    return path


def integrity(path: Path) -> str:
    connection = sqlite3.connect(path)
    (result,) = connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
    return str(result)
