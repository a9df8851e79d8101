"""A rubric file: taken as it is, or refused in one line that says where and what."""

import re
from pathlib import Path

import pytest

from bookwright.agents.judge import DEFAULT_RUBRIC
from bookwright.agents.rubric import Rubric
from bookwright.errors import InputError

GOOD = """
[brevity]
asks = "Is it short?"
minimum = 4
scores = ["no", "hardly", "half", "nearly", "yes"]

[tone]
asks = "Is it plain?"
minimum = 2
scores = ["no", "hardly", "half", "nearly", "yes"]
"""


def written(folder: Path, text: str) -> Path:
    (path := folder / "mine.toml").write_text(text, encoding="utf-8")
    return path


def test_a_rubric_of_ones_own_has_its_criteria_in_the_order_of_the_file(tmp_path: Path) -> None:
    rubric = Rubric.load(written(tmp_path, GOOD))
    assert list(rubric.criteria) == ["brevity", "tone"]
    assert rubric.shortfalls({"brevity": 3, "tone": 2}) == ("brevity",)
    assert list(rubric.reply_model().model_json_schema()["properties"]) == ["brevity", "tone"]
    assert rubric == Rubric.model_validate_json(rubric.model_dump_json())


def test_the_default_one_is_sound_and_has_a_hash_of_its_own(tmp_path: Path) -> None:
    assert Rubric.load(DEFAULT_RUBRIC).sha256 != Rubric.load(written(tmp_path, GOOD)).sha256


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('"no", "hardly", "half", "nearly", "yes"', '"no", "yes"', "[brevity] scores: give five descriptions, worst first"),
        ('"no", "hardly",', '"no", "hardly", "so so",', "[brevity] scores: give five descriptions, worst first"),
        ('"no", "hardly",', '"no", " ",', "[brevity] scores: give five descriptions, worst first, none of them empty"),
        ("scores = [", "points = [", "[brevity] has no scores; give asks, minimum and scores"),
        ("minimum = 4", "minimum = 0", "[brevity] minimum: give a whole number from 1 to 5"),
        ("minimum = 4", "minimum = 6", "[brevity] minimum: give a whole number from 1 to 5"),
        ("minimum = 4", "minimum = 4.5", "[brevity] minimum: give a whole number from 1 to 5"),
        ("minimum = 4", 'minimum = "4"', "[brevity] minimum: give a whole number from 1 to 5"),
        ("minimum = 4", "minimum = true", "[brevity] minimum: give a whole number from 1 to 5"),
        ("minimum = 4", "", "[brevity] has no minimum"),
        ('asks = "Is it short?"', "asks = 3", "[brevity] asks: give the question that the judge is to answer"),
        ('asks = "Is it short?"', 'asks = ""', "[brevity] asks: give the question that the judge is to answer"),
        ("minimum = 2", "minimum = 2\nweight = 3", "[tone] weight is none of asks, minimum and scores"),
        ("[brevity]", '["short and sweet"]', "[short and sweet]: cannot be the name of a criterion"),
        ("[brevity]", "[3rd]", "[3rd]: cannot be the name of a criterion"),
        ("[brevity]", "[_brevity]", "[_brevity]: cannot be the name of a criterion"),
        ("[brevity]", "[copy]", "[copy]: cannot be the name of a criterion"),
        ("\n[brevity]", "threshold = 3\n[brevity]", "threshold is no table; give [threshold] with asks, minimum and scores"),
        ("[tone]", "[tone", "is no TOML file"),
        ("[tone]", "[brevity]", "is no TOML file"),
        (GOOD, "# nothing yet\n", "holds no criterion; give a table for each"),
    ],
)
def test_what_no_judge_could_use_is_one_line_with_file_criterion_and_fault(tmp_path: Path, before: str, after: str, words: str) -> None:
    assert before in GOOD
    path = written(tmp_path, GOOD.replace(before, after, 1))
    with pytest.raises(InputError, match=re.escape(f"{path}: {words}")) as caught:
        Rubric.load(path)
    assert "\n" not in str(caught.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"missing\.toml: No such file or directory; name a rubric file"):
        Rubric.load(tmp_path / "missing.toml")
    with pytest.raises(InputError, match=f"{tmp_path}: Is a directory"):
        Rubric.load(tmp_path)
    (binary := tmp_path / "binary.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match=r"binary\.toml: is no TOML file"):
        Rubric.load(binary)
