"""Embeddings of an endpoint that speaks OpenAI's protocol."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from langchain_core.embeddings import DeterministicFakeEmbedding
from pydantic import SecretStr

from bookwright.errors import InputError, ModelUnreachable
from bookwright.knowledge.embeddings import configured, embed_query, embed_texts, name_of
from bookwright.knowledge.settings import LibrarySettings


class Endpoint(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.received: list[dict[str, object]] = []


class Answer(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Endpoint)
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.received.append({"path": self.path, "key": self.headers["Authorization"], **body})
        rows = [{"object": "embedding", "index": n, "embedding": [float(len(text)), 1.0]} for n, text in enumerate(body["input"])]
        reply = json.dumps(
            {"object": "list", "data": rows, "model": body["model"], "usage": {"prompt_tokens": 1, "total_tokens": 1}}
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with Endpoint() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def settings_for(port: int) -> LibrarySettings:
    return LibrarySettings(embeddings="openai:small", embeddings_url=f"http://127.0.0.1:{port}/v1", embeddings_key=SecretStr("secret"))


def test_texts_go_out_as_they_are_and_vectors_come_back_in_their_order(endpoint: Endpoint) -> None:
    embeddings = configured(settings_for(endpoint.server_port))
    assert embeddings is not None
    assert embed_texts(embeddings, ["four", "no"]).tolist() == [[4, 1], [2, 1]]
    assert embed_query(embeddings, "three").tolist() == [5, 1]
    first = endpoint.received[0]
    assert (first["path"], first["key"], first["model"], first["input"]) == ("/v1/embeddings", "Bearer secret", "small", ["four", "no"])
    assert name_of(embeddings).endswith("OpenAIEmbeddings:small")


def test_an_endpoint_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bookwright.knowledge.embeddings.ATTEMPTS", 1)
    embeddings = configured(settings_for(9))
    assert embeddings is not None
    with pytest.raises(ModelUnreachable, match=r"^--embeddings openai:small: APIConnectionError: .*; check the endpoint, its key"):
        embed_query(embeddings, "anyone")


def test_what_a_failing_embedder_says_is_one_line_without_a_key() -> None:
    class Failing(DeterministicFakeEmbedding):
        def embed_query(self, text: str) -> list[float]:
            raise RuntimeError("refused\nkey sk-canary-4711")

    with pytest.raises(ModelUnreachable, match=r"Failing: RuntimeError: refused key \*\*\*; check the endpoint"):
        embed_query(Failing(size=2), "anyone")


def test_without_a_key_the_user_is_told_where_one_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(InputError, match=r"^--embeddings openai:small: no key for the endpoint; set OPENAI_API_KEY"):
        configured(LibrarySettings(embeddings="openai:small"))


def test_no_endpoint_is_asked_unless_the_settings_name_one() -> None:
    assert configured(LibrarySettings()) is None


def test_the_key_is_not_shown() -> None:
    assert "secret" not in repr(settings_for(1))
    assert "secret" not in settings_for(1).model_dump_json()
