"""The states that a thread was in: which of them are told, and in which order."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from bookwright.service.serve.app import create_app
from bookwright.service.serve.settings import ServeSettings

STATES = 5


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server without keys."""
    app = create_app(ServeSettings(data=tmp_path_factory.mktemp("history"), keys=False))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client


@pytest.fixture(scope="module")
def states(server: TestClient) -> list[str]:
    """The ids of the states of the thread "one", the last first; every other one is as of the node "odd"."""
    server.post("/threads", json={"thread_id": "one"})
    written = [
        server.post("/threads/one/state", json={"values": {"n": number}, "as_node": "odd" if number % 2 else None}).json()
        for number in range(STATES)
    ]
    return [placed["checkpoint"]["checkpoint_id"] for placed in reversed(written)]


def told(server: TestClient, **asked: Any) -> list[str]:
    """The ids of the states that are told when this is asked."""
    answer = server.post("/threads/one/history", json=asked)
    assert answer.status_code == 200, answer.text
    return [state["checkpoint"]["checkpoint_id"] for state in answer.json()]


def test_states_are_told_from_one_on_and_before_one_and_by_their_metadata(server: TestClient, states: list[str]) -> None:
    assert told(server) == states
    assert told(server, limit=2) == states[:2]
    for place, state in enumerate(states):
        assert told(server, checkpoint={"checkpoint_id": state}) == states[place:]
        assert told(server, before=state) == states[place + 1 :]
    assert told(server, checkpoint=states[1], before=states[2], limit=1) == states[3:4]
    assert told(server, metadata={"as_node": "odd"}, limit=1) == states[1:2]
    assert told(server, metadata={"as_node": "odd"}, before=states[1]) == states[3:4]
    assert [state["values"]["n"] for state in server.get("/threads/one/history", params={"before": states[3]}).json()] == [0]


def test_behind_a_state_that_the_thread_never_was_in_there_is_none(server: TestClient, states: list[str]) -> None:
    other = server.post("/threads/one/copy").json()["thread_id"]
    (copied,) = [state["checkpoint"]["checkpoint_id"] for state in server.get(f"/threads/{other}/history").json()]
    assert copied not in states
    for unknown in ("none", copied):
        assert told(server, before=unknown) == told(server, checkpoint=unknown) == []
        assert server.get(f"/threads/one/state/{unknown}").status_code == 404
        assert server.post("/threads/one/state", json={"values": {}, "checkpoint_id": unknown}).status_code == 404
