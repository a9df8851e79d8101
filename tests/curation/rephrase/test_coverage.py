"""Coverage: which numbers, names and key terms of a passage survive."""

import pytest

from bookwright.curation.rephrase.coverage import coverage

PROSE = (
    "A session ends after 12 hours, and OAuth tokens end with the session. "
    "The clerk in Vienna keeps three copies of each token for 1,000 days. Use `max_age` to set it."
)


def test_a_text_that_says_all_of_it_keeps_all_of_it() -> None:
    told = "For 1000 days, 3 copies of a token are kept by a clerk (in Vienna). OAuth tokens end as sessions do, after 12 hours: `max_age`."
    kept = coverage(PROSE, (), told, "en")
    assert (kept.numbers.lost, kept.names.lost, kept.terms.lost) == ((), (), ())
    assert kept.numbers.share == 1


def test_what_a_text_lacks_is_named() -> None:
    kept = coverage(PROSE, ("clerk",), "A session ends after 12 hours.", "en")
    assert kept.numbers.lost == ("1000", "3")
    assert kept.numbers.share == pytest.approx(1 / 3)
    assert kept.names.lost == ("OAuth", "Vienna", "max_age")
    assert kept.terms.lost == ("clerk", "tokens")


def test_a_passage_without_any_is_kept_whole() -> None:
    kept = coverage("It may be so.", (), "Perhaps.", "en")
    assert (kept.numbers.share, kept.names.share, kept.terms.share) == (1, 1, 1)


def test_in_other_languages_capitals_make_no_names() -> None:
    kept = coverage("Das ist der Keller von Haus BMW.", (), "Das ist ein Ort.", "de")
    assert kept.names.lost == ("BMW",)


def test_addresses_reference_marks_and_list_numbers_need_not_be_told() -> None:
    listed = "1. Open the door [12] as [told](https://docs.example/2024).\n2. See https://docs.example/77 for more."
    assert coverage(listed, (), "Open the door as told, and see more.", "en").numbers.of == 0
