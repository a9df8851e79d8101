"""The lock: one owner, known by name, and gone with its process."""

import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bookwright.errors import LibraryLocked
from bookwright.knowledge.lock import Holder, OwnerLock

HOLD = """
import sys, time
from pathlib import Path
from bookwright.knowledge.lock import OwnerLock
lock = OwnerLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_process_is_told_who_holds_it_and_gets_it_when_that_one_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        start = time.monotonic()
        with pytest.raises(LibraryLocked, match=rf"process {holder.pid} on \S+ since \d{{4}}-.*\(-c "):
            OwnerLock(tmp_path).acquire()
        assert time.monotonic() - start < 1
        holder.kill()
    lock = OwnerLock(tmp_path)
    lock.acquire()
    lock.release()


def test_on_windows_a_holder_is_not_asked_for_that_would_interrupt_it(monkeypatch: pytest.MonkeyPatch) -> None:
    holder = Holder(pid=2**22 + 1, host=socket.gethostname(), since=datetime.now(UTC), command="bookwright")
    assert not holder.is_alive
    monkeypatch.setattr("bookwright.knowledge.lock.os.name", "nt")
    monkeypatch.setattr("bookwright.knowledge.lock.os.kill", lambda *_: pytest.fail("interrupted"))
    assert holder.is_alive


def test_one_process_holds_it_once(tmp_path: Path) -> None:
    first, second = OwnerLock(tmp_path), OwnerLock(tmp_path)
    first.acquire()
    with pytest.raises(LibraryLocked):
        second.acquire()
    first.release()
    second.acquire()
    second.release()


def test_letting_go_twice_is_harmless(tmp_path: Path) -> None:
    lock = OwnerLock(tmp_path)
    lock.acquire()
    lock.release()
    lock.release()
    assert not (tmp_path / "owner.json").exists()


def test_a_damaged_note_of_the_holder_hides_only_the_name(tmp_path: Path) -> None:
    lock = OwnerLock(tmp_path)
    lock.acquire()
    (tmp_path / "owner.json").write_text("{", encoding="utf-8")
    with pytest.raises(LibraryLocked, match="another process"):
        OwnerLock(tmp_path).acquire()
    lock.release()
