"""A2A mounted on the server: the card for everybody, the two bindings for those who have a key."""

from a2a.server.routes import create_agent_card_routes, create_jsonrpc_routes, create_rest_routes
from a2a.utils.constants import AGENT_CARD_WELL_KNOWN_PATH
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import Receive, Scope, Send

from bookwright.service.serve.a2a.card import PATH, REST, card_of
from bookwright.service.serve.a2a.handler import Handler


class Endpoint:
    """Both bindings, with and without a slash at the end. RequestRefused with 401 before anything is read."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        request.app.state.authenticate(request.headers)
        scope["path"] = scope["path"].rstrip("/")
        await request.app.state.a2a(scope, receive, send)


def mount_a2a(app: FastAPI, keys: bool) -> None:
    """Adds the routes; the bindings answer after `a2a_opened`. With `keys` the card says that one is needed."""

    async def card(request: Request) -> Response:
        (route,) = create_agent_card_routes(card_of(str(request.base_url).rstrip("/"), keys), cache_control="max-age=60")
        answer: Response = await route.endpoint(request)
        return answer

    for path in (AGENT_CARD_WELL_KNOWN_PATH, f"{AGENT_CARD_WELL_KNOWN_PATH}/"):
        app.router.routes.append(Route(path, endpoint=card, methods=["GET"], include_in_schema=False))
    app.router.routes.append(Route(f"{PATH}{{rest:path}}", endpoint=Endpoint(), include_in_schema=False))


def a2a_opened(app: FastAPI) -> None:
    """Serves A2A over the application's run service. Tenants are told apart by their keys, so the routes that name one are left out."""
    handler = Handler(app.state.service, app.state.authenticate)
    rest = [route for route in create_rest_routes(handler, path_prefix=REST) if isinstance(route, Route)]
    app.state.a2a = Router(routes=[*create_jsonrpc_routes(handler, PATH), *rest])
