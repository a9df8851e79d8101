"""A job, and the jobs of servers that were killed before."""

import multiprocessing
import threading
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

from bookwright.knowledge.lock import OwnerLock
from bookwright.service.serve import job as jobs
from bookwright.service.serve.assistants.assistant import Job, Waiting
from bookwright.service.serve.assistants.textbook import TextbookAssistant
from bookwright.service.serve.job import Told, plain, wait_for_an_earlier_go, work
from tests.service.conftest import PROSE, Silent


def test_a_job_waits_until_that_of_a_server_before_has_let_go_of_its_folder(tmp_path: Path) -> None:
    earlier = OwnerLock(tmp_path)
    earlier.acquire()
    threading.Timer(0.7, earlier.release).start()  # longer than the lock itself is patient
    wait_for_an_earlier_go(tmp_path)
    assert not (tmp_path / "owner.json").exists()
    wait_for_an_earlier_go(tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_plan_that_nobody_was_shown_is_shown_when_the_server_is_back(tmp_path: Path) -> None:
    (tmp_path / "sessions.md").write_text(PROSE, encoding="utf-8")
    job = Job(
        assistant="textbook",
        input={"documents": ["one"], "settings": {"review_plan": True}},
        folder=tmp_path / "run",
        uploads={"one": tmp_path / "sessions.md"},
    )
    first, again = (TextbookAssistant().work(job, Silent()) for _ in range(2))
    assert isinstance(first, Waiting)
    assert again == first
    assert not isinstance(TextbookAssistant().work(job.model_copy(update={"resumes": True, "resume": {}}), Silent()), Waiting)


def test_what_a_job_tells_names_no_folder_of_the_server_and_no_command(tmp_path: Path) -> None:
    job = Job(assistant="qa", input={}, folder=tmp_path / "thread/qa", uploads={"one": tmp_path / "uploads/a.md"})
    assert plain("stopped; give the same command again to go on", job) == "stopped; give the same input on this thread again to go on"
    ours, theirs = Pipe()
    Told(theirs, threading.Event(), job).note(f"skipped {tmp_path}/uploads/a.md: is empty; see {tmp_path}/thread/qa/run.json")
    assert ours.recv()[1]["words"] == "skipped a.md: is empty; see run.json"


def impatient(connection: Connection, job: Job) -> None:
    """Works on a job that waits hardly at all for an earlier one."""
    jobs.SECONDS_TO_END = 0.05
    work(connection, job)


def test_who_holds_a_folder_is_no_business_of_who_asked(tmp_path: Path) -> None:
    earlier = OwnerLock(tmp_path)
    earlier.acquire()
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=impatient, args=(theirs, Job(assistant="qa", input={}, folder=tmp_path, uploads={})), daemon=True)
    process.start()
    kind, data = ours.recv()
    ours.close()
    theirs.close()
    process.join()
    earlier.release()
    words = "qa: an earlier run there has not let go yet; ask again"
    assert str(tmp_path) in data.pop("trace")[0]  # for the server alone
    assert (kind, data) == ("failed", {"error": "LibraryLocked", "message": words, "calls": 0, "tokens": 0})
