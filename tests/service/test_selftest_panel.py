"""Whose critic and judges a self-test asks, and the command that does it."""

import json
from pathlib import Path

import pytest
from pydantic import SecretStr

from bookwright.agents.chat import Reply, Request
from bookwright.curation.jury.jury import Jury
from bookwright.curation.jury.share import Share
from bookwright.errors import RunError
from bookwright.graphs.settings import QASettings
from bookwright.service.configuration import ModelChoice
from bookwright.service.selftest_panel import AfreshChat, ModelKept, Panel, read_panel, selftest_command

CHOICE = ModelChoice(name="m", key=SecretStr("k"))


class Echo:
    """A chat that says which sample it was asked for."""

    name = "m"

    async def ask(self, request: Request) -> Reply:
        return Reply(text=str(request.sample))


def run_with(path: Path, settings: object) -> Path:
    (path / "run.json").write_text(json.dumps({"format": 2, "status": "finished", "settings": settings}), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("model", "options"),
    [
        (None, ""),
        ({"name": "m", "base_url": None, "key": "**********"}, " --model m"),
        ({"name": "m x", "base_url": "http://h/v1", "key": "**********"}, " --model 'm x' --base-url http://h/v1"),
    ],
)
def test_the_command_names_the_model_of_the_run(tmp_path: Path, model: object, options: str) -> None:
    assert selftest_command(run_with(tmp_path, {"qa": {}, "model": model})) == f"bookwright selftest {tmp_path}{options}"


@pytest.mark.parametrize("settings", [None, 3, {}, {"qa": {}, "model": "m"}])
def test_a_run_that_does_not_say_how_it_was_made_has_no_panel_and_the_plain_command(tmp_path: Path, settings: object) -> None:
    run = run_with(tmp_path, settings)
    assert selftest_command(run) == f"bookwright selftest {tmp_path}"
    with pytest.raises(RunError, match="does not say how the run was made"):
        read_panel(run)


def test_the_panel_says_who_is_asked() -> None:
    alone, several = Panel.model_validate({"qa": {}}), Panel.model_validate({"qa": {}, "judges": ["a", "b"]})
    assert (alone.names(None), alone.names(CHOICE), several.names(CHOICE)) == ("rules", "m", "m; judges: a, b")


@pytest.mark.parametrize(
    ("made_on", "judges", "choice", "decides"),
    [
        ("m", (), CHOICE, True),
        ("other", (), CHOICE, False),
        ("other", ("a", "b"), CHOICE, True),
        ("m", ("a", "b"), None, False),
        (None, (), None, True),
    ],
)
def test_the_jury_decides_where_those_it_was_seated_on_are_asked(
    made_on: str | None, judges: tuple[str, ...], choice: ModelChoice | None, decides: bool
) -> None:
    share = Share(hits=0, of=0)
    jury = Jury(weights={"m": 1.0}, least=0.5, target=0.5, decided=share, accuracy=share, calibrations=())
    model = ModelKept(name=made_on) if made_on else None
    panel = Panel(qa=QASettings(jury=jury), model=model, judges=judges)
    assert (panel.jury(choice) == jury) is decides
    assert (panel.jury(choice) is None) is not decides


async def test_a_self_test_asks_for_samples_that_no_role_asks_for_in_a_run() -> None:
    chat, request = AfreshChat(Echo()), Request(messages=(), schema_name="", reply_schema={})
    samples = [(await chat.ask(request.model_copy(update={"sample": sample}))).text for sample in (0, 1)]
    assert not {"0", "1"} & set(samples)
    assert len(set(samples)) == 2
