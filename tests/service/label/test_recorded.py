"""Labels that the data has already, in the forms in which data has them."""

import json
from pathlib import Path

import pytest

from bookwright.agents.label.scheme import Scheme
from bookwright.errors import InputError
from bookwright.graphs.label.settings import LabelSettings
from bookwright.knowledge.dataset import Example, read_dataset
from bookwright.service.label.recorded import gold_of, recorded_of

SCHEME = Scheme(asks="?", labels={"a": "x", "b": "y"})


def row(tmp_path: Path, **fields: object) -> Example:
    (tmp_path / "rows.jsonl").write_text(json.dumps({"id": "t", **fields}), encoding="utf-8")
    return read_dataset(tmp_path / "rows.jsonl").examples[0]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("a", {"votes": "a"}),
        (" ", {}),
        (None, {}),
        (["a", "", "b"], {"votes 1": "a", "votes 3": "b"}),
        ({"Ann": "b", "Ben": None}, {"Ann": "b"}),
        ([{"label": "a", "by": "m1"}, {"label": "b"}], {"m1": "a", "votes 2": "b"}),
        ([{"label": "a", "by": "m1"}, {"label": "b", "by": "m1"}], {"m1": "a", "m1 (2)": "b"}),
        ([{"label": "", "by": "m1"}, {"label": "b", "by": "m1"}], {"m1 (2)": "b"}),
    ],
)
def test_labels_are_found_by_who_gave_them(tmp_path: Path, value: object, found: dict[str, str]) -> None:
    assert recorded_of(row(tmp_path, text="A text.", votes=value), ("votes", "absent"), SCHEME) == found


def test_a_label_that_the_scheme_does_not_have_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match='t: Ann: "c" is none of the labels'):
        recorded_of(row(tmp_path, Ann="c"), ("Ann",), SCHEME)
    with pytest.raises(InputError, match='t: right: "c" is none of the labels'):
        gold_of(row(tmp_path, right="c"), LabelSettings(scheme=SCHEME, gold="right"))
