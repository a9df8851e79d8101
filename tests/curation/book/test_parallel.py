"""Parallel titles: what stands under them may differ, since they are of two things of one kind."""

import pytest

from bookwright.curation.book.parallel import are_parallel


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Guide", "Level 2"), ("Guide", "Level 3")),
        (("Assurance Levels",), ("Assurance Level 2", "Sessions")),
        (("Single-Factor OTP Devices",), ("Multi-Factor OTP Devices",)),
    ],
)
def test_titles_that_one_word_parts_are_parallel(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert are_parallel(one, other)
    assert are_parallel(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Guide", "Pumps"), ("Guide", "Pumps")),
        (("Guide",), ("Guide", "Pumps")),
        (("Introduction to Pumps",), ("Introduction to Valves",)),
        (("Pumps",), ("The Care of Pumps",)),
        (("",), ("",)),
        ((), ("Guide",)),
    ],
)
def test_others_are_not(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert not are_parallel(one, other)
    assert not are_parallel(other, one)
