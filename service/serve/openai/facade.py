"""The OpenAI façade mounted on the server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from bookwright.service.serve.openai.answering import Answering
from bookwright.service.serve.openai.once import Once
from bookwright.service.serve.openai.routes import routes


def mount_openai(app: FastAPI) -> None:
    """Adds the routes; they answer inside `openai_opened`."""
    app.include_router(routes)


@asynccontextmanager
async def openai_opened(app: FastAPI) -> AsyncIterator[None]:
    """Answers over the application's run service inside the block."""
    async with Answering.open(app.state.service) as answering:
        app.state.answering, app.state.once = answering, Once(app.state.service.store.db)
        yield
