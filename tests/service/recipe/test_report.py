"""The report of a recipe's run: here of labels that people gave, since any recipe's run is reported alike."""

import json
import shutil
from pathlib import Path

import pytest

from bookwright.errors import InputError
from bookwright.service.label.run import run as label
from bookwright.service.page.grid import grid_section
from bookwright.service.page.measured import measured_section
from bookwright.service.recipe.options import common
from tests.service.pages import records, reported, rewrite

EXAMPLE = Path(__file__).parents[3] / "examples" / "recipes" / "label"
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's labels counted, once."""
    out = tmp_path_factory.mktemp("made") / "run"
    options = {"prompts": 1, "columns": ("Ann", "Ben", "Cleo"), "gold": "Ann", "reviews": None, "agreement": 0.75}
    assert label((EXAMPLE / "texts.jsonl",), EXAMPLE / "scheme.toml", (), options, common(out=out, licence="CC0-1.0")) == 0
    return out


@pytest.fixture
def run(made: Path, tmp_path: Path) -> Path:
    """A copy of that run."""
    return Path(shutil.copytree(made, tmp_path / "run"))


def test_the_page_shows_what_was_made_measured_and_lost(run: Path) -> None:
    before = {path: path.read_bytes() for path in run.glob("*.json*")}
    page = reported(run)
    assert {path: path.read_bytes() for path in run.glob("*.json*")} == before
    told = json.loads((run / "report/report.json").read_text(encoding="utf-8"))
    assert (told["kind"], told["records"], told["done"], told["planned"]) == ("label", 5, 8, 8)
    assert (told["generations"], told["licences"]) == ({"0": 5}, {"CC0-1.0": 5})
    assert told["diversity"]["n"] == 5
    assert "votes:uncertain" in page.words("rejects")
    assert f"alpha{told['run']['figures']['alpha']:.4g}" in page.words("figures").replace(" ", "")
    assert "text" in page.words("lengths")
    assert all(record["text"] in page.words("sample") for record in records(run))
    assert not page.tree.xpath("//section[@id='grid']")
    assert [link for link in page.tree.xpath("//a/@href") if not page.tree.xpath(f"//*[@id='{link[1:]}']")] == []


def test_the_same_run_gives_the_same_report(run: Path) -> None:
    assert reported(run).source == reported(run).source


def test_words_of_records_never_become_markup(run: Path) -> None:
    rewrite(
        run, lambda record: record.update(text=HOSTILE, made_by=HOSTILE, specification={HOSTILE: HOSTILE}, more=[HOSTILE, {"x": HOSTILE}])
    )
    page = reported(run)
    assert not page.tree.xpath("//script|//img")
    assert HOSTILE in page.words("sample")


def test_a_sample_is_twenty_at_most_and_drawn_by_hash(run: Path) -> None:
    lines = [record | {"id": f"r{number}"} for number in range(6) for record in records(run)]
    for number, line in enumerate(lines):
        line["id"] = f"r{number}"
    (run / "records.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    shown = reported(run).tree.xpath("//section[@id='sample']//article//code/text()")
    assert len(shown) == 20
    (run / "records.jsonl").write_text("".join(json.dumps(line) + "\n" for line in reversed(lines)), encoding="utf-8")
    assert reported(run).tree.xpath("//section[@id='sample']//article//code/text()") == shown


def test_a_run_that_was_stopped_is_reported_as_far_as_it_goes(run: Path) -> None:
    state = json.loads((run / "run.json").read_text(encoding="utf-8")) | {"status": "stopped"}
    (run / "run.json").write_text(json.dumps(state), encoding="utf-8")
    (run / "records.jsonl").unlink()
    (run / "rejects.jsonl").unlink()
    page = reported(run)
    assert "8 of 8 items are done" in page.tree.xpath("//p[@class='banner']")[0].text_content()
    assert "Nothing." in page.words("rejects")


@pytest.mark.parametrize(("file", "content"), [("records.jsonl", "[]\n"), ("rejects.jsonl", "{}\n"), ("records.jsonl", None)])
def test_missing_and_damaged_files_get_one_line(run: Path, file: str, content: str | None) -> None:
    (run / file).unlink() if content is None else (run / file).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=file):
        reported(run)


def test_a_grid_is_shaded_by_what_was_accepted() -> None:
    grid = [{"axis": "audience", "value": "novice", "share": 1, "asked": 4, "accepted": 4, "lost": {"gates": 2}}]
    pair = {"axis": "audience", "value": "novice", "across": "length", "asked": 4}
    pairs = [pair | {"other": "short", "accepted": 4}, pair | {"other": "long", "accepted": 1}, pair | {"other": "medium", "accepted": 0}]
    made = grid_section({"grid": grid, "grid_pairs": pairs})
    assert "gates 2" in made
    assert 'heat5">4 of 4<' in made
    assert 'heat2">1 of 4<' in made
    assert 'heat0">0 of 4<' in made
    assert grid_section({"grid": "none"}) == grid_section({}) == ""


def test_any_figures_can_be_shown() -> None:
    made = measured_section(
        {"alpha": 0.123456, "none": None, "some_texts": 12345, "rows": [{"a": 1}, {"b": {"x": 2}}, 3], "empty": [], "grid": [1]}
    )
    assert "0.1235" in made
    assert "12,345" in made
    assert "<td>x 2</td>" in made
    assert "some texts" in made
    assert "empty" not in made
    assert measured_section({}) == ""


def test_traces_are_told_apart_by_their_reasoning(run: Path) -> None:
    rewrite(run, lambda record: record.update(question="What is it?", reasoning=record.pop("text")))
    reported(run)
    told = json.loads((run / "report/report.json").read_text(encoding="utf-8"))
    assert told["diversity"]["vendi"] > 3
