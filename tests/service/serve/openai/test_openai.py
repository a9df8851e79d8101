"""Chat completions as OpenAI's SDK and LangChain ask for them: answers with their sources, or none."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from langchain_openai import ChatOpenAI
from openai import NotFoundError, OpenAI, UnprocessableEntityError
from pydantic import SecretStr

from bookwright.service.serve.openai.answer import NOT_FOUND
from tests.endpoint.client import Endpoint
from tests.service.conftest import PROSE
from tests.service.serve.conftest import Server

pytestmark = pytest.mark.slow

Kept = tuple[Server, str, str]
QUESTION = "When must the verifier end the session?"
GARDEN = """# The garden

The gardener waters the roses on every second evening. In a dry summer the lawn is left alone, because grass grows back by itself.
The hedges are cut once a year, after the birds have left their nests.
"""
SENTENCE = "The verifier must end the session after 12 hours"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """A server without a model and with the keys of two owners; the first has a document."""
    data = tmp_path_factory.mktemp("server") / "data"
    ada, bob = (_key(owner, data) for owner in ("ada", "bob"))
    server = Server(data).begin()
    server.upload(Authorization=f"Bearer {ada}")
    yield server, ada, bob
    server.kill(signal.SIGTERM)


def _key(owner: str, data: Path) -> str:
    command = [sys.executable, "-m", "bookwright.service", "keys", "add", owner, "--data", str(data)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.strip()


def asked(server: Server, key: str, question: str, **options: Any) -> Any:
    """What the SDK gives for a question."""
    with OpenAI(base_url=f"{server.url}/v1", api_key=key, timeout=120, max_retries=0) as client:
        made = client.chat.completions.create(model="bookwright", messages=[{"role": "user", "content": question}], **options)
        return list(made) if options.get("stream") else made


def test_an_answer_is_the_documents_own_words_at_their_true_place(kept: Kept) -> None:
    server, ada, _ = kept
    made = asked(server, ada, QUESTION)
    (choice,) = made.choices
    assert choice.message.content.startswith(SENTENCE)
    assert made.metadata == {"answered_by": "rules", "found": "yes"}
    for annotation in choice.message.annotations:
        cited, source = annotation.url_citation, annotation.source
        text = httpx.get(cited.url, headers={"Authorization": f"Bearer {ada}"}).text
        assert text[source["start"] : source["end"]] == source["quote"]
        assert choice.message.content[cited.start_index : cited.end_index] == source["quote"]


@pytest.mark.parametrize("question", ["What is the capital of France?", "What colour is a session cookie?", "Is it so?"])
def test_what_the_documents_do_not_say_is_not_answered(kept: Kept, question: str) -> None:
    made = asked(kept[0], kept[1], question)
    assert (made.choices[0].message.content, made.choices[0].message.annotations, made.metadata["found"]) == (NOT_FOUND, [], "no")


def test_a_stream_gives_the_same_with_its_citations(kept: Kept) -> None:
    server, ada, _ = kept
    chunks = asked(server, ada, QUESTION, stream=True, stream_options={"include_usage": True})
    whole = asked(server, ada, QUESTION).choices[0].message
    deltas = [choice.delta for part in chunks for choice in part.choices]
    assert "".join(delta.content or "" for delta in deltas) == whole.content
    (annotations,) = [delta.annotations for delta in deltas if getattr(delta, "annotations", None)]
    assert [one["source"]["quote"] for one in annotations] == [one.source["quote"] for one in whole.annotations]
    assert chunks[-1].usage.total_tokens == 0


def test_a_request_that_is_sent_again_under_its_key_gets_the_same_answer(kept: Kept) -> None:
    server, ada, bob = kept
    keyed = {"extra_headers": {"Idempotency-Key": "k"}}
    first = asked(server, ada, QUESTION, **keyed)
    assert asked(server, ada, QUESTION, **keyed) == first
    assert asked(server, ada, QUESTION).id != first.id
    with pytest.raises(UnprocessableEntityError) as refused:
        asked(server, ada, "Is it so?", **keyed)
    assert "was used for another request" in refused.value.response.json()["detail"]
    chunks = [asked(server, ada, QUESTION, stream=True, extra_headers={"Idempotency-Key": "s"}) for _ in range(2)]
    assert chunks[0] == chunks[1]
    assert asked(server, bob, QUESTION, **keyed).id != first.id


def test_langchains_client_asks_it_like_any_model(kept: Kept) -> None:
    model = ChatOpenAI(base_url=f"{kept[0].url}/v1", api_key=SecretStr(kept[1]), model="bookwright")
    assert str(model.invoke(QUESTION).content).startswith(SENTENCE)
    assert "".join(str(part.content) for part in model.stream(QUESTION)).startswith(SENTENCE)


def test_models_are_listed_and_others_are_not_known(kept: Kept) -> None:
    server, ada, _ = kept
    with OpenAI(base_url=f"{server.url}/v1", api_key=ada) as client:
        assert [model.id for model in client.models.list()] == ["bookwright"]
        with pytest.raises(NotFoundError):
            client.models.retrieve("other")


def test_anothers_documents_answer_nobody_else_and_those_that_are_gone_answer_no_more(kept: Kept) -> None:
    server, ada, bob = kept
    assert asked(server, bob, QUESTION).choices[0].message.content == NOT_FOUND
    source = asked(server, ada, QUESTION).choices[0].message.annotations[0]
    assert httpx.get(source.url_citation.url, headers={"Authorization": f"Bearer {bob}"}).status_code == 404
    own = server.upload(GARDEN, "garden.md", Authorization=f"Bearer {bob}")
    roses = "When does the gardener water the roses?"
    assert "every second evening" in asked(server, bob, roses).choices[0].message.content
    assert asked(server, ada, roses).choices[0].message.content == NOT_FOUND
    assert httpx.delete(f"{server.url}/documents/{own}", headers={"Authorization": f"Bearer {bob}"}).status_code == 204
    assert asked(server, bob, roses).choices[0].message.content == NOT_FOUND


def test_a_model_is_heard_only_with_quotes_that_are_there_and_within_the_budget(endpoint: Endpoint, tmp_path: Path) -> None:
    endpoint.follow()
    data = tmp_path / "data"
    command = [sys.executable, "-m", "bookwright.service", "keys", "add", "ada", "--budget", "4", "--data", str(data)]
    ada = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.strip()
    server = Server(data, ("--model", "scripted", "--base-url", endpoint.url)).begin()
    try:
        server.upload(PROSE, Authorization=f"Bearer {ada}")
        made = asked(server, ada, QUESTION)
        assert made.choices[0].message.content.startswith(SENTENCE)
        assert (made.metadata["answered_by"], made.usage.total_tokens > 0) == ("scripted", True)
        assert made.choices[0].message.annotations[0].source["quote"] in " ".join(PROSE.split())
        astray = asked(server, ada, "When must the verifier end the session gone astray?")
        assert astray.metadata["answered_by"] == "rules"
        with httpx.Client(headers={"Authorization": f"Bearer {ada}"}, timeout=60) as client:
            body = {"model": "bookwright", "messages": [{"role": "user", "content": QUESTION}]}
            assert client.post(f"{server.url}/v1/chat/completions", json=body).status_code == 402
    finally:
        server.kill(signal.SIGTERM)
