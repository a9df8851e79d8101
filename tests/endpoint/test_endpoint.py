"""The endpoint itself: honest answers that the gates pass, plans that are followed, and a log that leaves nothing out."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
from aiohttp import ClientSession, ClientTimeout

from bookwright.agents.answerer import Answerer
from bookwright.agents.chat import Reply, Request
from bookwright.agents.evolver import Evolver
from bookwright.agents.inquiry import Inquiry, Likening, Match
from bookwright.agents.items import Draft, Revision, Submission
from bookwright.agents.matcher import Matcher
from bookwright.agents.reviser import Reviser
from bookwright.agents.writer import Writer
from bookwright.curation.duplicates import Duplicates
from bookwright.curation.elimination import no_gain
from bookwright.curation.gates import inspect
from tests.agents.conftest import brief_of, criticised
from tests.endpoint.client import ROOT, Endpoint, running
from tests.endpoint.plan import Behaviour, Plan, Rule

TEXT = (
    "The deposit is returned within 30 days, unless the landlord has proved damage to the premises. "
    "Subletting the premises without written consent is not permitted and ends the agreement at once. "
    "It ends then.\n\n"
    "Every quarter the caretaker inspects the heating, the chimneys and the common staircase of the building."
)
BRIEF = brief_of(TEXT, "A caretaker who finds damage to the chimneys informs the landlord in writing before the next inspection.")


class Posting:
    """A chat over bare HTTP."""

    name = "scripted"

    def __init__(self, session: ClientSession, endpoint: Endpoint) -> None:
        self.session = session
        self.url = f"{endpoint.url}/chat/completions"

    async def post(self, seat: str = "Written", words: str = "", **fields: Any) -> dict[str, Any]:
        schema = {"name": seat, "schema": {"properties": {"a": {"type": "string"}}}}
        body = {"messages": [{"role": "user", "content": words}], "response_format": {"type": "json_schema", "json_schema": schema}}
        async with self.session.post(self.url, json=body | fields) as response:
            return {"status": response.status, "text": await response.text()}

    async def ask(self, request: Request) -> Reply:
        schema = {"name": request.schema_name, "schema": request.reply_schema, "strict": True}
        body = {
            "messages": [message.model_dump() for message in request.messages],
            "response_format": {"type": "json_schema", "json_schema": schema},
        }
        async with self.session.post(self.url, json=body) as response:
            answer = await response.json()
        return Reply(text=answer["choices"][0]["message"]["content"])


@pytest.fixture
async def chat(endpoint: Endpoint) -> AsyncIterator[Posting]:
    async with ClientSession(timeout=ClientTimeout(total=20)) as session:
        yield Posting(session, endpoint)


async def test_honest_answers_of_every_seat_pass_the_gates(endpoint: Endpoint, chat: Posting) -> None:
    endpoint.follow(faulty=1.0, evolving=1.0)
    drafts = await Writer(chat)(BRIEF)
    assert len(drafts) == 3
    for draft in drafts:
        submission = Submission(brief=BRIEF, draft=draft)
        faults = (await criticised(chat, submission)).faults
        revised = await Reviser(chat)(Revision(submission=submission, faults=faults))
        evolution = await Evolver(chat)(Submission(brief=BRIEF, draft=revised))
        assert faults
        assert evolution.draft
        assert no_gain(revised, evolution.draft) is None
        assert [found_wrong(d) for d in (draft, revised, evolution.draft)] == [[], [], []]
        assert (await criticised(chat, Submission(brief=BRIEF, draft=revised))).faults == ()


async def test_honest_answers_from_the_passages_agree_and_without_them_there_are_none(endpoint: Endpoint, chat: Posting) -> None:
    for draft in await Writer(chat)(BRIEF):
        opened = await Answerer(chat)(Inquiry(question=draft.question, language="en", brief=BRIEF))
        assert not (await Answerer(chat)(Inquiry(question=draft.question, language="en"))).text
        said = (opened.text, "Nobody can say.")
        right, wrong = await Matcher(chat)(Likening(question=draft.question, reference=draft.answer, answers=said))
        assert (right.match, wrong.match) == (Match.SAME, Match.CONTRADICTS)


def found_wrong(draft: Draft) -> list[str]:
    return [f"{fault.kind}: {fault.quote} ({fault.reason})" for fault in inspect(Submission(brief=BRIEF, draft=draft)).faults]


async def test_honest_questions_are_no_duplicates_of_each_other(chat: Posting) -> None:
    shown = Duplicates()
    for draft in await Writer(chat)(BRIEF):
        assert shown.find(draft.question, draft.evidence) is None
        shown.show(draft.question, draft.question, draft.evidence)


async def test_the_same_request_is_answered_the_same(chat: Posting) -> None:
    assert await Writer(chat)(BRIEF) == await Writer(chat)(BRIEF)


async def test_shares_of_drafts_are_drawn_by_their_words(endpoint: Endpoint, chat: Posting) -> None:
    endpoint.follow(faulty=0.5)
    draft = (await Writer(chat)(BRIEF))[0]
    asked = [Submission(brief=BRIEF, draft=draft.model_copy(update={"question": f"What is stated on case {n}?"})) for n in range(40)]
    first = [bool((await criticised(chat, submission)).faults) for submission in asked]
    assert 10 < sum(first) < 30
    assert first == [bool((await criticised(chat, submission)).faults) for submission in asked]


async def test_a_seat_of_somebodys_own_gets_the_simplest_object_of_its_schema(chat: Posting) -> None:
    answer = json.loads((await chat.post("Summary"))["text"])
    assert json.loads(answer["choices"][0]["message"]["content"]) == {"a": "as stated"}


async def test_a_tool_is_answered_by_a_call_of_it(chat: Posting) -> None:
    tool = {"type": "function", "function": {"name": "Written", "parameters": {}}}
    answer = json.loads((await chat.post(response_format=None, tools=[tool]))["text"])
    (call,) = answer["choices"][0]["message"]["tool_calls"]
    assert (call["function"]["name"], json.loads(call["function"]["arguments"])) == ("Written", {"drafts": []})


async def test_a_plan_chooses_by_seat_by_sight_and_by_place(endpoint: Endpoint, chat: Posting) -> None:
    endpoint.follow(
        Rule(behaviour=Behaviour.UNAVAILABLE, seat="Evolved"),
        Rule(behaviour=Behaviour.SERVER_ERROR, sights=(2,)),
        Rule(behaviour=Behaviour.NOT_FOUND, served=(5, 5)),
    )
    asked = [("Written", "a"), ("Evolved", "a"), ("Written", "a"), ("Written", "b"), ("Written", "c"), ("Written", "a")]
    assert [(await chat.post(seat, words))["status"] for seat, words in asked] == [200, 503, 500, 200, 404, 200]


async def test_a_share_of_requests_is_drawn_by_their_bytes(endpoint: Endpoint, chat: Posting) -> None:
    endpoint.misbehave(Behaviour.UNAVAILABLE, share=0.3)
    first = [(await chat.post(words=str(number)))["status"] for number in range(100)]
    assert 15 < first.count(503) < 45
    assert first == [(await chat.post(words=str(number)))["status"] for number in range(100)]


async def test_the_log_has_every_request_and_what_was_sent(endpoint: Endpoint, chat: Posting) -> None:
    endpoint.misbehave(Behaviour.UNAVAILABLE, sights=(1,))
    await chat.post(words="a")
    await chat.post(words="a")
    lines = endpoint.log()
    assert [(line["event"], line["place"], line["seat"]) for line in lines] == [
        ("asked", 1, "Written"), ("sent", 1, "Written"), ("asked", 2, "Written"), ("sent", 2, "Written"),
    ]  # fmt: skip
    assert [line["sight"] for line in lines if line["event"] == "asked"] == [1, 2]
    assert [(line["behaviour"], line["status"]) for line in lines if line["event"] == "sent"] == [("unavailable", 503), ("honest", 200)]
    assert len({line["body"] for line in lines}) == 1
    assert [line["authorised"] for line in lines if line["event"] == "asked"] == [False, False]
    assert lines == sorted(lines, key=lambda line: float(line["time"]))


async def test_what_a_client_no_longer_waits_for_is_not_sent(endpoint: Endpoint, chat: Posting) -> None:
    endpoint.follow(latency=0.3)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(chat.post(), 0.1)
    await asyncio.sleep(0.4)
    assert endpoint.served() == {"asked": 1, "sent": 0, "most_at_once": 1, "seats": {"Written": 1}}


async def test_latency_holds_each_answer_and_not_the_others(endpoint: Endpoint, chat: Posting) -> None:
    endpoint.follow(latency=0.2)
    begun = time.monotonic()
    await asyncio.gather(*(chat.post(words=str(number)) for number in range(40)))
    assert 0.2 <= time.monotonic() - begun < 0.6
    assert endpoint.served()["most_at_once"] == 40


def test_an_unknown_field_of_a_plan_is_refused(endpoint: Endpoint) -> None:
    with pytest.raises(HTTPError, match="422") as caught:
        endpoint._call("PUT", "/control/plan", b'{"latencies": 1}')
    caught.value.close()


def test_an_endpoint_of_ones_own_follows_its_script_and_ends_with_its_block(tmp_path: Path) -> None:
    script = tmp_path / "plan.json"
    script.write_text(Plan(rules=(Rule(behaviour=Behaviour.HANG),)).model_dump_json(), encoding="utf-8")
    with running(tmp_path / "log.jsonl", "--script", str(script), "--latency", "0.1") as endpoint:
        assert endpoint.served()["asked"] == 0
    with pytest.raises(OSError, match="refused"):
        endpoint.served()


def test_the_server_needs_nothing_of_bookwright() -> None:
    files = [path for path in (ROOT / "tests/endpoint").glob("*.py") if not path.name.startswith("test_")]
    assert len(files) > 5
    assert [path.name for path in files if "import bookwright" in path.read_text() or "from bookwright" in path.read_text()] == []
