"""The benchmark of rephrasing: nothing is called lost of which all is told, and half is not all."""

from pathlib import Path

import pytest
from benchmarks.rephrase import main, told

from bookwright.knowledge.evidence import Evidence

SENTENCES = [Evidence(document_id="d", start=place, end=place + 1, quote=str(place)) for place in range(7)]


def test_what_is_told_keeps_its_order_and_loses_what_it_says() -> None:
    some = told(SENTENCES, "p1")
    assert some["all"] == SENTENCES
    assert (len(some["all but one"]), len(some["half"])) == (6, 3)
    assert all(found == sorted(found, key=lambda one: one.start) for found in some.values())


def test_a_passage_that_is_told_whole_loses_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = " ".join(f"The keeper of house {place} locks the door of room {place} at night." for place in range(6))
    (tmp_path / "a.md").write_text(f"# Houses\n\n{said}\n", encoding="utf-8")
    assert main([tmp_path]) == 0
    assert "| easy | 0.000 | 1.000 | 1.000 |" in capsys.readouterr().out
