"""What one owner, or one stranger, may ask of a server."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from bookwright.errors import RequestRefused
from bookwright.service.serve.access import Keys
from bookwright.service.serve.app import create_app
from bookwright.service.serve.entities import Asked
from bookwright.service.serve.principal import NOBODY
from bookwright.service.serve.service import RunService
from bookwright.service.serve.settings import ServeSettings
from bookwright.service.serve.store import Store
from tests.service.conftest import PROSE

EVIL = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}


@contextmanager
def served(data: Path, **settings: Any) -> Iterator[TestClient]:
    """A client of a server with these settings, by the name of this machine."""
    with TestClient(create_app(ServeSettings(data=data, **settings)), base_url="http://127.0.0.1") as client:
        yield client


def key_of(data: Path, owner: str, budget: int | None = None) -> dict[str, str]:
    """The headers of that owner."""
    data.mkdir(exist_ok=True)
    return {"X-Api-Key": Keys(data).add(owner, budget)[1]}


def test_the_rate_is_an_owners_whatever_else_stands_in_the_headers(tmp_path: Path) -> None:
    ada, bob = key_of(tmp_path, "ada"), key_of(tmp_path, "bob")
    with served(tmp_path, requests_per_minute=5) as client:
        asked = [client.get("/info", headers=ada | {"Authorization": f"x {number}"}) for number in range(8)]
        assert [answer.status_code for answer in asked] == [200] * 5 + [429] * 3
        assert 1 <= int(asked[-1].headers["Retry-After"]) <= 12
        assert client.get("/info", headers=bob).status_code == 200


def test_who_guesses_keys_is_slowed_by_their_address(tmp_path: Path) -> None:
    key_of(tmp_path, "ada")
    with served(tmp_path, requests_per_minute=5) as client:
        guesses = [client.get("/info", headers={"X-Api-Key": f"bw_{number}"}).status_code for number in range(8)]
        assert guesses == [401] * 5 + [429] * 3


@pytest.mark.parametrize("headers", [EVIL, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}])
def test_a_page_of_another_site_changes_nothing_on_a_server_without_keys(tmp_path: Path, headers: dict[str, str]) -> None:
    with served(tmp_path, keys=False) as client:
        sent = client.post("/documents?name=a.md", content=PROSE.encode(), headers=headers | {"Content-Type": "text/plain"})
        assert sent.status_code == 403
        assert client.get("/documents").json() == []
        assert client.post("/documents?name=a.md", content=PROSE.encode(), headers={"Origin": "http://127.0.0.1"}).status_code == 201


def test_a_form_is_not_taken_for_a_document_and_a_name_says_what_a_file_is(tmp_path: Path) -> None:
    with served(tmp_path, keys=False) as client:
        refused = client.post("/documents?name=a.md", files={"file": PROSE.encode()})
        assert (refused.status_code, "--data-binary" in refused.json()["detail"]) == (415, True)
        kept = client.post(
            "/documents?name=a.html", content=b"<p>Hello there.</p>", headers={"Content-Type": "application/x-www-form-urlencoded"}
        )
        assert kept.json()["media_type"] == "text/html"


def test_openais_clients_are_told_why(tmp_path: Path) -> None:
    key = key_of(tmp_path, "ada")
    with served(tmp_path) as client:
        unknown = client.post("/v1/chat/completions", json={"model": "x", "messages": [{"role": "user", "content": "a"}]}, headers=key)
        assert unknown.json()["error"]["message"] == unknown.json()["detail"] == "model x: there is none; there is bookwright"
        assert client.get("/v1/models").json()["error"]["type"] == "authentication_error"


async def test_documents_that_come_at_once_do_not_pass_the_limit_together(tmp_path: Path) -> None:
    async def content() -> AsyncIterator[bytes]:
        for _ in range(9):
            await asyncio.sleep(0)
            yield b"x" * 100

    with closing(Store(tmp_path / "server.db")) as store:
        uploads = RunService(ServeSettings(data=tmp_path, uploads_bytes=2000), store).uploads
        kept = await asyncio.gather(
            *(uploads.keep(NOBODY, f"{one}.md", "text/markdown", content()) for one in range(5)), return_exceptions=True
        )
        assert sum(isinstance(one, RequestRefused) for one in kept) == 3
        assert len(list((tmp_path / "uploads").iterdir())) == len(uploads.all_of(NOBODY)) == 2


async def test_what_a_thread_cost_is_not_forgotten_with_it(tmp_path: Path) -> None:
    async def content() -> AsyncIterator[bytes]:
        yield PROSE.encode()

    with closing(Store(tmp_path / "server.db")) as store:
        service = RunService(ServeSettings(data=tmp_path), store)
        asked = Asked(input={"documents": [(await service.uploads.keep(NOBODY, "a.md", "text/markdown", content())).id]})
        for calls in (10, 5):
            run = await service.start(NOBODY, "qa", asked, "x", creates=True)
            await service.drop_thread(NOBODY, "x")
            store.keep_spending(run.owner, run.place, calls, 0)
        assert store.spent(NOBODY.owner) == (15, 0)


def test_states_take_no_more_than_is_kept_for_an_owner(tmp_path: Path) -> None:
    with served(tmp_path, keys=False, states_bytes=100_000) as client:
        thread = client.post("/threads", json={}).json()["thread_id"]
        written = [client.post(f"/threads/{thread}/state", json={"values": {str(one): "x" * 30_000}}).status_code for one in range(4)]
        assert written == [200, 200, 200, 413]
        assert len(client.post(f"/threads/{thread}/history", json={"limit": 1000}).json()) == 3
