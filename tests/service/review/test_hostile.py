"""Words of documents, models and people are shown, and never do anything."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from bookwright.agents.items import Decision
from bookwright.curation.review.signed import SignedReview
from bookwright.service.review.command import review_app
from bookwright.service.review.files import add_review
from bookwright.service.review.sampling import Asked, sample_of
from tests.service.review.hostile import ATTACKS, hostile_run

ALLOWED = {"src", "href", "action"}


class Read(HTMLParser):
    """What a page holds that could do something."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_in_any_field_is_words(attack: str, tmp_path: Path) -> None:
    run = hostile_run(tmp_path / "run", [attack])
    sample = sample_of(run, Asked(rejects=True))
    item = sample.items[0]
    review: dict[str, Any] = {
        "id": item.id,
        "decision": Decision.REJECT,
        "reason": attack,
        "at": "2026-01-01T00:00:00Z",
        "text_sha256": item.text_sha256,
    }
    add_review(run, SignedReview(**review, reviewer="ben"))
    (run / "reviews" / "ben.jsonl").write_text(json.dumps(review | {"reviewer": attack}) + "\n", encoding="utf-8")
    with TestClient(review_app(run, "ann", "/review"), base_url="http://127.0.0.1") as client:
        page, history = client.get("/review/1").text, client.get("/review/1/history").text
        typed = client.post(
            "/review/1",
            data={"text_sha256": item.text_sha256, "decision": "edit", "field-0": attack, "reason": attack},
            headers={"HX-Request": "true"},
        ).text
    benign = Read()
    benign.feed(page)
    for told in (page, history, typed):
        read = Read()
        read.feed(told)
        assert not {"img", "iframe", "object", "embed", "svg", "math", "base", "style"} & set(read.tags)
        assert read.tags.count("script") == (2 if told is page else 0)
        assert not [name for name, _ in read.attributes if name.startswith(("on", "hx-on", "data-hx"))]
        assert all((value or "").startswith(("/review/", "#evidence-")) for name, value in read.attributes if name in ALLOWED)
        assert "{{" not in attack or "49" not in told
