"""What people decided about items: read line by line, and settled where several reviewed one."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.items import Decision
from bookwright.curation.reviews import Review, read_reviews, settled
from bookwright.errors import InputError

ACCEPT, REJECT = Decision.ACCEPT, Decision.REJECT


def reviews(*decisions: tuple[str, Decision]) -> list[Review]:
    return [Review(id=item, decision=decision) for item, decision in decisions]


def test_the_majority_of_an_items_reviews_is_gold_and_an_even_one_is_named() -> None:
    found = settled(reviews(("a", ACCEPT), ("b", REJECT), ("a", REJECT), ("c", ACCEPT), ("c", REJECT), ("a", ACCEPT)))
    assert found.gold == {"a": ACCEPT, "b": REJECT}
    assert found.ties == ("c",)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(Decision))), st.randoms())
def test_the_order_of_reviews_changes_nothing(given_reviews: list[tuple[str, Decision]], drawn: object) -> None:
    turned = list(given_reviews)
    drawn.shuffle(turned)  # type: ignore[attr-defined]
    first, second = settled(reviews(*given_reviews)), settled(reviews(*turned))
    assert first.gold == second.gold
    assert set(first.ties) == set(second.ties)
    assert {*first.gold, *first.ties} == {item for item, _ in given_reviews}


def test_what_else_a_line_says_is_passed_over_and_empty_lines_are_too(tmp_path: Path) -> None:
    file = tmp_path / "reviews.jsonl"
    lines = [json.dumps({"id": "a", "decision": "accept", "reviewer": "N. N.", "reason": "a\u2028b"}, ensure_ascii=False), "", "\r"]
    file.write_text("\ufeff" + "\n".join(lines), encoding="utf-8")
    assert read_reviews(file, {"a": "0"}).gold == {"a": ACCEPT}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("accept", "line 2: is not JSON; write one object a line"),
        ('{"id": "b", "decision": "accept"}', 'line 2: id: the run has no record or reject "b"; give an id of this run'),
        ('{"id": "a", "decision": "maybe"}', 'line 2: decision: "maybe" is unknown; write "accept" or "reject"'),
        ('{"id": "a"}', "line 2: decision: Field required; write {"),
        ('{"id": 7, "decision": "accept"}', "line 2: id: "),
        ("[]", "line 2: it: "),
    ],
)
def test_a_line_that_is_no_review_is_named(tmp_path: Path, line: str, words: str) -> None:
    file = tmp_path / "reviews.jsonl"
    file.write_text(f'{{"id": "a", "decision": "accept"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_reviews(file, {"a": "0"})
    assert str(caught.value).startswith(f"{file}: {words}")
    assert "\n" not in str(caught.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (spoilt := tmp_path / "spoilt.jsonl").write_bytes(b"\xff")
    for file in (spoilt, tmp_path / "none.jsonl"):
        with pytest.raises(InputError, match=rf"{file.name}: .*; give a file of lines"):
            read_reviews(file, {})


def test_of_one_reviewers_reviews_of_an_item_the_last_counts() -> None:
    changed = [Review(id="a", decision=ACCEPT, reviewer="ann"), Review(id="a", decision=REJECT, reviewer="ann")]
    assert settled(changed).gold == {"a": REJECT}
    assert settled([*changed, Review(id="a", decision=ACCEPT, reviewer="ben")]).ties == ("a",)


def test_a_review_of_another_text_is_left_out_and_told(tmp_path: Path) -> None:
    file = tmp_path / "reviews.jsonl"
    lines = [{"id": "a", "decision": "accept", "text_sha256": "old"}, {"id": "b", "decision": "accept", "text_sha256": "now"}]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    found = read_reviews(file, {"a": "now", "b": "now"})
    assert (found.gold, found.stale) == ({"b": ACCEPT}, ("a",))
