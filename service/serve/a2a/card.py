"""The agent card: what the agent can do, where it answers, and how one is let in."""

from a2a.types import (
    AgentCapabilities,
    AgentCard,
    AgentInterface,
    AgentSkill,
    HTTPAuthSecurityScheme,
    SecurityRequirement,
    SecurityScheme,
    StringList,
)
from a2a.utils.constants import PROTOCOL_VERSION_1_0, TransportProtocol

from bookwright import __version__
from bookwright.service.serve.assistants import assistants
from bookwright.service.serve.assistants.assistant import Assistant

PATH = "/a2a"
REST = f"{PATH}/rest"
OUTPUTS = ["application/json", "text/markdown"]
INPUTS = [
    "application/json",
    "application/jsonl",
    "application/octet-stream",
    "application/pdf",
    "text/csv",
    "text/html",
    "text/markdown",
    "text/plain",
    "text/tab-separated-values",
]
SCHEME = "key"
WHAT = (
    "Makes question-and-answer records and textbooks from documents, every sentence with located quotes, and training data by other "
    "recipes. Files and texts of the message are its documents; files with rows are its data, where the skill takes any. A data part has "
    'the rest of the input, and under "assistant" which skill is meant.'
)


def card_of(base: str, keys: bool) -> AgentCard:
    """The card of a server that is reached at this address; with `keys` it says that one is needed."""
    bindings = {TransportProtocol.JSONRPC.value: PATH, TransportProtocol.HTTP_JSON.value: REST}
    card = AgentCard(
        name="Bookwright",
        description=WHAT,
        version=__version__,
        supported_interfaces=[
            AgentInterface(url=base + path, protocol_binding=binding, protocol_version=PROTOCOL_VERSION_1_0)
            for binding, path in bindings.items()
        ],
        capabilities=AgentCapabilities(streaming=True, push_notifications=False, extended_agent_card=False),
        default_input_modes=INPUTS,
        default_output_modes=OUTPUTS,
        skills=[_skill(assistant) for assistant in assistants().values()],
    )
    if keys:
        scheme = HTTPAuthSecurityScheme(scheme="Bearer", description="A key made with: bookwright keys add OWNER")
        card.security_schemes[SCHEME].CopyFrom(SecurityScheme(http_auth_security_scheme=scheme))
        card.security_requirements.append(SecurityRequirement(schemes={SCHEME: StringList()}))
    return card


def _skill(assistant: Assistant) -> AgentSkill:
    return AgentSkill(
        id=assistant.name,
        name=assistant.name,
        description=f"{assistant.description} The data part takes {', '.join(assistant.input.model_fields)}.",
        tags=["documents", "grounded", assistant.name],
        input_modes=INPUTS,
        output_modes=OUTPUTS,
    )
