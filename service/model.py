"""From a model's name to the chat that the seats share."""

from bookwright.agents.chat import Chat
from bookwright.agents.langchain import LangChainChat
from bookwright.agents.patience import Patience, PatientChat
from bookwright.errors import InputError
from bookwright.service.configuration import ModelChoice
from bookwright.service.ledger import Ledger, LedgerChat


def open_chat(choice: ModelChoice, patience: Patience, ledger: Ledger) -> Chat:
    """ChatOpenAI at the endpoint chosen, asked patiently, every answer through the ledger. InputError without a key."""
    from langchain_openai import ChatOpenAI  # noqa: PLC0415 - seconds to import

    if choice.key is None:
        raise InputError(f"--model {choice.name}: no key; set BOOKWRIGHT_API_KEY or OPENAI_API_KEY, or name a local server with --base-url")
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
