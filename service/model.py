"""From the names of models to the chats that the seats share, and to the team."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bookwright.agents.chat import Chat
from bookwright.agents.completions import CompletionsChat, Endpoint
from bookwright.agents.pace import Pace
from bookwright.agents.patience import Patience, PatientChat
from bookwright.agents.team import Team, model_team, rules_team
from bookwright.service.batching import collect_left, open_batches
from bookwright.service.budget import Purse
from bookwright.service.configuration import ModelChoice
from bookwright.service.dispatch import BatchSettings, Tell
from bookwright.service.ledger import Ledger
from bookwright.service.paying import LedgerChat, MeteredChat, RecordedChat
from bookwright.service.settings import RunSettings
from bookwright.service.tracing import TracedChat
from bookwright.service.watching import LoggedChat

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer


def endpoint_of(choice: ModelChoice) -> Endpoint:
    """The endpoint that a choice names."""
    return Endpoint(
        model=choice.name,
        base_url=choice.base_url,
        key=choice.key,
        parameters=choice.parameters,
        headers=choice.headers,
        proxy=choice.proxy,
    )


@asynccontextmanager
async def open_chat(
    choice: ModelChoice, patience: Patience, pace: Pace, purse: Purse, ledger: Ledger, *, tracer: "Tracer | None" = None
) -> AsyncIterator[LedgerChat]:
    """The endpoint chosen, asked patiently and at its pace, within the budget, every call logged, every answer through the ledger."""
    await collect_left(endpoint_of(choice), ledger, purse, patience)
    async with CompletionsChat(endpoint_of(choice)) as endpoint:

        def around(attempt: Chat) -> Chat:
            traced = TracedChat(attempt, tracer, endpoint.endpoint) if tracer else attempt
            return MeteredChat(LoggedChat(traced), purse)

        yield LedgerChat(PatientChat(endpoint, patience, pace, around=around), ledger, choice.parameters)


@asynccontextmanager
async def open_batch_chat(
    choice: ModelChoice, batch: BatchSettings, ledger: Ledger, purse: Purse, *, patience: Patience, tell: Tell
) -> AsyncIterator[LedgerChat]:
    """The endpoint chosen, asked in batches."""
    async with open_batches(endpoint_of(choice), batch, ledger, purse, patience=patience, tell=tell) as chat:
        yield LedgerChat(chat, ledger, choice.parameters)


def recorded_chat(choice: ModelChoice, ledger: Ledger) -> LedgerChat:
    """The answers of an earlier run, and nobody to ask for others."""
    return LedgerChat(RecordedChat(choice.name), ledger, choice.parameters)


def team_of(settings: RunSettings, chats: Mapping[str, Chat]) -> Team:
    """The team that the settings ask for: rules without a model, else `chats` by name, which has every model in `settings.choices`."""
    if settings.model is None:
        return rules_team()
    judges = [chats[name] for name in settings.judges]
    return model_team(chats[settings.model.name], judges=judges, rubric=settings.rubric, answering=settings.answering)
