"""Whose turn it is."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bookwright.service.serve.assistants.assistant import Job
from bookwright.service.serve.entities import Asked, Run, RunStatus
from bookwright.service.serve.executor import Executor
from bookwright.service.serve.principal import Principal
from bookwright.service.serve.service import RunService
from bookwright.service.serve.settings import ServeSettings
from bookwright.service.serve.store import Store
from bookwright.service.serve.turns import Turns
from tests.service.conftest import PROSE


@given(st.lists(st.integers(1, 9), min_size=1, max_size=5))
def test_nobody_waits_longer_than_one_turn_of_everybody_else(asked: list[int]) -> None:
    turns, left, served = Turns(), dict(enumerate(asked)), list[int]()
    while any(left.values()):
        owner = int(turns.ordered([str(one) for one, count in left.items() if count], ())[0])
        turns.took(str(owner))
        left[owner] -= 1
        served.append(owner)
    for owner, count in enumerate(asked):
        places = [-1, *(number for number, one in enumerate(served) if one == owner)]
        assert len(places) == count + 1
        assert all(later - earlier <= len(asked) for earlier, later in pairwise(places))


def test_whoever_has_fewer_places_comes_first() -> None:
    turns = Turns()
    turns.took("bob")
    assert turns.ordered(["ada", "bob", "cyd"], ["ada"]) == ["cyd", "bob", "ada"]


async def content() -> AsyncIterator[bytes]:
    """A document as a connection would bring it."""
    yield PROSE.encode()


async def test_a_run_does_not_wait_behind_all_of_another_owner(tmp_path: Path) -> None:
    begun, all_done = list[str](), asyncio.Event()
    with closing(Store(tmp_path / "server.db")) as store:
        service = RunService(ServeSettings(data=tmp_path), store)  # its own executor works on nothing
        for owner in ("ada", "ada", "ada", "ada", "bob"):
            document = await service.uploads.keep(Principal(owner=owner), "sessions.md", "text/markdown", content())
            await service.start(Principal(owner=owner), "qa", Asked(input={"documents": [document.id]}))

        def job_of(run: Run) -> Job:
            begun.append(run.owner)
            return Job(assistant="none", input={}, folder=tmp_path / run.id, uploads={})  # it fails at once

        async def heard(run: Run, kind: str, data: dict[str, Any]) -> None:
            store.keep_run(run.model_copy(update={"status": RunStatus.ERROR}))
            if len(begun) == 5:
                all_done.set()

        work = asyncio.create_task(Executor(store, 1, job_of, heard).run())
        await all_done.wait()
        work.cancel()
        await asyncio.wait({work})
    assert begun == ["ada", "bob", "ada", "ada", "ada"]
