"""What a run shows to a person before it goes on, and the answers that it takes: records of `qa`, the plan of a `textbook`."""

from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from bookwright.service.serve.assistants import assistants
from bookwright.service.serve.principal import NOBODY, folder_of
from tests.service.serve.conftest import Server

SHOWN = {"kind": "review", "records": [{"id": "a"}, {"id": "b"}]}


@pytest.fixture(scope="module")
def waiting(server: Server) -> tuple[str, dict[str, Any]]:
    """A thread that waits with the plan of a book, and what it shows."""
    thread = httpx.post(f"{server.url}/threads", json={}).json()["thread_id"]
    given = {"documents": [server.upload()], "settings": {"review_plan": True}}
    made = answered(server, thread, input=given)
    return thread, made.json()["__interrupt__"][0]["value"]


def answered(server: Server, thread: str, assistant: str = "textbook", **asked: Any) -> httpx.Response:
    """What comes of a run on the thread."""
    return httpx.post(f"{server.url}/threads/{thread}/runs/wait", json={"assistant_id": assistant, **asked}, timeout=120)


def plan_of(server: Server, thread: str) -> Path:
    """The plan as the thread's run has it on disk."""
    return server.data / "threads" / folder_of(NOBODY.owner) / thread / "textbook" / "plan.yaml"


EDITS = {
    "chapters: is empty": lambda plan: {**plan, "chapters": []},
    "the library holds no passage nowhere-1": lambda plan: with_section(plan, passages=["nowhere-1"]),
    "bloom: Input should be": lambda plan: with_section(plan, objectives=[{"bloom": "memorise", "text": "Know it."}]),
    "colour: is no field of a plan": lambda plan: {**plan, "colour": "red"},
    "audience: Input should be": lambda plan: {**plan, "specification": {**plan["specification"], "audience": "dogs"}},
    "its prerequisite 9.9 is no section": lambda plan: with_section(plan, prerequisites=["9.9"]),
    "holds no plan": lambda _: "a book on sessions",
}


def with_section(plan: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """The plan with its first section changed."""
    (first, *sections), *chapters = (chapter["sections"] for chapter in plan["chapters"])
    assert first
    changed_chapter = {**plan["chapters"][0], "sections": [{**first, **changed}, *sections]}
    assert len(chapters) == len(plan["chapters"]) - 1
    return {**plan, "chapters": [changed_chapter, *plan["chapters"][1:]]}


def test_a_plan_that_cannot_be_followed_is_refused_and_the_thread_waits_on_until_one_comes_that_later_runs_follow_too(
    server: Server, waiting: tuple[str, dict[str, Any]]
) -> None:
    thread, value = waiting
    before = plan_of(server, thread).read_text(encoding="utf-8")
    assert before == value["plan"]
    assert answered(server, thread, command={"resume": {"plan": ""}}).status_code == 422
    for said, edit in EDITS.items():
        text = yaml.safe_dump(edit(yaml.safe_load(before)))
        refused = answered(server, thread, command={"resume": {"plan": text}})
        detail = refused.json()["detail"]
        assert (refused.status_code, detail[:22], said in detail, "\n" in detail) == (422, "command.resume: plan: ", True, False), detail
        assert httpx.get(f"{server.url}/threads/{thread}").json()["status"] == "interrupted"
        assert plan_of(server, thread).read_text(encoding="utf-8") == before
    edited = answered(server, thread, command={"resume": {"plan": before.replace("title: ", "title: On ", 1)}}).json()
    assert edited["book"].startswith("# On ")
    held = {one["path"]: one["size"] for one in httpx.get(f"{server.url}/threads/{thread}/files").json()}
    assert set(held) >= {"plan.yaml", "book/book.md", "book/whole.md", "book/chapter-01.md", "book/book.epub"}
    chapter = httpx.get(f"{server.url}/threads/{thread}/files/textbook/book/chapter-01.md")
    assert (len(chapter.content), chapter.headers["content-type"]) == (held["book/chapter-01.md"], "text/markdown; charset=utf-8")
    assert "bounded period of time" in edited["book"]
    assert chapter.text.partition("## ")[2].partition("\n\n")[0] in edited["book"]
    again = answered(server, thread, input={"documents": [server.upload()], "settings": {"review_plan": True}}).json()
    assert again["book"] == edited["book"]


def test_an_answer_of_null_takes_what_was_shown_as_it_stands(server: Server) -> None:
    thread = httpx.post(f"{server.url}/threads", json={}).json()["thread_id"]
    given = {"documents": [server.upload()], "review": 2}
    shown = answered(server, thread, "qa", input=given).json()["__interrupt__"][0]["value"]["records"]
    made = answered(server, thread, "qa", command={"resume": None}).json()
    assert {record["id"] for record in shown} <= {record["id"] for record in made["records"]}
    again = answered(server, thread, "qa", command={"resume": None})
    assert (again.status_code, again.json()["detail"]) == (422, f"command.resume: thread {thread} waits for nothing")


def test_a_command_without_an_answer_is_none(server: Server) -> None:
    refused = httpx.post(f"{server.url}/runs/wait", json={"assistant_id": "qa", "command": {}})
    assert (refused.status_code, "command.resume (null: as it stands)" in refused.json()["detail"]) == (422, True)


@pytest.mark.parametrize("name", ["qa", "textbook"])
def test_an_empty_answer_decides_nothing(name: str) -> None:
    assert assistants()[name].check_resume(SHOWN, {}) == ""


def test_two_decisions_on_one_record_are_refused_by_its_id() -> None:
    decisions = [{"id": "a", "decision": "accept"}, {"id": "b", "decision": "accept"}, {"id": "a", "decision": "reject"}]
    check = assistants()["qa"].check_resume
    assert check(SHOWN, {"decisions": decisions}) == "decisions: a is decided on 2 times; give one decision"
    assert check(SHOWN, {"decisions": decisions[:2]}) == ""
