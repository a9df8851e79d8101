"""Sources: the files that paths stand for, in one order, and what is said of the paths that stand for none."""

import os
from pathlib import Path

import pytest

from bookwright.errors import InputError
from bookwright.knowledge.sources import SourceFile, list_files


def place(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Text.", encoding="utf-8")
    return root


def names(*sources: Path) -> list[str]:
    return [file.name for file in list_files(sources)]


def test_a_folder_stands_for_its_readable_files_sorted_by_name(tmp_path: Path) -> None:
    place(tmp_path, "b/two.md", "b/one.TXT", "a.html", "z.pdf", "b/c/deep.epub", "LICENSE", "COPYING", "x.png", "noending")
    assert names(tmp_path) == ["a.html", "b/c/deep.epub", "b/one.TXT", "b/two.md", "z.pdf"]


def test_a_file_goes_by_its_own_name(tmp_path: Path) -> None:
    place(tmp_path, "b/two.md")
    assert list_files([tmp_path / "b" / "two.md"]) == [SourceFile(tmp_path / "b" / "two.md", "two.md")]


def test_a_file_that_is_named_outright_is_taken_whatever_its_ending(tmp_path: Path) -> None:
    assert names(place(tmp_path, "notes.xyz") / "notes.xyz") == ["notes.xyz"]


def test_hidden_files_links_out_of_the_folder_and_pipes_are_left_out(tmp_path: Path) -> None:
    inside, outside = place(tmp_path / "in", "real.md", ".hidden.md", ".git/x.md"), place(tmp_path / "out", "secret.md")
    (inside / "out.md").symlink_to(outside / "secret.md")
    (inside / "folder").symlink_to(outside)
    (inside / "gone.md").symlink_to(inside / "nothing.md")
    (inside / "self.md").symlink_to(inside / "self.md")
    (inside / "device.txt").symlink_to("/dev/zero")
    os.mkfifo(inside / "pipe.txt")
    assert names(inside) == ["real.md"]


def test_a_link_inside_the_folder_is_the_file_it_leads_to(tmp_path: Path) -> None:
    place(tmp_path, "a/real.md")
    (tmp_path / "b.md").symlink_to(tmp_path / "a" / "real.md")
    assert names(tmp_path) == ["a/real.md"]


def test_the_same_name_in_two_folders_is_told_apart_by_theirs(tmp_path: Path) -> None:
    one, two = place(tmp_path / "one", "same.md", "only.md"), place(tmp_path / "two", "same.md")
    assert names(one, two) == ["one/same.md", "only.md", "two/same.md"]
    assert names(one / "same.md", two / "same.md") == ["one/same.md", "two/same.md"]


def test_names_are_unique_even_where_the_folders_names_are_the_same(tmp_path: Path) -> None:
    one, two = place(tmp_path / "x/docs", "same.md"), place(tmp_path / "y/docs", "same.md")
    assert names(one, two) == ["2/docs/same.md", "docs/same.md"]


@pytest.fixture(params=["finished", "begun"])
def run(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A run directory inside a folder of documents."""
    folder = place(tmp_path / "docs" / "run", "documents/x.txt", "library/owner.lock", "owner.lock")
    if request.param == "finished":
        (folder / "run.json").write_text('{"format": 1, "bookwright": "1.0"}', encoding="utf-8")
        (folder / "owner.lock").unlink()
    return folder


def test_a_run_inside_its_source_is_left_out(run: Path) -> None:
    place(run.parent, "a.md", "walk/run.json", "walk/b.md", "owner.lock")
    (run.parent / "walk" / "run.json").write_text('{"pace": "5:30"}', encoding="utf-8")
    assert names(run.parent) == ["a.md", "walk/b.md"]


def test_a_run_is_no_source(run: Path) -> None:
    with pytest.raises(InputError, match=r"run: is a run directory, not documents; name the documents that it was made from$"):
        list_files([run])


def test_a_file_of_a_run_may_be_named_outright(run: Path) -> None:
    assert names(run / "documents" / "x.txt") == ["x.txt"]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    place(tmp_path, "a.md")
    assert names(tmp_path, tmp_path / "a.md", tmp_path) == ["a.md"]


def test_the_order_of_the_sources_does_not_change_the_order_of_the_files(tmp_path: Path) -> None:
    one, two = place(tmp_path / "one", "b.md"), place(tmp_path / "two", "a.md")
    assert list_files([one, two]) == list_files([two, one])


def test_every_source_that_cannot_be_used_has_its_line(tmp_path: Path) -> None:
    empty, other = tmp_path / "empty", place(tmp_path / "other", "x.png")
    empty.mkdir()
    with pytest.raises(InputError) as caught:
        list_files([tmp_path / "missing", empty, other, Path("/dev/null"), place(tmp_path / "good", "a.md")])
    lines = str(caught.value).split("\n")
    assert lines[0] == f"{tmp_path / 'missing'}: does not exist; check the path"
    assert [line.split(";")[0] for line in lines[1:3]] == [
        f"{empty}: holds no file that can be read",
        f"{other}: holds no file that can be read",
    ]
    assert lines[3].startswith("/dev/null: is neither a file nor a folder")
    assert len(lines) == 4


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named(tmp_path: Path) -> None:
    locked = place(tmp_path / "locked", "a.md")
    locked.chmod(0)
    try:
        with pytest.raises(InputError, match="may not be read; change its permissions"):
            list_files([locked])
    finally:
        locked.chmod(0o700)


def test_a_name_that_is_no_text_becomes_one(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"gr\xf6\xdfer.md")).write_text("Text.", encoding="utf-8")
    assert names(tmp_path) == ["gr??er.md"]


def test_a_path_with_a_zero_byte_is_an_input_error() -> None:
    with pytest.raises(InputError, match="cannot be opened"):
        list_files([Path("a\0b.md")])
