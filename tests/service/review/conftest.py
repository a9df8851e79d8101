"""The page over a run by rules, as a browser asks for it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from starlette.testclient import TestClient

from bookwright.service.review.command import review_app
from bookwright.service.review.sampling import Asked, sample_of

Open = Callable[..., TestClient]


@pytest.fixture
def opened(rules_run: Path) -> Iterator[Open]:
    """Opens the page for a reviewer, with the sample drawn as asked."""
    clients: list[TestClient] = []

    def client(reviewer: str = "ann", **asked: Any) -> TestClient:
        sample_of(rules_run, Asked(**asked))
        clients.append(TestClient(review_app(rules_run, reviewer, "/review"), base_url="http://127.0.0.1", follow_redirects=False))
        return clients[-1]

    yield client
    for one in clients:
        one.close()


def page(client: TestClient, place: int = 1) -> lxml.html.HtmlElement:
    """The page of an item."""
    answer = client.get(f"/review/{place}")
    assert answer.status_code == 200
    return lxml.html.document_fromstring(answer.text)


def send(client: TestClient, place: int, **fields: str) -> Any:
    """Sends a form of the page of an item as HTMX does, with what the reviewer filled in."""
    shown = page(client, place)
    hidden = shown.xpath("//input[@name='text_sha256']/@value")[0]
    return client.post(
        f"/review/{place}", data={"text_sha256": hidden, **fields}, headers={"HX-Request": "true", "Origin": "http://127.0.0.1"}
    )
