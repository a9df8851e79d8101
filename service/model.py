"""From a model's name to the chat that the seats share."""

from bookwright.agents.chat import Chat
from bookwright.agents.langchain import LangChainChat
from bookwright.agents.patience import Patience, PatientChat
from bookwright.service.configuration import ModelChoice
from bookwright.service.ledger import Ledger, LedgerChat


def open_chat(choice: ModelChoice, patience: Patience, ledger: Ledger) -> Chat:
    """ChatOpenAI at the endpoint chosen, asked patiently, every answer through the ledger."""
    from langchain_openai import ChatOpenAI  # noqa: PLC0415 - seconds to import

    model = ChatOpenAI(
        model=choice.name,
        base_url=choice.base_url,
        api_key=choice.key,
        temperature=choice.temperature,
        max_retries=0,
        timeout=patience.deadline,
    )
    parameters: dict[str, object] = {"base_url": choice.base_url, "temperature": choice.temperature}
    return LedgerChat(PatientChat(LangChainChat(model, choice.name), patience), ledger, parameters)
