"""Stages after acceptance: on what a recipe keeps and nothing else, many at once, in order."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from bookwright.agents.reason.items import Problem
from bookwright.agents.reason.team import recorded_reason_team
from bookwright.agents.seating import Stage
from bookwright.agents.stage import Accepted, Place
from bookwright.curation.reason.records import ReasonYield
from bookwright.curation.record import Source
from bookwright.errors import ModelRefused, RunStopped
from bookwright.graphs.reason.recipe import Reasoning
from bookwright.graphs.reason.settings import ReasonSettings
from bookwright.knowledge.dataset import read_dataset
from bookwright.service.cli import main
from bookwright.service.reason.problems import problem_of
from bookwright.service.recipe.staging import Staging
from tests.promises import broken_promises, rows

SOLVED = [
    {"id": f"p{number}", "question": f"{number} + 1?", "answer": str(number + 1), "one": f"{number} + 1 = {number + 1}\nA: {number + 1}"}
    for number in range(6)
]
TWICE = [{"id": "p", "question": "2 + 3?", "answer": "5", "one": "Two and three: 2 + 3 = 5\nA: 5", "two": "Two and three: 2 + 3 = 5\nA: 5"}]


async def taken(tmp_path: Path) -> list[ReasonYield]:
    """What six problems come to, each one record."""
    path = tmp_path / "solved.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in SOLVED), encoding="utf-8")
    problems: list[Problem] = [problem_of(row, "en", ("one",)) for row in read_dataset(path).examples]
    sources = dict.fromkeys((one.name for one in problems), Source(title="t", path="p"))
    recipe = Reasoning(recorded_reason_team(), ReasonSettings(), problems, sources)
    return [recipe.take(item, await recipe.work(item)) for item in recipe.items()]


def staged(role: Any, kept: list[ReasonYield], most: int = 3) -> Staging[ReasonYield]:
    return Staging((Stage(place=Place.AFTER_ACCEPT, name="mine", role=role),), kept.append, lambda: most)


async def through(staging: Staging[ReasonYield], all_made: list[ReasonYield]) -> None:
    async with staging:
        for made in all_made:
            await staging.begin(made, "p")


async def test_records_are_handed_on_in_order_and_so_many_are_on_their_way_at_once(tmp_path: Path) -> None:
    at_once: list[int] = []
    working: set[str] = set()

    async def role(item: Accepted) -> str:
        working.add(item.id)
        at_once.append(len(working))
        for _ in range(10 if item.id.startswith("p0") else 1):
            await asyncio.sleep(0)
        working.discard(item.id)
        return item.id

    kept: list[ReasonYield] = []
    await through(staged(role, kept), await taken(tmp_path))
    assert [record.extras["mine"] for made in kept for record in made.records] == [f"p{number}-1.1" for number in range(6)]
    assert max(at_once) == 3


async def test_an_end_keeps_what_went_well_before_it(tmp_path: Path) -> None:
    async def role(item: Accepted) -> str:
        if item.id.startswith("p2"):
            raise RunStopped("budget", "the budget is spent")
        return item.id

    kept: list[ReasonYield] = []
    with pytest.raises(RunStopped):
        await through(staged(role, kept, most=9), await taken(tmp_path))
    assert [record.id for made in kept for record in made.records] == ["p0-1.1", "p1-1.1"]


@pytest.mark.parametrize(("error", "reason"), [(ModelRefused("refused", "no"), "mine:refused"), (KeyError("x"), "defect:KeyError")])
async def test_a_stage_that_fails_costs_its_record_alone(tmp_path: Path, error: Exception, reason: str) -> None:
    async def role(item: Accepted) -> str:
        if item.id.startswith("p2"):
            raise error
        return item.id

    kept: list[ReasonYield] = []
    await through(staged(role, kept), await taken(tmp_path))
    assert [len(made.records) for made in kept] == [1, 1, 0, 1, 1, 1]
    assert [reject.reason for made in kept for reject in made.rejects] == [reason]


@pytest.mark.parametrize(("data", "options", "seen"), [(TWICE, ("--alike", "0.7"), 1), (SOLVED, ("--count", "2"), 2)])
def test_no_stage_works_on_what_the_recipe_throws_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: list[dict[str, Any]], options: tuple[str, ...], seen: int
) -> None:
    name = f"noting_{seen}"
    (tmp_path / f"{name}.py").write_text(
        "from pathlib import Path\nfrom bookwright.agents.stage import Accepted\n"
        "async def noted(item: Accepted) -> str:\n"
        f"    with Path({str(tmp_path / 'seen.txt')!r}).open('a') as file:\n"
        "        file.write(item.id + '\\n')\n"
        "    return item.id\n",
        encoding="utf-8",
    )
    (tmp_path / "team.toml").write_text(f'[[stage]]\nplace = "after accept"\nrole = "{name}:noted"\n', encoding="utf-8")
    (tmp_path / "data.jsonl").write_text("".join(json.dumps(row) + "\n" for row in data), encoding="utf-8")
    monkeypatch.setattr(sys, "path", [*sys.path])
    command = ["reason", str(tmp_path / "data.jsonl"), "--out", str(tmp_path / "run"), "--team", str(tmp_path / "team.toml"), *options]
    command += [part for field in ("one", "two") if field in data[0] for part in ("--recorded", field)]
    with pytest.raises(SystemExit) as ended:
        main(command)
    assert ended.value.code == 0
    assert broken_promises(tmp_path / "run") == []
    kept = [record["id"] for record in rows(tmp_path / "run", "records.jsonl")]
    assert (tmp_path / "seen.txt").read_text(encoding="utf-8").split() == kept
    assert len(kept) == seen
