"""A Q&A run with a specification: records carry their cells, the grid is filled, and personas come from the documents."""

import json
from collections import Counter
from pathlib import Path

import pytest

from bookwright.curation.specification.specification import Specification
from bookwright.errors import InputError, RunStopped
from bookwright.graphs.settings import QASettings
from bookwright.service.budget import Budget
from bookwright.service.qa import run as qa_command
from tests.endpoint.client import Endpoint
from tests.promises import broken_promises, rows
from tests.service.conftest import finished_run, model_settings
from tests.service.pages import reported

AUDIENCES = {"audience": {"novice": 1, "expert": 1}, "language": {"en": 1}}


def asking(specification: Specification) -> QASettings:
    return QASettings(drafts=2, specification=specification)


def test_records_carry_what_was_asked_and_the_grid_tells_what_came(subjects: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    settings = model_settings(subjects, tmp_path / "run", endpoint, qa=asking(Specification(shares=AUDIENCES)))
    finished_run(settings)
    assert broken_promises(tmp_path / "run") == []
    records, rejects = rows(tmp_path / "run", "records.jsonl"), rows(tmp_path / "run", "rejects.jsonl")
    by_passage = {row["passage_id"]: row["specification"]["audience"] for row in records + rejects}
    assert Counter(by_passage.values()) == {"novice": 4, "expert": 4}
    figures = json.loads((tmp_path / "run/run.json").read_text(encoding="utf-8"))["figures"]
    accepted = Counter(record["specification"]["audience"] for record in records)
    assert records
    assert [(row["value"], row["asked"], row["accepted"]) for row in figures["grid"]] == [
        ("novice", 8, accepted["novice"]),
        ("expert", 8, accepted["expert"]),
        ("en", 16, len(records)),
    ]
    assert all(row["asked"] == row["accepted"] + sum(row["lost"].values()) for row in figures["grid"])
    before = (tmp_path / "run/records.jsonl").read_bytes()
    endpoint.follow()
    finished_run(settings)
    assert (endpoint.served()["asked"], (tmp_path / "run/records.jsonl").read_bytes()) == (0, before)
    assert "audience \\ language" in reported(tmp_path / "run").words("grid")


def test_personas_are_drawn_from_the_documents_once(subjects: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    settings = model_settings(subjects, tmp_path / "run", endpoint, qa=asking(Specification(personas=3)))
    finished_run(settings)
    assert endpoint.served()["seats"]["Portrayed"] == 3
    personas = Counter(row["specification"]["persona"] for row in rows(tmp_path / "run", "records.jsonl"))
    assert len(personas) == 3
    assert all(persona.startswith(("an engineer", "a buyer")) for persona in personas)
    endpoint.follow()
    finished_run(settings)
    assert endpoint.served()["asked"] == 0


def test_a_budget_that_ends_while_personas_are_drawn_loses_none_of_them(subjects: Path, endpoint: Endpoint, tmp_path: Path) -> None:
    settings = model_settings(subjects, tmp_path / "run", endpoint, qa=asking(Specification(personas=3)))
    with pytest.raises(RunStopped):
        finished_run(settings.model_copy(update={"budget": Budget.parse("1 calls")}))
    assert broken_promises(tmp_path / "run") == []
    assert json.loads((tmp_path / "run/run.json").read_text(encoding="utf-8"))["stopped_by"] == "budget"
    finished_run(settings)
    assert endpoint.paid_twice() == []
    assert endpoint.served()["seats"]["Portrayed"] == 3


def test_rules_take_no_specification(tmp_path: Path) -> None:
    options = {"team": None, "replay": "off", "budget": None, "batch": None, "judges": (), "rubric": None, "jury": None, "answering": False}
    with pytest.raises(InputError, match="--specification: rules take the source's own sentences"):
        qa_command(options | {"specification": tmp_path / "wanted.toml"}, None, None, None, dry_run=False)
