"""The graphs that langgraph.json names, each made when it is asked for, without a checkpointer: that is the server's."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from langgraph.graph.state import CompiledStateGraph

from bookwright.agents.chat import Chat
from bookwright.agents.completions import CompletionsChat
from bookwright.agents.extractive.guide import guide_team
from bookwright.agents.patience import PatientChat
from bookwright.agents.team import model_team, rules_team
from bookwright.agents.textbook.team import model_textbook_team
from bookwright.curation.verification import verify
from bookwright.graphs.qa import qa_graph
from bookwright.graphs.settings import QASettings
from bookwright.graphs.textbook.builder import textbook_graph
from bookwright.graphs.textbook.settings import TextbookSettings
from bookwright.service.configuration import model_choice
from bookwright.service.hosted.library import library
from bookwright.service.model import endpoint_of
from bookwright.service.settings import DRAFTS_OF_RULES

Graph = CompiledStateGraph[Any, Any, Any, Any]


@asynccontextmanager
async def qa() -> AsyncIterator[Graph]:
    """Questions and answers from a passage or on a topic of the library: `{"passage_id": ...}` or `{"topic": ...}`."""
    async with _chat() as chat:
        team = model_team(chat) if chat else rules_team()
        settings = QASettings() if chat else QASettings(drafts=DRAFTS_OF_RULES)
        yield qa_graph(team, await asyncio.to_thread(library), settings).compile(name="qa")


@asynccontextmanager
async def textbook() -> AsyncIterator[Graph]:
    """A book from the whole library, whose plan is looked at first: `{}`."""
    async with _chat() as chat:
        held = await asyncio.to_thread(library)
        team = model_textbook_team(chat) if chat else guide_team()
        yield textbook_graph(team, held, TextbookSettings(review_plan=True), verify).compile(name="textbook")


@asynccontextmanager
async def _chat() -> AsyncIterator[Chat | None]:
    """The model that BOOKWRIGHT_MODEL names; None where it names none, and rules do the work."""
    choice = model_choice(None, None)
    if choice is None:
        yield None
        return
    async with CompletionsChat(endpoint_of(choice)) as chat:
        yield PatientChat(chat)
