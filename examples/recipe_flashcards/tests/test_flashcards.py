"""The recipe through the command line, against a small server that answers on this machine."""

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from bookwright_flashcards.card_writer import CardWriter
from pydantic import SecretStr

from bookwright.agents.conformance import check_role
from bookwright.service.configuration import ModelChoice
from bookwright.service.serve.assistants import assistants
from bookwright.service.serve.assistants.assistant import Finished, Job

TEXT = (
    "A ledger is a file that keeps every paid answer. The reader must close the ledger after 12 hours because an open file can be damaged. "
    "A broker is a process that hands each answer to one reader. Every answer that was paid for is written down before it is used."
)


class Server(BaseHTTPRequestHandler):
    """Answers with one card that stands in the passage, one that does not, and the first once more."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        words = re.search(r"A ledger [^.]*\.", asked["messages"][1]["content"])
        assert words
        true = {"words": words.group(), "front": "What is a ledger?", "back": "A file that keeps every paid answer."}
        false = {"words": "A ledger is a bird.", "front": "What flies?", "back": "A ledger."}
        content = json.dumps({"cards": [true, false, true]})
        answer = {
            "choices": [{"message": {"content": content}, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 9, "completion_tokens": 3},
        }
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def url() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()


def bookwright(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-m", "bookwright.service", *arguments], cwd=folder, capture_output=True, text=True, check=False)


def test_the_writer_keeps_what_every_role_promises() -> None:
    report = check_role(CardWriter)
    assert report.passed, report.in_words()


def test_the_command_makes_cards_with_evidence_and_says_what_it_left_out(url: str, tmp_path: Path) -> None:
    (tmp_path / "ledger.md").write_text(f"# Ledgers\n\n{TEXT}\n", encoding="utf-8")
    assert re.search(r"flashcards +A recipe of bookwright-flashcards", bookwright(tmp_path, "--help").stdout)
    done = bookwright(tmp_path, "flashcards", "ledger.md", "--out", "run", "--model", "m", "--base-url", url)
    assert done.returncode == 0, done.stderr
    (record,) = map(json.loads, (tmp_path / "run/records.jsonl").read_text(encoding="utf-8").splitlines())
    (evidence,) = record["evidence"]
    text = (tmp_path / "run/documents" / f"{evidence['document_id']}.txt").read_text(encoding="utf-8")
    assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
    assert (record["front"], record["verdict"]["text_sha256"]) == ("What is a ledger?", record["text_sha256"])
    rejects = [json.loads(line)["reason"] for line in (tmp_path / "run/rejects.jsonl").read_text(encoding="utf-8").splitlines()]
    assert sorted(rejects) == ["curation:duplicate", "gates:evidence_missing"]


class Silent:
    """Progress that nobody watches."""

    def __enter__(self) -> "Silent":
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is left open."""

    def stage(self, name: str, total: int) -> None:
        """A stage begins."""

    def step(self, words: str = "") -> None:
        """A step is done."""

    def note(self, line: str) -> None:
        """Something is said."""


def test_a_server_offers_it_as_an_assistant(url: str, tmp_path: Path) -> None:
    assistant = assistants()["flashcards"]
    (tmp_path / "ledger.md").write_text(f"# Ledgers\n\n{TEXT}\n", encoding="utf-8")
    job = Job(
        assistant="flashcards",
        input={"documents": ["id"], "settings": {"cards": 3}},
        folder=tmp_path / "run",
        uploads={"id": tmp_path / "ledger.md"},
        model=ModelChoice(name="m", base_url=url, key=SecretStr("none")),
    )
    made = assistant.work(job, Silent())
    assert isinstance(made, Finished)
    assert [record["front"] for record in made.values["records"]] == ["What is a ledger?"]
    assert made.values["rejected"] == {"curation:duplicate": 1, "gates:evidence_missing": 1}
