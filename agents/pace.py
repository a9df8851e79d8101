"""How many calls may be under way at one endpoint, found by trying: additive increase, multiplicative decrease."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from bookwright.agents.allowance import Allowance
from bookwright.agents.chat import Reply, Request
from bookwright.agents.failures import Failure
from bookwright.agents.tempo import Tempo
from bookwright.knowledge.document import Frozen

AUTO_START, AUTO_CAP = 16, 1024
BACK_OFF, EASE_OFF = 0.5, 0.8
LEAST_FOR_LATENCY = 8.0
STEPS_BACK = 32
GROWN = 1.5
LONGEST_SILENCE = 120.0


class PaceSettings(Frozen):
    """`cap` calls at once at most (None: found by trying); requests and tokens a minute where the provider limits them."""

    cap: int | None = None
    requests_per_minute: float | None = None
    tokens_per_minute: float | None = None


class Slot:
    """One attempt's leave to call, and what it tells the pace of its outcome."""

    def __init__(self, pace: "Pace", request: Request, tokens: float) -> None:
        self._pace, self._request, self._tokens = pace, request, tokens
        self._begun = pace.clock()

    def answered(self, reply: Reply) -> None:
        """The call came back with an answer."""
        self._pace.eased(self._request.schema_name, self._begun, reply.output_tokens)
        self._pace.settle(self._tokens, reply.input_tokens + reply.output_tokens)

    def failed(self, failure: Failure) -> None:
        """The call came back with a failure."""
        if failure.wait and failure.wait <= LONGEST_SILENCE:
            self._pace.keep_silent(failure.wait)
        if failure.congestion:
            self._pace.congested(self._begun)


class Pace:
    """Leave to call, given in the order in which it was asked for.

    The limit doubles with each round trip until the endpoint first objects (429, 503) or slows down, then grows by a fixed step a round
    trip. It halves when the endpoint objects and falls by a fifth when it slows down, once for all the calls of one round trip: the scheme
    of TCP's congestion avoidance (Jacobson 1988, section 6), with latency as a sign (TCP Vegas). A user's cap is its start and its top.

    After an outage, which is a row of decreases with hardly any growth between them, it doubles up to half of what it was before, as TCP
    does up to its slow start threshold (RFC 5681, section 3.1).
    """

    def __init__(
        self,
        settings: PaceSettings | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        settings = settings or PaceSettings()
        self.clock, self._sleep = clock, sleep
        self.cap = settings.cap or AUTO_CAP
        self.limit = float(settings.cap or AUTO_START)
        self.under_way = 0
        self._doubles_to = float(self.cap)
        self._step = 1.0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._decreased, self._decreased_to = -1.0, 0.0
        self._silent_until = 0.0
        self._tempo = Tempo()
        self._requests = Allowance(settings.requests_per_minute, clock)
        self._tokens = Allowance(settings.tokens_per_minute, clock)

    @asynccontextmanager
    async def slot(self, request: Request) -> AsyncIterator[Slot]:
        """Waits for leave to call, and gives the place back at the end of the block."""
        await self._enter()
        try:
            tokens = self._tempo.tokens(request)
            await self._turn(tokens)
            yield Slot(self, request, tokens)
        finally:
            self._leave()

    def eased(self, kind: str, begun: float, output_tokens: int) -> None:
        """An answer: room for more, unless answers have become slow."""
        self._tempo.replied(kind, output_tokens)
        if begun <= self._decreased:  # it says nothing of the limit since
            return
        if self._tempo.slowed(kind, self.clock() - begun, int(self.limit)):
            self._decrease(begun, max(self.limit * EASE_OFF, min(self.limit, LEAST_FOR_LATENCY)))
            self._doubles_to = min(self._doubles_to, self.limit)  # no outage: a quick climb would hide whether asking less has helped
            self._step = max(1.0, self.limit / STEPS_BACK)
        elif self.limit < 2 * self.under_way:  # else it is not the limit that holds us
            growth = 1.0 if self.limit < self._doubles_to else self._step / self.limit
            self.limit = min(float(self.cap), self.limit + growth)

    def congested(self, begun: float) -> None:
        """An objection: half as many from now on."""
        self._decrease(begun, max(1.0, self.limit * BACK_OFF))

    def keep_silent(self, seconds: float) -> None:
        """Lets no call begin for as long as the endpoint asks."""
        self._silent_until = max(self._silent_until, self.clock() + seconds)
        self._requests.pause(self._silent_until)
        self._tokens.pause(self._silent_until)

    def settle(self, reckoned: float, tokens: int) -> None:
        """Puts right what was reckoned for a call's tokens."""
        if tokens:
            self._tokens.take(tokens - reckoned)

    def _decrease(self, begun: float, limit: float) -> None:
        if begun <= self._decreased:
            return
        if self.limit > GROWN * self._decreased_to:
            self._doubles_to = self.limit * BACK_OFF
            self._step = max(1.0, self.limit / STEPS_BACK)
        self.limit, self._decreased, self._decreased_to = limit, self.clock(), limit

    async def _turn(self, tokens: float) -> None:
        """Waits for a time in both timetables that lies in no silence; one that has come to lie in a silence is booked anew."""
        while True:
            at = max(self._requests.take(1), self._tokens.take(tokens))
            wait = max(at, self._silent_until) - self.clock()
            if wait > 0:
                await self._sleep(wait)
            if at >= self._silent_until:
                return

    async def _enter(self) -> None:
        if self.under_way < int(self.limit) and not self._waiting:
            self.under_way += 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._leave()
            raise

    def _leave(self) -> None:
        self.under_way -= 1
        while self._waiting and self.under_way < int(self.limit):
            turn = self._waiting.popleft()
            if not turn.done():
                self.under_way += 1
                turn.set_result(None)
