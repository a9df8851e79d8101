"""The run service itself, without a wire around it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from bookwright.service.serve.entities import Asked, RunStatus
from bookwright.service.serve.principal import NOBODY
from bookwright.service.serve.service import RunService
from bookwright.service.serve.settings import ServeSettings
from tests.service.conftest import PROSE


async def content() -> AsyncIterator[bytes]:
    """A document as a connection would bring it."""
    yield PROSE.encode()


async def test_a_run_cancelled_while_its_process_starts_is_cancelled(tmp_path: Path) -> None:
    async with RunService.open(ServeSettings(data=tmp_path)) as service:
        document = await service.uploads.keep(NOBODY, "sessions.md", "text/markdown", content())
        run = await service.start(NOBODY, "qa", Asked(input={"documents": [document.id]}))
        while service.run(NOBODY, run.id).status is RunStatus.PENDING:  # noqa: ASYNC110  # nothing rings when work begins
            await asyncio.sleep(0)
        assert (await service.cancel(NOBODY, run.id)).status is RunStatus.RUNNING
        assert (await service.join(NOBODY, run.id)).status is RunStatus.INTERRUPTED
