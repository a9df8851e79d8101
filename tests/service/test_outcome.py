"""The terms of an outcome: they change with whoever sits in a seat, and with the code of a stranger."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from bookwright.agents.seats import Seats
from bookwright.graphs.settings import QASettings
from bookwright.service import outcome
from bookwright.service.outcome import code_sha256, terms_on


@dataclass(frozen=True)
class Team(Seats):
    """A team of one."""

    writer: object


def terms(writer: object) -> str:
    return terms_on(Team(writer), (), QASettings(), {})


def test_a_changed_stranger_is_another_outcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "stranger_of_these_terms.py"
    file.write_text("class Role:\n    pass\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    import stranger_of_these_terms  # type: ignore[import-not-found]

    role = stranger_of_these_terms.Role()
    before = terms(role)
    assert terms(role) == before
    file.write_text("class Role:\n    more = 1\n", encoding="utf-8")
    assert terms(role) != before


def test_the_code_of_every_room_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcome, "__file__", str(tmp_path / "service/outcome.py"))
    seen = set()
    for room in ("agents", "curation", "graphs", "knowledge", "service"):
        (tmp_path / room).mkdir()
        (tmp_path / room / "new.py").write_text("", encoding="utf-8")
        seen.add(code_sha256.__wrapped__())
    assert len(seen) == 5
