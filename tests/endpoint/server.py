"""The endpoint as a process: `python -m tests.endpoint.server --port 0 --log FILE --script FILE` prints its port and serves.

POST /v1/chat/completions   the chat-completions call
/v1/files, /v1/batches      the same call by batches
PUT  /control/plan          a new plan; counts begin anew
GET  /control/served        how many requests came and how many answers went out
"""

import argparse
import asyncio
import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.endpoint import obedient
from tests.endpoint.batches import Batches
from tests.endpoint.envelope import envelope, spoil, spoilt_text
from tests.endpoint.journal import Journal
from tests.endpoint.marks import blanks, with_words
from tests.endpoint.plan import Behaviour, Marks, Plan
from tests.endpoint.reading import Asked, read
from tests.endpoint.seats import answer
from tests.endpoint.wire import ILL_WAYS, REFUSALS, send

LARGEST_BODY = 64 * 2**20


class Server:
    """The plan, the journal and the routes."""

    def __init__(self, plan: Plan, journal: Journal) -> None:
        self.plan = plan
        self.journal = journal
        self.batches = Batches(self.answer_line)

    def application(self) -> web.Application:
        """The routes."""
        application = web.Application(client_max_size=LARGEST_BODY)
        application.router.add_post("/v1/chat/completions", self.complete)
        self.batches.add_to(application.router)
        application.router.add_put("/control/plan", self.set_plan)
        application.router.add_get("/control/served", self.served)
        return application

    async def complete(self, request: web.Request) -> web.StreamResponse:
        """Answers by the plan. When the client goes away, the handler is cancelled and no `sent` line is written."""
        raw = await request.read()
        sha = hashlib.sha256(raw).hexdigest()
        asked = read(json.loads(raw))
        plan = self.plan
        place, sight = self.journal.note_asked(asked.seat, sha, request.headers)
        try:
            if plan.latency:
                await asyncio.sleep(plan.latency)
            behaviour = plan.behaviour(asked.seat, sight, place, sha)
            honest = self.said(asked, plan, place) if plan.orders else answer(asked, plan)
            if plan.marks is Marks.SERVED:
                honest = with_words(asked.seat, honest, [draft.question for draft in asked.drafts], place)
            text = spoilt_text(behaviour, honest)
            if plan.marks is not Marks.NONE and not behaviour:
                text = blanks(sha, text)
            whole = json.dumps(spoil(behaviour, envelope(asked, text, place)), ensure_ascii=False)
            response = await send(request, behaviour, whole, plan.echo)
            answered = hashlib.sha256(text.encode()).hexdigest()
            self.journal.note_sent(
                place=place, seat=asked.seat, sha=sha, behaviour=behaviour or "honest", status=response.status, answer=answered
            )
            return response
        finally:
            self.journal.note_done(place)

    def said(self, asked: Asked, plan: Plan, place: int) -> dict[str, Any]:
        """What a model says that obeys; what stood on its page is written down."""
        said, obeyed = obedient.answer(asked, plan)
        on_page = [order.name for order in obedient.orders_on(asked, plan)]
        self.journal.note_page(place, asked.seat, on_page, obeyed.name if obeyed else None, obedient.hidden(asked.page))
        return said

    def answer_line(self, raw: bytes, headers: Mapping[str, str]) -> tuple[Behaviour | None, str]:
        """Answers a line of a batch by the plan, and writes it down as a call is."""
        sha = hashlib.sha256(raw).hexdigest()
        asked = read(json.loads(raw))
        place, sight = self.journal.note_asked(asked.seat, sha, headers)
        behaviour = self.plan.behaviour(asked.seat, sight, place, sha)
        text = spoilt_text(behaviour, answer(asked, self.plan))
        status = REFUSALS[behaviour].status if behaviour in REFUSALS else 500 if behaviour in ILL_WAYS else 200
        answered = hashlib.sha256(text.encode()).hexdigest()
        self.journal.note_sent(place=place, seat=asked.seat, sha=sha, behaviour=behaviour or "honest", status=status, answer=answered)
        self.journal.note_done(place)
        return behaviour, json.dumps(spoil(behaviour, envelope(asked, text, place)), ensure_ascii=False)

    async def set_plan(self, request: web.Request) -> web.Response:
        """Takes a plan as JSON."""
        try:
            self.plan = Plan.model_validate_json(await request.read())
        except ValueError as error:
            return web.Response(status=422, text=str(error))
        self.batches.follow(self.plan.batches)
        self.journal.clear()
        return web.json_response({})

    async def served(self, request: web.Request) -> web.Response:
        """The counts since the plan was set."""
        journal = self.journal
        return web.json_response(
            {"asked": journal.asked, "sent": journal.sent, "most_at_once": journal.most_at_once, "seats": dict(journal.seats)}
        )


async def serve(server: Server, port: int, leashed: bool) -> None:
    """Serves on loopback until the process is ended; on a leash also until standard input closes."""
    runner = web.AppRunner(server.application(), access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port, backlog=4096)
    await site.start()
    print(runner.addresses[0][1], flush=True)  # noqa: T201 - the port is what the caller waits for
    ended = asyncio.Event()
    if leashed:
        asyncio.get_running_loop().add_reader(sys.stdin.fileno(), ended.set)
    await ended.wait()
    await runner.cleanup()


def main() -> None:
    """Reads the command line and serves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--log", type=Path, help="where requests and answers are written down")
    parser.add_argument("--script", type=Path, help="a plan as JSON")
    parser.add_argument("--latency", type=float, help="seconds before every answer")
    parser.add_argument("--leash", action="store_true", help="end when standard input closes")
    given = parser.parse_args()
    plan = Plan.model_validate_json(given.script.read_text(encoding="utf-8")) if given.script else Plan()
    if given.latency is not None:
        plan = plan.model_copy(update={"latency": given.latency})
    asyncio.run(serve(Server(plan, Journal(given.log)), given.port, given.leash))


if __name__ == "__main__":
    main()
