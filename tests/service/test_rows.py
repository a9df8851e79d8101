"""The rows of a run's files: read line by line, and refused with the line that is damaged."""

from pathlib import Path

import pytest

from bookwright.errors import InputError
from bookwright.knowledge.evidence import Evidence
from bookwright.service.rows import rows_of

ROW = Evidence(document_id="d", start=0, end=1, quote="a\u2028b\u0085c")


def test_a_row_may_hold_any_mark_that_ends_a_line_but_one(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_bytes((ROW.model_dump_json() + "\n").encode() * 2)
    assert list(rows_of(Evidence, file)) == [ROW, ROW]


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "is not there"), (b"\xff\n", "cannot be read"), (b'{"start": 0}\n', "line 1 is no evidence"), (b"\n", "line 1")],
)
def test_what_cannot_be_read_gets_one_line(tmp_path: Path, content: bytes | None, words: str) -> None:
    file = tmp_path / "rows.jsonl"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InputError, match=words) as refused:
        list(rows_of(Evidence, file))
    assert str(refused.value).startswith(str(file))
    assert "\n" not in str(refused.value)
