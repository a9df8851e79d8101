"""Without a model, nothing leaves the machine: not even a name is looked up."""

import os
import subprocess
import sys
from pathlib import Path

WATCH = """
import os, sys

def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        with open(os.environ["SEEN"], "a") as seen:
            seen.write(f"{event} {arguments[1:]}\\n")

sys.addaudithook(watch)
"""


def test_the_main_job_and_a_search_open_no_connection(source: Path, tmp_path: Path) -> None:
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    seen = tmp_path / "seen.txt"
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(tmp_path / "watch"), "SEEN": str(seen)}
    for arguments in (["qa", str(source), "--out", "run"], ["search", "session", "--library", "run"]):
        command = [sys.executable, "-m", "bookwright.service", *arguments]
        subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=120)
    assert not seen.exists(), seen.read_text(encoding="utf-8")
    subprocess.run([sys.executable, "-c", "import socket; socket.getaddrinfo('localhost', 80)"], env=environment, check=True, timeout=60)
    assert seen.exists(), "the watch itself does not work"
