"""Several seats of one model: each votes by itself, also in the file of the run."""

from pathlib import Path

import pytest

from tests.endpoint.client import Endpoint
from tests.promises import broken_promises, rows
from tests.service.conftest import Command


@pytest.fixture
def bookwright(within: Command) -> Command:
    """Runs `bookwright ARGUMENTS` in an empty directory, without keys."""
    return within


def test_seats_of_one_model_vote_apart(bookwright: Command, endpoint: Endpoint, tmp_path: Path) -> None:
    (tmp_path / "scheme.toml").write_text('asks = "What?"\n[labels]\nbird = "feathers"\nfish = "fins"\n', encoding="utf-8")
    (tmp_path / "texts.jsonl").write_text('{"id": "t0", "text": "A bird sings."}\n', encoding="utf-8")
    seats = "[[seats.labellers]]\n" * 2
    (tmp_path / "team.toml").write_text(f'[default]\nmodel = "m1"\nbase_url = "{endpoint.url}"\n{seats}', encoding="utf-8")
    done = bookwright("label", "texts.jsonl", "--scheme", "scheme.toml", "--out", "run", "--team", "team.toml")
    assert done.returncode == 0, done.stderr
    assert broken_promises(tmp_path / "run") == []
    (record,) = rows(tmp_path / "run", "records.jsonl")
    assert [vote["by"] for vote in record["votes"]] == ["m1", "m1 (2)"]
    assert endpoint.served()["asked"] == 2
