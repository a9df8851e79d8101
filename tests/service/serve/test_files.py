"""Everything that an owner has can be fetched: what was uploaded, and what runs made of it."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bookwright.service.serve.app import create_app
from bookwright.service.serve.files import type_of
from bookwright.service.serve.principal import folder_of
from bookwright.service.serve.settings import ServeSettings
from tests.service.conftest import PROSE
from tests.service.serve.house import ADA, House, built


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, made_by_rules: Path) -> House:
    """A server's folder."""
    return built(tmp_path_factory.mktemp("house") / "data", made_by_rules)


@pytest.fixture(scope="module")
def ada(house: House) -> Iterator[TestClient]:
    """The server on it, as Ada asks it."""
    app = create_app(ServeSettings(data=house.data))
    with TestClient(app, base_url="http://127.0.0.1", headers=house.headers(ADA)) as client:
        yield client


@pytest.fixture
def run(house: House) -> Path:
    """The directory of Ada's run."""
    return house.data / "threads" / folder_of(ADA) / house.ids.thread_id / "qa"


def test_the_files_of_a_thread_are_listed_with_their_sizes_and_each_can_be_fetched(ada: TestClient, house: House, run: Path) -> None:
    (run / "reviews").mkdir()
    (run / "reviews/ann.jsonl").write_text("{}\n", encoding="utf-8")
    listed = ada.get(f"/threads/{house.ids.thread_id}/files").json()
    assert {one["path"] for one in listed} >= {"records.jsonl", "rejects.jsonl", "run.json", "reviews/ann.jsonl"}
    for one in listed:
        answer = ada.get(f"/threads/{house.ids.thread_id}/files/{one['assistant']}/{one['path']}")
        assert (answer.status_code, len(answer.content)) == (200, one["size"]), one
        assert answer.content == (run / one["path"]).read_bytes()
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["x-content-type-options"] == "nosniff"
    (text,) = [one["path"] for one in listed if one["path"].startswith("documents/")]
    fetched = ada.get(f"/threads/{house.ids.thread_id}/files/qa/{text}")
    assert hashlib.sha256(fetched.content).hexdigest() == Path(text).stem == house.ids.text_id


def test_what_is_the_servers_own_is_neither_listed_nor_given(ada: TestClient, house: House, run: Path) -> None:
    listed = {one["path"] for one in ada.get(f"/threads/{house.ids.thread_id}/files").json()}
    held = {file.relative_to(run).as_posix() for file in run.rglob("*") if file.is_file()}
    assert held - listed
    assert not {path for path in listed if not type_of(path)}
    for path in (*(held - listed), "reviews%2F..%2Frun.json", "reviews/.lock", "%2E%2E%2Fqa%2Frun.json"):
        assert ada.get(f"/threads/{house.ids.thread_id}/files/qa/{path}").status_code == 404, path


def test_the_report_is_made_when_it_is_asked_for_and_again_after_the_run_has_gone_on(ada: TestClient, house: House, run: Path) -> None:
    address = f"/threads/{house.ids.thread_id}/files/qa/report/report.html"
    first = ada.get(address)
    assert (first.status_code, first.text[:15].casefold()) == (200, "<!doctype html>")
    assert str(house.data) not in first.text
    (run / "report/report.html").write_text("older", encoding="utf-8")
    assert ada.get(address).text == "older"
    (run / "run.json").touch()
    assert ada.get(address).text == first.text


def test_a_book_has_no_report_and_says_what_there_is(ada: TestClient, house: House, run: Path) -> None:
    book = run.with_name("textbook")
    shutil.copytree(run, book)
    state = (book / "run.json").read_text(encoding="utf-8")
    (book / "run.json").write_text(state.replace('"kind": "qa"', '"kind": "textbook"'), encoding="utf-8")
    answer = ada.get(f"/threads/{house.ids.thread_id}/files/textbook/report/report.html")
    assert (answer.status_code, answer.json()["detail"]) == (404, "textbook: a book has no report; there is book/book.html")


def test_a_document_comes_back_as_it_was_uploaded(ada: TestClient, house: House) -> None:
    answer = ada.get(f"/documents/{house.ids.document_id}/content")
    assert answer.content == PROSE.encode()
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == 'attachment; filename="sessions.md"'
    assert answer.headers["x-content-type-options"] == "nosniff"
