"""The endpoint asked directly, and the way from a LangChain model to it."""

import json
from collections.abc import Callable

import orjson
import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from bookwright.agents.chat import Message, Reply, Request
from bookwright.agents.completions import CompletionsChat, Garbled, reply_of
from bookwright.agents.completions import Endpoint as At
from bookwright.agents.failures import CallFailed
from bookwright.agents.items import Brief
from bookwright.agents.langchain import LangChainChat
from bookwright.agents.models import chat_of
from bookwright.agents.patience import TimelyChat
from bookwright.agents.writer import Writer
from bookwright.errors import InputError
from tests.endpoint.client import Endpoint

REQUEST = Request(messages=(Message(role="user", content="é"),), schema_name="Written", reply_schema={"type": "object"})


def plain(endpoint: Endpoint, **more: object) -> ChatOpenAI:
    return ChatOpenAI(model="m", base_url=endpoint.url, api_key=SecretStr("key-of-the-test"), max_retries=0, **more)


async def test_a_plain_chat_openai_is_asked_directly_and_says_the_same(
    endpoint: Endpoint, openai_model: Callable[[], ChatOpenAI], brief: Brief
) -> None:
    async with chat_of(plain(endpoint)) as chat:
        assert isinstance(chat, CompletionsChat)
        assert await Writer(chat)(brief) == await Writer(LangChainChat(openai_model()))(brief)
    assert all(line["authorised"] for line in endpoint.log() if line["event"] == "asked")


def test_it_sends_what_chat_openai_would_send(endpoint: Endpoint) -> None:
    model = plain(endpoint, temperature=0.2, max_tokens=900, seed=7, extra_body={"min_p": 0.1}, default_headers={"X-Team": "a"})
    chat = chat_of(model)
    assert isinstance(chat, CompletionsChat)
    sent = json.loads(chat.body(REQUEST))
    assert sent.pop("response_format")["json_schema"]["strict"] is True
    assert sent == {
        "model": "m",
        "temperature": 0.2,
        "max_completion_tokens": 900,
        "seed": 7,
        "min_p": 0.1,
        "messages": [{"role": "user", "content": "é"}],
    }
    assert chat.endpoint.sent_headers() == {"Authorization": "Bearer key-of-the-test", "X-Team": "a"}
    assert "key-of-the-test" not in repr(chat.endpoint)


def test_it_is_sent_where_chat_openai_would_send_it_and_signed_as_it_would_be(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "OPENAI_BASE_URL": "https://gateway.example/v1",
        "OPENAI_API_KEY": "key-of-the-environment",
        "OPENAI_ORG_ID": "org-1",
        "OPENAI_PROJECT_ID": "proj-1",
        "HTTPS_PROXY": "http://proxy.example:3128",
        "NO_PROXY": "inside.example",
    }.items():
        monkeypatch.setenv(name, value)
    chat = chat_of(ChatOpenAI(model="m"))
    assert isinstance(chat, CompletionsChat)
    assert chat.endpoint.address == "https://gateway.example/v1"
    assert chat.endpoint.sent_headers() == {
        "Authorization": "Bearer key-of-the-environment",
        "OpenAI-Organization": "org-1",
        "OpenAI-Project": "proj-1",
    }
    assert chat.endpoint.proxy == "http://proxy.example:3128"
    inside = chat_of(ChatOpenAI(model="m", base_url="https://inside.example/v1"))
    assert isinstance(inside, CompletionsChat)
    assert inside.endpoint.proxy is None


def test_a_key_that_is_made_for_each_call_is_left_to_langchain(endpoint: Endpoint) -> None:
    assert isinstance(chat_of(ChatOpenAI(model="m", base_url=endpoint.url, api_key=lambda: "key-of-now")), LangChainChat)


def test_a_chat_openai_with_ways_of_its_own_is_asked_through_langchain(endpoint: Endpoint) -> None:
    assert isinstance(chat_of(plain(endpoint, callbacks=[BaseCallbackHandler()])), LangChainChat)
    assert isinstance(chat_of(plain(endpoint, use_responses_api=True)), LangChainChat)
    assert isinstance(chat_of(plain(endpoint, openai_proxy="http://proxy.example:3128")), LangChainChat)
    assert isinstance(chat_of(plain(endpoint, model_kwargs={"extra_headers": {"X-Team": "a"}})), LangChainChat)


@pytest.mark.parametrize("address", ["", "localhost:8000/v1", "ftp://host/v1", "http:///v1"])
def test_what_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="is no web address"):
        _ = At(model="m", base_url=address or "x").address


def test_what_is_the_same_in_many_requests_stands_first() -> None:
    chat = CompletionsChat(At(model="m"))
    words = (Message(role="system", content="rules"), Message(role="user", content="one"))
    first = chat.body(Request(messages=words, schema_name="S", reply_schema={"type": "object"}))
    second = chat.body(Request(messages=(words[0], Message(role="user", content="two")), schema_name="S", reply_schema={"type": "object"}))
    common = next(place for place, (a, b) in enumerate(zip(first, second, strict=True)) if a != b)
    assert first[:common].endswith(b'"role":"user","content":"')


@pytest.mark.parametrize(
    "answer",
    [{}, {"choices": []}, {"choices": None}, {"choices": [{"message": None}]}, {"error": {"message": "no"}}, [], None, {"usage": 7}],
)
def test_what_is_not_of_the_form_is_an_error(answer: object) -> None:
    with pytest.raises(Garbled) as caught:
        reply_of(answer)
    assert caught.value.paid is None


async def test_what_an_answer_without_the_form_has_cost_is_told_with_its_failure() -> None:
    class Costly:
        name = "costly"

        async def ask(self, _: Request) -> Reply:
            return reply_of({"choices": None, "usage": {"prompt_tokens": 100, "completion_tokens": 5}})

    with pytest.raises(CallFailed) as caught:
        await TimelyChat(Costly(), deadline=1.0).ask(REQUEST)
    assert caught.value.failure.kind == "garbled"
    assert caught.value.failure.paid == Reply(text="", input_tokens=100, output_tokens=5)


def test_no_more_tokens_are_cached_than_there_are() -> None:
    usage = {"prompt_tokens": 100, "completion_tokens": 5, "prompt_tokens_details": {"cached_tokens": 128}}
    assert reply_of({"choices": [{"message": {"content": "{}"}}], "usage": usage}).cached_tokens == 100


def test_cached_tokens_are_told_apart() -> None:
    usage = {"prompt_tokens": 100, "completion_tokens": 5, "prompt_tokens_details": {"cached_tokens": 64}}
    reply = reply_of(orjson.loads(orjson.dumps({"choices": [{"message": {"content": "{}"}}], "usage": usage})))
    assert (reply.input_tokens, reply.cached_tokens, reply.output_tokens) == (100, 64, 5)
