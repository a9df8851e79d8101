"""The address by which a server behind a proxy is known."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bookwright.errors import InputError
from bookwright.service.serve.access import Keys
from bookwright.service.serve.address import public_address
from bookwright.service.serve.app import create_app
from bookwright.service.serve.command import serve
from bookwright.service.serve.settings import ServeSettings

PUBLIC = "https://bw.example.org"
FORWARDED = {"Host": "10.0.0.7:8123", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example"}


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        (PUBLIC, PUBLIC),
        (f"{PUBLIC}/", PUBLIC),
        ("http://bw.example.org:8080", "http://bw.example.org:8080"),
        ("https://[2001:db8::1]:8443/", "https://[2001:db8::1]:8443"),
    ],
)
def test_a_public_address_is_a_scheme_and_a_host(given: str, taken: str) -> None:
    assert public_address(given) == taken


@pytest.mark.parametrize(
    "given",
    [
        "",
        "bw.example.org",
        "ftp://x",
        "https://",
        "https://x/path",
        "https://x?q=1",
        "https://x?",
        "https://x#f",
        "https://u:p@x",
        "https://x:99999",
        "https://a b",
        "https://[x",
    ],
)
def test_anything_else_is_refused_by_its_option(given: str) -> None:
    with pytest.raises(InputError, match="--public-url"):
        public_address(given)


def test_a_server_that_asks_for_no_key_is_not_published_and_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no key"):
        serve(ServeSettings(data=tmp_path / "data", public_url=PUBLIC), None)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def key(tmp_path: Path) -> str:
    """A key of the server."""
    return Keys(tmp_path).add("ada")[1]


@pytest.fixture
def published(tmp_path: Path) -> Iterator[TestClient]:
    """A server that is known by another address than the one that its proxy names."""
    with TestClient(create_app(ServeSettings(data=tmp_path, public_url=PUBLIC)), follow_redirects=False) as client:
        yield client


def test_every_address_that_is_told_is_the_public_one(published: TestClient, key: str) -> None:
    card = published.get("/.well-known/agent-card.json", headers=FORWARDED).json()
    assert {one["url"] for one in card["supportedInterfaces"]} == {f"{PUBLIC}/a2a", f"{PUBLIC}/a2a/rest"}
    metadata = published.get("/.well-known/oauth-protected-resource/mcp", headers=FORWARDED).json()
    assert metadata["resource"] == f"{PUBLIC}/mcp"
    challenge = published.post("/mcp", headers=FORWARDED).headers["www-authenticate"]
    assert f'resource_metadata="{PUBLIC}/.well-known/oauth-protected-resource/mcp"' in challenge
    moved = published.get("/info/", headers={**FORWARDED, "Authorization": f"Bearer {key}"})
    assert (moved.status_code, moved.headers["location"]) == (307, f"{PUBLIC}/info")


def test_without_one_they_are_made_from_the_request(tmp_path: Path, key: str) -> None:
    assert key
    with TestClient(create_app(ServeSettings(data=tmp_path))) as client:
        metadata = client.get("/.well-known/oauth-protected-resource/mcp", headers=FORWARDED).json()
    assert metadata["resource"] == "http://10.0.0.7:8123/mcp"
