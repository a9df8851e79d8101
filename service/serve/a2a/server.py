"""The routes of A2A over the run service."""

from a2a.server.routes import create_agent_card_routes, create_jsonrpc_routes, create_rest_routes
from a2a.utils.constants import AGENT_CARD_WELL_KNOWN_PATH
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router

from bookwright.service.serve.a2a.card import PATH, REST, card_of
from bookwright.service.serve.a2a.handler import Handler
from bookwright.service.serve.access import Authenticate
from bookwright.service.serve.service import RunService

SECONDS_OF_A_CARD = 60


def a2a_router(service: RunService, authenticate: Authenticate) -> Router:
    """The card and both bindings. Tenants are told apart by their keys, so the routes that name one are left out."""

    async def card(request: Request) -> Response:
        made = card_of(str(request.base_url).rstrip("/"), service.settings.keys)
        (route,) = create_agent_card_routes(made, cache_control=f"max-age={SECONDS_OF_A_CARD}")
        answer: Response = await route.endpoint(request)
        return answer

    handler = Handler(service, authenticate)
    rest = [route for route in create_rest_routes(handler, path_prefix=REST) if isinstance(route, Route)]
    return Router(routes=[Route(AGENT_CARD_WELL_KNOWN_PATH, card, methods=["GET"]), *create_jsonrpc_routes(handler, PATH), *rest])
