"""A stream ends when the key that it was asked for with is taken out."""

from collections.abc import Mapping

from starlette.datastructures import Headers

from bookwright.errors import RequestRefused
from bookwright.service.serve.access import is_token, words_of
from bookwright.service.serve.guard import App, Receive, Scope, Send


class Standing:
    """A layer of the server that looks before every piece of a stream whether its key still stands.

    Answers of a length that was told are not cut, as they would be broken; tokens were good when they came, and have no list of those taken
    back.
    """

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        if not words_of(headers) or is_token(headers):
            await self._app(scope, receive, send)
            return
        state, is_stream, is_cut = scope["app"].state, False, False

        def stands(given: Mapping[str, str]) -> bool:
            try:
                state.authenticate(given)
            except RequestRefused:
                return False
            return True

        async def send_while_it_stands(message: Scope) -> None:
            nonlocal is_stream, is_cut
            if message["type"] == "http.response.start":
                is_stream = 200 <= message["status"] < 300 and "content-length" not in Headers(raw=message["headers"])
            elif is_stream and not is_cut and not stands(headers):
                is_cut = True  # whoever gives the stream is told that nobody listens any more
                await send({"type": "http.response.body", "body": b""})
            if not is_cut:
                await send(message)

        await self._app(scope, receive, send_while_it_stands)
