"""The review page on the server: for the owner of a run, and for nobody else."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bookwright.service.serve.access import Keys
from bookwright.service.serve.app import create_app
from bookwright.service.serve.principal import folder_of
from bookwright.service.serve.settings import ServeSettings
from tests.promises import rows

ALICE, BOB = "alice", "bob"


@pytest.fixture
def keys(tmp_path: Path) -> dict[str, str]:
    """A key of each owner."""
    (tmp_path / "data").mkdir()
    return {owner: Keys(tmp_path / "data").add(owner)[1] for owner in (ALICE, BOB)}


@pytest.fixture
def server(tmp_path: Path, keys: dict[str, str]) -> Iterator[TestClient]:
    """A server with keys."""
    with TestClient(create_app(ServeSettings(data=tmp_path / "data")), base_url="http://127.0.0.1", follow_redirects=False) as client:
        yield client


@pytest.fixture
def address(server: TestClient, keys: dict[str, str], rules_run: Path, tmp_path: Path) -> str:
    """Where a run of Alice's is reviewed."""
    thread = server.post("/threads", json={}, headers={"X-Api-Key": keys[ALICE]}).json()["thread_id"]
    shutil.copytree(rules_run, tmp_path / "data" / "threads" / folder_of(ALICE) / thread / "qa")
    return f"/review/{thread}/qa"


def test_a_browser_gives_the_key_as_a_password_and_the_reviewers_name(
    server: TestClient, address: str, keys: dict[str, str], tmp_path: Path
) -> None:
    asked = server.get(f"{address}/")
    assert asked.status_code == 401
    assert asked.headers["www-authenticate"].startswith("Basic ")
    carol = ("carol", keys[ALICE])
    assert server.get(f"{address}/", auth=carol).headers["location"] == f"{address}/1"
    page = server.get(f"{address}/1", auth=carol)
    assert page.status_code == 200
    assert "script-src 'self'" in page.headers["content-security-policy"]
    hidden = page.text.split('name="text_sha256" value="')[1].split('"')[0]
    assert server.post(f"{address}/1", data={"text_sha256": hidden, "decision": "accept"}, auth=carol).status_code == 303
    (line,) = rows(tmp_path / "data" / "threads" / folder_of(ALICE) / address.split("/")[2] / "qa", "reviews/carol.jsonl")
    assert (line["reviewer"], line["decision"]) == ("carol", "accept")


def test_another_owners_run_is_as_one_that_is_not_there(server: TestClient, address: str, keys: dict[str, str]) -> None:
    bob = (BOB, keys[BOB])
    nowhere = "/review/0b9a/qa"
    for path, method in (("/", "GET"), ("/1", "GET"), ("/1/history", "GET"), ("/1", "POST")):
        theirs = server.request(method, f"{address}{path}", auth=bob)
        nobodys = server.request(method, f"{nowhere}{path}", auth=bob)
        assert (theirs.status_code, nobodys.status_code) == (404, 404)
        assert theirs.text.replace(address.split("/")[2], "0b9a") == nobodys.text
        assert server.request(method, f"{address}{path}", auth=("alice", "no key")).status_code == 401


def test_a_name_that_no_file_can_have_is_refused_and_the_owners_stands_in_for_none(
    server: TestClient, address: str, keys: dict[str, str]
) -> None:
    assert server.get(f"{address}/", auth=("../carol", keys[ALICE])).status_code == 422
    assert ">alice<" in server.get(f"{address}/1", headers={"Authorization": f"Bearer {keys[ALICE]}"}).text.replace("\n", "")


def test_the_address_says_which_sample_is_drawn(server: TestClient, address: str, keys: dict[str, str]) -> None:
    carol = ("carol", keys[ALICE])
    assert server.get(f"{address}/?size=none", auth=carol).status_code == 422
    assert server.get(f"{address}/?size=2&by=kind&by=maker&blind=1", auth=carol).status_code == 303
    page = server.get(f"{address}/1", auth=carol).text
    assert "0 of 2 decided" in page
    assert ">blind<" in page
    assert server.get(f"{address}/?size=1", auth=carol).status_code == 409
