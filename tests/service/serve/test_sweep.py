"""What a killed server left behind is taken away, and nothing else."""

import os
from pathlib import Path

import pytest

from bookwright.service.serve.principal import folder_of
from bookwright.service.serve.service import RunService
from bookwright.service.serve.settings import ServeSettings
from tests.service.serve.house import ADA, House, Ids, built


@pytest.fixture
def house(tmp_path: Path, made_by_rules: Path) -> House:
    """A folder with what Ada has."""
    return built(tmp_path / "data", made_by_rules)


def files(folder: Path) -> set[str]:
    """All files of uploads and threads."""
    return {str(path.relative_to(folder)) for name in ("uploads", "threads") for path in (folder / name).rglob("*") if path.is_file()}


def left(folder: Path, name: str) -> Path:
    """A folder with a file in it."""
    (folder / name).mkdir(parents=True)
    (folder / name / "words.md").write_text("words of a person", encoding="utf-8")
    return folder / name


async def begun(house: House) -> None:
    """A server begins there, and ends."""
    async with RunService.open(ServeSettings(data=house.data)):
        pass


async def test_what_no_row_knows_is_taken_away(house: House) -> None:
    before, nothing = files(house.data), Ids.of_nothing()
    left(house.data / "uploads", nothing.document_id)
    left(house.data / "threads" / folder_of(ADA), nothing.thread_id)
    left(house.data / "threads" / folder_of("nobody"), house.ids.thread_id)
    await begun(house)
    assert files(house.data) == before


async def test_what_is_named_otherwise_or_older_than_the_database_or_a_link_is_left_alone(house: House, tmp_path: Path) -> None:
    nothing = Ids.of_nothing()
    left(house.data / "uploads", "notes")
    left(house.data / "threads", "notes")
    left(house.data / "threads" / folder_of(ADA), "my notes")
    os.utime(left(house.data / "uploads", nothing.document_id), (1, 1))
    os.utime(left(house.data / "threads" / folder_of(ADA), nothing.thread_id), (1, 1))
    (house.data / "uploads" / nothing.run_id).symlink_to(left(tmp_path, "elsewhere"))
    before = files(house.data)
    await begun(house)
    assert files(house.data) == before
    assert (tmp_path / "elsewhere" / "words.md").exists()


async def test_a_folder_whose_database_was_lost_keeps_what_it_has(house: House) -> None:
    before = files(house.data)
    for path in house.data.glob("server.db*"):
        path.unlink()
    for folder in (house.data / "uploads" / house.ids.document_id, house.data / "threads" / folder_of(ADA) / house.ids.thread_id):
        os.utime(folder, (1, 1))
    for _ in range(2):
        await begun(house)
    assert files(house.data) == before
