"""PatientChat against all 36 misbehaviours: a typed outcome, no more requests than allowed, and never longer than the deadline."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from bookwright.agents.chat import Chat, Message, Reply, Request
from bookwright.agents.completions import CompletionsChat, Declined
from bookwright.agents.completions import Endpoint as At
from bookwright.agents.failures import HOPELESS, TRANSIENT, FailureKind
from bookwright.agents.items import Brief
from bookwright.agents.langchain import LangChainChat
from bookwright.agents.pace import LONGEST_SILENCE, Pace
from bookwright.agents.patience import Patience, PatientChat
from bookwright.agents.writer import Writer
from bookwright.errors import ModelError, ModelRefused, ModelUnreachable, ReplyUnreadable
from tests.agents.conftest import Scripted
from tests.agents.test_langchain import request_of
from tests.endpoint.client import Endpoint
from tests.endpoint.plan import Behaviour

ATTEMPTS = 3
QUICK = Patience(deadline=0.4, attempts=ATTEMPTS, pause=0.5)

ANY = Request(messages=(Message(role="user", content="?"),), schema_name="Any", reply_schema={})

Client = Callable[[], Chat]


@pytest.fixture(params=["ChatOpenAI", "direct"])
async def client(request: pytest.FixtureRequest, endpoint: Endpoint, openai_model: Callable[[], ChatOpenAI]) -> AsyncIterator[Client]:
    """The endpoint through ChatOpenAI, and asked directly."""
    async with CompletionsChat(at(endpoint.url)) as direct:
        yield (lambda: LangChainChat(openai_model())) if request.param == "ChatOpenAI" else (lambda: direct)


@pytest.fixture(params=["ChatOpenAI", "direct"])
async def nowhere(request: pytest.FixtureRequest, openai_model: Callable[[], ChatOpenAI]) -> AsyncIterator[Chat]:
    """A port on which nothing listens."""
    async with CompletionsChat(at("http://127.0.0.1:9/v1")) as direct:
        model = openai_model()
        model.root_async_client.base_url = "http://127.0.0.1:9/v1"
        yield LangChainChat(model) if request.param == "ChatOpenAI" else direct


def at(url: str) -> At:
    return At(model="scripted-1", base_url=url, key=SecretStr("key-of-the-test"))


# What a writer's call comes to when the server does nothing else: the error, its kind, and the HTTP requests it took.
OUTCOMES: dict[Behaviour, tuple[type[ModelError], str, int] | None] = {
    Behaviour.RATE_LIMIT_2S: (ModelUnreachable, "rate_limit", ATTEMPTS),
    Behaviour.RATE_LIMIT: (ModelUnreachable, "rate_limit", ATTEMPTS),
    Behaviour.RATE_LIMIT_300S: (ModelUnreachable, "put_off", 1),
    Behaviour.QUOTA: (ModelRefused, "quota", 1),
    Behaviour.SERVER_ERROR: (ModelUnreachable, "server", ATTEMPTS),
    Behaviour.BAD_GATEWAY: (ModelUnreachable, "server", ATTEMPTS),
    Behaviour.UNAVAILABLE: (ModelUnreachable, "server", ATTEMPTS),
    Behaviour.BAD_REQUEST: (ModelRefused, "bad_request", 1),
    Behaviour.UNAUTHORISED: (ModelRefused, "unauthorised", 1),
    Behaviour.FORBIDDEN: (ModelRefused, "unauthorised", 1),
    Behaviour.NOT_FOUND: (ModelRefused, "not_found", 1),
    Behaviour.TOO_LONG: (ModelRefused, "too_long", 1),
    Behaviour.RESET: (ModelUnreachable, "connection", ATTEMPTS),
    Behaviour.RESET_MID_BODY: (ModelUnreachable, "connection", ATTEMPTS),
    Behaviour.HANG: (ModelUnreachable, "timeout", ATTEMPTS),
    Behaviour.DRIP: (ModelUnreachable, "timeout", ATTEMPTS),
    Behaviour.HTML: (ModelUnreachable, "garbled", ATTEMPTS),
    Behaviour.EMPTY_BODY: (ModelUnreachable, "garbled", ATTEMPTS),
    Behaviour.CUT_BODY: (ModelUnreachable, "garbled", ATTEMPTS),
    Behaviour.NO_CHOICES: (ModelUnreachable, "garbled", ATTEMPTS),
    Behaviour.NULL_CHOICES: (ModelUnreachable, "garbled", ATTEMPTS),
    Behaviour.NULL_MESSAGE: (ModelUnreachable, "garbled", ATTEMPTS),
    Behaviour.ERROR_OBJECT: (ModelUnreachable, "garbled", ATTEMPTS),
    Behaviour.NULL_CONTENT: (ReplyUnreadable, "schema", 3),
    Behaviour.EMPTY_CONTENT: (ReplyUnreadable, "schema", 3),
    Behaviour.LENGTH: (ReplyUnreadable, "cut", 1),
    Behaviour.REFUSAL: (ModelRefused, "refused", 1),
    Behaviour.CONTENT_FILTER: (ModelRefused, "filtered", 1),
    Behaviour.PROSE: (ReplyUnreadable, "schema", 3),
    Behaviour.BAD_JSON: (ReplyUnreadable, "schema", 3),
    Behaviour.CUT_JSON: (ReplyUnreadable, "schema", 3),
    Behaviour.FENCED: None,
    Behaviour.THINK: None,
    Behaviour.WRONG_SCHEMA: (ReplyUnreadable, "schema", 3),
    Behaviour.EXTRA_FIELDS: (ReplyUnreadable, "schema", 3),
    Behaviour.MISSING_USAGE: None,
}


@dataclass
class Sleeps:
    """Sleeps no time and remembers for how long it should have; its clock has gone on by as much."""

    seconds: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)

    def clock(self) -> float:
        return time.monotonic() + sum(self.seconds)


def patient(chat: Chat, sleeps: Sleeps | None = None) -> Writer:
    sleeps = sleeps or Sleeps()
    return Writer(PatientChat(chat, QUICK, Pace(clock=sleeps.clock, sleep=sleeps), sleeps))


def test_the_table_has_all_36_behaviours() -> None:
    assert list(OUTCOMES) == list(Behaviour)
    assert len(OUTCOMES) == 36


@pytest.mark.parametrize("behaviour", list(Behaviour))
async def test_every_misbehaviour_has_a_typed_outcome(endpoint: Endpoint, client: Client, brief: Brief, behaviour: Behaviour) -> None:
    endpoint.misbehave(behaviour)
    writer = patient(client())
    begun = time.monotonic()
    expected = OUTCOMES[behaviour]
    if expected is None:
        assert await writer(brief)
        assert endpoint.served()["asked"] == 1
    else:
        error, kind, requests = expected
        with pytest.raises(error) as caught:
            await writer(brief)
        assert type(caught.value) is error
        assert caught.value.kind == kind
        assert "\n" not in str(caught.value)
        assert "key-of-the-test" not in str(caught.value)
        assert endpoint.served()["asked"] == requests
    assert time.monotonic() - begun < QUICK.deadline * ATTEMPTS + 1


@pytest.mark.parametrize("behaviour", [b for b, outcome in OUTCOMES.items() if outcome and outcome[1] in TRANSIENT and outcome[2] > 1])
async def test_what_passes_is_survived(endpoint: Endpoint, client: Client, brief: Brief, behaviour: Behaviour) -> None:
    endpoint.misbehave(behaviour, sights=(1,))
    assert await patient(client())(brief)
    assert endpoint.served()["asked"] == 2


async def test_a_dripping_server_is_left_at_the_deadline(endpoint: Endpoint, client: Client, brief: Brief) -> None:
    endpoint.misbehave(Behaviour.DRIP)
    chat = client()
    begun = time.monotonic()
    with pytest.raises(ModelUnreachable, match="a longer deadline may help"):
        await PatientChat(chat, Patience(deadline=1.2, attempts=1)).ask(request_of(Writer(chat), brief))
    assert 1.2 <= time.monotonic() - begun < 2.2


@pytest.mark.parametrize(("behaviour", "waits"), [(Behaviour.RATE_LIMIT_2S, [2.0, 2.0]), (Behaviour.RATE_LIMIT_300S, [])])
async def test_a_wait_that_the_server_asks_for_is_honoured_unless_it_is_too_long(
    endpoint: Endpoint, client: Client, brief: Brief, behaviour: Behaviour, waits: list[float]
) -> None:
    endpoint.misbehave(behaviour)
    sleeps = Sleeps()
    with pytest.raises(ModelUnreachable):
        await patient(client(), sleeps)(brief)
    assert [seconds for seconds in sleeps.seconds if seconds] == pytest.approx(waits, abs=0.1)
    assert LONGEST_SILENCE < 300


async def test_without_such_a_wish_the_pauses_double(endpoint: Endpoint, client: Client, brief: Brief) -> None:
    endpoint.misbehave(Behaviour.UNAVAILABLE)
    sleeps = Sleeps()
    with pytest.raises(ModelUnreachable, match="after 4 attempts"):
        await Writer(PatientChat(client(), Patience(attempts=4, pause=1.0), Pace(clock=sleeps.clock, sleep=sleeps), sleeps))(brief)
    assert [0.75 * 2**n <= pause <= 1.25 * 2**n for n, pause in enumerate(sleeps.seconds)] == [True, True, True]


async def test_a_server_that_is_not_there_is_a_connection_failure(nowhere: Chat, brief: Brief) -> None:
    with pytest.raises(ModelUnreachable, match="check --base-url and that the server runs") as caught:
        await patient(nowhere)(brief)
    assert caught.value.kind in HOPELESS


async def test_a_model_error_from_below_is_passed_on_as_it_is() -> None:
    class Refusing(Scripted):
        async def ask(self, request: Request) -> Reply:
            raise ModelRefused(FailureKind.REFUSED, "no")

    with pytest.raises(ModelRefused, match=r"^no$"):
        await PatientChat(Refusing([]), QUICK, sleep=Sleeps()).ask(Request(messages=(), schema_name="", reply_schema={}))


async def test_cancelling_is_no_failure_and_is_not_tried_again() -> None:
    class Slow(Scripted):
        async def ask(self, request: Request) -> Reply:
            self.requests.append(request)
            await asyncio.sleep(60)
            return Reply(text="")

    slow = Slow([])
    task = asyncio.create_task(PatientChat(slow, Patience(deadline=30)).ask(Request(messages=(), schema_name="", reply_schema={})))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert len(slow.requests) == 1


class Declining:
    """A chat that declines every request but those whose number it is given to answer."""

    name = "declining"

    def __init__(self, *answered: int, error: Exception | None = None) -> None:
        self.answered, self.asked = answered, 0
        self.error = error or Declined(400, "this model takes no schema", None, None)

    async def ask(self, _: Request) -> Reply:
        self.asked += 1
        if self.asked in self.answered:
            return Reply(text="{}")
        raise self.error


def asking_to_wait(said: str) -> Declined:
    """HTTP 429 with this Retry-After."""
    return Declined(429, "too many", SimpleNamespace(headers={"retry-after": said}), None)


async def kinds_of(chat: Chat, requests: int) -> list[str]:
    """What each of so many requests came to."""
    patient, kinds = PatientChat(chat, Patience(failures=5), sleep=Sleeps()), []
    for _ in range(requests):
        try:
            await patient.ask(ANY)
        except ModelError as error:
            kinds.append(error.kind)
        else:
            kinds.append("answered")
    return kinds


async def test_an_endpoint_that_never_answered_is_given_up_after_so_many_requests() -> None:
    kinds = await kinds_of(Declining(), 6)
    assert kinds == ["bad_request"] * 4 + ["silent"] * 2
    assert FailureKind.SILENT in HOPELESS


async def test_one_that_answered_once_is_not() -> None:
    assert "silent" not in await kinds_of(Declining(3), 12)


async def test_an_endpoint_that_wants_a_long_silence_ends_the_run_and_the_line_says_how_long() -> None:
    chat = PatientChat(Declining(error=asking_to_wait("300")), sleep=Sleeps())
    with pytest.raises(ModelUnreachable, match=r"asks to wait 300 s; give the same command again then$") as caught:
        await chat.ask(ANY)
    assert caught.value.kind == "put_off"
    assert FailureKind.PUT_OFF in HOPELESS


async def test_a_wait_of_nothing_is_no_reason_to_ask_again_at_once() -> None:
    sleeps = Sleeps()
    with pytest.raises(ModelUnreachable):
        await PatientChat(Declining(error=asking_to_wait("0")), Patience(pause=1.0), sleep=sleeps).ask(ANY)
    assert len(sleeps.seconds) == 3
    assert min(sleeps.seconds) >= 0.75


BROKEN = ConnectionResetError(104, "reset")
FORBIDDEN = Declined(403, "not this", None, None)


@pytest.mark.parametrize(("error", "at_first", "later"), [(BROKEN, "connection", "broken"), (FORBIDDEN, "unauthorised", "forbidden")])
async def test_what_may_be_the_fault_of_one_item_ends_the_run_only_while_nothing_was_ever_answered(
    error: Exception, at_first: str, later: str
) -> None:
    assert await kinds_of(Declining(error=error), 1) == [at_first]
    assert await kinds_of(Declining(1, error=error), 3) == ["answered", later, later]
    assert at_first in HOPELESS
    assert later not in HOPELESS


@pytest.mark.parametrize("error", [ConnectionRefusedError(111, "refused"), Declined(401, "no key", None, None)])
async def test_no_connection_or_a_wrong_key_end_it_even_after_answers(error: Exception) -> None:
    _, kind = await kinds_of(Declining(1, error=error), 2)
    assert kind in HOPELESS
