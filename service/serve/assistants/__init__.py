"""The assistants that the server offers."""

from functools import cache
from importlib.metadata import entry_points

import structlog

from bookwright.service.serve.assistants.assistant import Assistant
from bookwright.service.serve.assistants.messages import MessagesAssistant
from bookwright.service.serve.assistants.qa import QAAssistant
from bookwright.service.serve.assistants.recipes import RECIPES
from bookwright.service.serve.assistants.textbook import TextbookAssistant

GROUP = "bookwright.assistants"


@cache
def assistants() -> dict[str, Assistant]:
    """Every assistant by its name: the project's own, then those that other packages offer, none in the place of an own one."""
    own: tuple[Assistant, ...] = (QAAssistant(), TextbookAssistant(), MessagesAssistant(), *RECIPES)
    named = {assistant.name: assistant for assistant in own}
    return named | {name: assistant for name, assistant in _of_strangers().items() if name not in named}


def _of_strangers() -> dict[str, Assistant]:
    """The assistants in the entry-point group `bookwright.assistants`; one that cannot be imported is left out, and the log says so."""
    found: dict[str, Assistant] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            assistant: Assistant = point.load()
            found[assistant.name] = assistant
        except Exception as error:
            structlog.get_logger().warning("assistant left out", name=point.name, value=point.value, kind=type(error).__name__)
    return found
