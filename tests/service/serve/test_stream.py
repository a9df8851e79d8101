"""The events of a run as a stream, cut off anywhere and gone on with."""

import asyncio
import json
import re
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.service.serve.entities import Asked, Run, RunStatus
from bookwright.service.serve.principal import NOBODY
from bookwright.service.serve.service import RunService
from bookwright.service.serve.settings import ServeSettings
from bookwright.service.serve.store import Store
from bookwright.service.serve.wire import waiting
from bookwright.service.serve.wire.bodies import HistoryBody, RunBody
from bookwright.service.serve.wire.stream import after_in, after_of, modes_of, streamed

MODES = ("values", "updates", "custom")


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[RunService]:
    """A run service that works on nothing."""
    store = Store(tmp_path / "server.db")
    yield RunService(ServeSettings(data=tmp_path), store)
    store.close()


def run_of(service: RunService, events: list[tuple[str, Any]], status: RunStatus = RunStatus.SUCCESS) -> Run:
    """A run in that status with these events behind its first."""
    now = datetime.now(UTC)
    thread = service.create_thread(NOBODY)
    run = Run(
        id=str(uuid.uuid4()), thread=thread.id, owner=NOBODY.owner, assistant="qa", created=now, updated=now, status=status, asked=Asked()
    )
    service.store.add_run(run)
    for name, data in [("metadata", {"run_id": run.id}), *events]:
        service.store.add_event(run.id, name, data)
    return run


async def chunks(service: RunService, run: Run, after: int = 0, prefix: str = "") -> list[str]:
    """The pieces of the stream."""
    return [piece.decode() async for piece in streamed(service, NOBODY, run, MODES, after=after, prefix=prefix)]


def last_id(pieces: list[str]) -> str | None:
    """The id that a client has after these pieces."""
    found = re.findall(r"^id: (.*)$", "".join(pieces), re.MULTILINE)
    return found[-1] if found else None


@pytest.mark.parametrize("prefix", ["", "run"])
async def test_a_stream_that_is_cut_anywhere_goes_on_without_a_loss(service: RunService, prefix: str) -> None:
    run = run_of(service, [("custom", 1), ("custom", 2), ("values", {"a": 1}), ("error", {"message": "x"})])
    whole = await chunks(service, run, prefix=prefix and f"{run.id}/")
    assert [re.findall(r"^event: (.*)$", piece, re.MULTILINE)[0] for piece in whole] == [
        *("metadata", "custom", "custom", "values", "updates", "error", "end")
    ]
    for cut in range(len(whole)):
        last = last_id(whole[:cut])
        rest = await chunks(service, run, after_in(run, last) if prefix else after_of(last), prefix=prefix and f"{run.id}/")
        assert rest[-len(whole[cut:]) :] == whole[cut:]
        assert len(rest) <= len(whole[cut:]) + 1


async def test_behind_an_event_of_another_run_a_stream_of_a_thread_begins_anew(service: RunService) -> None:
    run, other = run_of(service, []), run_of(service, [])
    assert (after_in(run, f"{run.id}/1"), after_in(run, f"{other.id}/1"), after_in(run, "1"), after_in(run, None)) == (1, 0, 0, 0)


@given(st.text(max_size=90))
def test_an_id_that_is_none_of_ours_begins_anew(words: str) -> None:
    assert 0 <= after_of(words) < 2**63


async def test_an_answer_that_takes_long_beats_and_says_where_it_is_waited_for(
    service: RunService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "SECONDS_BETWEEN_BEATS", 0.01)
    run = run_of(service, [], RunStatus.RUNNING)
    answer = waiting.Waiting(service, NOBODY, run)
    assert answer.headers["location"] == f"/threads/{run.thread}/runs/{run.id}/join"
    pieces = waiting.waited(service, NOBODY, run)
    assert [await anext(pieces), await anext(pieces)] == [b"\n", b"\n"]
    service.store.keep_run(run.model_copy(update={"status": RunStatus.SUCCESS}))
    service.bells.ring(run.id)
    assert json.loads(b"".join([piece async for piece in pieces])) == {}


async def test_a_run_that_is_taken_out_while_it_is_waited_for_is_said_to_be_gone(service: RunService) -> None:
    run = run_of(service, [], RunStatus.RUNNING)
    pieces = waiting.waited(service, NOBODY, run)
    told = asyncio.ensure_future(anext(pieces))
    await asyncio.sleep(0)
    service.store.drop_run(run.id)
    service.bells.ring(run.id)
    assert "there is none" in json.loads(await told)["__error__"]["message"]


def test_a_command_as_langgraph_writes_it_out_in_full_is_an_answer() -> None:
    asked = RunBody.model_validate({"assistant_id": "qa", "command": {"update": None, "goto": [], "resume": {"decisions": []}}}).asked
    assert asked.resumes


@pytest.mark.parametrize("place", ["one", {"checkpoint_id": "one"}, {"configurable": {"checkpoint_id": "one"}}])
def test_a_place_in_a_history_is_named_in_the_ways_of_all_clients(place: object) -> None:
    before = HistoryBody.model_validate({"before": place}).before
    assert before
    assert before.checkpoint_id == "one"


@pytest.mark.parametrize(
    ("given", "modes"),
    [
        (["values", "custom"], ("values", "custom")),
        (['["values","custom"]'], ("values", "custom")),
        (None, None),
        ([""], None),
        (["["], None),
        (["[1]"], None),
    ],
)
def test_modes_are_named_in_the_ways_of_all_clients(given: list[str] | None, modes: tuple[str, ...] | None) -> None:
    assert modes_of(given) == modes
