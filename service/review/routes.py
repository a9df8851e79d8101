"""The routes of the review page, for the local server of one run and for the server of many."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bookwright.errors import BookwrightError, InputError, RequestRefused
from bookwright.knowledge.document import Frozen
from bookwright.service.review.decision import fields_of, review_of
from bookwright.service.review.desk import Desk
from bookwright.service.review.files import add_review
from bookwright.service.review.sampling import Asked
from bookwright.service.review.template import STATIC, rendered, static
from bookwright.service.review.view import progress_of, view_of
from bookwright.service.same_site import check_site

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
CHALLENGE = {"WWW-Authenticate": 'Basic realm="Bookwright: your name, and your key as the password", charset="UTF-8"'}


class Seat(Frozen):
    """Whose review of which run a request is part of, at which address, and how the sample is to be drawn if there is none."""

    run: Path
    reviewer: str
    base: str
    asked: Asked = Asked()


Find = Callable[[Request], Seat]
"""From a request to its seat. RequestRefused where the run is none of theirs, InputError for a name that cannot be one."""

Answer = Callable[[Request, Seat], Awaitable[Response]]


def review_routes(prefix: str, find: Find) -> list[Route]:
    """The routes below a prefix."""
    return [
        Route(f"{prefix}/static/{{name}}", _static),
        Route(prefix, _guarded(find, _begin)),
        Route(f"{prefix}/", _guarded(find, _begin)),
        Route(f"{prefix}/{{place:int}}", _guarded(find, _item)),
        Route(f"{prefix}/{{place:int}}", _guarded(find, _decide), methods=["POST"]),
        Route(f"{prefix}/{{place:int}}/history", _guarded(find, _history)),
    ]


def _guarded(find: Find, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    """The answer, or in words why there is none; what is known of other owners' runs is not among them."""

    async def handle(request: Request) -> Response:
        folder = ""
        try:
            if request.method == "POST":
                check_site(request.headers)
            seat = find(request)
            folder = f"{seat.run}/"
            return await answer(request, seat)
        except RequestRefused as refused:
            return PlainTextResponse(str(refused), refused.status, headers=HEADERS | (CHALLENGE if refused.status == 401 else {}))
        except BookwrightError as error:
            return PlainTextResponse(str(error).replace(folder, ""), 409 if folder else 422, headers=HEADERS)

    return handle


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        return PlainTextResponse("there is no such file", 404, headers=HEADERS)
    return Response(static(name), media_type=STATIC[name], headers=HEADERS | {"Cache-Control": "max-age=3600"})


async def _begin(_: Request, seat: Seat) -> Response:
    desk = await asyncio.to_thread(_open, seat)
    place = (await asyncio.to_thread(progress_of, desk)).next_open(0)
    return RedirectResponse(f"{desk.base}/{place or 1}", 303, headers=HEADERS)


async def _item(request: Request, seat: Seat) -> Response:
    desk = await asyncio.to_thread(_open, seat)
    return await asyncio.to_thread(_page, request, desk, _place(request, desk))


async def _history(request: Request, seat: Seat) -> Response:
    desk = await asyncio.to_thread(_open, seat)
    place = _place(request, desk)
    if desk.blind:
        raise RequestRefused(404, "the review is blind: how a record came to be is not shown")
    return Response(rendered("history.html", view=await asyncio.to_thread(view_of, desk, place)), media_type="text/html", headers=HEADERS)


async def _decide(request: Request, seat: Seat) -> Response:
    body = await request.body()
    desk = await asyncio.to_thread(_open, seat)
    return await asyncio.to_thread(_decided, request, desk, _place(request, desk), body)


def _decided(request: Request, desk: Desk, place: int, body: bytes) -> Response:
    given: dict[str, str] = {}
    try:
        given = fields_of(body)
        review = review_of(desk.material.rows[desk.material.items[place - 1].id], desk.reviewer, given)
    except (InputError, ValidationError) as error:
        return _page(request, desk, place, problem=str(error) if isinstance(error, InputError) else "The form cannot be read.", given=given)
    add_review(desk.run, review)
    after = progress_of(desk).next_open(place)
    if not _is_htmx(request):
        return RedirectResponse(f"{desk.base}/{after or place}", 303, headers=HEADERS)
    return _page(request, desk, after or place, moved=True)


def _page(
    request: Request, desk: Desk, place: int, *, problem: str = "", given: dict[str, str] | None = None, moved: bool = False
) -> Response:
    template = "item.html" if _is_htmx(request) else "page.html"
    told = rendered(
        template,
        desk=desk,
        view=view_of(desk, place),
        progress=progress_of(desk),
        problem=problem,
        given=given or {},
        wording=_wording(desk, place),
    )
    headers = HEADERS | ({"HX-Push-Url": f"{desk.base}/{place}"} if moved else {})
    return Response(told, 422 if problem else 200, media_type="text/html", headers=headers)


def _wording(desk: Desk, place: int) -> object:
    return desk.material.rows[desk.material.items[place - 1].id].wording


def _open(seat: Seat) -> Desk:
    return Desk.open(seat.run, seat.reviewer, seat.base, seat.asked)


def _place(request: Request, desk: Desk) -> int:
    place = int(request.path_params["place"])
    if not 1 <= place <= len(desk.material.items):
        raise RequestRefused(404, f"item {place}: there are {len(desk.material.items)}")
    return place


def _is_htmx(request: Request) -> bool:
    return request.headers.get("hx-request") == "true"
