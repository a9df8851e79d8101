"""What the log says of a run: every call and item, with role and round; never what was asked or answered."""

import json
from pathlib import Path
from typing import Any

import pytest

from bookwright.agents.chat import Reply, Request
from bookwright.agents.patience import Patience, PatientChat
from bookwright.errors import RunError
from bookwright.service import watching
from bookwright.service.watching import LoggedChat
from tests.endpoint.client import Endpoint
from tests.endpoint.plan import Behaviour, Rule
from tests.service.conftest import finished_run, model_settings

KEY = "canary-key-4711"


def events(run: Path, name: str) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in (run / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line["event"] == name]


def test_every_call_is_logged_with_its_item_role_and_round(source: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    endpoint.follow(Rule(behaviour=Behaviour.SERVER_ERROR, sights=(1,), seat="Judgements"), faulty=1.0)
    summary = finished_run(model_settings(source, tmp_path / "run", endpoint, key=KEY))
    calls, failures = events(tmp_path / "run", "call"), events(tmp_path / "run", "call failed")
    assert len(calls) == summary.cost.paid.calls
    assert sum(call["input_tokens"] for call in calls) == summary.cost.paid.input_tokens
    assert {call["level"] for call in calls} == {"info"}
    assert {(failure["level"], failure["kind"], failure["role"]) for failure in failures} == {("warning", "server", "judge")}
    assert {call["item"] for call in calls} == {item["item"] for item in events(tmp_path / "run", "item done")}
    assert {call["round"] for call in calls if call["role"] == "critic"} == {0, 1}
    assert {call["run"] for call in calls} == {str(tmp_path / "run")}
    log = (tmp_path / "run" / "log.jsonl").read_text(encoding="utf-8")
    assert KEY not in log
    assert "session" not in log.replace(str(tmp_path), "")


def test_an_attempt_that_met_its_deadline_is_a_timeout(source: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    endpoint.follow(Rule(behaviour=Behaviour.HANG, seat="Judgements", sights=(1,)))
    finished_run(model_settings(source, tmp_path / "run", endpoint, patience=Patience(deadline=0.5, attempts=2, pause=0.01)))
    assert {failure["kind"] for failure in events(tmp_path / "run", "call failed")} == {"timeout"}


class FullDisk:
    """A logger whose file can take no event of a call."""

    def get_logger(self) -> "FullDisk":
        return self

    def info(self, *_: object, **__: object) -> None:
        raise RunError("log.jsonl: No space left on device; free the disk")

    warning = info


@pytest.mark.parametrize("behaviour", [None, Behaviour.SERVER_ERROR])
def test_a_log_that_cannot_be_written_ends_the_run_by_that_name_and_no_call_is_paid_twice(
    subjects: Path, endpoint: Endpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, behaviour: Behaviour | None
) -> None:
    if behaviour:
        endpoint.misbehave(behaviour, sights=(1,))
    settings = model_settings(subjects, tmp_path / "run", endpoint)
    with monkeypatch.context() as patched:
        patched.setattr(watching, "structlog", FullDisk())
        with pytest.raises(RunError, match=r"^log\.jsonl: .*No space left on device"):
            finished_run(settings)
    assert endpoint.served()["asked"] < len(list(subjects.iterdir())) * 4
    finished_run(settings)
    assert endpoint.paid_twice() == []


async def test_a_fault_of_ours_around_a_call_is_no_failure_of_the_call() -> None:
    class Answering:
        name, asked = "answering", 0

        async def ask(self, _: Request) -> Reply:
            self.asked += 1
            return Reply(text="{}")

    class Faulty(LoggedChat):
        async def ask(self, request: Request) -> Reply:
            await super().ask(request)
            raise KeyError("a fault of ours")

    answering = Answering()
    with pytest.raises(KeyError):
        await PatientChat(answering, around=Faulty).ask(Request(messages=(), schema_name="", reply_schema={}))
    assert answering.asked == 1
