"""The report command, as a user meets it: a page in RUN/report that says what the run made and how far it can be trusted."""

import base64
import hashlib
import json
import os
import re
from pathlib import Path
from typing import Any

from bookwright.agents.items import Decision
from bookwright.curation.jury import jury_of_decisions, write_jury
from bookwright.service.words import counted
from tests.endpoint.client import Endpoint
from tests.service.conftest import Command, finished_run, model_settings
from tests.service.pages import Page, records, reported, rewrite

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'


def test_a_run_by_rules_is_reported_and_its_files_stay_as_they_are(bookwright: Command, rules_run: Path) -> None:
    before = {path: path.read_bytes() for path in rules_run.glob("*.json*")}
    done = bookwright("report", "run")
    assert done.returncode == 0, done.stderr
    assert "citation recall 1.00, precision 1.00" in done.stdout
    assert "run/report/report.html" in done.stdout
    assert {path: path.read_bytes() for path in rules_run.glob("*.json*")} == before
    page = Page(rules_run)
    assert "sessions.md" in page.words("run")
    assert "no model has answered" in page.words("run")
    assert "accept nothing" in page.words("limits")
    assert "groundedness" in page.words("judge")
    assert "bookwright selftest run" in page.words("selftest")
    report = json.loads((rules_run / "report" / "report.json").read_text(encoding="utf-8"))
    assert report["figures"]["citations"]["recall"] == report["figures"]["citations"]["precision"] == 1.0
    assert report["figures"]["entailment"] == {"standard": "cited", "threshold": 0.5}
    assert report["figures"]["records"] == len(records(rules_run))
    assert report["records_sha256"] == hashlib.sha256((rules_run / "records.jsonl").read_bytes()).hexdigest()


def test_there_is_a_line_of_claims_for_every_record(rules_run: Path) -> None:
    reported(rules_run)
    lines = [json.loads(line) for line in (rules_run / "report" / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == [record["id"] for record in records(rules_run)]
    assert [[claim["text"] for claim in line["claims"]] for line in lines] == [
        [claim["text"] for claim in record["claims"]] for record in records(rules_run)
    ]
    first = lines[0]["claims"][0]
    assert (first["support"], first["recall"], first["precise"], first["critic"]) == (1.0, True, [True], None)


def test_the_same_run_gives_the_same_report(rules_run: Path) -> None:
    first, second = reported(rules_run).source, reported(rules_run).source
    assert first == second


def test_the_page_asks_for_nothing_and_allows_nothing(rules_run: Path) -> None:
    page = reported(rules_run)
    assert not page.tree.xpath("//script|//link|//img|//iframe|//object|//embed|//form|//base")
    assert not page.tree.xpath("//@src|//@style|//@onclick|//@onload|//@onerror")
    assert all(href.startswith("#") for href in page.tree.xpath("//@href"))
    assert page.tree.xpath("//a/@href")
    assert [link for link in page.tree.xpath("//a/@href") if not page.tree.xpath(f"//*[@id='{link[1:]}']")] == []
    assert "url(" not in page.source
    assert "@import" not in page.source
    (policy,) = page.tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    (style,) = re.findall(r"<style>(.*?)</style>", page.source, re.DOTALL)
    assert f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" in policy
    assert page.tree.xpath("//meta[@name='viewport']")


def test_words_of_documents_and_records_never_become_markup(rules_run: Path) -> None:
    def spoil(record: dict[str, Any]) -> None:
        record["question"] = record["claims"][0]["text"] = record["evidence"][0]["quote"] = record["made_by"] = HOSTILE
        record["source"] |= {"title": HOSTILE, "path": HOSTILE, "headings": [HOSTILE]}
        record["verdict"]["scores"] = {HOSTILE: 1}

    rewrite(rules_run, spoil)
    state = json.loads((rules_run / "run.json").read_text(encoding="utf-8"))
    state["documents"][0] |= {"title": HOSTILE, "path": HOSTILE}
    state |= {"command": HOSTILE, "skipped": [{"path": HOSTILE, "reason": HOSTILE}], "team": {HOSTILE: HOSTILE}}
    (rules_run / "run.json").write_text(json.dumps(state), encoding="utf-8")
    reject = json.dumps({"id": "x", "reason": f"gates:{HOSTILE}", "detail": HOSTILE}) + "\n"
    (rules_run / "rejects.jsonl").write_text(reject, encoding="utf-8")
    page = reported(rules_run)
    assert page.source.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 10
    assert not page.tree.xpath("//script|//img|//@onerror")
    for section in ("run", "rejects", "judge", "look"):
        assert "<script>alert(1)</script>" in page.words(section)


def test_what_does_not_carry_a_claim_lowers_recall_and_leads_the_list(rules_run: Path) -> None:
    wrong = records(rules_run)[0]["id"]

    def spoil(record: dict[str, Any]) -> None:
        if record["id"] == wrong:
            record["claims"][0]["text"] = "Belgian brewers have preferred dark malt since 1870."

    rewrite(rules_run, spoil)
    page = reported(rules_run)
    report = json.loads((rules_run / "report" / "report.json").read_text(encoding="utf-8"))
    assert report["figures"]["citations"]["recall"] < 1
    assert report["figures"]["look_first"][0]["id"] == wrong
    first = " ".join(page.tree.xpath("//article")[0].text_content().split())
    assert "Belgian brewers" in first
    assert "not carried" in first
    assert "the evidence has no such" in first
    assert "sessions.md › Sessions" in first
    assert "Evidence 1: sessions.md, characters" in first


def test_what_critics_found_is_shown_with_what_became_of_it(rules_run: Path) -> None:
    def check(record: dict[str, Any]) -> None:
        checks = [{"claim": 0, "standing": "contradicted", "words": "12 hours"}]
        fault = {"kind": "not_standalone", "quote": "it", "reason": "of what?"}
        record["critiques"].append({"draft_sha256": "earlier", "by": "m", "faults": [fault], "checks": checks})

    assert not reported(rules_run).tree.xpath("//section[@id='critic']|//a[@href='#critic']")
    rewrite(rules_run, check)
    page, count = reported(rules_run), len(records(rules_run))
    assert f"contradicted0{count}0" in page.words("critic")
    assert f"not standalone0{count}0" in page.words("critic")
    assert page.tree.xpath("//nav/a[@href='#critic']")


def test_what_the_critic_says_of_a_claim_stands_beside_it(rules_run: Path) -> None:
    def check(record: dict[str, Any]) -> None:
        checks = [{"claim": 0, "standing": "supported", "words": "12 hours"}]
        record["critiques"].append({"draft_sha256": record["text_sha256"], "by": "m", "faults": [], "checks": checks})
        record["verdict"]["scores"]["clarity"] = 3

    rewrite(rules_run, check)
    assert "critic: supported: “12 hours”" in reported(rules_run).words("look")


def test_the_answers_of_others_are_counted_and_easy_records_marked(rules_run: Path) -> None:
    given = {"by": "m", "answer": "a", "match": "same", "reason": "r"}

    def answer(record: dict[str, Any]) -> None:
        record["answering"] = {"open": [given], "closed": [given], "easy": True, "text_sha256": record["text_sha256"]}
        record["verdict"]["scores"]["clarity"] = 3

    assert not reported(rules_run).tree.xpath("//section[@id='answering']|//a[@href='#answering']")
    rewrite(rules_run, answer)
    (rules_run / "rejects.jsonl").write_text(json.dumps({"id": "x", "reason": "answerer:disagreement"}) + "\n", encoding="utf-8")
    page, count = reported(rules_run), len(records(rules_run))
    assert f"{count} of {count} accepted answered as the record, 0 in part" in page.words("answering")
    assert f"{count} of {count} accepted answered rightly without the evidence" in page.words("answering")
    assert "answerer:disagreement1 rejected" in page.words("answering")
    assert "easy: answered without the evidence" in page.words("look")


def test_each_of_several_judges_is_shown(rules_run: Path) -> None:
    def judge(record: dict[str, Any]) -> None:
        verdict = record["verdict"]
        own = [
            verdict | {"by": "mild", "scores": {"clarity": 5}},
            verdict | {"by": "strict", "scores": {"clarity": 2}, "decision": "reject"},
        ]
        record["verdict"] = verdict | {"verdicts": own}

    assert "Each judge" not in reported(rules_run).words("judge")
    rewrite(rules_run, judge)
    page, count = reported(rules_run), len(records(rules_run))
    assert f"disagreed on {count} of {count} drafts" in page.words("judge")
    assert f"mild{count}{count}5.00strict{count}02.00" in page.words("judge")


def test_the_worth_of_each_judge_is_shown_where_the_run_was_calibrated(rules_run: Path) -> None:
    gold = {str(number): Decision.ACCEPT if number % 2 else Decision.REJECT for number in range(40)}
    accepts_all = dict.fromkeys(gold, Decision.ACCEPT)
    write_jury(rules_run / "jury.json", jury_of_decisions({"good": gold, "lax": accepts_all}, gold))
    words = reported(rules_run).words("judge")
    assert "goodright on 1.00 (0.91 to 1.00) of 40 items" in words
    assert "laxright on 0.50 (0.35 to 0.65) of 40 items; left out of the jury" in words


def test_a_run_whose_name_is_no_utf_8_is_reported(bookwright: Command, rules_run: Path) -> None:
    strange = rules_run.rename(rules_run.parent / os.fsdecode(b"r\xffn"))
    done = bookwright("report", strange)
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0), done.stderr
    assert "r\ufffdn/report/report.html" in done.stdout
    assert "r\ufffdn" in Page(strange).source


def test_the_self_test_of_the_run_is_shown_and_told_when_it_is_older(bookwright: Command, rules_run: Path) -> None:
    bookwright("selftest", "run")
    found = json.loads((rules_run / "selftest.json").read_text(encoding="utf-8"))
    page = reported(rules_run)
    for row in found["faults"]:
        assert row["fault"] in page.words("selftest")
    assert f"planted into {found['records']} records; critic and judge: rules" in page.words("selftest")
    assert "False alarms" in page.words("selftest")
    assert "untouched records" in page.words("selftest")
    assert "these same stages accepted" in page.words("selftest")
    assert f"{counted(found['reworded']['all']['records'], 'reworded record')}" in page.words("selftest")
    assert "make it again" not in page.words("selftest")
    os.utime(rules_run / "records.jsonl")
    assert "make it again" not in reported(rules_run).words("selftest")
    rewrite(rules_run, lambda record: record.update(language="en-GB"))
    os.utime(rules_run / "selftest.json")
    assert "make it again" in reported(rules_run).words("selftest")


def test_a_run_on_a_model_is_told_the_command_that_tests_this_model(source: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    finished_run(model_settings(source, tmp_path / "a run", endpoint))
    page = reported(tmp_path / "a run")
    assert f"bookwright selftest '{tmp_path / 'a run'}' --model scripted --base-url {endpoint.url}" in page.words("selftest")


def test_rejects_are_drawn_by_stage_and_reason(rules_run: Path) -> None:
    rows = [("judge:clarity", "c"), ("gates:echo", ""), ("judge:groundedness", "g"), ("judge:groundedness", "")]
    lines = (json.dumps({"id": str(number), "reason": reason, "detail": detail}) + "\n" for number, (reason, detail) in enumerate(rows))
    (rules_run / "rejects.jsonl").write_text("".join(lines), encoding="utf-8")
    page = reported(rules_run)
    assert page.tree.xpath("//section[@id='rejects']//svg/text/text()") == [
        "gates:echo",
        "1",
        "judge:groundedness",
        "2",
        "judge:clarity",
        "1",
    ]
    report = json.loads((rules_run / "report" / "report.json").read_text(encoding="utf-8"))
    assert [row["example"] for row in report["rejected"]] == ["", "g", "c"]


def test_a_run_with_a_model_tells_who_made_it_and_what_it_cost(source: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    finished_run(model_settings(source, tmp_path / "run", endpoint))
    page = reported(tmp_path / "run")
    assert "scripted" in page.words("run")
    assert "answers" in page.words("run")
    assert "no price known" in page.words("run")
