"""The example of docs/serving-assistants.md, run as it stands, and its table held against the schemas."""

import json
import re
import subprocess

import pytest

from bookwright.service.serve.assistants import assistants
from bookwright.service.serve.assistants.recipes import RECIPES
from tests.endpoint.client import ROOT
from tests.service.serve.conftest import Server

PAGE = (ROOT / "docs/serving-assistants.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(?P<name>[\w-]+)` \| (?P<works_on>[^|]+) \| (?P<settings>[^|]+) \|$", re.MULTILINE)


def test_the_table_names_what_every_assistant_takes() -> None:
    told = {row["name"]: (row["works_on"], row["settings"]) for row in ROW.finditer(PAGE)}
    assert list(told) == list(assistants())
    for recipe in RECIPES:
        works_on, settings = told[recipe.name]
        fields = recipe.input.model_fields
        assert {name for name in ("documents", "data") if f"`{name}`" in works_on} == {"documents", "data"} & set(fields)
        annotation = fields["settings"].annotation
        assert annotation
        own, _, beside = settings.partition("; beside them ")
        assert own.strip().split(", ") == list(annotation.model_fields)
        assert set(re.findall(r"`(\w+)`", beside)) == set(fields) - {"documents", "data", "settings", "count", "limit"}


@pytest.mark.slow
def test_the_example_runs(server: Server) -> None:
    (example,) = re.findall(r"```bash\n(.*?)```", PAGE, re.DOTALL)
    script = example.replace("http://127.0.0.1:8123", server.url)
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True, timeout=120)
    assert [record["label"] for record in json.loads(done.stdout)["records"]] == ["question", "complaint"]
