"""The MCP server over the run service."""

from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.request_state import RequestStateSecurity
from mcp.server.transport_security import TransportSecuritySettings

from bookwright import __version__
from bookwright.service.serve.access import Authenticate
from bookwright.service.serve.mcp.asking import Asking
from bookwright.service.serve.mcp.resources import add_resources
from bookwright.service.serve.mcp.secret import kept_secret
from bookwright.service.serve.mcp.tools import add_tools
from bookwright.service.serve.service import RunService

SECONDS_TO_ANSWER = 7 * 24 * 3600.0
INSTRUCTIONS = """\
Makes question-and-answer records and textbooks from documents, every sentence with located quotes, and training data by other recipes.
Upload with add_document, then call make_qa or make_textbook. start_run and get_run are for any assistant, and for calls that must not
take long.
A run that waits for a person asks with a form, or is answered with submit_review.
"""


def mcp_server(service: RunService, authenticate: Authenticate) -> MCPServer[Any]:
    """The server with its tools and resources; its session manager is ready to be run."""
    settings = service.settings
    server = MCPServer[Any](
        "bookwright",
        title="Bookwright",
        instructions=INSTRUCTIONS,
        version=__version__,
        log_level="WARNING",
        request_state_security=RequestStateSecurity(
            keys=[kept_secret(settings.data)],
            ttl=SECONDS_TO_ANSWER,
            bind_principal=lambda ctx: authenticate(getattr(ctx.request, "headers", {})).owner,
        ),
    )
    asking = Asking(service, authenticate)
    add_tools(server, asking)
    add_resources(server, asking)
    # without keys a page of another site is kept out by name and origin; with keys it has none
    own = TransportSecuritySettings(enable_dns_rebinding_protection=False) if settings.keys else None
    server.streamable_http_app(stateless_http=True, max_request_body_size=settings.body_bytes, transport_security=own)
    return server
