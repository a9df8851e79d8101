"""Data files: every row and field stands where its evidence says, whatever it holds, and what is no row gets a line."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.errors import InputError
from bookwright.knowledge.dataset import read_dataset

FIELDS = st.dictionaries(st.text(min_size=1, max_size=8), st.one_of(st.text(), st.integers(), st.lists(st.text())), min_size=1, max_size=4)


@given(st.lists(FIELDS, min_size=1, max_size=5))
def test_every_row_and_field_stands_where_its_evidence_says(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, object]]
) -> None:
    path = tmp_path_factory.mktemp("data") / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    dataset = read_dataset(path)
    assert [example.fields for example in dataset.examples] == rows
    text = dataset.document.text
    for example in dataset.examples:
        for evidence in (example.shown, *example.spans.values()):
            assert text[evidence.start : evidence.end] == evidence.quote
        assert all(example.spans[name].quote == value for name, value in example.fields.items() if isinstance(value, str) and value)


@pytest.mark.parametrize(
    ("name", "content", "values"),
    [
        ("a.csv", 'text,n\n"one, two",1\nthree,2\n', ["one, two", "three"]),
        ("a.tsv", "text\tn\none\t1\n", ["one"]),
        ("a.json", '[{"text": "one"}, {"text": "two"}]', ["one", "two"]),
        ("a.txt", "one\n\n two \n", ["one", "two"]),
        ("a.jsonl", '\ufeff{"text": "one"}\n\n{"text": "two"}', ["one", "two"]),
    ],
)
def test_each_format_is_read(tmp_path: Path, name: str, content: str, values: list[str]) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert [example.text("text") for example in read_dataset(path).examples] == values


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.jsonl", '{"a": 1}\n{"a":\n', "a.jsonl: line 2: is no JSON"),
        ("a.jsonl", '{"a": "\\ud83d"}', "line 1: holds half of a character"),
        ("a.jsonl", "\n", "holds no rows"),
        ("a.json", '{"a": 1}', "is no list of rows"),
        ("a.csv", "a,b\n1,2,3\n", "a.csv: line 2: has not as many cells"),
        ("a.parquet", "x", "is no data file that can be read"),
    ],
)
def test_what_is_no_row_gets_a_line_that_names_it(tmp_path: Path, name: str, content: str, said: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_dataset(path)


@pytest.mark.parametrize(
    ("given", "read", "repeated"),
    [
        (('"x"', None), ["x", "a.jsonl:2"], ()),
        (('"x"', '"x"', '"y"'), ["a.jsonl:1", "a.jsonl:2", "y"], ("x",)),
        (("0", "1", '""', "null"), ["0", "1", "a.jsonl:3", "a.jsonl:4"], ()),
        (("0", '"0"'), ["a.jsonl:1", "a.jsonl:2"], ("0",)),
    ],
)
def test_rows_have_their_own_ids_but_for_those_that_give_the_same(
    tmp_path: Path, given: tuple[str | None, ...], read: list[str], repeated: tuple[str, ...]
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join('{"t": "1"}\n' if one is None else f'{{"id": {one}, "t": "1"}}\n' for one in given), encoding="utf-8")
    dataset = read_dataset(path)
    assert ([example.id for example in dataset.examples], dataset.repeated) == (read, repeated)


def test_the_language_is_that_of_the_values_whatever_their_names_are(tmp_path: Path) -> None:
    fields = {
        "the_question_that_is_asked": "Nenne drei Flüsse.",
        "what_you_are_to_answer_and_how": "Rhein, Elbe, Donau sind Flüsse.",
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(fields), encoding="utf-8")
    assert read_dataset(tmp_path / "a.jsonl").document.language == "de"
