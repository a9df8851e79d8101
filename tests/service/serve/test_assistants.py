"""Every recipe as an assistant: run over the wire with a model, with the promises of a run kept; and refused where it could not begin."""

import json
import signal
import sqlite3
import time
import tomllib
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from langgraph_sdk import get_client
from pydantic import SecretStr

from bookwright.errors import RequestRefused
from bookwright.service.configuration import ModelChoice
from bookwright.service.serve.assistants import assistants
from bookwright.service.serve.assistants.qa import QAOutput
from bookwright.service.serve.assistants.recipes import RECIPES, InstructInput, PreferInput, ReasonInput
from bookwright.service.serve.entities import Asked, Run, RunStatus
from bookwright.service.serve.principal import NOBODY, folder_of
from bookwright.service.serve.service import RunService
from bookwright.service.serve.settings import ServeSettings
from tests.endpoint.client import ROOT, Endpoint
from tests.promises import broken_promises, rows
from tests.service.conftest import PROSE
from tests.service.serve.conftest import Server

EXAMPLES = ROOT / "examples/recipes"
SCHEME = tomllib.loads((EXAMPLES / "label/scheme.toml").read_text(encoding="utf-8"))
COLUMNS = {"scheme": SCHEME, "columns": ["Ann", "Ben", "Cleo"]}
DATA = {
    "instruct": "instruct/seeds.jsonl",
    "evolve": "evolve/tasks.jsonl",
    "prefer": "prefer/prompts.jsonl",
    "principles": "principles/tasks.jsonl",
    "reason": "reason/problems.jsonl",
    "label": "label/texts.jsonl",
}
INPUTS: dict[str, dict[str, Any]] = {
    "instruct": {"rounds": 1, "settings": {"calls": 1}},
    "evolve": {"limit": 3, "settings": {"rounds": 1, "measure": 0}},
    "prefer": {"limit": 3, "settings": {"answers": 2}},
    "principles": {"limit": 2, "settings": {"steps": 2, "comparisons": 1}},
    "reason": {"limit": 2, "settings": {"traces": 2}},
    "rephrase": {"count": 2, "settings": {"styles": ["easy", "qa"]}},
    "label": {"settings": {"scheme": SCHEME}},
    "converse": {"limit": 1, "settings": {"fewest": 3, "most": 3}},
}
SUM = '{"question": "Ann has 3 apples and gets 4. How many has she?", "answer": "7"}\n'
Made = Mapping[str, tuple[dict[str, Any], dict[str, Any]]]


@pytest.fixture(scope="module")
def modelled(endpoint_process: Endpoint, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose model is at the endpoint."""
    endpoint_process.follow()
    options = ("--model", "scripted", "--base-url", endpoint_process.url)
    started = Server(tmp_path_factory.mktemp("modelled") / "data", options).begin()
    yield started
    started.kill(signal.SIGTERM)


def uploaded(server: Server, assistant: str) -> dict[str, list[str]]:
    """What the assistant works on, as ids of uploads."""
    if assistant == "reason":
        return {"data": [server.upload(SUM, "sums.jsonl")]}  # which the model at the endpoint can do
    if assistant in DATA:
        path = EXAMPLES / DATA[assistant]
        return {"data": [server.upload(path.read_text(encoding="utf-8"), path.name)]}
    return {"documents": [server.upload()]}


@pytest.fixture(scope="module")
def made(modelled: Server) -> Made:
    """A run of every recipe, and what it came to."""
    asked = [{"assistant_id": name, "input": {**uploaded(modelled, name), **given}} for name, given in INPUTS.items()]
    runs = httpx.post(f"{modelled.url}/runs/batch", json=asked).json()
    joined = [httpx.get(f"{modelled.url}/threads/{run['thread_id']}/runs/{run['run_id']}/join", timeout=120).json() for run in runs]
    return dict(zip(INPUTS, zip(runs, joined, strict=True), strict=True))


def test_every_recipe_is_tried_here() -> None:
    assert [recipe.name for recipe in RECIPES] == list(INPUTS)
    assert list(assistants())[:11] == ["qa", "textbook", "qa-messages", *INPUTS]


@pytest.mark.parametrize("name", INPUTS)
def test_a_recipe_makes_records_that_keep_the_promises_of_a_run(modelled: Server, made: Made, name: str) -> None:
    run, values = made[name]
    assert "__error__" not in values, values
    folder = modelled.data / "threads" / folder_of(NOBODY.owner) / run["thread_id"] / name
    assert broken_promises(folder) == []
    assert values["records"] == rows(folder, "records.jsonl") != []
    assert values["counts"]["records"] == len(values["records"])
    assert sum(values["rejected"].values()) == values["counts"]["rejects"] == len(rows(folder, "rejects.jsonl"))
    assert values["figures"] == json.loads((folder / "run.json").read_text(encoding="utf-8"))["figures"]
    assert set(values) == set(assistants()[name].output.model_fields)
    with httpx.stream("GET", f"{modelled.url}/threads/{run['thread_id']}/runs/{run['run_id']}/stream?stream_mode=custom") as told:
        assert "event: custom" in told.read().decode()


@pytest.mark.parametrize("name", INPUTS)
async def test_a_client_is_told_what_a_recipe_takes_and_gives(modelled: Server, name: str) -> None:
    async with get_client(url=modelled.url) as client:
        (found,) = await client.assistants.search(graph_id=name)
        told = await client.assistants.get_schemas(found["assistant_id"])
    taken, given = told["input_schema"], told["output_schema"]
    assert taken
    assert given
    assert {"settings", "count", "limit"} < set(taken["properties"])
    assert ("data" in taken["required"]) == (name in DATA)
    assert taken["additionalProperties"] is False
    assert "path" not in json.dumps(taken["properties"])
    assert {"records", "counts", "rejected", "figures"} <= set(given["properties"])


def spent(server: Server, thread: str) -> int:
    """The calls that the server has counted for the runs of that thread."""
    with closing(sqlite3.connect(server.data / "server.db")) as db:
        ((calls,),) = db.execute("SELECT calls FROM spending WHERE place LIKE ?", (f"{thread}/%",)).fetchall()
    return int(calls)


@pytest.mark.slow
def test_a_recipe_that_is_cancelled_goes_on_from_what_it_has_paid_for(modelled: Server, endpoint: Endpoint) -> None:
    endpoint.follow(latency=0.3)
    thread = httpx.post(f"{modelled.url}/threads", json={}).json()["thread_id"]
    runs = f"{modelled.url}/threads/{thread}/runs"
    asked = {"assistant_id": "rephrase", "input": {"documents": [modelled.upload(PROSE + "\nThe end of a session is written down.\n")]}}
    run = httpx.post(runs, json=asked).json()
    with httpx.stream("GET", f"{runs}/{run['run_id']}/stream?stream_mode=custom", timeout=60) as told:
        next(line for line in told.iter_lines() if '"Items"' in line)
    while not endpoint.served()["sent"]:
        time.sleep(0.02)
    httpx.post(f"{runs}/{run['run_id']}/cancel?wait=true", timeout=60).raise_for_status()
    assert httpx.get(f"{runs}/{run['run_id']}").json()["status"] == "interrupted"
    before = spent(modelled, thread)
    assert httpx.post(f"{runs}/wait", json=asked, timeout=60).json()["records"]
    assert 0 < before < spent(modelled, thread) == endpoint.served()["sent"]
    assert broken_promises(modelled.data / "threads" / folder_of(NOBODY.owner) / thread / "rephrase") == []
    assert endpoint.paid_twice() == []


def test_what_is_wrong_with_data_is_told_by_the_name_that_it_was_uploaded_under(modelled: Server) -> None:
    data = modelled.upload("no rows\n", "tasks.jsonl")
    values = httpx.post(f"{modelled.url}/runs/wait", json={"assistant_id": "evolve", "input": {"data": [data]}}, timeout=60).json()
    said = "tasks.jsonl: line 1: is no JSON; give one object a line"
    assert values["__error__"] == {"error": "InputError", "message": said}


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[RunService]:
    """A service without a model."""
    async with RunService.open(ServeSettings(data=tmp_path / "data")) as service:
        yield service


async def kept(service: RunService, name: str, text: str) -> str:
    """The id of a new upload."""

    async def content() -> AsyncIterator[bytes]:
        yield text.encode()

    return (await service.uploads.keep(NOBODY, name, "text/plain", content())).id


async def of_example(service: RunService, example: str) -> str:
    """The id of an example's data."""
    return await kept(service, example.partition("/")[2], (EXAMPLES / example).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        *((name, INPUTS[name], "the server has no model") for name in INPUTS),
        ("reason", {"settings": {"recorded": ["solutions"], "reward": "judge"}}, "settings: reward: the server has no model"),
        ("reason", {"settings": {"recorded": ["solutions"], "thresholds": [0, 0.5]}}, "settings: thresholds: recorded solutions"),
        ("evolve", {"settings": {"rounds": 21}}, "settings.rounds: Input should be less than or equal to 20"),
        ("evolve", {"settings": {"measure": 1}}, "settings: measure: one answer agrees with itself"),
        ("prefer", {"settings": {"principles": ["loud"]}}, "settings: principle loud: is none of helpful"),
        ("prefer", {"settings": {"jury": {}}}, "settings.jury: Extra inputs are not permitted"),
        ("principles", {"settings": {"principles": [{"name": "a", "critique": "b", "revision": "c"}] * 2}}, "two are named a"),
        ("label", {"settings": {"scheme": {"asks": "What?", "labels": {"one": "alone"}}}}, "settings.scheme.labels: "),
        ("converse", {"settings": {"fewest": 6, "most": 3}}, "settings: turns: 6 is more than 3"),
        ("rephrase", {"data": ["x"]}, "data: Extra inputs are not permitted"),
        ("rephrase", {"settings": {"styles": ["loud"]}}, "settings.styles.0: "),
    ],
)
async def test_what_a_recipe_cannot_begin_with_is_refused_with_the_field(
    service: RunService, name: str, given: dict[str, Any], said: str
) -> None:
    uploads = {"data": [await of_example(service, DATA[name])]} if name in DATA else {"documents": [await kept(service, "s.md", PROSE)]}
    with pytest.raises(RequestRefused) as refused:
        await service.start(NOBODY, name, Asked(input={**uploads, **given}))
    assert (refused.value.status, str(refused.value)[:7], said in str(refused.value)) == (422, "input: ", True), refused.value


async def test_documents_are_no_rows_and_rows_are_no_document(service: RunService) -> None:
    document, data = await kept(service, "s.md", PROSE), await kept(service, "rows.csv", "text\na\n")
    with pytest.raises(RequestRefused, match=r"input: documents: rows\.csv is no document"):
        await service.start(NOBODY, "qa", Asked(input={"documents": [data]}))
    with pytest.raises(RequestRefused, match=r"input: data: s\.md holds no rows of data"):
        await service.start(NOBODY, "evolve", Asked(input={"data": [document]}))


async def ended(service: RunService, name: str, given: dict[str, Any]) -> Run:
    """A run of that assistant at its end."""
    return await service.join(NOBODY, (await service.start(NOBODY, name, Asked(input=given))).id)


@pytest.mark.parametrize("name", ["label", pytest.param("reason", marks=pytest.mark.slow)])
async def test_labels_and_solutions_that_the_data_has_need_no_model(service: RunService, name: str) -> None:
    example, settings = {"label": (DATA["label"], COLUMNS), "reason": ("reason/recorded.jsonl", {"recorded": ["solutions"]})}[name]
    run = await ended(service, name, {"data": [await of_example(service, example)], "settings": settings})
    assert run.status is RunStatus.SUCCESS, run.error
    assert service.thread(NOBODY, run.thread).values["records"]
    assert broken_promises(service.files(NOBODY, run.thread, name)) == []


@pytest.mark.slow
async def test_a_run_ends_where_the_owners_budget_is_spent_and_goes_on_where_there_is_more(endpoint: Endpoint, tmp_path: Path) -> None:
    model = ModelChoice(name="scripted", base_url=endpoint.url, key=SecretStr("none"))
    async with RunService.open(ServeSettings(data=tmp_path / "data", model=model)) as service:
        asked = Asked(input={"documents": [await kept(service, "s.md", PROSE)]})
        poor, rich = (NOBODY.model_copy(update={"budget": calls}) for calls in (3, 300))
        run = await service.join(poor, (await service.start(poor, "rephrase", asked)).id)
        assert (run.status, run.error[:19]) == (RunStatus.ERROR, "the budget is spent")
        assert endpoint.served()["sent"] == service.store.spent(NOBODY.owner)[0] == 3
        with pytest.raises(RequestRefused, match="the budget of 3 calls is spent"):
            await service.start(poor, "rephrase", asked, run.thread)
        run = await service.join(rich, (await service.start(rich, "rephrase", asked, run.thread)).id)
        assert run.status is RunStatus.SUCCESS, run.error
        assert endpoint.served()["sent"] == service.store.spent(NOBODY.owner)[0]
        assert endpoint.paid_twice() == []


async def test_data_that_is_taken_out_before_its_turn_ends_the_run_with_a_line(service: RunService) -> None:
    data = await of_example(service, DATA["label"])
    run = await service.start(NOBODY, "label", Asked(input={"data": [data], "settings": COLUMNS}))
    service.uploads.drop(NOBODY, data)
    run = await service.join(NOBODY, run.id)
    assert (run.status, run.error) == (RunStatus.ERROR, f"data: {data} was taken out; upload it again and start a new run")


def test_the_methods_are_those_of_the_commands() -> None:
    alpaca = InstructInput.model_validate({"data": ["x"], "alpaca": True, "settings": {"calls": 2, "instances": 9}}).method
    assert (alpaca.human, alpaca.machine, alpaca.tasks, alpaca.instances, alpaca.calls) == (3, 0, 20, 1, 2)
    assert PreferInput(data=["x"]).method.principles == ("helpful", "truthful", "honest", "calibrated")
    recorded = {"data": ["x"], "settings": {"recorded": ["solution"]}}
    assert ReasonInput.model_validate(recorded).method.alike is None
    assert ReasonInput(data=["x"]).method.alike is not None


STRANGE = """from bookwright.graphs.rephrase.settings import RephraseSettings
from bookwright.service.serve.assistants.recipe import RecipeAssistant, RecipeInput


class Input(RecipeInput):
    documents: list[str]
    settings: RephraseSettings = RephraseSettings()


def named(name):
    return RecipeAssistant(name=name, description="strange", input=Input, run="bookwright.service.rephrase.run:RephraseRun")


retell, own = named("retell"), named("qa")
"""


def test_other_packages_offer_assistants_and_none_takes_the_place_of_an_own_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "strange.py").write_text(STRANGE, encoding="utf-8")
    info = tmp_path / "strange-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: strange\nVersion: 1.0\n", encoding="utf-8")
    points = "[bookwright.assistants]\nretell = strange:retell\nqa = strange:own\nlost = nowhere:lost\n"
    (info / "entry_points.txt").write_text(points, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assistants.cache_clear()
    try:
        assert list(assistants()) == ["qa", "textbook", "qa-messages", *INPUTS, "retell"]
        assert {assistants()[name].description == "strange" for name in ("qa", "retell")} == {False, True}
        assert assistants()["retell"].description == "strange"
    finally:
        assistants.cache_clear()


async def test_a_document_that_is_not_read_is_named_with_the_reason(service: RunService) -> None:
    read, again, empty = [await kept(service, name, text) for name, text in (("s.md", PROSE), ("s.md", PROSE), ("e.html", "<p></p>"))]
    run = await ended(service, "qa", {"documents": [read, again, empty], "count": 1})
    values = service.thread(NOBODY, run.thread).values
    skipped = {one["document_id"]: (one["name"], one["reason"]) for one in values["skipped"]}
    assert len(skipped) == values["counts"]["skipped"] == 2
    assert skipped[empty][0] == "e.html"
    assert skipped[empty][1] != ""
    (twice,) = set(skipped) - {empty}
    assert (twice in {read, again}, skipped[twice][0], "has the same text as" in skipped[twice][1]) == (True, "s.md", True)
    assert QAOutput.model_validate(values).skipped
