"""Files of reviews: nothing that was acknowledged is lost, and what a crash leaves is mended."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bookwright.agents.items import Decision
from bookwright.curation.review.signed import SignedReview
from bookwright.errors import InputError
from bookwright.service.review.files import add_review, file_of, read_all, read_reviewer


def review(name: str, decision: Decision = Decision.ACCEPT, reviewer: str = "ann") -> SignedReview:
    return SignedReview(id=name, decision=decision, at=datetime.now(UTC), reviewer=reviewer, text_sha256="0")


def test_many_at_once_are_all_kept_whole(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: add_review(tmp_path, review(str(number))), range(60)))
    assert len(read_reviewer(file_of(tmp_path, "ann"))) == 60


def test_a_line_that_a_crash_cut_off_is_passed_over_and_written_over(tmp_path: Path) -> None:
    add_review(tmp_path, review("a"))
    file = file_of(tmp_path, "ann")
    file.write_bytes(file.read_bytes() + b'{"id": "b", "deci')
    assert set(read_reviewer(file)) == {"a"}
    add_review(tmp_path, review("c", Decision.REJECT))
    assert set(read_reviewer(file)) == {"a", "c"}


def test_the_last_line_for_an_item_counts_and_pairs_are_no_reviewer(tmp_path: Path) -> None:
    add_review(tmp_path, review("a"))
    add_review(tmp_path, review("a", Decision.REJECT))
    add_review(tmp_path, review("a", reviewer="ben"))
    (tmp_path / "reviews" / "pairs.jsonl").write_text("{}\n", encoding="utf-8")
    found = read_all(tmp_path)
    assert {name: given["a"].decision.value for name, given in found.items()} == {"ann": "reject", "ben": "accept"}


def test_a_line_that_is_no_review_is_named(tmp_path: Path) -> None:
    add_review(tmp_path, review("a"))
    file = file_of(tmp_path, "ann")
    file.write_text(file.read_text(encoding="utf-8") + "{}\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2 is no review"):
        read_reviewer(file)
