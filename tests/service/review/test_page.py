"""The review page, as a browser gets it."""

import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bookwright.curation.review.strata import By
from bookwright.errors import InputError
from bookwright.service.review.command import review_app, strata_named
from bookwright.service.review.files import reviewer_named
from bookwright.service.review.sampling import Asked, sample_of
from tests.promises import rows
from tests.service.review.conftest import Open, page, send


def lines(run: Path, reviewer: str) -> list[dict[str, object]]:
    return rows(run, f"reviews/{reviewer}.jsonl")


def test_it_begins_at_the_first_open_item_and_shows_the_evidence_where_it_stands(opened: Open, rules_run: Path) -> None:
    client = opened()
    assert client.get("/review/").headers["location"] == "/review/1"
    shown = page(client)
    record = next(row for row in rows(rules_run, "records.jsonl") if row["question"] in shown.text_content())
    marks = shown.xpath("//mark[@id]")
    assert [mark.text_content().lstrip("123456789") for mark in marks] == [piece["quote"] for piece in record["evidence"]]
    text = (rules_run / "documents" / f"{record['evidence'][0]['document_id']}.txt").read_text(encoding="utf-8")
    before = text[: record["evidence"][0]["start"]]
    assert before[-40:] in shown.xpath("//p[@class='excerpt']")[0].text_content()
    cited = [link.get("href") for link in shown.xpath("//ol[@class='claims']//a")]
    assert cited == [f"#evidence-{index + 1}" for claim in record["claims"] for index in claim["evidence"]]


def test_each_decision_is_a_line_and_leads_to_the_next_open_item(opened: Open, rules_run: Path) -> None:
    client = opened()
    answer = send(client, 1, decision="accept")
    assert answer.headers["hx-push-url"] == "/review/2"
    assert "1 of " in answer.text
    send(client, 2, decision="reject", reason="trivial")
    send(client, 1, decision="reject", reason="on second thoughts")
    found = lines(rules_run, "ann")
    assert [(line["decision"], line["reason"]) for line in found] == [
        ("accept", ""),
        ("reject", "trivial"),
        ("reject", "on second thoughts"),
    ]
    assert found[0]["id"] == found[2]["id"]
    hashes = {row["id"]: row["text_sha256"] for row in rows(rules_run, "records.jsonl")}
    assert all(line["text_sha256"] == hashes[str(line["id"])] and line["reviewer"] == "ann" for line in found)
    assert "You decided: reject" in page(client).text_content()


def test_an_edit_keeps_the_words_before_and_after_and_counts_as_a_rejection(opened: Open, rules_run: Path) -> None:
    client = opened()
    shown = page(client)
    question = shown.xpath("//textarea[@name='field-0']")[0].text.strip()
    claim = shown.xpath("//textarea[@name='claim-0']")[0].text.strip()
    send(client, 1, **{"decision": "edit", "field-0": question, "claim-0": f"{claim}\r\nMore."})
    (line,) = lines(rules_run, "ann")
    assert line["decision"] == "reject"
    edited = line["edited"]
    assert isinstance(edited, dict)
    assert edited["before"]["fields"] == edited["after"]["fields"]
    assert edited["after"]["claims"][0] == f"{edited['before']['claims'][0]}\nMore."


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"decision": "reject", "reason": " "}, "A rejection needs a reason"),
        ({"decision": "edit"}, "Nothing was changed"),
        ({"decision": "edit", "field-0": "", "claim-0": "", "claim-1": "", "claim-2": ""}, "Nothing is left of the record"),
        ({"decision": "perhaps"}, "Say accept, edit or reject"),
        ({"decision": "accept", "text_sha256": "0"}, "The record has changed since it was shown"),
    ],
)
def test_what_is_no_decision_is_said_and_not_kept(opened: Open, rules_run: Path, fields: dict[str, str], words: str) -> None:
    answer = send(opened(), 1, **fields)
    assert answer.status_code == 422
    assert words in answer.text
    assert not (rules_run / "reviews" / "ann.jsonl").exists()


def test_without_scripts_forms_work_too(opened: Open) -> None:
    client = opened()
    hidden = page(client).xpath("//input[@name='text_sha256']/@value")[0]
    answer = client.post("/review/1", data={"text_sha256": hidden, "decision": "accept"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/review/2")


def test_reviewers_have_files_of_their_own_and_the_same_items(opened: Open, rules_run: Path) -> None:
    ann, ben = opened("ann", size=2), opened("ben")
    send(ann, 1, decision="reject", reason="ann found it trivial")
    assert "ann found it trivial" in page(ben).text_content()
    assert "0 of 2 decided" in page(ben).text_content()
    send(ben, 1, decision="accept")
    assert lines(rules_run, "ann")[0]["id"] == lines(rules_run, "ben")[0]["id"]


def test_a_blind_review_shows_no_verdict_no_maker_and_no_other_decision(opened: Open, rules_run: Path) -> None:
    ann, ben = opened("ann", blind=True, rejects=True), opened("ben")
    send(ann, 1, decision="reject", reason="ann found it trivial")
    for place in range(1, len(sample_of(rules_run, Asked()).items) + 1):
        told = page(ben, place).text_content()
        assert "ann found it trivial" not in told
        for word in ("rules", "Verdict", "groundedness", "Groundedness", "gates"):
            assert word not in told
    assert ben.get("/review/1/history").status_code == 404
    sighted = sample_of(rules_run, Asked())
    assert sighted.blind


def test_verdict_critiques_and_lineage_come_when_they_are_asked_for(opened: Open) -> None:
    client = opened()
    assert "Verdict of" not in page(client).text_content()
    told = client.get("/review/1/history").text
    assert "Verdict of rules: accept" in told
    assert "Lineage" in told
    assert "write by rules" in told


def test_nothing_is_loaded_from_elsewhere_and_no_script_stands_in_the_page(opened: Open) -> None:
    client = opened()
    answer = client.get("/review/1")
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    shown = page(client)
    loaded = [*shown.xpath("//script/@src"), *shown.xpath("//link/@href")]
    assert sorted(loaded) == [
        "/review/static/htmx.min.js",
        "/review/static/icon.svg",
        "/review/static/review.css",
        "/review/static/review.js",
    ]
    assert all(client.get(address).status_code == 200 for address in loaded)
    assert not [script for script in shown.xpath("//script") if script.text]
    assert not shown.xpath("//*[@style]") + shown.xpath("//style")
    assert client.get("/review/static/../command.py").status_code == 404


def test_another_site_cannot_decide_for_the_reviewer(opened: Open, rules_run: Path) -> None:
    client = opened()
    hidden = page(client).xpath("//input[@name='text_sha256']/@value")[0]
    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        assert client.post("/review/1", data={"text_sha256": hidden, "decision": "accept"}, headers=headers).status_code == 403
    assert client.get("/review/1", headers={"Host": "evil.example"}).status_code == 421
    assert not (rules_run / "reviews" / "ann.jsonl").exists()


def test_an_item_that_is_not_there_is_not_found(opened: Open) -> None:
    client = opened(size=2)
    assert client.get("/review/3").status_code == 404
    assert client.get("/review/0").status_code == 404


def test_the_sample_is_drawn_once_and_another_is_refused(rules_run: Path) -> None:
    first = sample_of(rules_run, Asked(size=2, by=(By.KIND, By.MAKER)))
    assert sample_of(rules_run, Asked()) == first
    assert sample_of(rules_run, Asked(size=2)) == first
    with pytest.raises(InputError, match=r"^--by --sample: .* holds another sample"):
        sample_of(rules_run, Asked(size=1, by=()))


def test_rejects_that_came_to_a_text_are_drawn_where_they_are_wanted(rules_run: Path) -> None:
    sample = sample_of(rules_run, Asked(size=1000, rejects=True))
    texts = [row["id"] for row in rows(rules_run, "rejects.jsonl") if row["evidence"]]
    assert {item.id for item in sample.items if not item.shipped} == set(texts)
    assert sum(item.shipped for item in sample.items) == len(rows(rules_run, "records.jsonl"))


def test_a_record_that_was_written_again_is_not_asked_about(opened: Open, rules_run: Path) -> None:
    client = opened(size=3)
    first = sample_of(rules_run, Asked()).items[0].id
    changed = [row | {"text_sha256": "0" * 64} if row["id"] == first else row for row in rows(rules_run, "records.jsonl")]
    (rules_run / "records.jsonl").write_text("".join(json.dumps(row) + "\n" for row in changed), encoding="utf-8")
    assert "0 of 2 decided" in page(client).text_content()


@pytest.mark.parametrize("name", ["", " ", "../ann", "a/b", "pairs", "<b>", "a" * 80])
def test_a_reviewer_that_no_file_can_be_called_after_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="--reviewer"):
        reviewer_named(name)


def test_strata_are_named_with_commas_between() -> None:
    assert strata_named("kind, source") == (By.KIND, By.SOURCE)
    assert reviewer_named("Zoë-1.b") == "Zoë-1.b"
    with pytest.raises(InputError, match=r"^--by size: is unknown; name kind, source"):
        strata_named("kind,size")


def test_from_elsewhere_only_the_address_that_was_printed_opens(rules_run: Path) -> None:
    sample_of(rules_run, Asked())
    with TestClient(review_app(rules_run, "ann", "/a-secret/review", open_to_others=True), base_url="http://desk.example") as client:
        assert client.get("/a-secret/review/1").status_code == 200
        assert client.get("/review/1").status_code == 404
