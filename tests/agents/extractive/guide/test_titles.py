"""Headings as titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.extractive.guide.titles import clean, joined, name_in_most, named, title_of, unique, without_site


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("1. Getting Started", "Getting Started"),
        ("4.2.1 Reauthentication", "Reauthentication"),
        ("Chapter 3: Loops", "Loops"),
        ("Appendix A: Keywords", "Keywords"),
        ("A. Definitions", "Definitions"),
        ("LICENSE.md", "LICENSE"),
        ("7 Habits of Programs", "7 Habits of Programs"),
        ("C. elegans", "C. elegans"),
        ("Conditions.", "Conditions"),
        ("2024", "2024"),
    ],
)
def test_a_title_is_the_heading_without_its_number(heading: str, title: str) -> None:
    assert clean(heading) == title


def test_a_folder_is_named_as_it_is_written() -> None:
    assert named("02-acceptable-use-policies") == "Acceptable Use Policies"


def test_many_headings_are_told_by_the_first_and_the_last() -> None:
    assert joined(["Scope", "Purpose"]) == "Scope and Purpose"
    assert joined(["A", "B", "C"]) == "A, B and C"
    assert joined(["A", "B", "C", "D"]) == "A – D"


def test_what_stands_under_several_headings_is_called_by_what_they_share() -> None:
    assert title_of([("Book", "Loops")]) == ("Book", "Loops")
    assert title_of([("Book", "Loops"), ("Book", "Branches")])[-1] == "Loops and Branches"
    assert title_of([("Book", "Loops"), ("Book", "Loops", "for"), ("Book", "Loops", "while")])[-1] == "Loops"


def test_a_short_lead_does_not_name_the_long_part_below_it() -> None:
    paths = [("Book", "Loops"), ("Book", "Loops", "for")]
    assert title_of(paths, main=("Book", "Loops", "for"))[-1] == "for"
    assert title_of(paths, main=("Book", "Loops"))[-1] == "Loops"


def test_titles_that_are_alike_are_told_apart_by_the_headings_above() -> None:
    paths = [("Book", "Level 1", "Reauthentication"), ("Book", "Level 2", "Reauthentication"), ("Book", "Introduction")]
    assert unique(paths) == ["Level 1: Reauthentication", "Level 2: Reauthentication", "Book: Introduction"]


def test_parts_of_one_heading_are_numbered() -> None:
    assert unique([("Book", "Loops"), ("Book", "Loops")]) == ["Loops (part 1 of 2)", "Loops (part 2 of 2)"]


@given(st.lists(st.lists(st.sampled_from(["Scope", "Use", "Summary", "Level 1"]), min_size=1, max_size=4).map(tuple), max_size=9))
def test_no_title_stands_twice(paths: list[tuple[str, ...]]) -> None:
    titles = unique(paths)
    assert len(titles) == len(paths)
    assert len({title.lower() for title in titles}) == len(titles)


def test_the_name_of_the_site_that_all_titles_end_with_is_no_part_of_them() -> None:
    found, site = without_site({"a": "Tides - The Sea Book", "b": "High Water | The Sea Book", "c": "The Sea Book"})
    assert (found, site) == ({"a": "Tides", "b": "High Water", "c": "The Sea Book"}, "The Sea Book")


@pytest.mark.parametrize(
    "titles", [{"a": "Tides - The Moon"}, {"a": "Tides - The Moon", "b": "Tides - The Sun"}, {"a": "Moon", "b": "Sun"}]
)
def test_titles_that_share_no_site_stay(titles: dict[str, str]) -> None:
    assert without_site(titles) == (titles, "")


def test_what_most_documents_speak_of_is_a_name_that_their_titles_begin_with() -> None:
    assert name_in_most(["Marlow Rules", "Marlow Prices", "Fires"]) == "Marlow"
    assert name_in_most(["The Rules", "The Prices", "The Fires"]) == ""
    assert name_in_most(["Marlow Rules", "Fires", "Prices"]) == ""
