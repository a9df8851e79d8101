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

from bookwright.errors import ServerStopping
from bookwright.service.serve.entities import Asked, Event, Run, RunStatus
from bookwright.service.serve.principal import NOBODY
from bookwright.service.serve.service import RunService
from bookwright.service.serve.settings import ServeSettings
from bookwright.service.serve.store import Store
from bookwright.service.serve.wire import waiting
from bookwright.service.serve.wire.bodies import HistoryBody, RunBody
from bookwright.service.serve.wire.runs import follow
from bookwright.service.serve.wire.stream import FROM_THE_FIRST, Seen, messages_of, modes_of, prefix_of, seen_in, seen_of, streamed

ALL = ("values", "updates", "custom")
KINDS = st.sampled_from(["metadata", "custom", "values", "error"])
MODES = st.sets(st.sampled_from(ALL)).map(tuple)


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[RunService]:
    """A run service that works on nothing."""
    store = Store(tmp_path / "server.db")
    yield RunService(ServeSettings(data=tmp_path), store)
    store.close()


def run_of(service: RunService, events: list[tuple[str, Any]], status: RunStatus = RunStatus.SUCCESS, thread: str | None = None) -> Run:
    """A run in that status with these events behind its first, on a new thread where none is named."""
    now = datetime.now(UTC)
    thread = thread or service.create_thread(NOBODY).id
    run = Run(
        id=str(uuid.uuid4()), thread=thread, owner=NOBODY.owner, assistant="qa", created=now, updated=now, status=status, asked=Asked()
    )
    service.store.add_run(run)
    for name, data in [("metadata", {"run_id": run.id}), *events]:
        service.store.add_event(run.id, name, data)
    return run


async def chunks(service: RunService, run: Run, seen: Seen = FROM_THE_FIRST, prefix: str = "") -> list[str]:
    """The pieces of the stream."""
    return [piece.decode() async for piece in streamed(service, NOBODY, run, ALL, seen, prefix=prefix)]


def last_id(pieces: list[str]) -> str | None:
    """The id that a client has after these pieces."""
    found = re.findall(r"^id: (.*)$", "".join(pieces), re.MULTILINE)
    return found[-1] if found else None


def told(events: list[Event], modes: tuple[str, ...], seen: Seen) -> list[bytes]:
    """What a stream gives from there on."""
    later = [messages_of(event, "qa", modes) for event in events if event.seq > seen.after]
    return [message for number, messages in enumerate(later) for message in messages[seen.told if number == 0 else 0 :]]


@given(kinds=st.lists(KINDS, max_size=8), modes=MODES, data=st.data())
def test_events_that_are_cut_anywhere_go_on_without_a_gap_or_a_repeat(
    kinds: list[str], modes: tuple[str, ...], data: st.DataObject
) -> None:
    events = [Event(seq=number, event=kind, data={"n": number}) for number, kind in enumerate(kinds, start=1)]
    whole = told(events, modes, FROM_THE_FIRST)
    cut = data.draw(st.integers(0, len(whole)))
    last = whole[cut - 1].split(b"\n")[0].removeprefix(b"id: ").decode() if cut else None
    assert whole[:cut] + told(events, modes, seen_of(last)) == whole


@pytest.mark.parametrize("of_thread", [False, True])
async def test_a_stream_that_is_cut_anywhere_goes_on_without_a_gap_or_a_repeat(service: RunService, of_thread: bool) -> None:
    run = run_of(service, [("custom", 1), ("custom", 2), ("values", {"a": 1}), ("error", {"message": "x"})])
    prefix = prefix_of(run) if of_thread else ""
    whole = await chunks(service, run, prefix=prefix)
    assert [re.findall(r"^event: (.*)$", piece, re.MULTILINE)[0] for piece in whole] == [
        *("metadata", "custom", "custom", "values", "updates", "error", "end")
    ]
    for cut in range(len(whole)):
        last = last_id(whole[:cut])
        assert await chunks(service, run, seen_in(run, last) if of_thread else seen_of(last), prefix=prefix) == whole[cut:]


async def test_behind_an_event_of_another_run_a_stream_of_a_thread_begins_anew(service: RunService) -> None:
    run, other = run_of(service, []), run_of(service, [])
    assert seen_in(run, f"{run.id}/1") == seen_of(f"{run.id}/1") == Seen(after=1)
    assert {seen_in(run, last) for last in (f"{other.id}/1", "1", None)} == {FROM_THE_FIRST}


async def test_a_stream_of_a_thread_tells_a_run_to_its_end_before_the_next_one(service: RunService) -> None:
    first = run_of(service, [("values", {"a": 1})])
    second = run_of(service, [("values", {"a": 2})], thread=first.thread)

    async def behind(last: str) -> str:
        answer = await follow(first.thread, NOBODY, service, last)
        return str(answer.headers["content-location"]).rpartition("/")[2]

    assert await behind(f"{first.id}/1") == first.id
    assert await behind(f"{first.id}/2") == await behind("") == await behind("none/1") == second.id


@pytest.mark.parametrize("last", ["", "x", "-1", "1.x", "²", "٣", "9" * 40, "1." + "9" * 40])
def test_an_id_that_is_none_of_ours_begins_anew(last: str) -> None:
    assert seen_of(last) == FROM_THE_FIRST


@given(st.text(max_size=90))
def test_any_words_as_an_id_name_a_place_that_the_database_can_look_for(words: str) -> None:
    assert 0 <= seen_of(words).after < 2**63


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


async def test_a_server_that_stops_ends_streams_and_waits_and_no_run(service: RunService) -> None:
    run = run_of(service, [("custom", {"n": 1})], RunStatus.RUNNING)
    stream = streamed(service, NOBODY, run, ALL, FROM_THE_FIRST, cancel=True)
    told = [(await anext(stream)).decode() for _ in range(2)]
    joining = asyncio.ensure_future(service.join(NOBODY, run.id))
    values = asyncio.ensure_future(waiting.values_of(service, NOBODY, run))
    await asyncio.sleep(0)
    service.bells.end()
    rest = [piece.decode() async for piece in stream]
    assert (last_id(told), rest) == ("2", [": the server is stopping; go on with Last-Event-ID when it is back\n\n"])
    with pytest.raises(ServerStopping) as refused:
        await joining
    assert refused.value.status == 503
    assert (await values)["__error__"]["error"] == "ServerStopping"
    assert not service.run(NOBODY, run.id).cancelled
