"""The examples of docs/serving-assistants.md, run as they stand, and its table held against the schemas."""

import json
import re
import subprocess
from pathlib import Path

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


def said(server: Server, example: str, folder: Path) -> str:
    """What an example prints when it is run there."""
    script = example.replace("http://127.0.0.1:8123", server.url)
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], capture_output=True, text=True, check=True, timeout=120, cwd=folder
    ).stdout


@pytest.mark.slow
def test_the_examples_run_and_give_what_the_document_says(server: Server, tmp_path: Path) -> None:
    label, plan = re.findall(r"```bash\n(.*?)```", PAGE, re.DOTALL)
    assert [record["label"] for record in json.loads(said(server, label, tmp_path))["records"]] == ["question", "complaint"]
    assert said(server, plan, tmp_path) == "# Sessions and their secrets\n"
    assert "bounded period of time" in (tmp_path / "book.md").read_text(encoding="utf-8")
