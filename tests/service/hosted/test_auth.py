"""auth.py: who is let in on other servers, and who sees what there."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from langgraph_sdk import Auth

from bookwright.errors import InputError
from bookwright.service.hosted import entry
from bookwright.service.serve.access import Keys
from tests.service.hosted.conftest import loaded
from tests.service.serve.signing import AUDIENCE, ISSUER, row, token


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """auth.py, over a folder of keys."""
    monkeypatch.setenv("BOOKWRIGHT_SERVER", str(tmp_path))
    entry._authenticate.cache_clear()
    yield loaded("./auth.py:auth")[0]
    entry._authenticate.cache_clear()


@pytest.fixture
def key(tmp_path: Path) -> str:
    """A key of Ada's."""
    return Keys(tmp_path).add("ada")[1]


def context(owner: str, action: str = "read") -> Any:
    """What a server says of a request."""
    return SimpleNamespace(user=SimpleNamespace(identity=owner), action=action)


async def test_a_key_opens_by_headers_of_any_kind(door: ModuleType, key: str) -> None:
    kinds: list[dict[Any, Any]] = [
        {"authorization": f"Bearer {key}"},
        {b"authorization": f"Bearer {key}".encode()},
        {"X-Api-Key": key},
        {b"X-API-Key": key.encode()},
    ]
    for headers in kinds:
        assert await door.authenticate(headers) == {"identity": "ada"}


async def test_others_are_told_why_they_are_not_let_in(door: ModuleType, key: str) -> None:
    kinds: list[dict[Any, Any]] = [
        {},
        {"x-api-key": ""},
        {"x-api-key": key[:-1]},
        {b"authorization": b"Basic \xff"},
        {"authorization": token()},
    ]
    for headers in kinds:
        with pytest.raises(Auth.exceptions.HTTPException) as refused:
            await door.authenticate(headers)
        assert (refused.value.status_code, "key" in refused.value.detail) == (401, True)


async def test_a_key_that_is_taken_out_opens_nothing_from_then_on(door: ModuleType, key: str, tmp_path: Path) -> None:
    await door.authenticate({"x-api-key": key})
    Keys(tmp_path).drop(Keys(tmp_path).all()[0].id)
    with pytest.raises(Auth.exceptions.HTTPException):
        await door.authenticate({"x-api-key": key})


async def test_tokens_open_beside_keys(door: ModuleType, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "jwks.json").write_text(json.dumps({"keys": [row("curve")]}), encoding="utf-8")
    told = {"BOOKWRIGHT_JWT_KEYS": str(tmp_path / "jwks.json"), "BOOKWRIGHT_JWT_ISSUER": ISSUER, "BOOKWRIGHT_JWT_AUDIENCE": AUDIENCE}
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    assert await door.authenticate({"authorization": f"Bearer {token(sub='bob')}"}) == {"identity": "bob"}
    assert await door.authenticate({"x-api-key": key}) == {"identity": "ada"}
    with pytest.raises(Auth.exceptions.HTTPException, match="expired"):
        await door.authenticate({"authorization": f"Bearer {token(exp=1)}"})
    entry._authenticate.cache_clear()
    monkeypatch.delenv("BOOKWRIGHT_JWT_ISSUER")
    with pytest.raises(InputError, match="BOOKWRIGHT_JWT_ISSUER: not set"):
        await door.authenticate({"x-api-key": key})


async def test_without_a_folder_of_keys_nobody_is_let_in(door: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="has no keys"):
        await door.authenticate({"x-api-key": "bw_any"})
    entry._authenticate.cache_clear()
    monkeypatch.setenv("BOOKWRIGHT_SERVER", "")
    with pytest.raises(InputError, match="is not set"):
        await door.authenticate({"x-api-key": "bw_any"})


async def test_what_is_made_is_its_owners_and_others_find_nothing(door: ModuleType) -> None:
    given: dict[str, object] = {"course": 1, "owner": "bob"}
    for value in ({}, {"metadata": None}, {"metadata": given}):
        assert await door.own(context("ada"), value) == {"owner": "ada"}
        assert value["metadata"]["owner"] == "ada"
    assert given == {"course": 1, "owner": "ada"}  # it is changed, not replaced


@pytest.mark.parametrize(("action", "may"), [("read", True), ("search", True), ("create", False), ("update", False), ("delete", False)])
async def test_assistants_are_read_by_all_and_changed_by_nobody(door: ModuleType, action: str, may: bool) -> None:
    assert await door.assistants(context("ada", action), {}) is may
    assert await door.store(context("ada", action), {}) is False
