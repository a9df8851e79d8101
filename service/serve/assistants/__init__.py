"""The assistants that the server offers."""

from functools import cache

from bookwright.service.serve.assistants.assistant import Assistant
from bookwright.service.serve.assistants.messages import MessagesAssistant
from bookwright.service.serve.assistants.qa import QAAssistant
from bookwright.service.serve.assistants.textbook import TextbookAssistant


@cache
def assistants() -> dict[str, Assistant]:
    """Every assistant by its name."""
    return {assistant.name: assistant for assistant in (QAAssistant(), TextbookAssistant(), MessagesAssistant())}
